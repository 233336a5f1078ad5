from collections.abc import Iterator
from typing import Any

import duckdb
import pandas as pd
import pytest

from klantcentraal.expectations.results import COLUMN_TYPES, run_suites
from klantcentraal.expectations.suites import Check, Suite

PLACE = ("memory", "main")


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(
            "create table payments as select * from (values "
            "('B1', 10.00, ''), ('B2', null, ''), ('B2', 5.00, 'duplicate_key')"
            ") as rows (payment_id, amount, rule_ids)"
        )
        yield connection


def payments(*checks: Check) -> Suite:
    return Suite("payments", "payments", "rule_ids = ''", checks)


def results(connection: duckdb.DuckDBPyConnection, *suites: Suite) -> dict[str, dict[str, Any]]:
    frame = run_suites(connection, PLACE, suites, "this run")
    return {row["check_id"]: dict(row) for _, row in frame.iterrows()}


UNIQUE = Check("unique", "payment_id", "ExpectColumnValuesToBeUnique")
FILLED = Check("not_null", "amount", "ExpectColumnValuesToNotBeNull")
NO_SUCH_COLUMN = Check("not_null", "payer", "ExpectColumnValuesToNotBeNull", severity="warning")


def test_only_the_rows_of_the_condition_are_checked(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    row = results(connection, payments(UNIQUE))["payments.payment_id.unique"]
    assert row["is_passed"]
    assert (row["element_count"], row["unexpected_count"]) == (2, 0)


def test_a_failed_check_has_its_counts(connection: duckdb.DuckDBPyConnection) -> None:
    row = results(connection, payments(FILLED))["payments.amount.not_null"]
    assert not row["is_passed"]
    assert not row["is_errored"]
    assert row["severity"] == "critical"
    assert row["expectation"] == "expect_column_values_to_not_be_null"
    assert (row["element_count"], row["unexpected_count"]) == (2, 1)
    assert row["observed"] == "50 % unexpected"


def test_a_check_that_cannot_be_measured_is_errored(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = results(connection, payments(NO_SUCH_COLUMN, UNIQUE))
    assert rows["payments.payer.not_null"]["is_errored"]
    assert not rows["payments.payer.not_null"]["is_passed"]
    assert not rows["payments.payment_id.unique"]["is_errored"]


@pytest.mark.parametrize(
    ("expectation", "arguments", "observed"),
    [
        ("ExpectColumnMaxToBeBetween", {"max_value": 4}, "10.0 (at most 4)"),
        ("ExpectColumnMinToBeBetween", {"min_value": 1}, "10.0 (at least 1)"),
    ],
)
def test_a_figure_stands_with_its_bounds(
    connection: duckdb.DuckDBPyConnection,
    expectation: str,
    arguments: dict[str, Any],
    observed: str,
) -> None:
    connection.execute("alter table payments alter amount type double")
    check = Check("bounded", "amount", expectation, arguments)
    row = results(connection, payments(check))["payments.amount.bounded"]
    assert row["observed"] == observed
    assert pd.isna(row["unexpected_count"])


def test_a_pair_of_columns_is_named_after_the_first(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    check = Check(
        "equal",
        "amount",
        "ExpectColumnPairValuesToBeEqual",
        {"column_A": "amount", "column_B": "amount"},
    )
    assert results(connection, payments(check))["payments.amount.equal"]["is_passed"]


def test_each_row_says_how_many_there_should_be(connection: duckdb.DuckDBPyConnection) -> None:
    frame = run_suites(connection, PLACE, [payments(UNIQUE), payments(FILLED)], "this run")
    assert len(frame) == 2
    assert set(frame["suite_check_count"]) == {2}
    assert set(frame["run_id"]) == {"this run"}
    assert frame["run_at"].nunique() == 1


@pytest.mark.parametrize("suites", [[], [payments(UNIQUE)]])
def test_columns_have_their_types_whatever_is_in_them(
    connection: duckdb.DuckDBPyConnection, suites: list[Suite]
) -> None:
    frame = run_suites(connection, PLACE, suites, "this run")
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == COLUMN_TYPES
    described = connection.execute("describe select * from frame").fetchall()
    assert dict(row[:2] for row in described)["unexpected_count"] == "BIGINT"
