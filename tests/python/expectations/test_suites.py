import csv
from collections import Counter
from pathlib import Path

import pytest

from klantcentraal.contract import load
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
    all_ids = check_ids(input_suites(shares, dict.fromkeys(shares, 1)))
    twice = [name for name, count in Counter(all_ids).items() if count > 1]
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


OPTIONAL_KEYS = {
    "account_links": "account_links.source_id.unique",
    "exchange_rates": "exchange_rates.currency_code.unique",
    "contacts": "contacts.contact_id.unique",
    "contact_permissions": "contact_permissions.recorded_at.unique",
    "survey_responses": "survey_responses.response_id.unique",
    "complaints": "complaints.complaint_id.unique",
    "stated_needs": "stated_needs.need_id.unique",
    "prospects": "prospects.prospect_id.unique",
    "campaigns": "campaigns.campaign_id.unique",
    "leads": "leads.lead_id.unique",
    "contracts": "contracts.contract_id.unique",
    "search_keywords": "search_keywords.keyword.unique",
    "referrals": "referrals.referral_id.unique",
    "engagement_events": "engagement_events.event_id.unique",
    "web_visits": "web_visits.visit_id.unique",
    "media_profiles": "media_profiles.measured_at.unique",
    "budgets": "budgets.budget_year.unique",
    "campaign_contacts": "campaign_contacts.contacted_at.unique",
    "market_counts": "market_counts.industry_code.unique",
}


def test_every_optional_entity_has_a_suite() -> None:
    optional = {entity.name for entity in load(ROOT).values() if not entity.is_required}
    assert set(OPTIONAL_KEYS) == optional


@pytest.mark.parametrize(("entity", "check_id"), OPTIONAL_KEYS.items())
def test_an_optional_entity_is_checked_once_it_is_delivered(entity: str, check_id: str) -> None:
    delivered_checks = input_suites({}, {**COUNTS, entity: 1})
    assert find(check_id, delivered_checks).severity == "critical"
    assert check_id not in check_ids(input_suites({}, COUNTS))


def test_a_reference_that_leads_nowhere_is_a_warning() -> None:
    suites = input_suites({}, dict.fromkeys(OPTIONAL_KEYS, 1))
    dropped = [check for check in check_ids(suites) if ".dropped_references." in check]
    assert len(dropped) == 8
    assert {find(check, suites).severity for check in dropped} == {"warning"}
