"""The gates fail closed: each way is tried on their SQL, rendered as dbt renders it on DuckDB."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import duckdb
import jinja2
import pytest

from klantcentraal.expectations.published_suites import PublishedSuite
from klantcentraal.expectations.results import run_suites
from klantcentraal.expectations.suites import Check, Suite

MODELS = Path(__file__).parents[3] / "models"
GATES = {"input": "control/control_gate.sql", "published": "release/release_gate.sql"}
RESULTS = {"input": "control_results_computed", "published": "release_results_computed"}
BOUNDARIES = sorted(GATES)

UNIQUE = Check("unique", "payment_id", "ExpectColumnValuesToBeUnique")
FILLED = Check("not_null", "amount", "ExpectColumnValuesToNotBeNull")
FILLED_WARNING = Check("known", "amount", "ExpectColumnValuesToNotBeNull", severity="warning")
NO_SUCH_COLUMN = Check("known", "payer", "ExpectColumnValuesToNotBeNull", severity="warning")
WITHIN_THRESHOLD = Check(
    "within_threshold", "root_cause_share", "ExpectColumnMaxToBeBetween", {"max_value": 0.02}
)
NOT_EMPTY = Check("not_empty", "valid_count", "ExpectColumnMinToBeBetween", {"min_value": 1})
ADDS_UP = Check(
    "adds_up",
    "account_id",
    "ExpectColumnMaxToBeBetween",
    {"column": "difference_value", "min_value": 0, "max_value": 0},
)


def gate(connection: duckdb.DuckDBPyConnection, boundary: str, run_id: str = "this run") -> str:
    query = render((MODELS / GATES[boundary]).read_text(encoding="utf-8"), run_id)
    row = connection.execute(f"select gate from ({query})").fetchone()
    assert row is not None
    return str(row[0])


def render(model: str, run_id: str) -> str:
    return (
        jinja2.Environment(autoescape=False)
        .from_string(model)
        .render(
            invocation_id=run_id,
            ref=lambda name: name,
            fail=lambda message: f"error({message})",
            dbt=SimpleNamespace(
                listagg=lambda measure, between, order: f"string_agg({measure}, {between} {order})"
            ),
        )
    )


def check(
    connection: duckdb.DuckDBPyConnection, boundary: str, *checks: Check, relation: str = "payments"
) -> None:
    suite_class = PublishedSuite if boundary == "published" else Suite
    suite = suite_class("payments", relation, "true", checks)
    results = run_suites(connection, ("memory", "main"), [suite], "this run")
    connection.register("results_frame", results)
    connection.execute(f"create table {RESULTS[boundary]} as select * from results_frame")


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """A work database in which the other gate has nothing against this run."""
    with duckdb.connect() as connection:
        for statement in (
            "create table payments as select * from (values ('B1', 10.00), ('B2', null)) "
            "as rows (payment_id, amount)",
            "create table control_counts as select 'payments' as entity, 0 as valid_count, "
            "10000 as input_count, 1234 as root_cause_count, 0.1234 as root_cause_share, "
            "0.02 as max_quarantined_share",
            "create table control_refusal_reasons as select * from (values "
            "('payments', 'not_a_number', 'amount', 1200, 1), "
            "('payments', 'not_a_date', 'payment_date', 34, 2), "
            "('invoices', 'parent_refused', null, 5, 1)) "
            "as rows (entity, first_rule_id, column_name, row_count, reason_rank)",
            "create table release_totals as select 'payments.account_id' as total_id, "
            "'payments adds up' as promise, 9.00 as published_value, 10.00 as expected_value, "
            "cast(-1 as double) as difference_value",
            "create table release_agreements as select 'payments.amount' as agreement_id, "
            "'amounts agree' as promise, 3 as broken_count",
            "create table control_gate as select 'this run' as run_id, 1 as check_count",
            "create table dataset_leak_gate as select 'this run' as run_id",
            "create table control_results as select 'this run' as run_id, 'input' as boundary, "
            "'a.b.c' as check_id",
        ):
            connection.execute(statement)
        yield connection


@pytest.mark.parametrize("boundary", BOUNDARIES)
class TestBothGates:
    def test_open_when_all_critical_checks_pass(
        self, connection: duckdb.DuckDBPyConnection, boundary: str
    ) -> None:
        check(connection, boundary, UNIQUE, FILLED_WARNING)
        assert gate(connection, boundary) == "open"

    def test_closed_by_a_critical_check(
        self, connection: duckdb.DuckDBPyConnection, boundary: str
    ) -> None:
        check(connection, boundary, UNIQUE, FILLED)
        with pytest.raises(
            duckdb.Error, match=r"GATE CLOSED: .*payments\.amount\.not_null in 1 rows\."
        ):
            gate(connection, boundary)

    def test_closed_without_results(
        self, connection: duckdb.DuckDBPyConnection, boundary: str
    ) -> None:
        check(connection, boundary, UNIQUE)
        connection.execute(f"delete from {RESULTS[boundary]}")
        with pytest.raises(duckdb.Error, match=r"GATE CLOSED: (no control|0) results of this run"):
            gate(connection, boundary)

    def test_closed_by_a_check_that_could_not_be_measured(
        self, connection: duckdb.DuckDBPyConnection, boundary: str
    ) -> None:
        check(connection, boundary, UNIQUE, NO_SUCH_COLUMN)
        with pytest.raises(
            duckdb.Error, match=r"GATE CLOSED: .*payments\.payer\.known could not be measured\."
        ):
            gate(connection, boundary)

    def test_closed_for_another_run(
        self, connection: duckdb.DuckDBPyConnection, boundary: str
    ) -> None:
        check(connection, boundary, UNIQUE)
        with pytest.raises(duckdb.Error, match=r"GATE CLOSED: (no control|0) results of this run"):
            gate(connection, boundary, "the next run")

    def test_closed_with_fewer_results_than_checks(
        self, connection: duckdb.DuckDBPyConnection, boundary: str
    ) -> None:
        check(connection, boundary, UNIQUE, FILLED_WARNING)
        connection.execute(f"delete from {RESULTS[boundary]} where severity = 'warning'")
        with pytest.raises(
            duckdb.Error, match=r"GATE CLOSED: 1 results of (this run for )?2 checks"
        ):
            gate(connection, boundary)

    def test_a_result_that_stands_twice_does_not_make_up_for_one_that_is_missing(
        self, connection: duckdb.DuckDBPyConnection, boundary: str
    ) -> None:
        check(connection, boundary, UNIQUE, FILLED_WARNING)
        results = RESULTS[boundary]
        connection.execute(f"delete from {results} where severity = 'warning'")
        connection.execute(f"insert into {results} select * from {results}")
        with pytest.raises(duckdb.Error, match="GATE CLOSED"):
            gate(connection, boundary)

    @pytest.mark.parametrize("column", ["is_passed", "is_errored", "severity"])
    def test_closed_when_a_verdict_is_missing(
        self, connection: duckdb.DuckDBPyConnection, boundary: str, column: str
    ) -> None:
        check(connection, boundary, UNIQUE, FILLED_WARNING)
        connection.execute(f"update {RESULTS[boundary]} set {column} = null")
        with pytest.raises(duckdb.Error, match=r"GATE CLOSED: .*payments\."):
            gate(connection, boundary)

    def test_closed_when_there_are_no_words_for_what_is_wrong(
        self, connection: duckdb.DuckDBPyConnection, boundary: str
    ) -> None:
        check(connection, boundary, FILLED)
        connection.execute(f"update {RESULTS[boundary]} set unexpected_count = null")
        with pytest.raises(duckdb.Error, match=r"GATE CLOSED: .*payments\.amount\.not_null\."):
            gate(connection, boundary)


def test_gate_1_says_how_many_rows_were_refused_why_and_what_to_do(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    check(connection, "input", WITHIN_THRESHOLD, NOT_EMPTY, relation="control_counts")
    with pytest.raises(duckdb.Error) as caught:
        gate(connection, "input")
    message = str(caught.value).splitlines()[0].partition("GATE CLOSED: ")[2]
    assert message == (
        "payments: 1234 of 10000 rows refused (12.34 %, allowed 2.00 %), most often not_a_number "
        "in amount (1200); payments: no valid row. Fix the rows that control_quarantine lists, "
        "accept them in rules_accepted_differences, or raise the share in rules_control_thresholds"
    )


def test_gate_2_says_which_promise_is_not_kept(connection: duckdb.DuckDBPyConnection) -> None:
    check(connection, "published", ADDS_UP, relation="release_totals")
    with pytest.raises(
        duckdb.Error,
        match=r"GATE CLOSED: not true of what would be published: payments adds up "
        r"\(9\.00, not 10\.00\)\. Not the delivery",
    ):
        gate(connection, "published")


def test_a_promise_that_is_missing_closes_gate_2(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("delete from release_totals")
    check(connection, "published", ADDS_UP, relation="release_totals")
    with pytest.raises(duckdb.Error, match=r"GATE CLOSED: .*payments\.account_id\.adds_up\."):
        gate(connection, "published")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("delete from control_gate", id="gate 1 has no row"),
        pytest.param("update control_gate set run_id = 'a run before'", id="nor one of this run"),
        pytest.param("delete from control_results", id="results of the input are not published"),
        pytest.param("update control_results set run_id = 'a run before'", id="nor of this run"),
        pytest.param("update control_gate set check_count = 2", id="some of them are missing"),
        pytest.param("delete from dataset_leak_gate", id="the leak gate has no row"),
        pytest.param("update dataset_leak_gate set run_id = 'a run before'", id="of this run"),
    ],
)
def test_gate_2_closes_when_input_or_datasets_were_not_judged_in_this_run(
    connection: duckdb.DuckDBPyConnection, change: str
) -> None:
    check(connection, "published", UNIQUE)
    connection.execute(change)
    with pytest.raises(duckdb.Error, match="GATE CLOSED: not all was judged in this run"):
        gate(connection, "published")


Leak = tuple[str, str, str, str, float | None, float | None, int, int]
LEAK: Leak = ("model", "has_repurchased", "account_status", "value", 0.9871, 0.9634, 700, 80)


def leaks(connection: duckdb.DuckDBPyConnection, *rows: Leak) -> None:
    connection.execute(
        "create table dataset_leak_alarms_computed (role text, target text, predictor_name text, "
        "part text, auc_value double, auc_value_low double, positive_count bigint, "
        "negative_count bigint, is_skipped boolean, is_alarm boolean)"
    )
    for row in rows:
        connection.execute(
            "insert into dataset_leak_alarms_computed values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*row, row[2] == "", row[5] is not None and row[5] > 0.95],
        )


def leak_gate(connection: duckdb.DuckDBPyConnection) -> tuple[object, ...] | None:
    query = render((MODELS / "datasets/dataset_leak_gate.sql").read_text(encoding="utf-8"), "run")
    return connection.execute(f"select gate, skipped_note_en from ({query})").fetchone()


class TestLeakGate:
    def test_open_below_the_limit(self, connection: duckdb.DuckDBPyConnection) -> None:
        leaks(connection, (*LEAK[:5], 0.95, *LEAK[6:]), (*LEAK[:4], 0.9, None, *LEAK[6:]))
        assert leak_gate(connection) == ("open", None)

    def test_closed_by_a_leak_that_it_names(self, connection: duckdb.DuckDBPyConnection) -> None:
        leaks(connection, LEAK, (*LEAK[:2], "employees", "value", 0.6, None, 700, 80))
        with pytest.raises(
            duckdb.Error,
            match=r"GATE CLOSED: known too well to be known in time: account_status knows "
            r"has_repurchased of the model dataset \(AUC 0\.987, 99 % sure above 0\.963\)\. What "
            r"is known only afterwards may not predict: take an extra predictor out of "
            r"rules_extra_predictors",
        ):
            leak_gate(connection)

    def test_many_leaks_are_counted(self, connection: duckdb.DuckDBPyConnection) -> None:
        leaks(connection, *((*LEAK[:2], f"column_{i}", "null flag", *LEAK[4:]) for i in range(5)))
        with pytest.raises(
            duckdb.Error, match=r": column_0 \(its absence\) .*column_2 .*\) and 2 more\. What"
        ):
            leak_gate(connection)

    def test_closed_when_nothing_was_judged(self, connection: duckdb.DuckDBPyConnection) -> None:
        leaks(connection)
        with pytest.raises(duckdb.Error, match="GATE CLOSED: the datasets were not judged"):
            leak_gate(connection)

    def test_says_what_cannot_be_judged(self, connection: duckdb.DuckDBPyConnection) -> None:
        leaks(connection, ("model", "has_repurchased", "", "", None, None, 663, 0))
        assert leak_gate(connection) == (
            "open",
            "Not judged for leaks, fewer than 20 of an outcome: has_repurchased of the model "
            "dataset (663 yes, 0 no).",
        )
