import duckdb
import pytest

from klantcentraal.demo.draws import Draws


def column(sql: str, rows: int = 20_000) -> list[float]:
    query = f"select {sql} as drawn from range({rows}::bigint) as t (i) order by i"
    return [row[0] for row in duckdb.sql(query).fetchall()]


def test_uniform__lies_between_zero_and_one_and_is_even() -> None:
    drawn = column(Draws(1).uniform("even", "i"))
    assert min(drawn) >= 0
    assert max(drawn) < 1
    tenths = [sum(part / 10 <= value < (part + 1) / 10 for value in drawn) for part in range(10)]
    assert all(1_800 < count < 2_200 for count in tenths)


def test_normal__has_mean_zero_and_deviation_one() -> None:
    drawn = column(Draws(1).normal("bell", "i"))
    mean = sum(drawn) / len(drawn)
    assert mean == pytest.approx(0, abs=0.03)
    assert sum((value - mean) ** 2 for value in drawn) / len(drawn) == pytest.approx(1, abs=0.05)


def test_exponential__has_mean_one() -> None:
    drawn = column(Draws(1).exponential("wait", "i"))
    assert min(drawn) >= 0
    assert sum(drawn) / len(drawn) == pytest.approx(1, abs=0.03)


def test_draw__depends_on_seed_name_and_key_only() -> None:
    one = column(Draws(1).uniform("a", "i"), 5)
    assert one == column(Draws(1).uniform("a", "i"), 5)
    assert one != column(Draws(2).uniform("a", "i"), 5)
    assert one != column(Draws(1).uniform("b", "i"), 5)
    assert column(Draws(1).uniform("a", "i"), 3) == one[:3]


def test_draws__of_two_names_are_unrelated() -> None:
    left, right = Draws(1).uniform("left", "i"), Draws(1).uniform("right", "i")
    row = duckdb.sql(f"select corr({left}, {right}) from range(100000::bigint) as t (i)").fetchone()
    assert row is not None
    assert abs(row[0]) < 0.015


def test_below_and_pick__stay_inside_their_range() -> None:
    assert set(column(Draws(1).below("3", "three", "i"), 200)) == {0, 1, 2}
    either = Draws(1).pick(("a", "it's"), "text", "i")
    picked = duckdb.sql(f"select distinct {either} from range(50::bigint) as t (i)").fetchall()
    assert {row[0] for row in picked} == {"a", "it's"}
