"""Great Expectations on dbt's own DuckDB connection: no second process, no second file handle.

Great Expectations 1.24 has no DuckDB support of its own: it connects and then fails each SQL
metric, because it reads a result after giving the connection back and DuckDB has dropped it by
then (its issue 10738). So this engine keeps one connection for as long as it lives.

Importing this module imports Great Expectations, which takes seconds: do so inside a function.
"""

import contextlib
import logging
import os
from collections.abc import Generator, Iterable
from typing import Any, Literal

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # looked at when the package is imported

import duckdb
import great_expectations as gx
import sqlalchemy as sa
from duckdb_engine import ConnectionWrapper
from great_expectations.compatibility import pydantic
from great_expectations.core import ExpectationSuiteValidationResult
from great_expectations.data_context import EphemeralDataContext
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.expectation import Expectation
from sqlalchemy.pool import StaticPool

from klantcentraal.quoting import identifier

# Counts only: with the usual setting up to 20 values, personal ones too, land in the results.
COUNTS_ONLY = {"result_format": "SUMMARY", "partial_unexpected_count": 0}

# The second sets a level of its own and tells of a folder that is never used.
CHATTY_LOGGERS = ("great_expectations", "great_expectations.data_context.types.base")


class _BorrowedConnection(ConnectionWrapper):
    """A cursor of dbt's connection, which is not ours to close."""

    def close(self) -> None:
        """Leave dbt's cursor open."""


class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):
    """An execution engine that keeps one connection, so that results stay readable."""

    @contextlib.contextmanager
    def get_connection(self) -> Generator[sa.Connection, None, None]:
        """Lend the one connection.

        Yields:
            The connection, left open afterwards.
        """
        if self._connection is None:
            self._connection = self.engine.connect()
        yield self._connection

    def release(self) -> None:
        """Give the connection back: an idle transaction would keep old rows alive."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self.engine.dispose()


# `type` means something else inside the class below.
_EngineClass = type[DuckDBExecutionEngine]


class DuckDBDatasource(SQLDatasource):
    """A data source over a live DuckDB connection; importing the class registers `add_duckdb`."""

    type: Literal["duckdb"] = "duckdb"  # type: ignore[assignment]  # the parent narrows it to "sql"
    connection_string: str = "duckdb://"
    _live_engine: Any = pydantic.PrivateAttr(None)

    def bind(self, engine: DuckDBExecutionEngine) -> None:
        """Use an engine that is there already instead of connecting.

        Args:
            engine: the engine to run all metrics on.
        """
        self._live_engine = engine

    def get_engine(self) -> sa.Engine:
        """Return the SQLAlchemy engine of the bound execution engine."""
        engine: sa.Engine = self._live_engine.engine
        return engine

    def get_execution_engine(self) -> DuckDBExecutionEngine:
        """Return the bound execution engine."""
        engine: DuckDBExecutionEngine = self._live_engine
        return engine

    @property
    def execution_engine_type(self) -> _EngineClass:
        """The class of the bound engine."""
        return DuckDBExecutionEngine

    def test_connection(self, test_assets: bool = True) -> None:
        """Skip the trial connection: the one in use works."""


class Validator:
    """Runs expectations on relations of one DuckDB connection."""

    def __init__(self, context: EphemeralDataContext, datasource: DuckDBDatasource) -> None:
        """Keep the pieces.

        Args:
            context: an in-memory data context.
            datasource: a bound data source of that context.
        """
        self._context = context
        self._datasource = datasource

    def validate(
        self, name: str, query: str, expectations: Iterable[Expectation]
    ) -> ExpectationSuiteValidationResult:
        """Run expectations on the rows of a query, pushed down into DuckDB.

        Args:
            name: name of the suite, unique for this validator.
            query: a select statement; its rows stay in the database.
            expectations: what must hold for them.

        Returns:
            One result per expectation, with counts and no values.
        """
        asset = self._datasource.add_query_asset(name, query=query)
        batch_definition = asset.add_batch_definition_whole_table(name)
        suite = self._context.suites.add(gx.ExpectationSuite(name, expectations=list(expectations)))
        definition = gx.ValidationDefinition(name=name, data=batch_definition, suite=suite)
        return self._context.validation_definitions.add(definition).run(result_format=COUNTS_ONLY)


@contextlib.contextmanager
def validator(
    connection: duckdb.DuckDBPyConnection, database: str | None = None
) -> Generator[Validator, None, None]:
    """Open Great Expectations over a live DuckDB connection.

    Args:
        connection: dbt's own connection, or any other.
        database: the catalog to look for relations in; a fresh cursor starts in the first one.

    Yields:
        A validator; its cursor is released at the end.
    """
    for name in CHATTY_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)

    def lend_cursor() -> _BorrowedConnection:
        cursor = connection.cursor()
        if database is not None:
            cursor.execute(f"use {identifier(database)}")
        return _BorrowedConnection(cursor)

    engine = DuckDBExecutionEngine(
        engine=sa.create_engine("duckdb://", creator=lend_cursor, poolclass=StaticPool),
        create_temp_table=False,
    )
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    datasource = context.data_sources.add_duckdb("duckdb")
    datasource.bind(engine)
    try:
        yield Validator(context, datasource)
    finally:
        engine.release()


def expectation(name: str, arguments: dict[str, Any]) -> Expectation:
    """Build an expectation from the name of its class.

    Args:
        name: class in `great_expectations.expectations`.
        arguments: its arguments.

    Returns:
        The expectation.
    """
    built: Expectation = getattr(gx.expectations, name)(**arguments)
    return built
