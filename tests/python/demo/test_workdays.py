import datetime
import itertools

import duckdb
import pytest

from klantcentraal.demo import workdays


@pytest.fixture(scope="module")
def calendar() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    workdays.build(connection)
    return connection


def test_calendar__spans_four_years_of_working_days(calendar: duckdb.DuckDBPyConnection) -> None:
    row = calendar.execute("""
        select
            min(calendar_date),
            max(calendar_date),
            count(*) filter (isodow(calendar_date) > 5),
            count(*) filter (strftime(calendar_date, '%m-%d') in ('01-01', '04-27', '12-25'))
        from demo_calendar
    """).fetchone()
    assert row == (datetime.date(2022, 7, 1), datetime.date(2026, 6, 30), 0, 0)
    assert workdays.DAYS == 1461


@pytest.mark.parametrize("season", workdays.SEASONS)
def test_calendar__even_time_rises_from_zero_through_every_profile(
    calendar: duckdb.DuckDBPyConnection, season: str
) -> None:
    for weekday in workdays.WEEKDAYS:
        days = calendar.execute(
            "select even_day_from from demo_calendar where season = ? and weekday = ? "
            "order by calendar_date",
            [season, weekday],
        ).fetchall()
        steps = [after[0] - before[0] for before, after in itertools.pairwise(days)]
        assert days[0][0] == 0
        assert min(steps) > 0
        assert days[-1][0] < workdays.DAYS


def test_calendar__a_heavy_month_takes_more_even_time(calendar: duckdb.DuckDBPyConnection) -> None:
    rows = dict(
        calendar.execute("""
            select
                strftime(calendar_date, '%Y-%m'),
                max(even_day_from) - min(even_day_from)
            from demo_calendar
            where season = 'zomer' and weekday = 'gelijk'
            group by all
        """).fetchall()
    )
    assert rows["2024-07"] > 1.7 * rows["2024-01"]
