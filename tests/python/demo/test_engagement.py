import duckdb
import pytest

from demo.planted import build
from klantcentraal.demo.engagement import YEARLY_EVENTS


def test_events__are_dated_while_the_account_is_there(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute("""
        select
            count(*),
            count(*) filter (events.occurred_at < credit.customer_since),
            count(*) filter (
                events.occurred_at < '2022-07-01' or events.occurred_at >= '2026-07-01'
            )
        from demo_engagement_events as events
        inner join demo_account_terms as terms
            on events.account_id = terms.account_id
        inner join demo_credit as credit
            on terms.account = credit.account
    """).fetchone()
    assert row is not None
    assert 3000 <= row[0] <= 5000
    assert row[1:] == (0, 0)


def test_events__are_of_contacts_of_the_account(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute("""
        select
            count(*) filter (
                events.contact_id is not null and contacts.contact_id is null
            ),
            avg((events.contact_id is null)::int)
        from demo_engagement_events as events
        left join demo_contacts as contacts
            on events.contact_id = contacts.contact_id
            and events.account_id = contacts.account_id
    """).fetchone()
    assert row is not None
    assert row[0] == 0
    assert 0.1 < row[1] < 0.2


def test_events__hold_ratings_of_reviews_only(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute("""
        select
            min(rating),
            max(rating),
            count(*) filter (rating is not null and event_type <> 'review'),
            count(*) filter (rating is null and event_type = 'review') > 0,
            count(*) filter (rating <> round(rating)),
            count(distinct channel)
        from demo_engagement_events
    """).fetchone()
    assert row is not None
    assert row[0] >= 1
    assert row[1:] == (5, 0, True, 0, 5)


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_events__show_the_fans(seed: int) -> None:
    with build(3000, seed) as connection:
        levels = connection.execute("""
            with years as (
                select
                    fans.account,
                    fans.fan_level,
                    (date '2026-06-30' - greatest(date '2022-07-01', credit.customer_since))
                    / 365.25 as year_count
                from demo_fans as fans
                inner join demo_credit as credit
                    on fans.account = credit.account
            ),
            counts as (
                select
                    terms.account,
                    count(*) as event_count,
                    count(*) filter (event_type in ('review', 'share')) as voice_count
                from demo_engagement_events as events
                inner join demo_account_terms as terms
                    on events.account_id = terms.account_id
                group by terms.account
            )
            select
                fan_level,
                count(*) / 3000,
                sum(coalesce(event_count, 0)) / sum(year_count),
                sum(coalesce(voice_count, 0)) / sum(year_count)
            from years
            left join counts
                on years.account = counts.account
            group by fan_level
            order by fan_level
        """).fetchall()
        assert [level for level, *_ in levels] == list(range(len(YEARLY_EVENTS)))
        assert min(share for _, share, *_ in levels) > 0.04
        for (_, _, rate, _), planned in zip(levels, YEARLY_EVENTS, strict=True):
            assert 0.6 * planned < rate < 1.25 * planned
        assert levels[3][3] > 20 * levels[1][3]

        liking, kinds = connection.execute("""
            select corr(fan_level, buyers.satisfaction), count(distinct buyers.kind)
            from demo_fans as fans
            inner join demo_buyers as buyers
                on fans.account = buyers.account
        """).fetchall()[0]
        assert 0.3 < liking < 0.65
        assert kinds == 4


def test_events__tell_no_more_of_a_stop_than_invoices_do() -> None:
    events, expected = {True: 0.0, False: 0.0}, {True: 0.0, False: 0.0}
    for seed in (11, 12, 13):
        with build(3000, seed) as connection:
            rows = connection.execute("""
                with last_invoices as (
                    select account, max(invoice_date) as last_date
                    from demo_documents
                    where not is_credit_note
                    group by account
                ),
                late_events as (
                    select account_id, count(*) as event_count
                    from demo_engagement_events
                    where occurred_at >= '2026-03-01'
                    group by account_id
                )
                select
                    buyers.stop_day is not null,
                    sum(coalesce(event_count, 0)),
                    sum(fans.yearly_events)
                from last_invoices
                inner join demo_buyers as buyers
                    on last_invoices.account = buyers.account
                inner join demo_fans as fans
                    on last_invoices.account = fans.account
                inner join demo_account_terms as terms
                    on last_invoices.account = terms.account
                left join late_events
                    on terms.account_id = late_events.account_id
                where last_date between '2025-08-01' and '2026-03-01'
                group by all
            """).fetchall()
        for is_stopped, event_count, yearly_events in rows:
            events[is_stopped] += event_count
            expected[is_stopped] += yearly_events
    rates = {stop: events[stop] / expected[stop] for stop in events}
    assert min(events.values()) > 50
    assert rates[True] / rates[False] == pytest.approx(1, abs=0.3)
