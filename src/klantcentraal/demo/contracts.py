"""Contracts: terms of one to three years that are renewed until the account gives notice."""

import duckdb

from klantcentraal.demo import buyers
from klantcentraal.demo.draws import Draws
from klantcentraal.demo.workdays import FIRST_DAY, LAST_DAY

# Share of the contracts that name one product category; the others cover all.
ONE_CATEGORY_SHARE = 0.6
# Notice comes up to this many days before the last order day, or as many after it as the second.
NOTICE_BEFORE, NOTICE_AFTER = 45, 20

UNHAPPY_REASONS = ("service", "kwaliteit", "levertijd")
OTHER_REASONS = ("prijs", "andere leverancier", "einde activiteiten")

CONTRACTS = """
    select
        contract_id,
        account_id,
        start_date,
        end_date,
        notice_date,
        product_category,
        yearly_amount,
        termination_reason
    from demo_contracts
    order by account_number, start_date
"""


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates table demo_contracts: one row per term of an account with a contract.

    The end date is that of the term, notice or not; an account that stopped renews no more.

    Args:
        connection: The database, with demo_buyers, demo_credit, demo_account_terms,
            demo_preferences, demo_products and demo_stops.
        draws: The draws of this company.
    """
    years = draws.uniform("contract.years", "buyers.account")
    keys = ("account", "term")
    connection.execute(f"""
        create table demo_contracts as
        with signed as (
            select
                buyers.account,
                terms.account_number,
                terms.account_id,
                buyers.satisfaction,
                buyers.yearly_budget * buyers.planned_share as yearly_amount,
                stops.stop_date,
                preferences.category_numbers[1] as category_number,
                {draws.uniform("contract.category", "buyers.account")} < {ONE_CATEGORY_SHARE}
                    as names_category,
                case when {years} < 0.4 then 1 when {years} < 0.75 then 2 else 3 end as term_years,
                -- The term that runs when the four years begin, or the one of the first order.
                case
                    when buyers.is_early
                        then greatest(
                            date '{FIRST_DAY}' - {
        draws.below("365", "contract.age", "buyers.account")
    }::integer,
                            credit.customer_since
                        )
                    else credit.customer_since
                end as first_date
            from demo_buyers as buyers
            inner join demo_account_terms as terms
                on buyers.account = terms.account
            inner join demo_credit as credit
                on buyers.account = credit.account
            inner join demo_preferences as preferences
                on buyers.account = preferences.account
            left join demo_stops as stops
                on buyers.account = stops.account
            where buyers.has_contract and not buyers.has_never_bought
        ),
        terms as (
            select
                *,
                unnest(range(5)) as term
            from signed
        ),
        dated as (
            select
                *,
                (first_date + to_years((term * term_years)::integer))::date as start_date,
                (first_date + to_years(((term + 1) * term_years)::integer))::date - 1 as end_date
            from terms
        ),
        noticed as (
            select
                *,
                case
                    when stop_date <= end_date
                        then least(end_date, greatest(
                            start_date,
                            stop_date - {NOTICE_BEFORE} + {
        draws.below(str(NOTICE_BEFORE + NOTICE_AFTER), "contract.notice", *keys)
    }::integer
                        ))
                end as wished_date
            from dated
            where start_date <= date '{LAST_DAY}' and (stop_date is null or start_date <= stop_date)
        )
        select
            noticed.account_number,
            'T' || substr(noticed.account_id, 2) || '-' || (noticed.term + 1) as contract_id,
            noticed.account_id,
            noticed.start_date,
            noticed.end_date,
            case when noticed.wished_date <= date '{LAST_DAY}' then noticed.wished_date end
                as notice_date,
            categories.product_category,
            greatest(50, 50 * round(
                noticed.yearly_amount
                * exp(0.15 * {draws.normal("contract.amount", *keys)}) / 50
            ))::decimal(18, 2) as yearly_amount,
            case
                when noticed.wished_date > date '{
        LAST_DAY
    }' or noticed.wished_date is null then null
                when noticed.satisfaction < {buyers.UNHAPPY_BELOW}
                    then {draws.pick(UNHAPPY_REASONS, "contract.reason", "account")}
                else {draws.pick(OTHER_REASONS, "contract.reason", "account")}
            end as termination_reason
        from noticed
        left join (
            select distinct category_number, product_category from demo_products
        ) as categories
            on case when noticed.names_category then noticed.category_number end
            = categories.category_number
    """)
