from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd
import pytest

from klantcentraal.modelling.arrays import Indices, Matrix
from klantcentraal.segmentation.assignment import (
    Batch,
    Segments,
    SegmentState,
    assign_batches,
    empty_state,
)
from klantcentraal.segmentation.hysteresis import NONE

from .kept_segments import KeptSegments

MONTHS = [date(2025, month, 28) for month in range(1, 13)]
IDS = ("s001", "s002", "s003")
SEGMENTS = Segments(IDS, {})
KEYS = np.arange(200)


def drifting(month: int, keys: Indices) -> Matrix:
    """Distances of accounts to three segments; where an account stands depends on key and month."""
    draw = np.random.default_rng([11, month])
    noise = draw.random((10_000, 3))[keys]
    home = np.where(month >= 3 + keys % 7, (keys + 1) % 3, keys % 3)
    return np.asarray(noise + 1.5 * (np.arange(3) != home[:, None]))


def batches(months: list[int], keys: Indices, size: int = 64) -> Iterator[Batch]:
    for month in months:
        for start in range(0, len(keys), size):
            part = keys[start : start + size]
            distances = drifting(month, part)
            yield Batch(MONTHS[month], part, distances.argmin(axis=1), distances)


def refresh(kept: KeptSegments, month: int, segments: Segments = SEGMENTS) -> None:
    spine = MONTHS[max(0, month - 6) : month + 1]
    kept.refresh(MONTHS[month], spine, lambda day: batches([MONTHS.index(day)], KEYS), segments)


def kept_after(*months: int) -> KeptSegments:
    kept = KeptSegments()
    for month in months:
        refresh(kept, month)
    return kept


def kept_rows(**columns: object) -> KeptSegments:
    kept = KeptSegments()
    kept.rows = pd.DataFrame({"account_key": 1, **columns})
    kept.rows["as_of_date"] = pd.to_datetime(kept.rows["as_of_date"])
    return kept


def same(first: pd.DataFrame, second: pd.DataFrame, *, flag: bool = True) -> bool:
    drop = [] if flag else ["is_backfilled"]
    return first.drop(columns=drop).equals(second.drop(columns=drop))


def test_the_first_refresh_fills_in_the_history_before_it() -> None:
    kept = kept_after(6)
    flags = kept.rows.groupby("as_of_date")["is_backfilled"].agg(["min", "max", "size"])
    assert flags["size"].tolist() == [200] * 7
    assert flags["min"].tolist() == flags["max"].tolist() == [True] * 6 + [False]


def test_a_backfill_arrives_where_month_by_month_would_have() -> None:
    at_once, monthly = kept_after(6), kept_after(0, 1, 2, 3, 4, 5, 6)
    for month in range(7):
        assert same(at_once.at(MONTHS[month]), monthly.at(MONTHS[month]), flag=False)
    assert (
        at_once.at(MONTHS[6])["segment_id"].tolist() != at_once.at(MONTHS[0])["segment_id"].tolist()
    )


def test_missed_months_are_filled_in_and_what_stands_is_left_alone() -> None:
    kept, monthly = kept_after(2, 6), kept_after(0, 1, 2, 3, 4, 5, 6)
    for month in range(7):
        assert same(kept.at(MONTHS[month]), monthly.at(MONTHS[month]), flag=False)
    flags = kept.rows.groupby("as_of_date")["is_backfilled"].first()
    assert flags.tolist() == [True, True, False, True, True, True, False]


def test_the_same_date_again_changes_nothing() -> None:
    once, again = kept_after(3, 4, 5), kept_after(3, 4, 5, 5, 5)
    assert same(once.at(MONTHS[5]), again.at(MONTHS[5]))
    assert len(once.rows) == len(again.rows)


def test_an_earlier_date_does_not_look_at_later_rows() -> None:
    kept, without = kept_after(3, 4, 5, 6, 4), kept_after(3, 4)
    assert same(kept.at(MONTHS[4]), without.at(MONTHS[4]))
    assert same(
        kept.at(MONTHS[6]), kept_after(3, 4, 5, 6).at(MONTHS[6])
    )  # and leaves them as they were


def test_batches_and_order_of_rows_change_nothing() -> None:
    keys = np.arange(150)
    months = [0, 1, 2, 3, 4]

    def last(source: Iterator[Batch]) -> dict[int, tuple[int, int]]:
        return {
            key: (segment, challenger)
            for assigned in assign_batches(source, empty_state())
            for key, segment, challenger in zip(
                assigned.account_keys.tolist(),
                assigned.segments.tolist(),
                assigned.challengers.tolist(),
                strict=True,
            )
        }

    assert last(batches(months, keys, 7)) == last(batches(months, keys[::-1], 150))


