"""The gate fails closed: each way is tried on its SQL, rendered as dbt renders it on DuckDB."""

from pathlib import Path
from types import SimpleNamespace

import duckdb
import jinja2
import pytest

from klantcentraal.expectations.results import run_suites
from klantcentraal.expectations.suites import Check, Suite

GATE = Path(__file__).parents[3] / "models/control/control_gate.sql"
UNIQUE = Check("unique", "payment_id", "ExpectColumnValuesToBeUnique")
FILLED = Check("not_null", "amount", "ExpectColumnValuesToNotBeNull")
FILLED_WARNING = Check("known", "amount", "ExpectColumnValuesToNotBeNull", severity="warning")
NO_SUCH_COLUMN = Check("known", "payer", "ExpectColumnValuesToNotBeNull", severity="warning")


def gate(connection: duckdb.DuckDBPyConnection, run_id: str) -> str:
    template = jinja2.Environment(autoescape=False).from_string(GATE.read_text(encoding="utf-8"))
    query = template.render(
        invocation_id=run_id,
        ref=lambda name: name,
        fail=lambda message: f"error({message})",
        dbt=SimpleNamespace(
            listagg=lambda measure, between, order: f"string_agg({measure}, {between} {order})"
        ),
    )
    row = connection.execute(f"select gate from ({query})").fetchone()
    assert row is not None
    return str(row[0])


def check(connection: duckdb.DuckDBPyConnection, *checks: Check) -> None:
    connection.execute(
        "create table payments as select * from (values ('B1', 10.00), ('B2', null)) "
        "as rows (payment_id, amount)"
    )
    suite = Suite("payments", "payments", "true", checks)
    results = run_suites(connection, ("memory", "main"), [suite], "this run")
    connection.register("results_frame", results)
    connection.execute("create table control_results_computed as select * from results_frame")


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def test_open_when_all_critical_checks_pass(connection: duckdb.DuckDBPyConnection) -> None:
    check(connection, UNIQUE, FILLED_WARNING)
    assert gate(connection, "this run") == "open"


def test_closed_by_a_critical_check(connection: duckdb.DuckDBPyConnection) -> None:
    check(connection, UNIQUE, FILLED)
    with pytest.raises(
        duckdb.Error,
        match=r"GATE CLOSED: payments\.amount\.not_null "
        r"\(expect_column_values_to_not_be_null: 1 of 2 rows\)",
    ):
        gate(connection, "this run")


def test_closed_by_a_check_that_could_not_be_measured(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    check(connection, UNIQUE, NO_SUCH_COLUMN)
    with pytest.raises(duckdb.Error, match=r"GATE CLOSED: payments\.payer.*not be measured"):
        gate(connection, "this run")


def test_closed_without_results(connection: duckdb.DuckDBPyConnection) -> None:
    check(connection, UNIQUE)
    connection.execute("delete from control_results_computed")
    with pytest.raises(duckdb.Error, match="GATE CLOSED: no control results of this run"):
        gate(connection, "this run")


def test_closed_for_another_run(connection: duckdb.DuckDBPyConnection) -> None:
    check(connection, UNIQUE)
    with pytest.raises(duckdb.Error, match="GATE CLOSED: no control results of this run"):
        gate(connection, "the next run")


def test_closed_with_fewer_results_than_checks(connection: duckdb.DuckDBPyConnection) -> None:
    check(connection, UNIQUE, FILLED_WARNING)
    connection.execute("delete from control_results_computed where severity = 'warning'")
    with pytest.raises(duckdb.Error, match="GATE CLOSED: 1 results of 2 checks"):
        gate(connection, "this run")


@pytest.mark.parametrize("column", ["is_passed", "is_errored"])
def test_closed_when_a_verdict_is_missing(
    connection: duckdb.DuckDBPyConnection, column: str
) -> None:
    check(connection, UNIQUE)
    connection.execute(f"update control_results_computed set {column} = null")
    with pytest.raises(duckdb.Error, match=r"GATE CLOSED: payments\.payment_id\.unique"):
        gate(connection, "this run")
