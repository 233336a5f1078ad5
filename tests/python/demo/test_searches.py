"""Visits, search words and media: they are there, and they predict nothing."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from demo.planted import build

# Figures as the criteria keywords and media_power have them, and what they must not tell about.
FIGURES = """
    with domains as (
        select website_domain, min(account) as account
        from demo_identities
        where website_domain is not null
        group by website_domain
        having count(*) = 1
    ),
    visits as (
        select
            coalesce(terms.account, domains.account) as account,
            visits.visited_at,
            words.word_type
        from demo_web_visits as visits
        left join demo_account_terms as terms
            on visits.account_id = terms.account_id
        left join domains
            on visits.visitor_domain = domains.website_domain
        left join demo_keywords as words
            on visits.keyword = words.keyword
    ),
    keyword_visits as (
        select
            account,
            count(*) as visit_count,
            count(word_type) as keyword_count,
            count(word_type) filter (visited_at >= '2025-07-01') as late_keyword_count,
            count(*) filter (word_type = 'brand') / nullif(count(word_type), 0) as brand_share
        from visits
        where account is not null
        group by account
    ),
    media as (
        select account_id, max(audience_size) as audience_size, sum(press_mentions) as mentions
        from demo_media_profiles
        group by account_id
    ),
    spent as (
        select
            account,
            sum(net_amount)::double as revenue,
            count(distinct documents.invoice_id) as invoice_count
        from demo_documents as documents
        inner join demo_document_lines as lines
            on documents.document_number = lines.document_number
        group by account
    )
    select
        coalesce(keyword_visits.visit_count, 0) as visit_count,
        coalesce(keyword_visits.keyword_count, 0) as keyword_count,
        coalesce(keyword_visits.late_keyword_count, 0) as late_keyword_count,
        keyword_visits.brand_share,
        (media.account_id is not null)::int as has_profile,
        media.audience_size,
        media.mentions,
        (buyers.stop_day is not null)::int as is_stopped,
        coalesce(spent.revenue, 0) as revenue,
        coalesce(spent.invoice_count, 0) as invoice_count,
        buyers.satisfaction,
        buyers.categories,
        buyers.employees,
        (buyers.kind = 'key')::int as is_key,
        (buyers.kind = 'bargain')::int as is_bargain,
        (buyers.segment = 'lapsed')::int as is_lapsed,
        date '2026-06-30' - credit.customer_since as tenure,
        fans.fan_level,
        visitors.arrives_on
    from demo_buyers as buyers
    inner join demo_account_terms as terms
        on buyers.account = terms.account
    inner join demo_credit as credit
        on buyers.account = credit.account
    inner join demo_visitors as visitors
        on buyers.account = visitors.account
    inner join demo_fans as fans
        on buyers.account = fans.account
    left join keyword_visits
        on buyers.account = keyword_visits.account
    left join media
        on terms.account_id = media.account_id
    left join spent
        on buyers.account = spent.account
    order by buyers.account
