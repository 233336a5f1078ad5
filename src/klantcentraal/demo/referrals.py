"""Referrals: satisfied accounts that bring in others, some of which become customers."""

import duckdb

from klantcentraal.demo.arrivals import (
    any_day,
    candidates,
    happens,
    office_hours,
    working_day,
)
from klantcentraal.demo.draws import Draws
from klantcentraal.demo.workdays import FIRST_DAY, LAST_DAY

# Share of the buyers of at least this satisfaction that refer others now and then.
SATISFIED = 7.5
REFERRER_SHARE = 0.24

# Share of the accounts that started in the four years, that came by a referral.
REFERRED_SHARE = 0.17
# Days from the referral to the start, and how lately the referrer bought itself.
FIRST_LEAD_DAYS, LEAD_DAYS = 5, 85
LATELY_DAYS = 365
# A referred account tries so many referrers until one was a customer of another group then.
ATTEMPTS = 8

# Referrals in four years, by a referrer, that led to nothing.
LOST_REFERRALS = 1.3

REFERRALS = """
    select
        'D' || lpad(referral_number::varchar, 5, '0') as referral_id,
        account_id,
        referred_at,
        referred_account_id,
        is_converted
    from demo_referrals
    order by referral_number
"""


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates tables demo_referrers (one row per account) and demo_referrals.

    Args:
        connection: The database, with demo_buyers, demo_account_terms, demo_credit and
            demo_documents.
        draws: The draws of this company.
    """
    connection.execute(f"""
        create table demo_referrers as
        with willing as (
            select
                account,
                head_account,
                satisfaction >= {SATISFIED}
                and not has_never_bought
                and {draws.uniform("account.refers", "account")} < {REFERRER_SHARE}
                    as is_referrer
            from demo_buyers
        )
        select
            *,
            case
                when is_referrer then row_number() over (partition by is_referrer order by account)
            end - 1 as referrer_number
        from willing
    """)
    _build_referred(connection, draws)
    _build_referrals(connection, draws)


def _build_referred(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """One row per account that came by a referral: by whom and when."""
    keys = ("account", "attempt")
    lead = f"({FIRST_LEAD_DAYS} + {draws.below(str(LEAD_DAYS), 'referral.lead', 'buyers.account')})"
    connection.execute(f"""
        create table demo_referred as
        with started as (
            select
                buyers.account,
                buyers.head_account,
                credit.customer_since - {lead}::integer as started_date
            from demo_buyers as buyers
            inner join demo_credit as credit
                on buyers.account = credit.account
            where
                credit.customer_since > date '{FIRST_DAY}'
                and {draws.uniform("account.referred", "buyers.account")} < {REFERRED_SHARE}
        ),
        attempts as (
            select
                account,
                head_account,
                {working_day("started_date")} as referred_date,
                unnest(range({ATTEMPTS})) as attempt
            from started
            where started_date >= date '{FIRST_DAY}'
        ),
        counted as (
            select count(*) filter (where is_referrer) as referrer_count
            from demo_referrers
        ),
        asked as (
            select
                attempts.*,
                floor(
                    {draws.uniform("referral.referrer", *keys)} * counted.referrer_count
                )::bigint as referrer_number
            from attempts
            cross join counted
        ),
        bought as (
            select distinct
                account,
                invoice_date
            from demo_documents
            where not is_credit_note
        ),
        found as (
            select
                asked.account,
                asked.attempt,
                asked.referred_date,
                referrers.account as referrer,
                min(asked.attempt) over (partition by asked.account) as first_attempt
            from asked
            inner join demo_referrers as referrers
                on asked.referrer_number = referrers.referrer_number
            asof inner join bought
                on referrers.account = bought.account
                and asked.referred_date > bought.invoice_date
            where
                referrers.head_account <> asked.head_account
                and asked.referred_date - bought.invoice_date <= {LATELY_DAYS}
        )
        select
            account,
            referrer,
            referred_date
        from found
        where attempt = first_attempt
    """)


def _build_referrals(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    keys = ("account", "candidate")
    expected = str(LOST_REFERRALS)
    wished = any_day(draws, "referral.day", *keys)
    connection.execute(f"""
        create table demo_referrals as
        with buying as (
            select distinct account
            from demo_documents
        ),
        drawn as (
            select
                account,
                {candidates(expected)} as candidate
            from demo_referrers
            where is_referrer
        ),
        lost as (
            select
                account,
                candidate,
                {working_day(wished)} as referred_date
            from drawn
            where {happens(draws, "referral.happens", expected, *keys)}
        ),
        bought as (
            select distinct
                account,
                invoice_date
            from demo_documents
            where not is_credit_note
        ),
        named as (
            select
                referred.referrer as account,
                referred.account as candidate,
                referred.account as referred_account,
                buying.account is not null as is_converted,
                referred.referred_date
            from demo_referred as referred
            left join buying
                on referred.account = buying.account
            union all
            select
                lost.account,
                -1 - lost.candidate as candidate,
                null as referred_account,
                false as is_converted,
                lost.referred_date
            from lost
            asof inner join bought
                on lost.account = bought.account
                and lost.referred_date > bought.invoice_date
            where lost.referred_date - bought.invoice_date <= {LATELY_DAYS}
        ),
        timed as (
            select
                *,
                referred_date + {office_hours(draws, "referral.minute", *keys)} as referred_at
            from named
            where referred_date <= date '{LAST_DAY}'
        )
        select
            row_number() over (
                order by timed.referred_at, terms.account_number, timed.candidate
            ) as referral_number,
            terms.account_id,
            timed.referred_at::timestamp as referred_at,
            referred.account_id as referred_account_id,
            timed.is_converted
        from timed
        inner join demo_account_terms as terms
            on timed.account = terms.account
        left join demo_account_terms as referred
            on timed.referred_account = referred.account
    """)
