"""What companies search for: visits of the website with their search words, and how words do.

Irrelevant on purpose: companies visit whether they buy, bought or never did, with brand or product
words by a habit of their own. Only the category of a product word follows their needs, which no
figure of these files shows.
"""

import duckdb

from klantcentraal.demo import names
from klantcentraal.demo.arrivals import any_day, any_hour, candidates, happens
from klantcentraal.demo.draws import Draws
from klantcentraal.demo.workdays import FIRST_DAY, LAST_DAY

# Median visits a year of an account, and standard deviation of their logarithm.
YEARLY_VISITS, VISITS_SD = 0.5, 0.6
# Visits of others in the four years, by account that there is.
STRANGE_VISITS = 1.2

# Recognised by login; the others by web domain, where one account alone has it.
LOGIN_SHARE = 0.6
STRANGE_DOMAIN_SHARE = 0.55

# Running share of the sources, and of the searches those of which the words are known.
SOURCES = (
    ("organic", 0.5),
    ("paid", 0.62),
    ("direct", 0.8),
    ("email", 0.9),
    ("social", 0.95),
    ("referral", 1.0),
)
KNOWN_WORDS_SHARE = 0.85

# Of the words, those of the kind that an account habitually arrives on; general words are as many
# for everyone.
BRAND_SHARE = 0.5
HABIT_SHARE = 0.75
GENERAL_SHARE = 0.12
# Product words in a category that the account needs something of, if it needs anything.
NEEDED_SHARE = 0.8

# Monthly impressions of a word: median and standard deviation of the logarithm over words.
IMPRESSIONS, IMPRESSIONS_SD = 900, 0.7

WEB_VISITS = """
    select
        'V' || lpad(visit_number::varchar, 7, '0') as visit_id,
        visited_at,
        account_id,
        visitor_domain,
        keyword,
        landing_page,
        traffic_source
    from demo_web_visits
    order by visit_number
"""

