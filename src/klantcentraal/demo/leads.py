"""Leads: quotations to new and existing accounts, and what came of them."""

import duckdb

from klantcentraal.demo.draws import Draws
from klantcentraal.demo.workdays import FIRST_DAY, LAST_DAY

# Leads a year of an account that buys; share of the others that began with a lead; leads of an
# account that never bought.
YEARLY_LEADS = 0.62
FIRST_LEAD_SHARE = 0.2
PROSPECT_LEADS = 2

# Logit of the chance that a quotation is won, and what shifts it: its source, how satisfied the
# account is, how it buys, and the quoted amount against what it spends in a year.
BASE_LOGIT = -0.75
SOURCE_LOGITS = {
    "referral": 0.9,
    "website": 0.3,
    "partner": 0.0,
    "fair": -0.3,
    "cold_call": -0.9,
}
SOURCE_SHARES = (0.15, 0.35, 0.12, 0.16, 0.22)
KIND_LOGITS = {"key": 0.5, "loyal": 0.3, "growing": 0.5, "bargain": -0.6}
SATISFACTION_LOGIT, USUAL_SATISFACTION = 0.45, 7.5
AMOUNT_LOGIT, USUAL_QUOTED_SHARE = -0.7, 0.15

# Days to a decision: at least so many, and on average so many more. A few are never decided.
LEAST_DAYS, MEAN_DAYS = 4, 24
UNDECIDED_SHARE = 0.03

LOST_REASONS = ("prijs", "levertijd", "andere leverancier", "geen budget", "geen reactie")

LEADS = """
    select
        lead_id,
        created_at,
        account_id,
        source,
        quoted_amount,
        outcome,
        outcome_at,
        lost_reason
    from demo_leads
    order by lead_number
"""

