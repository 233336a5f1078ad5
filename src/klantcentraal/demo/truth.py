"""The planted truth: what the generator knows and the pipeline has to find out.

One table per kind of truth, written to a folder of its own, beside the data and never in it. A new
kind of truth (wallet, needs, churn) is one more entry in TABLES.
"""

from klantcentraal.demo import leads

ACCOUNTS = """
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
        stops.stop_date,
        round(buyers.order_amount, 2) as order_amount,
        round(wallets.yearly_budget, 2) as yearly_budget_amount,
        round(wallets.spent_amount::double / wallets.yearly_budget, 4) as wallet_share,
        buyers.motive,
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
    inner join demo_wallets as wallets
        on buyers.account = wallets.account
    left join demo_stops as stops
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

TABLES = {
    "accounts": ACCOUNTS,
    "leads": leads.TRUTH,
    "seasons": SEASONS,
    "weekdays": WEEKDAYS,
}
