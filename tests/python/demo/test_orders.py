import duckdb
import pytest

from klantcentraal.demo import orders


def test_orders__follow_the_planted_rate(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute("""
        with counted as (
            select account, count(*) as order_count
            from demo_orders
            group by account
        ),
        lived as (
            select *, (last_day - entry_day) / (1461 - entry_day) as life_share
            from demo_buyers
        )
        select
            sum(order_count) / sum(1 + orders_per_year * (1461 - entry_day) / 365.25 * (
                (1 - growth) * life_share + growth * life_share * life_share
            ))
        from counted
        inner join lived
            using (account)
    """).fetchone()
    assert row is not None
    assert row[0] == pytest.approx(1, abs=0.03)


def test_orders__nobody_buys_before_the_first_or_after_the_last_day(
    company: duckdb.DuckDBPyConnection,
) -> None:
    row = company.execute("""
        select count(*)
        from demo_orders
        inner join demo_buyers
            using (account)
        inner join (
            select season, weekday, calendar_date, even_day_from
            from demo_calendar
        ) as calendar
            on demo_buyers.season = calendar.season
            and demo_buyers.weekday = calendar.weekday
            and demo_orders.order_date = calendar.calendar_date
        where
            has_never_bought
            or even_day_from > last_day
            or even_day_from + 6 < entry_day
    """).fetchone()
    assert row == (0,)


def test_orders__of_contracts_come_more_regularly(company: duckdb.DuckDBPyConnection) -> None:
    rows = dict(
        company.execute("""
            with intervals as (
                select
                    account,
                    order_date - lag(order_date) over (
                        partition by account order by order_number
                    ) as days
                from demo_orders
            ),
            spreads as (
                select account, stddev(days) / avg(days) as variation
                from intervals
                group by account
                having count(days) >= 15
            )
            select has_contract, median(variation)
            from spreads
            inner join demo_buyers
                using (account)
            group by has_contract
        """).fetchall()
    )
    assert rows[True] < 0.75
    assert rows[False] > 0.85


def test_orders__seasons_and_weekdays_show(company: duckdb.DuckDBPyConnection) -> None:
    summer, winter, monday, friday = company.execute("""
        select
            count(*) filter (season = 'zomer' and month(order_date) in (6, 7, 8)),
            count(*) filter (season = 'zomer' and month(order_date) in (12, 1, 2)),
            count(*) filter (demo_buyers.weekday = 'begin' and isodow(order_date) = 1),
            count(*) filter (demo_buyers.weekday = 'begin' and isodow(order_date) = 5)
        from demo_orders
        inner join demo_buyers
            using (account)
    """).fetchall()[0]
    assert summer > 1.4 * winter
    assert monday > 2 * friday


def test_orders__revenue_is_skewed_as_in_trade(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute("""
        with revenues as (
            select
                account,
                coalesce(sum(net_amount) filter (invoice_date > date '2025-06-30'), 0) as revenue
            from demo_buyers
            left join demo_documents
                using (account)
            left join demo_document_lines
                using (document_number)
            group by account
        ),
        ranked as (
            select *, row_number() over (order by revenue desc) as revenue_rank from revenues
        )
        select (sum(revenue) filter (revenue_rank <= 240) / sum(revenue))::double from ranked
    """).fetchone()
    assert row is not None
    assert 0.7 <= row[0] <= 0.8


def test_order_keys__leave_room_for_every_order(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute("select max(order_number) from demo_orders").fetchone()
    assert row is not None
    assert row[0] < orders.ORDER_KEYS / 10
