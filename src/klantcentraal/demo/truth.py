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

# What an account is besides a buyer.
ACCOUNT_TRAITS = """
    select
        terms.account_id,
        fans.fan_level,
        referrers.is_referrer,
        round(audiences.audience)::bigint as audience_size,
        visitors.arrives_on,
        speakers.language,
        speakers.motive,
        speakers.says_motive
    from demo_account_terms as terms
    inner join demo_fans as fans
        on terms.account = fans.account
    inner join demo_referrers as referrers
        on terms.account = referrers.account
    inner join demo_audiences as audiences
        on terms.account = audiences.account
    inner join demo_visitors as visitors
        on terms.account = visitors.account
    inner join demo_speakers as speakers
        on terms.account = speakers.account
    order by terms.account_number
"""

_CATEGORIES = """(
        select distinct
            category_number,
            product_category
        from demo_products
    )"""

NEEDS = f"""
    select
        terms.account_id,
        categories.product_category
    from demo_needs as needs
    inner join demo_account_terms as terms
        on needs.account = terms.account
    inner join {_CATEGORIES} as categories
        on needs.category_number = categories.category_number
    order by terms.account_number, needs.need_number
"""

_SPOKEN = """
    select
        'stated_needs' as entity,
        'N' || lpad(need_text_number::varchar, 6, '0') as text_id,
        0 as entity_number,
        account,
        slot
    from demo_stated_needs
    union all
    select
        'survey_responses' as entity,
        'S' || lpad(response_number::varchar, 6, '0') as text_id,
        1 as entity_number,
        account,
        wave as slot
    from demo_survey_responses
    where has_words
"""

# One row per text and category that it truly means; texts about nothing else are not listed.
TEXTS = f"""
    select
        spoken.entity,
        spoken.text_id,
        categories.product_category,
        sentences.is_outside
    from ({_SPOKEN}) as spoken
    inner join demo_sentences as sentences
        on spoken.entity_number = sentences.entity_number
        and spoken.account = sentences.account
        and spoken.slot = sentences.slot
    inner join {_CATEGORIES} as categories
        on sentences.category_number = categories.category_number
    order by spoken.entity, spoken.text_id, sentences.part
"""

MOTIVE_TEXTS = f"""
    select
        spoken.entity,
        spoken.text_id,
        sentences.motive
    from ({_SPOKEN}) as spoken
    inner join demo_sentences as sentences
        on spoken.entity_number = sentences.entity_number
        and spoken.account = sentences.account
        and spoken.slot = sentences.slot
    where sentences.motive is not null
    order by spoken.entity, spoken.text_id
"""

PRODUCTS = """
    select product_id, complaint_factor
    from demo_complaint_products
    order by product_id
"""

KEYWORDS = """
    select keyword, word_type, product_category
    from demo_keywords
    order by keyword_number
"""

TABLES = {
    "accounts": ACCOUNTS,
    "leads": leads.TRUTH,
    "seasons": SEASONS,
    "weekdays": WEEKDAYS,
    "account_traits": ACCOUNT_TRAITS,
    "needs": NEEDS,
    "texts": TEXTS,
    "motive_texts": MOTIVE_TEXTS,
    "products": PRODUCTS,
    "keywords": KEYWORDS,
}