def test_accounts_of_a_segment_that_was_split_or_retired_go_to_the_nearest_at_once() -> None:
    kept = kept_after(3)
    far = kept.at(MONTHS[3])
    # the split is of the next month: s001 goes on as one of its parts, s002 is gone
    refit = Segments(("s001", "s004", "s003"), {"s001": MONTHS[4]})
    state = kept.state(MONTHS[4], refit)
    placed = dict(zip(state.account_keys.tolist(), state.segments.tolist(), strict=True))
    expected = {"s001": NONE, "s002": NONE, "s003": 2}
    assert placed == dict(zip(far["account_key"], far["segment_id"].map(expected), strict=True))
    assert not np.isin(state.challengers, [0]).any()
    nearest = drifting(4, KEYS).argmin(axis=1)
    refresh(kept, 4, refit)
    after = kept.at(MONTHS[4])["segment_id"]
    free = far["segment_id"].isin(["s001", "s002"])
    assert after[free].tolist() == [refit.segment_ids[label] for label in nearest[free]]
    # once is enough: a month later they stand where they stand
    state = kept.state(MONTHS[5], refit)
    assert (state.segments != NONE).all()


def test_a_nightly_refresh_does_not_move_anyone_on_two_bad_nights() -> None:
    nights = pd.date_range("2025-03-01", "2025-04-10")
    challengers = [None] * 38 + ["s002"] * 3
    kept = kept_rows(as_of_date=nights, segment_id="s001", challenger_segment_id=challengers)
    assert kept.state(date(2025, 4, 11), SEGMENTS).challengers.tolist() == [NONE]
    assert kept.state(date(2025, 5, 5), SEGMENTS).challengers.tolist() == [NONE]
    assert kept.state(date(2025, 5, 8), SEGMENTS).challengers.tolist() == [1]


@pytest.mark.parametrize(
    ("between", "challenger"),
    [(None, NONE), ("s002", 1), ("s003", 1)],
    ids=["home", "same", "rival"],
)
def test_nights_between_must_not_contradict_a_challenger(
    between: str | None, challenger: int
) -> None:
    nights = pd.date_range("2025-03-01", "2025-03-28")
    challengers = ["s002"] * 10 + [between] + ["s002"] * 17
    kept = kept_rows(as_of_date=nights, segment_id="s001", challenger_segment_id=challengers)
    assert kept.state(date(2025, 3, 29), SEGMENTS).challengers.tolist() == [challenger]


def test_a_challenger_of_before_a_move_does_not_count() -> None:
    kept = kept_rows(
        as_of_date=["2025-03-01", "2025-03-20"],
        segment_id=["s001", "s002"],
        challenger_segment_id=["s003", None],
    )
    state = kept.state(date(2025, 4, 1), SEGMENTS)
    assert (state.segments.tolist(), state.challengers.tolist()) == ([1], [NONE])


def test_who_skips_a_date_keeps_its_segment_and_loses_its_challenger() -> None:
    state = SegmentState(np.array([1, 2]), np.array([0, 0]), np.array([1, 1]))
    away = np.array([[2.0, 1.0, 9.0]])

    def one(month: int, key: int) -> Batch:
        return Batch(MONTHS[month], np.array([key]), np.array([1]), away)

    taken = list(assign_batches([one(0, 1), one(1, 1), one(1, 2)], state))
    assert [(int(x.segments[0]), int(x.challengers[0])) for x in taken] == [
        (1, NONE),
        (1, NONE),
        (0, 1),
    ]


def test_rules_without_distances_count_at_once() -> None:
    state = SegmentState(np.array([1]), np.array([0]), np.array([2]))
    (taken,) = assign_batches([Batch(MONTHS[0], np.array([1]), np.array([1]), None)], state)
    assert (taken.segments.tolist(), taken.challengers.tolist()) == ([1], [NONE])


def test_what_cannot_be_is_refused() -> None:
    keys = np.array([1, 1])
    twice = Batch(MONTHS[0], keys, keys, None)
    with pytest.raises(ValueError, match="comes twice at 2025-01-28"):
        list(assign_batches([twice], empty_state()))
    with pytest.raises(ValueError, match="must ascend"):
        list(assign_batches(batches([1, 0], np.arange(3)), empty_state()))
