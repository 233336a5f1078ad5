"""The suite of gate 1 over control_reconciliation: one warning for each comparison of files."""

from klantcentraal.expectations.suites import Check, Suite

# Rows of the seed comparisons; a test keeps the two the same. A comparison may have no rows: what
# was not delivered cannot be compared.
COMPARISONS = (
    "delivered_rows",
    "monthly_net_revenue",
    "monthly_tax",
    "monthly_invoices",
    "monthly_payments",
    "invoices_without_lines",
    "lines_without_invoice",
    "payments_without_invoice",
    "invoices_against_lines",
    "open_balance",
    "open_invoices",
    "top_customers_missing_from_accounts",
    "top_customers_missing_from_payments",
    "top_customers_missing_from_contacts",
    "top_customers_missing_from_survey_responses",
    "top_customers_missing_from_contact_permissions",
    "top_customers_missing_from_contracts",
    "top_customers_missing_from_budgets",
    "top_customers_missing_from_media_profiles",
    "revenue_by_bill_to",
    "revenue_by_group",
    "groups_billed_outside",
    "rows_fewer_than_last_time",
    "monthly_net_revenue_since_last_time",
    "monthly_tax_since_last_time",
    "monthly_invoices_since_last_time",
    "monthly_payments_since_last_time",
    "accounts_gone_since_last_time",
    "revenue_against_year_before",
    "invoices_against_year_before",
    "active_accounts_against_year_before",
)


def reconciliation_suite() -> Suite:
    """Build the suite of comparisons.

    Returns:
        A suite with a warning for each comparison: a difference between files is for a person to
        judge, so it never closes the gate.
    """
    return Suite(
        "reconciliation",
        "control_reconciliation",
        "true",
        tuple(
            Check(
                comparison,
                "is_within_tolerance",
                "ExpectColumnValuesToBeInSet",
                {
                    "value_set": [True],
                    "row_condition": f'col("comparison") == "{comparison}"',
                    "condition_parser": "great_expectations",
                },
                "warning",
            )
            for comparison in COMPARISONS
        ),
    )
