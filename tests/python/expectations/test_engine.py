import logging
import os
import subprocess
import sys
from collections.abc import Iterator

import duckdb
import pytest

from klantcentraal.expectations.engine import CHATTY_LOGGERS, expectation, validator


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(
            "create table contacts as select * from (values "
            "(1, 'jan@example.nl'), (2, 'piet@example.nl'), (2, null)) as rows (id, email)"
        )
        yield connection


def test_counts_come_from_the_database(connection: duckdb.DuckDBPyConnection) -> None:
    with validator(connection) as gx_validator:
        result = gx_validator.validate(
            "contacts",
            "select * from contacts",
            [
                expectation("ExpectColumnValuesToBeUnique", {"column": "id"}),
                expectation("ExpectColumnValuesToNotBeNull", {"column": "email"}),
                expectation("ExpectTableRowCountToBeBetween", {"min_value": 3}),
            ],
        )
    unique, filled, counted = result.results
    assert (unique.success, unique.result["unexpected_count"]) == (False, 2)
    assert (filled.success, filled.result["unexpected_count"]) == (False, 1)
    assert (counted.success, counted.result["observed_value"]) == (True, 3)


def test_results_hold_no_values(connection: duckdb.DuckDBPyConnection) -> None:
    with validator(connection) as gx_validator:
        result = gx_validator.validate(
            "contacts",
            "select * from contacts",
            [expectation("ExpectColumnValuesToBeInSet", {"column": "email", "value_set": ["x"]})],
        )
    assert result.results[0].result["unexpected_count"] == 2
    assert "example.nl" not in str(result.results)


def test_the_lent_connection_stays_open_and_free(connection: duckdb.DuckDBPyConnection) -> None:
    with validator(connection) as gx_validator:
        gx_validator.validate(
            "contacts",
            "select * from contacts",
            [expectation("ExpectColumnValuesToNotBeNull", {"column": "id"})],
        )
    connection.execute("drop table contacts")
    assert connection.execute("select count(*) from duckdb_tables()").fetchall() == [(0,)]


def test_relations_are_looked_for_in_the_given_database(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    connection.execute("attach ':memory:' as elsewhere")
    connection.execute("create table elsewhere.main.accounts as select 1 as id")
    with validator(connection, "elsewhere") as gx_validator:
        result = gx_validator.validate(
            "accounts",
            "select * from accounts",
            [expectation("ExpectTableRowCountToBeBetween", {"min_value": 1})],
        )
    assert result.success


def test_great_expectations_keeps_quiet(
    connection: duckdb.DuckDBPyConnection, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO), validator(connection):
        pass
    assert [record.name for record in caplog.records if record.name in CHATTY_LOGGERS] == []


def test_the_package_does_not_import_great_expectations_before_it_is_needed() -> None:
    code = (
        "import sys, klantcentraal.expectations.results;"
        "sys.exit('great_expectations' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], env=os.environ, check=False).returncode == 0
