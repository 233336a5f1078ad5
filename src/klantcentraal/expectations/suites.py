"""The suites as code: one check is one expectation about a column of an entity.

Great Expectations itself is not imported here: that takes seconds, and names are enough.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["critical", "warning"]

# A few gaps are daily business: a warning comes when more than one row in a hundred has one.
MOSTLY = 0.99

# Who trades has all of these. A company that has not sold yet has no facts at all, and that is
# no error: it only gets a warning. Payments may always be empty (INPUTS).
TRADE = ("products", "invoices", "invoice_lines")
FACTS = ("invoices", "invoice_lines", "payments")


@dataclass(frozen=True)
class Check:
    """One expectation of a suite.

    Attributes:
        rule: last part of the check's id, readable and stable, such as `unique`.
        column: column it is about.
        expectation: name of the class in `great_expectations.expectations`.
        arguments: arguments of that class.
        severity: a failed critical check closes the gate, a failed warning is only told.
    """

    rule: str
    column: str
    expectation: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity = "critical"


@dataclass(frozen=True)
class Suite:
    """Checks on some rows of one relation.

    Attributes:
        entity: name of the entity in the input contract.
        relation: table in the work database.
        condition: SQL condition that picks the rows to check.
        checks: what must hold for them.
    """

    entity: str
    relation: str
    condition: str
    checks: tuple[Check, ...]

    def check_id(self, check: Check) -> str:
        """Name a check for good: entity, column and rule."""
        return f"{self.entity}.{check.column}.{check.rule}"


def input_suites(
    max_quarantined_shares: Mapping[str, float], input_counts: Mapping[str, int]
) -> tuple[Suite, ...]:
    """Build the suites of gate 1, over the valid rows of each checked input and over its counts.

    Keys and ranges are repeated here on purpose (STYLE 10): the rules that keep them are SQL, and
    `dbt run` leaves data tests out. The ids of invoice lines are not: their rule is the one costly
    uniqueness check, and a data test holds it.

    Args:
        max_quarantined_shares: for each entity the share of its rows (0..1) that may be refused
            for a reason of their own before the gate closes.
        input_counts: for each entity the number of rows that came in.

    Returns:
        The suites; no two of their checks have one id.
    """
    has_facts = any(input_counts.get(entity, 0) > 0 for entity in FACTS)
    not_empty: dict[str, Severity] = {"accounts": "critical"}
    not_empty |= dict.fromkeys(TRADE, "critical" if has_facts else "warning")
    return (
        *_row_suites(),
        *(suite for suite in _optional_suites() if input_counts.get(suite.entity, 0) > 0),
        *(
            _count_suite(entity, share, not_empty.get(entity))
            for entity, share in sorted(max_quarantined_shares.items())
        ),
    )


def _row_suites() -> tuple[Suite, ...]:
    return (
        _of_valid_rows(
            "accounts",
            Check(
                "unique_version",
                "account_id",
                "ExpectCompoundColumnsToBeUnique",
                {"column_list": ["account_id", "valid_from"]},
            ),
            _filled("account_name"),
            _between("payment_terms_days", 0, 3650),
        ),
        Suite(
            "accounts",
            "control_account_versions",
            "true",
            (_filled("account_key"), _empty("dropped_references")),
        ),
        _of_valid_rows(
            "products",
            _unique("product_id"),
            _filled("product_key"),
            _filled("category_key"),
            _between("unit_cost", 0, None),
        ),
        _of_valid_rows(
            "invoices",
            _unique("invoice_key"),
            _filled("account_key"),
            _filled("bill_to_account_key"),
            _filled("invoice_date"),
            _mostly_filled("due_date"),
            _empty("unknown_bill_to_account_id"),
        ),
        Suite(
            "invoices",
            "control_credit_links",
            "true",
            (_mostly_filled("credited_invoice_key"),),
        ),
        _of_valid_rows(
            "invoice_lines",
            _filled("invoice_key"),
            _filled("account_key"),
            _filled("product_key"),
            _filled("quantity"),
            _filled("net_amount"),
            _mostly_filled("cost_amount"),
        ),
        _of_valid_rows(
            "payments",
            _unique("payment_id"),
            _filled("account_key"),
            _filled("payment_date"),
            _filled("amount"),
        ),
    )


def _optional_suites() -> tuple[Suite, ...]:
    """Without rows there is nothing to check: these count when their entity was delivered."""
    return (
        _of_valid_rows(
            "account_links", _unique("source_id", "source_system"), _filled("account_key")
        ),
        _of_valid_rows(
            "exchange_rates", _unique("currency_code", "rate_date"), _between("rate", 0, None)
        ),
        _of_valid_rows("contacts", _unique("contact_id"), _filled("account_key")),
        _of_valid_rows(
            "contact_permissions",
            _unique("recorded_at", "channel", "contact_id", "account_key"),
            _filled("account_key"),
            _in_set("permission", "granted", "objected"),
            _empty("dropped_references"),
        ),
        _of_valid_rows(
            "survey_responses",
            _unique("response_id"),
            _filled("account_key"),
            _between("nps_score", 0, 10),
            _between("satisfaction_score", 0, 10),
            _empty("dropped_references"),
        ),
        _of_valid_rows(
            "complaints",
            _unique("complaint_id"),
            _filled("account_key"),
            _empty("dropped_references"),
        ),
        _of_valid_rows("stated_needs", _unique("need_id"), _filled("account_key")),
        _of_valid_rows("prospects", _unique("prospect_id"), _filled("company_name")),
        _of_valid_rows("campaigns", _unique("campaign_id"), _between("fixed_cost", 0, None)),
        _of_valid_rows(
            "leads",
            _unique("lead_id"),
            _between("quoted_amount", 0, None),
            _empty("dropped_references"),
        ),
        _of_valid_rows(
            "contracts",
            _unique("contract_id"),
            _filled("account_key"),
            _between("yearly_amount", 0, None),
        ),
        _of_valid_rows(
            "search_keywords", _unique("keyword", "measured_date"), _between("clicks", 0, None)
        ),
        _of_valid_rows(
            "referrals",
            _unique("referral_id"),
            _filled("account_key"),
            _empty("dropped_references"),
        ),
        _of_valid_rows(
            "engagement_events",
            _unique("event_id"),
            _filled("account_key"),
            _empty("dropped_references"),
        ),
        _of_valid_rows("web_visits", _unique("visit_id"), _filled("visited_at")),
        _of_valid_rows(
            "media_profiles",
            _unique("measured_at", "account_key"),
            _filled("account_key"),
            _between("audience_size", 0, None),
        ),
        _of_valid_rows(
            "budgets",
            _unique("budget_year", "account_key", "product_category"),
            _filled("account_key"),
            _between("available_budget", 0, None),
        ),
        _of_valid_rows(
            "campaign_contacts",
            _unique("contacted_at", "campaign_id", "account_key", "contact_id"),
            _filled("account_key"),
            _filled("campaign_id"),
            _empty("dropped_references"),
        ),
        _of_valid_rows(
            "market_counts",
            _unique("industry_code", "size_class", "region"),
            _between("company_count", 0, None),
        ),
    )


def _of_valid_rows(entity: str, *checks: Check) -> Suite:
    return Suite(entity, f"control_{entity}_judged", "rule_ids = ''", checks)


def _count_suite(entity: str, max_quarantined_share: float, not_empty: Severity | None) -> Suite:
    all_rows_kept = Check(
        "all_rows_accounted_for",
        "input_count",
        "ExpectColumnPairValuesToBeEqual",
        {"column_A": "input_count", "column_B": "accounted_count"},
    )
    within_threshold = Check(
        "within_threshold",
        "root_cause_share",
        "ExpectColumnMaxToBeBetween",
        {"max_value": max_quarantined_share},
    )
    checks = [all_rows_kept, within_threshold]
    if not_empty is not None:
        at_least_one = {"min_value": 1}
        checks.append(
            Check("not_empty", "valid_count", "ExpectColumnMinToBeBetween", at_least_one, not_empty)
        )
    return Suite(entity, "control_counts", f"entity = '{entity}'", tuple(checks))


def _unique(*columns: str) -> Check:
    if len(columns) == 1:
        return Check("unique", columns[0], "ExpectColumnValuesToBeUnique")
    return Check(
        "unique", columns[0], "ExpectCompoundColumnsToBeUnique", {"column_list": list(columns)}
    )


def _filled(column: str) -> Check:
    return Check("not_null", column, "ExpectColumnValuesToNotBeNull")


def _mostly_filled(column: str) -> Check:
    return Check(
        "mostly_filled", column, "ExpectColumnValuesToNotBeNull", {"mostly": MOSTLY}, "warning"
    )


def _empty(column: str) -> Check:
    return Check("none", column, "ExpectColumnValuesToBeNull", severity="warning")


def _between(column: str, lowest: float | None, highest: float | None) -> Check:
    return Check(
        "in_range",
        column,
        "ExpectColumnValuesToBeBetween",
        {"min_value": lowest, "max_value": highest},
    )


def _in_set(column: str, *values: str) -> Check:
    return Check("known", column, "ExpectColumnValuesToBeInSet", {"value_set": list(values)})