TRUTH = """
    select
        lead_id,
        round(win_chance, 4) as win_chance
    from demo_leads
    order by lead_number
"""


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates table demo_leads: one row per lead, with the chance that it would be won.

    Every lead belongs to an account: the door refuses one that names neither an account nor a
    prospect. The first lead of a new account was won by nature; it would be no customer otherwise.

    Args:
        connection: The database, with demo_buyers, demo_credit, demo_account_terms and demo_stops.
        draws: The draws of this company.
    """
    _build_dates(connection, draws)
    _build_outcomes(connection, draws)


def _build_dates(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """One row per lead: its account, its day and what decides over it."""
    keys = ("account", "lead")
    connection.execute(f"""
        create table demo_lead_dates as
        with lives as (
            select
                buyers.account,
                buyers.has_never_bought,
                buyers.kind,
                buyers.satisfaction,
                buyers.yearly_budget * buyers.planned_share as yearly_amount,
                stops.stop_date,
                credit.customer_since,
                greatest(credit.customer_since, date '{FIRST_DAY}') as start_date,
                least(coalesce(stops.stop_date, date '{LAST_DAY}'), date '{LAST_DAY}') as end_date,
                case
                    when buyers.has_never_bought
                        then 1 + {draws.below(str(PROSPECT_LEADS), "lead.count", "buyers.account")}
                    else round(
                        {YEARLY_LEADS} * (buyers.last_day - buyers.entry_day) / 365.25
                        * 2 * {draws.uniform("lead.count", "buyers.account")}
                    )::bigint
                end as lead_count,
                not buyers.is_early
                and not buyers.has_never_bought
                and credit.customer_since > date '{FIRST_DAY}' + 90
                and {draws.uniform("lead.first", "buyers.account")} < {FIRST_LEAD_SHARE}
                    as has_first_lead
            from demo_buyers as buyers
            inner join demo_credit as credit
                on buyers.account = credit.account
            left join demo_stops as stops
                on buyers.account = stops.account
        ),
        numbered as (
            -- Lead 0 is the one that brought the account in.
            select
                *,
                unnest(range(case when has_first_lead then 0 else 1 end, lead_count + 1)) as lead
            from lives
        ),
        dated as (
            select
                *,
                case
                    when lead = 0
                        then customer_since - (10 + {draws.below("60", "lead.lead_days", *keys)})
                            ::integer
                    else start_date + floor(
                        (end_date - start_date) * {draws.uniform("lead.day", *keys)}
                    )::integer
                end as lead_date
            from numbered
        )
        select
            * exclude (lead_date),
            (
                lead_date - case isodow(lead_date) when 6 then 1 when 7 then 2 else 0 end
            )::timestamp
            + to_minutes(480 + {draws.below("540", "lead.minute", *keys)}) as created_at
        from dated
    """)


def _build_outcomes(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    keys = ("account", "lead")
    source_draw = draws.uniform("lead.source", *keys)
    running, sources = 0.0, []
    for source, share in zip(SOURCE_LOGITS, SOURCE_SHARES, strict=True):
        running += share
        sources.append(f"when {source_draw} < {running:.2f} then '{source}'")
    kinds = " ".join(f"when '{kind}' then {logit}" for kind, logit in KIND_LOGITS.items())
    logits = " ".join(f"when '{source}' then {logit}" for source, logit in SOURCE_LOGITS.items())
    connection.execute(f"""
        create table demo_leads as
        with quoted as (
            select
                *,
                case {" ".join(sources)} else 'cold_call' end as source,
                greatest(25, 5 * round(
                    {USUAL_QUOTED_SHARE} * yearly_amount
                    * exp(0.8 * {draws.normal("lead.amount", *keys)}) / 5
                )) as quoted_amount,
                date_trunc('day', created_at)
                + to_days(({LEAST_DAYS} + floor(
                    {MEAN_DAYS} * {draws.exponential("lead.days", *keys)}
                ))::integer)
                + to_minutes(480 + {draws.below("540", "lead.outcome_minute", *keys)})
                    as wished_at,
                {draws.uniform("lead.undecided", *keys)} < {UNDECIDED_SHARE} as is_undecided,
                {draws.uniform("lead.won", *keys)} as won_draw
            from demo_lead_dates
            where created_at >= date '{FIRST_DAY}'
        ),
        judged as (
            select
                *,
                1 / (1 + exp(-(
                    {BASE_LOGIT}
                    + case source {logits} end
                    + case when has_never_bought then 0 else case kind {kinds} end end
                    + {SATISFACTION_LOGIT} * (satisfaction - {USUAL_SATISFACTION})
                    + {AMOUNT_LOGIT} * ln(quoted_amount / ({USUAL_QUOTED_SHARE} * yearly_amount))
                ))) as win_chance
            from quoted
        ),
        decided as (
            select
                *,
                case when lead = 0 then customer_since::timestamp + interval 9 hours else wished_at
                end as decided_at,
                case
                    when lead = 0 then 'won'
                    when is_undecided then 'open'
                    when has_never_bought or wished_at > stop_date then 'lost'
                    when won_draw < win_chance then 'won'
                    else 'lost'
                end as final_outcome
            from judged
        ),
        known as (
            select
                *,
                case when decided_at::date > date '{LAST_DAY}' then 'open' else final_outcome end
                    as outcome
            from decided
        ),
        ordered as (
            select
                known.*,
                terms.account_id,
                row_number() over (order by known.created_at, terms.account_number, known.lead)
                    as lead_number
            from known
            inner join demo_account_terms as terms
                on known.account = terms.account
        )
        select
            lead_number,
            'L' || lpad(lead_number::varchar, 6, '0') as lead_id,
            created_at,
            account_id,
            source,
            quoted_amount::decimal(18, 2) as quoted_amount,
            outcome,
            case when outcome <> 'open' then decided_at end::timestamp as outcome_at,
            case
                when outcome = 'lost' then {draws.pick(LOST_REASONS, "lead.reason", *keys)}
            end as lost_reason,
            case when lead > 0 and not has_never_bought then win_chance end as win_chance
        from ordered
    """)