SEARCH_KEYWORDS = """
    select
        keyword,
        measured_date,
        impressions,
        clicks,
        position
    from demo_search_keywords
    order by measured_date, keyword_number
"""


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates tables demo_visitors (one row per account), demo_web_visits, demo_search_keywords.

    Args:
        connection: The database, with demo_keywords, demo_products, demo_account_terms,
            demo_identities and demo_needs.
        draws: The draws of this company.
    """
    _build_visitors(connection, draws)
    _build_words(connection)
    _build_visits(connection, draws)
    _build_search_keywords(connection, draws)


def _build_visitors(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    connection.execute(f"""
        create table demo_visitors as
        with domains as (
            select
                website_domain,
                min(account) as account
            from demo_identities
            where website_domain is not null
            group by website_domain
            having count(*) = 1
        ),
        needs as (
            select
                account,
                list(category_number order by need_number) as needed_categories
            from demo_needs
            group by account
        )
        select
            terms.account,
            terms.account_id,
            domains.website_domain as own_domain,
            coalesce(needs.needed_categories, []) as needed_categories,
            case
                when {draws.uniform("account.words", "terms.account")} < {BRAND_SHARE}
                    then 'brand'
                else 'product'
            end as arrives_on,
            4 * {YEARLY_VISITS} * exp(
                {VISITS_SD} * {draws.normal("account.visits", "terms.account")}
            ) as expected_visits
        from demo_account_terms as terms
        left join domains
            on terms.account = domains.account
        left join needs
            on terms.account = needs.account
    """)


def _build_words(connection: duckdb.DuckDBPyConnection) -> None:
    """The words of each type, product words also by category, as lists to draw from."""
    connection.execute("""
        create table demo_word_lists as
        with categories as (
            select distinct
                product_category,
                category_number
            from demo_products
        )
        select
            keywords.word_type,
            coalesce(categories.category_number, -1) as category_number,
            list(keywords.keyword order by keywords.keyword_number) as words
        from demo_keywords as keywords
        left join categories
            on keywords.product_category = categories.product_category
        group by keywords.word_type, coalesce(categories.category_number, -1)
    """)


def _build_visits(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    keys = ("is_strange", "account", "candidate")

    def uniform(name: str) -> str:
        return draws.uniform(f"visit.{name}", *keys)

    sources = " ".join(
        f"when source_draw < {share_to} then '{source}'" for source, share_to in SOURCES
    )
    strange_name = names.company_name(draws.below("9600", "visit.name", *keys))
    connection.execute(f"""
        create table demo_web_visits as
        with expected as (
            select
                0::bigint as is_strange,
                account,
                expected_visits,
                arrives_on,
                needed_categories,
                account_id,
                own_domain
            from demo_visitors
            union all
            select
                1::bigint as is_strange,
                account,
                {STRANGE_VISITS} as expected_visits,
                case when {draws.uniform("visit.words", "account")} < {BRAND_SHARE}
                    then 'brand' else 'product' end as arrives_on,
                [] as needed_categories,
                null as account_id,
                null as own_domain
            from demo_visitors
        ),
        drawn as (
            select
                *,
                {candidates("expected_visits")} as candidate
            from expected
        ),
        visits as (
            select
                *,
                {any_day(draws, "visit.day", *keys)} + {any_hour(draws, "visit.second", *keys)}
                    as visited_at,
                own_domain is not null and {uniform("login")} >= {LOGIN_SHARE}
                    as is_known_by_domain,
                {uniform("source")} as source_draw,
                {uniform("type")} as type_draw,
                {uniform("needed")} as needed_draw,
                {uniform("category")} as category_draw,
                {uniform("known")} as known_draw,
                {uniform("word")} as word_draw,
                case
                    when {uniform("domain")} < {STRANGE_DOMAIN_SHARE}
                        then lower({strange_name}) || '.example'
                end as strange_domain
            from drawn
            where {happens(draws, "visit.happens", "expected_visits", *keys)}
        ),
        sourced as (
            select
                *,
                case {sources} end as traffic_source,
                case
                    when type_draw < {GENERAL_SHARE} then 'general'
                    when type_draw < {GENERAL_SHARE} + (1 - {GENERAL_SHARE}) * {HABIT_SHARE}
                        then arrives_on
                    when arrives_on = 'brand' then 'product'
                    else 'brand'
                end as word_type,
                case
                    when len(needed_categories) > 0 and needed_draw < {NEEDED_SHARE}
                        then needed_categories[
                            1 + floor(len(needed_categories) * category_draw)::bigint
                        ]
                    else floor(12 * category_draw)::bigint
                end as product_category_number
            from visits
        ),
        worded as (
            select
                sourced.*,
                case
                    when
                        sourced.traffic_source in ('organic', 'paid')
                        and sourced.known_draw < {KNOWN_WORDS_SHARE}
                        then lists.words[1 + floor(len(lists.words) * sourced.word_draw)::bigint]
                end as keyword
            from sourced
            inner join demo_word_lists as lists
                on sourced.word_type = lists.word_type
                and case when sourced.word_type = 'product' then sourced.product_category_number
                    else -1 end = lists.category_number
        )
        select
            row_number() over (order by visited_at, is_strange, account, candidate)
                as visit_number,
            visited_at::timestamp as visited_at,
            case when not is_known_by_domain then account_id end as account_id,
            case when is_strange = 1 then strange_domain else own_domain end as visitor_domain,
            keyword,
            case
                when keyword is null then '/'
                when word_type = 'product' then '/assortiment'
                when word_type = 'brand' then '/merken'
                else '/zakelijk'
            end as landing_page,
            traffic_source
        from worded
    """)


def _build_search_keywords(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """One row per word and month; clicks follow the position in the results."""
    keys = ("keyword_number", "month_number")
    rank = f"2 + 14 * {draws.uniform('keyword.position', 'keyword_number')}"
    drift = f"0.8 * {draws.normal('keyword.drift', 'keyword_number')}"
    volume = f"{IMPRESSIONS_SD} * {draws.normal('keyword.impressions', 'keyword_number')}"
    connection.execute(f"""
        create table demo_search_keywords as
        with months as (
            select
                keyword_number,
                keyword,
                unnest(range(48)) as month_number
            from demo_keywords
        ),
        drawn as (
            select
                *,
                last_day(date '{FIRST_DAY}' + to_months(month_number::integer)) as measured_date,
                round(greatest(1, least(60,
                    {rank} + {drift} * month_number / 12
                    + 0.6 * {draws.normal("keyword.month_position", *keys)}
                )), 1) as position,
                round(
                    {IMPRESSIONS}
                    * exp({volume} + 0.15 * {draws.normal("keyword.month", *keys)})
                )::integer as impressions,
                exp(0.2 * {draws.normal("keyword.clicks", *keys)}) as click_factor
            from months
        )
        select
            keyword_number,
            keyword,
            measured_date::date as measured_date,
            impressions,
            least(
                impressions, round(impressions * 0.35 * click_factor / (1 + position))
            )::integer as clicks,
            position::double as position
        from drawn
        where measured_date <= date '{LAST_DAY}'
    """)
