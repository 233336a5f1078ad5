"""Runs the suites and returns one tidy row per check: counts and verdicts, never values."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from klantcentraal.expectations.published_suites import published_suites
from klantcentraal.expectations.reconciliation_suites import reconciliation_suite
from klantcentraal.expectations.suites import Check, Suite, input_suites
from klantcentraal.quoting import identifier

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    from great_expectations.core import ExpectationValidationResult

    from klantcentraal.expectations.engine import Validator

# Explicit, because a column without any value would otherwise get a type of its own.
COLUMN_TYPES = {
    "run_id": "string",
    "check_id": "string",
    "entity": "string",
    "column_name": "string",
    "expectation": "string",
    "severity": "string",
    "observed": "string",
    "element_count": "Int64",
    "unexpected_count": "Int64",
    "suite_check_count": "Int64",
    "is_passed": "bool",
    "is_errored": "bool",
    "run_at": "datetime64[us]",
}


def check_inputs(
    connection: "duckdb.DuckDBPyConnection", database: str, schema: str
) -> "pd.DataFrame":
    """Run gate 1's suites inside a dbt build, on dbt's own connection.

    Args:
        connection: dbt's session.
        database: catalog that the control models are in.
        schema: schema that they are in.

    Returns:
        One row per check of this invocation: see `run_suites`.
    """
    from dbt_common.invocation import get_invocation_id

    place = f"{identifier(database)}.{identifier(schema)}"
    counts = connection.execute(
        f"select entity, max_quarantined_share, input_count from {place}.control_counts"
    ).fetchall()
    suites = input_suites(
        {entity: share for entity, share, _ in counts},
        {entity: count for entity, _, count in counts},
    )
    suites = (*suites, reconciliation_suite())
    return run_suites(connection, (database, schema), suites, get_invocation_id())


def check_published(
    connection: "duckdb.DuckDBPyConnection", database: str, schema: str
) -> "pd.DataFrame":
    """Run gate 2's suites inside a dbt build, on dbt's own connection.

    Args:
        connection: dbt's session.
        database: catalog that the public models are in.
        schema: schema that they are in.

    Returns:
        One row per check of this invocation: see `run_suites`.
    """
    from dbt_common.invocation import get_invocation_id

    return run_suites(connection, (database, schema), published_suites(), get_invocation_id())


def run_suites(
    connection: "duckdb.DuckDBPyConnection",
    place: tuple[str, str],
    suites: Iterable[Suite],
    run_id: str,
) -> "pd.DataFrame":
    """Run suites, pushed down into DuckDB.

    Args:
        connection: a live connection.
        place: database and schema of the suites' relations.
        suites: what to run.
        run_id: written on every row, so that a gate reads this run's rows and no others.

    Returns:
        One row per check, with the columns of `COLUMN_TYPES`; `suite_check_count` is the number
        of rows there should be. `is_errored` = it could not be measured, which is not a pass.
    """
    import pandas as pd

    from klantcentraal.expectations.engine import validator

    run_at = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    suites = tuple(suites)
    rows: list[dict[str, Any]] = []
    with validator(connection, place[0]) as gx_validator:
        for number, suite in enumerate(suites):
            rows += _run_suite(gx_validator, f"{number}_{suite.entity}", place[1], suite)
    check_count = sum(len(suite.checks) for suite in suites)
    common = {"run_id": run_id, "run_at": run_at, "suite_check_count": check_count}
    frame = pd.DataFrame([{**common, **row} for row in rows], columns=list(COLUMN_TYPES))
    return frame.astype(COLUMN_TYPES)


def _run_suite(
    gx_validator: "Validator", name: str, schema: str, suite: Suite
) -> list[dict[str, Any]]:
    from klantcentraal.expectations.engine import expectation

    relation = f"{identifier(schema)}.{identifier(suite.relation)}"
    by_id = {suite.check_id(check): check for check in suite.checks}
    result = gx_validator.validate(
        name,
        f"select * from {relation} where {suite.condition}",
        [
            expectation(check.expectation, _arguments(check_id, check))
            for check_id, check in by_id.items()
        ],
    )
    return [_row(suite, by_id, one) for one in result.results]


def _arguments(check_id: str, check: Check) -> dict[str, Any]:
    takes_column = not {"column_list", "column_A"} & check.arguments.keys()
    return {
        **({"column": check.column} if takes_column else {}),
        **check.arguments,
        "severity": check.severity,
        "meta": {"check_id": check_id},
    }


def _row(
    suite: Suite, by_id: Mapping[str, Check], result: "ExpectationValidationResult"
) -> dict[str, Any]:
    config = result.expectation_config
    if config is None:
        raise ValueError("a result without the expectation it belongs to")
    check_id = config.meta["check_id"]
    check = by_id[check_id]
    return {
        "check_id": check_id,
        "entity": suite.entity,
        "column_name": check.column,
        "expectation": config.type,
        "severity": check.severity,
        "observed": _observed(result.result, config.kwargs),
        "element_count": result.result.get("element_count"),
        "unexpected_count": result.result.get("unexpected_count"),
        "is_passed": bool(result.success),
        "is_errored": _is_errored(result.exception_info),
    }


def _observed(result: Mapping[str, Any], arguments: Mapping[str, Any]) -> str | None:
    """Tell what was measured: a figure with its bounds, or the share of rows that do not comply."""
    if result.get("observed_value") is not None:
        words = {"min_value": "at least", "max_value": "at most"}
        bounds = [
            f"{word} {arguments[name]:g}"
            for name, word in words.items()
            if arguments.get(name) is not None
        ]
        figure = json.dumps(result["observed_value"], default=str)
        return f"{figure} ({', '.join(bounds)})" if bounds else figure
    if result.get("unexpected_percent") is not None:
        return f"{result['unexpected_percent']:.4g} % unexpected"
    return None


def _is_errored(exception_info: Mapping[str, Any] | None) -> bool:
    """Whether a metric raised: then Great Expectations says so here and nowhere else."""
    info = exception_info or {}
    nested = [value for value in info.values() if isinstance(value, Mapping)]
    return any(bool(part.get("raised_exception")) for part in [info, *nested])