"""
IRRELEVANT = [
    "visit_count", "keyword_count", "late_keyword_count", "brand_share", "has_profile",
    "audience_size", "mentions",
]  # fmt: skip
OUTCOMES = [
    "is_stopped", "revenue", "invoice_count", "satisfaction", "categories", "employees", "is_key",
    "is_bargain", "is_lapsed", "tenure", "fan_level",
]  # fmt: skip


@pytest.fixture(scope="module", params=[11, 12, 13])
def figures(request: pytest.FixtureRequest) -> pd.DataFrame:
    with build(3000, request.param) as connection:
        return connection.execute(FIGURES).df()


def test_media_and_keywords__are_uncorrelated_with_everything(figures: pd.DataFrame) -> None:
    for figure in IRRELEVANT:
        known = figures[figures[figure].notna()]
        # Four standard errors: of some eighty correlations of chance none is that far from 0.
        limit = 4 / np.sqrt(len(known))
        for outcome in OUTCOMES:
            rho = known[figure].corr(known[outcome], method="spearman")
            assert abs(rho) < limit, (figure, outcome)


def test_keywords__show_on_which_words_an_account_arrives(figures: pd.DataFrame) -> None:
    many = figures[figures["keyword_count"] >= 2]
    shares = many.groupby("arrives_on")["brand_share"].mean()
    assert len(many) > 500
    assert shares["brand"] - shares["product"] > 0.35


def test_media__are_measured_at_a_third_two_or_three_times(
    company: duckdb.DuckDBPyConnection,
) -> None:
    row = company.execute("""
        with counts as (
            select account_id, count(*) as measurement_count
            from demo_media_profiles
            group by account_id
        )
        select
            count(*),
            min(measurement_count),
            max(measurement_count),
            (select count(*) filter (
                measured_at < '2022-07-01' or measured_at >= '2026-07-01'
                or audience_size < 0 or press_mentions < 0
            ) from demo_media_profiles),
            (select corr(ln(audience), ln(1 + audience_size)) from demo_media_profiles
                inner join demo_account_terms using (account_id)
                inner join demo_audiences using (account)) > 0.95
        from counts
    """).fetchone()
    assert row is not None
    assert 340 <= row[0] <= 460
    assert row[1:] == (2, 3, 0, True)


def test_visits__are_partly_recognised(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute("""
        select
            count(*),
            avg((visits.account_id is null)::int),
            avg((visits.account_id is null and domains.website_domain is not null)::int),
            avg((visits.account_id is null and visits.visitor_domain is not null
                and domains.website_domain is null)::int),
            avg((visits.account_id is null and visits.visitor_domain is null)::int),
            avg((visits.keyword is null)::int),
            count(*) filter (visited_at < '2022-07-01' or visited_at >= '2026-07-01'),
            count(*) filter (visits.account_id is not null and visits.visitor_domain is not null
                and identities.website_domain <> visits.visitor_domain)
        from demo_web_visits as visits
        left join (select website_domain from demo_identities group by all having count(*) = 1)
            as domains
            on visits.visitor_domain = domains.website_domain
        left join demo_account_terms as terms
            on visits.account_id = terms.account_id
        left join demo_identities as identities
            on terms.account = identities.account
    """).fetchone()
    assert row is not None
    assert 3000 <= row[0] <= 6000
    assert 0.3 < row[1] < 0.6
    assert min(row[2:5]) > 0.1
    assert 0.3 < row[5] < 0.6
    assert row[6:] == (0, 0)


def test_visits__are_not_recognised_by_a_domain_of_several_accounts(
    company: duckdb.DuckDBPyConnection,
) -> None:
    row = company.execute("""
        select count(*)
        from demo_web_visits as visits
        inner join (
            select website_domain
            from demo_identities
            where website_domain is not null
            group by website_domain
            having count(*) > 1
        ) as shared
            on visits.visitor_domain = shared.website_domain
    """).fetchone()
    assert row == (0,)


def test_search_keywords__are_measured_every_month(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute("""
        select
            count(*),
            count(distinct keyword),
            count(distinct (keyword, measured_date)),
            min(measured_date),
            max(measured_date),
            count(*) filter (clicks > impressions or clicks < 0 or impressions <= 0),
            count(*) filter (position < 1),
            (select count(distinct keyword) from demo_web_visits)
        from demo_search_keywords
    """).fetchone()
    assert row is not None
    assert row[:3] == (1920, 40, 1920)
    assert [str(day) for day in row[3:5]] == ["2022-07-31", "2026-06-30"]
    assert row[5:] == (0, 0, 40)


def test_keywords__are_words_of_brands_and_products_that_are_sold(
    company: duckdb.DuckDBPyConnection,
) -> None:
    row = company.execute("""
        select
            count(*) filter (word_type = 'brand' and not exists (
                from demo_products where starts_with(demo_keywords.keyword, lower(brand))
            )),
            count(*) filter (word_type = 'product' and product_category not in (
                select product_category from demo_products
            )),
            count(*) filter ((word_type = 'product') <> (product_category is not null)),
            count(distinct product_category)
        from demo_keywords
    """).fetchone()
    assert row == (0, 0, 0, 12)
