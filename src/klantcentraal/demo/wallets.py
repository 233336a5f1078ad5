"""Wallets: what an account can spend a year on what the company sells, and what it told of it."""

import duckdb

from klantcentraal.demo.draws import Draws
from klantcentraal.demo.workdays import FIRST_DAY, LAST_DAY

# Median yearly budget in euro by number of employees: below 20, below 200, from 200 on.
BAND_BUDGETS = (3_500, 14_000, 75_000)
# Sectors (SBI, two digits) lie up to this factor below or above, in steps of a uniform draw.
SECTOR_FACTOR = 2.2
# Standard deviation of ln(budget) within a cell of sector and size, and of the logit of the share.
BUDGET_SD = 0.4
SHARE_LOGIT_SD = 0.6

# Share of the accounts that tell their budget, each year from some year on; of these, the share
# that splits it over product categories.
TELLING_SHARE = 0.27
SPLIT_SHARE = 0.2

BUDGETS = """
    select
        account_id,
        budget_year,
        available_budget,
        product_category,
        known_at
    from demo_budgets
    order by account_number, budget_year, part
"""


def yearly_budget(draws: Draws, employees: str, accounts: str) -> str:
    """Builds the yearly budget of an account.

    Args:
        draws: The draws of this company.
        employees: SQL expression, number of employees.
        accounts: Name of a relation with account and industry_code.

    Returns:
        An SQL expression, DOUBLE in euro.
    """
    small, middle, large = BAND_BUDGETS
    sector = draws.uniform("sector.budget", f"substr({accounts}.industry_code, 1, 2)::bigint")
    return (
        f"case when {employees} < 20 then {small} when {employees} < 200 then {middle} "
        f"else {large} end * power({SECTOR_FACTOR}, 2 * {sector} - 1) "
        f"* exp({BUDGET_SD} * {draws.normal('account.budget', f'{accounts}.account')})"
    )


def planned_share(draws: Draws, median: str, accounts: str) -> str:
    """Builds the share of the budget that an account plans to spend here.

    Args:
        draws: The draws of this company.
        median: SQL expression, the median share of its kind.
        accounts: Name of a relation with account.

    Returns:
        An SQL expression, DOUBLE in (0, 1).
    """
    draw = draws.normal("account.wallet_share", f"{accounts}.account")
    return f"1 / (1 + (1 - {median}) / {median} * exp({SHARE_LOGIT_SD} * {draw}))"


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates tables demo_wallets (one row per account) and demo_budgets (one per known budget).

    demo_wallets holds what was spent in the last twelve months and the budget of the last year: the
    planted one, or what was spent where that is more.

    Args:
        connection: The database, with demo_buyers, demo_credit, demo_account_terms,
            demo_preferences, demo_stops and the documents.
        draws: The draws of this company.
    """
    connection.execute(f"""
        create table demo_wallets as
        with spent as (
            select
                documents.account,
                sum(lines.net_amount)::decimal(18, 2) as spent_amount
            from demo_documents as documents
            inner join demo_document_lines as lines
                on documents.document_number = lines.document_number
            where documents.invoice_date > date '{LAST_DAY}' - 365
            group by documents.account
        )
        select
            buyers.account,
            greatest(0, coalesce(spent.spent_amount, 0))::decimal(18, 2) as spent_amount,
            greatest(buyers.yearly_budget, coalesce(spent.spent_amount, 0)::double)
                as yearly_budget
        from demo_buyers as buyers
        left join spent
            on buyers.account = spent.account
    """)
    _build_budgets(connection, draws)


def _build_budgets(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    keys = ("years.account", "years.budget_year")

    def of_account(name: str) -> str:
        return draws.uniform(f"account.{name}", "account")

    connection.execute(f"""
        create table demo_budgets as
        with tellers as (
            select
                account,
                yearly_budget,
                {FIRST_DAY.year + 1} + {draws.below("4", "account.telling_from", "account")}
                    as first_year,
                {of_account("splits")} < {SPLIT_SHARE} as splits
            from demo_buyers
            where {of_account("telling")} < {TELLING_SHARE}
        ),
        years as (
            select
                *,
                unnest(range(first_year, {LAST_DAY.year} + 1)) as budget_year
            from tellers
        ),
        told as (
            select
                years.*,
                terms.account_number,
                terms.account_id,
                stops.stop_date,
                preferences.category_numbers,
                years.yearly_budget
                * case
                    when years.budget_year = {LAST_DAY.year} then 1
                    else power(0.97, {LAST_DAY.year} - years.budget_year)
                        * exp(0.05 * {draws.normal("budget.year", *keys)})
                end as budget,
                greatest(
                    make_date(years.budget_year - 1, 11, 10)
                    + {draws.below("100", "budget.day", *keys)}::integer,
                    credit.customer_since + 30
                )::timestamp
                + to_minutes(480 + {draws.below("540", "budget.minute", *keys)})
                    as known_at
            from years
            inner join demo_account_terms as terms
                on years.account = terms.account
            inner join demo_credit as credit
                on years.account = credit.account
            inner join demo_preferences as preferences
                on years.account = preferences.account
            left join demo_stops as stops
                on years.account = stops.account
        ),
        parts as (
            select
                *,
                unnest(range(case when splits then 3 else 1 end)) as part
            from told
            where
                year(known_at) <= budget_year
                and known_at < date '{LAST_DAY}'
                and (stop_date is null or known_at < stop_date)
        ),
        amounts as (
            select
                *,
                case
                    when not splits then 1
                    else [0.5, 0.3, 0.2][1 + part]
                end * budget as amount
            from parts
        )
        select
            amounts.account_number,
            amounts.account_id,
            amounts.budget_year::integer as budget_year,
            amounts.part,
            -- Told in round figures of two digits.
            round(amounts.amount, 1 - floor(log10(amounts.amount))::integer)::decimal(18, 2)
                as available_budget,
            categories.product_category,
            amounts.known_at
        from amounts
        left join (
            select distinct category_number, product_category from demo_products
        ) as categories
            on case when amounts.splits then amounts.category_numbers[1 + amounts.part] end
            = categories.category_number
    """)
