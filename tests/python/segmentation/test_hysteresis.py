from collections.abc import Iterable, Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantcentraal.modelling.arrays import Indices, Matrix
from klantcentraal.segmentation.hysteresis import NONE, step

from .properties import STEADY

State = tuple[Indices, Indices]
UNSEEN = [np.nan, np.nan, np.nan]


def replay(segments: Indices, challengers: Indices, dates: Iterable[Matrix]) -> Iterator[State]:
    """Take the refreshes of the same accounts one after the other, oldest first."""
    for distances in dates:
        segments, challengers = step(segments, challengers, distances)
        yield segments, challengers


def walk(*rows: list[float], segment: int = NONE) -> list[tuple[int, int]]:
    """Segment and challenger of one account after each date."""
    dates = [np.array([row], dtype=np.float64) for row in rows]
    states = replay(np.array([segment]), np.array([NONE]), dates)
    return [(int(segments[0]), int(challengers[0])) for segments, challengers in states]


def test_a_new_account_gets_the_nearest_at_once_and_the_lower_index_of_two() -> None:
    assert walk([2.0, 1.0, 3.0]) == [(1, NONE)]
    assert walk([2.0, 1.0, 1.0]) == [(1, NONE)]


def test_an_account_moves_at_the_second_refresh_in_a_row() -> None:
    assert walk([1.0, 0.8, 3.0], [1.0, 0.8, 3.0], segment=0) == [(0, 1), (1, NONE)]
    assert walk([1.0, 0.8, 3.0], [0.8, 1.0, 3.0], [1.0, 0.8, 3.0], segment=0) == [
        (0, 1),
        (0, NONE),
        (0, 1),
    ]


def test_nine_tenths_of_the_distance_is_not_enough() -> None:
    assert walk([10.0, 9.0, 99.0], [10.0, 9.0, 99.0], segment=0) == [(0, NONE), (0, NONE)]
    assert walk([10.0, 8.999, 99.0], [10.0, 8.999, 99.0], segment=0)[-1] == (1, NONE)


def test_the_same_segment_must_win_twice() -> None:
    assert walk([1.0, 0.5, 3.0], [1.0, 3.0, 0.5], segment=0) == [(0, 1), (0, 2)]


def test_two_rivals_that_take_turns_do_not_hold_an_account() -> None:
    # 1 beats 0 both times, though 2 is a little nearer at the second
    assert walk([1.0, 0.50, 0.51], [1.0, 0.51, 0.50], segment=0) == [(0, 1), (1, NONE)]


def test_who_arrives_at_a_segment_on_its_way_to_another_goes_on() -> None:
    assert walk([1.0, 0.5, 0.9], [1.0, 0.8, 0.1], [1.0, 0.8, 0.1], segment=0) == [
        (0, 1),
        (1, 2),
        (2, NONE),
    ]


def test_a_skipped_date_keeps_the_segment_and_ends_the_challenge() -> None:
    away = [1.0, 0.5, 3.0]
    assert walk(away, UNSEEN, away, away, segment=0) == [(0, 1), (0, NONE), (0, 1), (1, NONE)]
    assert walk(UNSEEN, away) == [(NONE, NONE), (1, NONE)]


def test_an_impossible_segment_is_left_and_never_entered() -> None:
    gone = [np.inf, 5.0, 6.0]
    assert walk(gone, gone, segment=0) == [(0, 1), (1, NONE)]


def test_key_accounts_are_entered_and_left_by_two_steps() -> None:
    key, other = [np.inf, np.inf, 0.0], [1.0, 2.0, np.inf]
    rows = [other, key, other, key, key, other, key, other, other]
    assert [segment for segment, _ in walk(*rows)] == [0, 0, 0, 0, 2, 2, 2, 2, 0]


@pytest.mark.parametrize("row", [[-1.0, 1.0, 1.0], [np.nan, 1.0, 1.0]])
def test_broken_distances_are_refused(row: list[float]) -> None:
    with pytest.raises(ValueError, match="distances"):
        walk(row)


positions = st.lists(
    st.lists(st.integers(0, 6), min_size=3, max_size=3).map(lambda row: [float(x) for x in row]),
    min_size=1,
    max_size=8,
)


@STEADY
@given(positions, st.integers(0, 7))
def test_a_replay_in_two_parts_is_the_same_as_in_one(rows: list[list[float]], cut: int) -> None:
    dates = [np.array([row]) for row in rows]
    start = np.array([NONE])
    whole = list(replay(start, start, dates))
    first = list(replay(start, start, dates[:cut]))
    segments, challengers = first[-1] if first else (start, start)
    rest = list(replay(segments, challengers, dates[cut:]))
    assert [*first, *rest] == whole


@STEADY
@given(positions)
def test_an_account_only_moves_where_it_was_nearer_by_a_tenth_twice(
    rows: list[list[float]],
) -> None:
    states = walk(*rows)
    for date in range(1, len(rows)):
        before, after = states[date - 1][0], states[date][0]
        if before != after:
            for row in (rows[date - 1], rows[date]):
                assert row[after] < 0.9 * row[before]


@STEADY
@given(positions, st.permutations([0, 1, 2]))
def test_accounts_do_not_depend_on_one_another(rows: list[list[float]], order: list[int]) -> None:
    segments, challengers = np.array([0, NONE, 2]), np.array([1, NONE, NONE])
    distances = np.array([rows[0], rows[-1], rows[len(rows) // 2]])
    together = step(segments, challengers, distances)
    shuffled = step(segments[order], challengers[order], distances[order])
    assert together[0][order].tolist() == shuffled[0].tolist()
    assert together[1][order].tolist() == shuffled[1].tolist()
