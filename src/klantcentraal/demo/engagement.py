"""Engagement events: who opens, visits, reviews and shares, by how much of a fan an account is."""

import duckdb

from klantcentraal.demo.arrivals import (
    any_day,
    any_hour,
    candidates,
    happens,
    office_hours,
    working_day,
)
from klantcentraal.demo.draws import Draws

# Events a year of an account that bought lately, by fan level: silent, reader, active, fan.
YEARLY_EVENTS = (0.2, 0.8, 2.4, 6.0)
FAN_LEVELS = len(YEARLY_EVENTS)
# Where the levels part on a scale of satisfaction and chance with about standard deviation 1.
LEVEL_CUTS = (-0.6, 0.6, 1.4)
SATISFACTION_MEAN, SATISFACTION_SD = 7.6, 1.15
SATISFACTION_WEIGHT = 0.5

# Who did not buy for a year takes less part. What counts is the last invoice, never whether the
# account stopped: its events tell no more about that than its invoices do.
LATELY_DAYS = 365
AWAY_SHARE = 0.4

# Channel, type and share of the events: of silent accounts and readers, and of the active and fans.
EVENT_MIX = {
    False: (
        ("email", "open", 0.46),
        ("email", "click", 0.18),
        ("web", "download", 0.08),
        ("web", "review", 0.03),
        ("social", "like", 0.04),
        ("social", "share", 0.01),
        ("event", "attend", 0.05),
        ("sales", "meeting", 0.15),
    ),
    True: (
        ("email", "open", 0.24),
        ("email", "click", 0.14),
        ("web", "download", 0.08),
        ("web", "review", 0.18),
        ("social", "like", 0.08),
        ("social", "share", 0.14),
        ("event", "attend", 0.07),
        ("sales", "meeting", 0.07),
    ),
}

RATED_SHARE = 0.92
CONTACT_SHARE = 0.85

ENGAGEMENT_EVENTS = """
    select
        'E' || lpad(event_number::varchar, 7, '0') as event_id,
        account_id,
        occurred_at,
        contact_id,
        channel,
        event_type,
        rating
    from demo_engagement_events
    order by event_number
"""


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates tables demo_fans (one row per account) and demo_engagement_events.

    Args:
        connection: The database, with demo_buyers, demo_account_terms, demo_credit, demo_documents
            and demo_contacts.
        draws: The draws of this company.
    """
    _build_fans(connection, draws)
    _build_mix(connection)
    _build_events(connection, draws)


def _build_fans(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    chance = (1 - SATISFACTION_WEIGHT**2) ** 0.5
    levels = " + ".join(f"(liking >= {cut})::integer" for cut in LEVEL_CUTS)
    rates = ", ".join(str(rate) for rate in YEARLY_EVENTS)
    connection.execute(f"""
        create table demo_fans as
        with liked as (
            select
                account,
                satisfaction,
                {SATISFACTION_WEIGHT} * (satisfaction - {SATISFACTION_MEAN}) / {SATISFACTION_SD}
                + {chance} * {draws.normal("account.fan", "account")} as liking
            from demo_buyers
        ),
        levelled as (
            select
                account,
                satisfaction,
                {levels} as fan_level
            from liked
        )
        select
            account,
            satisfaction,
            fan_level,
            [{rates}][1 + fan_level]
            * exp(0.3 * {draws.normal("account.engagement", "account")}) as yearly_events
        from levelled
    """)


def _build_mix(connection: duckdb.DuckDBPyConnection) -> None:
    rows = []
    for is_active, mix in EVENT_MIX.items():
        running = 0.0
        for channel, event_type, share in mix:
            running += share
            rows.append(f"({is_active}, '{channel}', '{event_type}', {round(running, 6)}::double)")
    connection.execute(f"""
        create table demo_event_mix as
        select *
        from (values {", ".join(rows)}) as listed (is_active, channel, event_type, share_to)
    """)


def _build_events(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    keys = ("account", "candidate")

    def uniform(name: str) -> str:
        return draws.uniform(f"event.{name}", *keys)

    expected = "(4 * yearly_events)"
    connection.execute(f"""
        create table demo_engagement_events as
        with drawn as (
            select
                *,
                {candidates(expected)} as candidate
            from demo_fans
        ),
        happened as (
            select
                account,
                candidate,
                satisfaction,
                fan_level >= 2 as is_active,
                {any_day(draws, "event.day", *keys)} as event_date,
                {uniform("type")} as type_draw
            from drawn
            where {happens(draws, "event.happens", expected, *keys)}
        ),
        mixed as (
            select
                happened.account,
                happened.candidate,
                happened.satisfaction,
                mix.channel,
                mix.event_type,
                case
                    when mix.channel in ('event', 'sales')
                        then {working_day("happened.event_date")}
                    else happened.event_date
                end as event_date
            from happened
            asof inner join demo_event_mix as mix
                on happened.is_active = mix.is_active
                and happened.type_draw < mix.share_to
        ),
        bought as (
            select distinct
                account,
                invoice_date
            from demo_documents
            where not is_credit_note
        ),
        present as (
            select
                mixed.*,
                coalesce(mixed.event_date - bought.invoice_date <= {LATELY_DAYS}, false)
                    as is_lately
            from mixed
            inner join demo_credit as credit
                on mixed.account = credit.account
                and mixed.event_date >= credit.customer_since
            asof left join bought
                on mixed.account = bought.account
                and mixed.event_date >= bought.invoice_date
        ),
        kept as (
            select
                *,
                event_date
                + case
                    when channel in ('event', 'sales')
                        then {office_hours(draws, "event.minute", *keys)}
                    else {any_hour(draws, "event.second", *keys)}
                end as occurred_at,
                {uniform("contact")} as contact_draw,
                {uniform("person")} as person_draw,
                {uniform("rated")} as rated_draw,
                0.7 * {draws.normal("event.rating", *keys)} as rating_chance
            from present
            where is_lately or {uniform("away")} < {AWAY_SHARE}
        ),
        people as (
            select
                account,
                count(*) as contact_count
            from demo_contacts
            group by account
        ),
        met as (
            select
                kept.*,
                case
                    when kept.contact_draw < {CONTACT_SHARE}
                        then floor(kept.person_draw * people.contact_count)::bigint
                end as contact_number
            from kept
            inner join people
                on kept.account = people.account
        )
        select
            row_number() over (
                order by met.occurred_at, terms.account_number, met.candidate
            ) as event_number,
            terms.account_id,
            met.occurred_at::timestamp as occurred_at,
            contacts.contact_id,
            met.channel,
            met.event_type,
            case
                when met.event_type = 'review' and met.rated_draw < {RATED_SHARE}
                    then greatest(1, least(5, round(
                        met.satisfaction / 2 + 0.2 + met.rating_chance
                    )))
            end::double as rating
        from met
        inner join demo_account_terms as terms
            on met.account = terms.account
        left join demo_contacts as contacts
            on met.account = contacts.account
            and met.contact_number = contacts.contact_number
    """)
