"""Media profiles: how many people an account reaches, which has nothing to do with what it buys.

Irrelevant on purpose: profiles are measured whether an account buys, bought or never did, so
neither a figure nor its absence says anything about the rest.
"""

import duckdb

from klantcentraal.demo.arrivals import office_hours, working_day
from klantcentraal.demo.draws import Draws
from klantcentraal.demo.workdays import DAYS, FIRST_DAY

PROFILE_SHARE = 1 / 3
# Followers and subscribers: median, and standard deviation of their logarithm.
MEDIAN_AUDIENCE, AUDIENCE_SD = 850, 1.3
YEARLY_GROWTH_SD = 0.12
# Expected mentions a year of an account with the median audience.
MENTIONS = 1.2

MEDIA_PROFILES = """
    select
        account_id,
        measured_at,
        audience_size,
        press_mentions
    from demo_media_profiles
    order by measured_at, account_number
"""


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates tables demo_audiences (one row per account) and demo_media_profiles.

    A profile is measured two or three times, once in each half or third of the four years.

    Args:
        connection: The database, with demo_account_terms.
        draws: The draws of this company.
    """
    keys = ("account", "measurement")
    growth = f"{YEARLY_GROWTH_SD} * {draws.normal('account.audience_growth', 'account')}"
    connection.execute(f"""
        create table demo_audiences as
        select
            account,
            {MEDIAN_AUDIENCE} * exp({AUDIENCE_SD} * {draws.normal("account.audience", "account")})
                as audience,
            {growth} as yearly_growth,
            case
                when {draws.uniform("account.profile", "account")} >= {PROFILE_SHARE} then 0
                else 2 + {draws.below("2", "account.measurements", "account")}
            end as measurement_count
        from demo_account_terms
    """)
    connection.execute(f"""
        create table demo_media_profiles as
        with measurements as (
            select
                *,
                unnest(range(measurement_count)) as measurement
            from demo_audiences
        ),
        drawn as (
            select
                *,
                {DAYS} * (measurement + {draws.uniform("media.day", *keys)}) / measurement_count
                    as day_number,
                {draws.exponential("media.mentions", *keys)} as mentions_draw,
                {draws.normal("media.audience", *keys)} as audience_draw
            from measurements
        ),
        dated as (
            select
                *,
                date '{FIRST_DAY}' + floor(day_number)::integer as measured_date,
                audience * exp(yearly_growth * day_number / 365.25 + 0.05 * audience_draw)
                    as measured_audience
            from drawn
        )
        select
            terms.account_id,
            terms.account_number,
            {working_day("dated.measured_date")}
            + {office_hours(draws, "media.minute", "dated.account", "dated.measurement")}
                as measured_at,
            round(dated.measured_audience)::integer as audience_size,
            floor(
                {MENTIONS} * dated.mentions_draw
                * sqrt(dated.measured_audience / {MEDIAN_AUDIENCE})
            )::integer as press_mentions
        from dated
        inner join demo_account_terms as terms
            on dated.account = terms.account
    """)
