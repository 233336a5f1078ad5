"""The planted truth: what the generator knows and the pipeline has to find out.

One table per kind of truth, written to a folder of its own, beside the data and never in it. A new
kind of truth (wallet, needs, churn) is one more entry in TABLES.
"""

from klantcentraal.demo.workdays import DAYS

ACCOUNTS = f"""
    with stops as (
        select
            buyers.account,
            demo_calendar.calendar_date as stop_date
        from demo_buyers as buyers
        asof inner join demo_calendar
            on buyers.season = demo_calendar.season
            and buyers.weekday = demo_calendar.weekday
            and buyers.stop_day >= demo_calendar.even_day_from
        where buyers.stop_day < {DAYS}
    )
    select
        terms.account_id,
        heads.account_id as group_id,
        payers.account_id as payer_account_id,
        buyers.segment,
        case when not buyers.has_never_bought then buyers.kind end as kind,
        not buyers.has_never_bought as is_buyer,
        buyers.buys_once and not buyers.has_never_bought as buys_once,
        round(buyers.orders_per_year, 4) as orders_per_year,
        buyers.rhythm_shape,
        buyers.growth,
        round(buyers.stop_rate, 6) as stops_per_year,
        case when not buyers.has_never_bought then stops.stop_date end as stop_date,
        round(buyers.order_amount, 2) as order_amount,
        buyers.categories as category_count,
        round(buyers.online_share, 4) as online_share,
        buyers.payer_type,
        round(buyers.delay_days, 2) as days_beyond_terms,
        buyers.season,
        buyers.weekday,
        buyers.industry_code,
        buyers.employees,
        round(buyers.satisfaction, 2) as satisfaction
    from demo_buyers as buyers
    inner join demo_account_terms as terms
        on buyers.account = terms.account
    inner join demo_account_terms as heads
        on buyers.head_account = heads.account
    inner join demo_account_terms as payers
        on buyers.payer_account = payers.account
    left join stops
        on buyers.account = stops.account
    order by terms.account_number
"""

SEASONS = """
    select season, month_number, season_weight
    from demo_seasons
    order by season, month_number
"""

WEEKDAYS = """
    select weekday, weekday_number, weekday_weight
    from demo_weekdays
    order by weekday, weekday_number
"""

TABLES = {"accounts": ACCOUNTS, "seasons": SEASONS, "weekdays": WEEKDAYS}
