import csv
from collections import Counter
from pathlib import Path

import pytest

from klantcentraal.expectations.suites import Check, Suite, input_suites

ROOT = Path(__file__).parents[3]
SHARES = {"accounts": 0.02, "invoices": 0.02, "payments": 0.05}
COUNTS = {"accounts": 10, "invoices": 10, "payments": 10}


def check_ids(suites: tuple[Suite, ...]) -> list[str]:
    return [suite.check_id(check) for suite in suites for check in suite.checks]


def find(check_id: str, suites: tuple[Suite, ...]) -> Check:
    return next(
        check for suite in suites for check in suite.checks if suite.check_id(check) == check_id
    )


def test_no_two_checks_have_one_id() -> None:
    with (ROOT / "seeds/rules/rules_control_thresholds.csv").open(encoding="utf-8") as file:
        shares = {
            row["entity"]: float(row["max_quarantined_share"]) for row in csv.DictReader(file)
        }
    twice = [
        name
        for name, count in Counter(check_ids(input_suites(shares, COUNTS))).items()
        if count > 1
    ]
    assert twice == []


@pytest.mark.parametrize(
    "check_id",
    [
        "accounts.account_id.unique_version",
        "products.product_id.unique",
        "invoices.invoice_key.unique",
        "payments.payment_id.unique",
        "invoice_lines.invoice_key.not_null",
        "invoice_lines.product_key.not_null",
        "payments.account_key.not_null",
        "accounts.valid_count.not_empty",
        "payments.root_cause_share.within_threshold",
        "payments.input_count.all_rows_accounted_for",
    ],
)
def test_what_later_figures_rest_on_is_critical(check_id: str) -> None:
    assert find(check_id, input_suites(SHARES, COUNTS)).severity == "critical"


@pytest.mark.parametrize(
    "check_id",
    [
        "invoice_lines.cost_amount.mostly_filled",
        "invoices.due_date.mostly_filled",
        "invoices.credited_invoice_key.mostly_filled",
        "invoices.unknown_bill_to_account_id.none",
        "accounts.dropped_references.none",
    ],
)
def test_a_gap_is_a_warning(check_id: str) -> None:
    assert find(check_id, input_suites(SHARES, COUNTS)).severity == "warning"


def test_the_threshold_is_the_one_of_the_entity() -> None:
    check = find("payments.root_cause_share.within_threshold", input_suites(SHARES, COUNTS))
    assert check.arguments == {"max_value": 0.05}


def test_payments_may_be_empty() -> None:
    assert "payments.valid_count.not_empty" not in check_ids(input_suites(SHARES, COUNTS))


@pytest.mark.parametrize(
    ("counts", "severity"),
    [
        pytest.param({"accounts": 10}, "warning", id="a company that has not sold yet"),
        pytest.param({"accounts": 10, "payments": 1}, "critical", id="payments without invoices"),
        pytest.param({"accounts": 10, "invoice_lines": 1}, "critical", id="only lines"),
    ],
)
def test_who_trades_has_invoices(counts: dict[str, int], severity: str) -> None:
    suites = input_suites(SHARES, counts)
    assert find("invoices.valid_count.not_empty", suites).severity == severity
    assert find("accounts.valid_count.not_empty", suites).severity == "critical"


def test_an_entity_without_a_threshold_has_no_count_checks() -> None:
    counted = {
        suite.entity for suite in input_suites({}, COUNTS) if suite.relation == "control_counts"
    }
    assert counted == set()
