from collections.abc import Callable

import duckdb
import pytest

from klantcentraal.demo import arrivals
from klantcentraal.demo.draws import Draws

DRAWS = Draws(5)


@pytest.mark.parametrize("expected", [0.3, 1.0, 2.4, 9.0])
def test_happens__gives_about_poisson_counts(expected: float) -> None:
    mean, variance = duckdb.sql(f"""
        with drawn as (
            select number, {arrivals.candidates(str(expected))} as candidate
            from range(20000) as numbers (number)
        ),
        counted as (
            select
                number,
                count(*) filter (
                    {arrivals.happens(DRAWS, "test", str(expected), "number", "candidate")}
                ) as event_count
            from drawn
            group by number
        )
        select avg(event_count), var_pop(event_count) from counted
    """).fetchall()[0]
    assert mean == pytest.approx(expected, rel=0.05)
    assert variance == pytest.approx(expected, rel=0.2)


def test_any_day__lies_in_the_four_years_evenly() -> None:
    row = duckdb.sql(f"""
        with drawn as (
            select {arrivals.any_day(DRAWS, "test", "number")} as day
            from range(40000) as numbers (number)
        )
        select min(day)::varchar, max(day)::varchar, avg((day < '2024-07-01')::int) from drawn
    """).fetchone()
    assert row is not None
    assert row[:2] == ("2022-07-01", "2026-06-30")
    assert row[2] == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    ("day", "moved"),
    [("2026-06-26", "2026-06-26"), ("2026-06-27", "2026-06-29"), ("2026-06-28", "2026-06-29")],
)
def test_working_day__moves_weekends_to_monday(day: str, moved: str) -> None:
    row = duckdb.sql(f"select ({arrivals.working_day(f'date {day!r}')})::varchar").fetchone()
    assert row == (moved,)


@pytest.mark.parametrize(
    ("hours", "first", "last"),
    [(arrivals.office_hours, "08:00:00", "16:59:00"), (arrivals.any_hour, "06:00:00", "22:59:59")],
)
def test_hours__stay_within_the_day(hours: Callable[..., str], first: str, last: str) -> None:
    row = duckdb.sql(f"""
        with drawn as (
            select date '2026-01-01' + {hours(DRAWS, "test", "number")} as moment
            from range(5000) as numbers (number)
        )
        select min(moment)::time >= time '{first}', max(moment)::time <= time '{last}' from drawn
    """).fetchone()
    assert row == (True, True)
