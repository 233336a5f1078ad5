import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from klantcentraal.segmentation.identity import Membership
from klantcentraal.segmentation.segment_events import find_events

from .properties import STEADY

Move = tuple[str, str, int]  # earlier segment, later segment ('' = none), accounts
Found = list[tuple[str, str, tuple[str, ...], int]]


def sides(moves: list[Move]) -> tuple[Membership, Membership]:
    pairs = [(a, b) for a, b, count in moves for _ in range(count)]

    def side(place: int) -> Membership:
        rows = [(f"A{number}", pair[place]) for number, pair in enumerate(pairs) if pair[place]]
        return Membership(
            np.array([account for account, _ in rows], dtype=object),
            np.array([segment for _, segment in rows], dtype=object),
        )

    return side(0), side(1)


def found(*moves: Move) -> Found:
    return [
        (event.segment_id, event.event, event.related_segment_ids, event.account_count)
        for event in find_events(*sides(list(moves)))
    ]


def test_nothing_happens_while_accounts_just_move() -> None:
    assert found(("s001", "s001", 80), ("s001", "s002", 20), ("s002", "s002", 100)) == []


def test_the_first_segments_are_born() -> None:
    assert found(("", "s001", 5), ("", "s002", 3)) == [
        ("s001", "birth", (), 5),
        ("s002", "birth", (), 3),
    ]


def test_a_split_needs_two_parts_of_30_percent_that_are_60_percent_its_own() -> None:
    assert found(
        ("s001", "s003", 50), ("s001", "s004", 30), ("s001", "s002", 20), ("s002", "s002", 90)
    ) == [("s001", "split", ("s003", "s004"), 80)]
    # the second part is too small: no split
    assert found(("s001", "s001", 71), ("s001", "s003", 29)) == [("s003", "birth", ("s001",), 29)]
    # the second part draws 59 of its 100 accounts from elsewhere: no split
    assert ("s001", "split", ("s003",), 91) not in found(
        ("s001", "s001", 50), ("s001", "s003", 41), ("s002", "s003", 59), ("s002", "s002", 200)
    )


def test_a_part_that_keeps_the_id_is_not_related_to_itself() -> None:
    moves: list[Move] = [("s001", "s001", 60), ("s001", "s003", 40)]
    assert found(*moves) == [("s001", "split", ("s003",), 100)]
    (event,) = find_events(*sides(moves))
    assert event.note_nl == "Segment s001 is gesplitst in s001 (60 accounts) en s003 (40)."
    assert event.note_en == "Segment s001 was split into s001 (60 accounts) and s003 (40)."


def test_a_merge_is_the_mirror_of_a_split() -> None:
    moves: list[Move] = [("s001", "s003", 50), ("s002", "s003", 30), ("s004", "s003", 20)]
    assert found(*moves) == [
        ("s003", "merge", ("s001", "s002"), 80),
        ("s004", "retire", ("s003",), 20),
    ]
    first, last = find_events(*sides(moves))
    assert first.note_nl == "Segment s003 is samengevoegd uit s001 (50 accounts) en s002 (30)."
    assert first.note_en == "Segment s003 was merged from s001 (50 accounts) and s002 (30)."
    assert last.note_nl == (
        "Segment s004 bestaat niet meer; het had 20 accounts, waarvan nu in s003 (20 accounts)."
    )
    assert last.note_en == (
        "Segment s004 no longer exists; it had 20 accounts, of which now in s003 (20 accounts)."
    )


def test_accounts_that_came_or_left_do_not_count_as_coming_from_or_going_to_a_segment() -> None:
    assert found(
        ("s001", "s001", 60), ("s001", "s003", 40), ("s001", "", 900), ("", "s003", 900)
    ) == [("s001", "split", ("s003",), 100)]


def test_who_is_born_from_pieces_says_so_and_who_falls_apart_too() -> None:
    moves: list[Move] = [
        ("s001", "s002", 25),
        ("s001", "s003", 25),
        ("s001", "s004", 25),
        ("s001", "s005", 25),
        ("s002", "s002", 1000),
        ("s003", "s003", 1000),
        ("s004", "s004", 1000),
        ("s005", "s005", 1000),
        *[(name, "s006", 25) for name in ("s002", "s003", "s004", "s005")],
    ]
    assert found(*moves) == [("s006", "birth", (), 100), ("s001", "retire", (), 100)]
    birth, retire = find_events(*sides(moves))
    assert birth.note_nl == (
        "Segment s006 is nieuw, met 100 accounts; geen eerder segment leverde er 30 % of meer van."
    )
    assert retire.note_en == (
        "Segment s001 no longer exists; it had 100 accounts, now spread over other segments or no "
        "longer present."
    )


def test_key_accounts_come_and_go_under_their_own_id() -> None:
    assert found(("s001", "s001", 95), ("s001", "key_accounts", 5)) == [
        ("key_accounts", "birth", ("s001",), 5)
    ]
    assert found(("s001", "s001", 95), ("key_accounts", "s001", 5)) == [
        ("key_accounts", "retire", ("s001",), 5)
    ]


SEGMENTS = ["", "s001", "s002", "s003", "key_accounts"]


@STEADY
@given(
    st.lists(
        st.tuples(st.sampled_from(SEGMENTS), st.sampled_from(SEGMENTS), st.integers(1, 20)),
        max_size=12,
    )
)
def test_every_id_that_begins_or_ends_has_a_row_and_each_row_is_one_of_its_kind(
    moves: list[Move],
) -> None:
    earlier, later = sides(moves)
    events = find_events(earlier, later)
    assert len({(event.segment_id, event.event) for event in events}) == len(events)
    before, after = set(earlier.segment_ids.tolist()), set(later.segment_ids.tolist())
    named = {name for event in events for name in (event.segment_id, *event.related_segment_ids)}
    assert before ^ after <= named
    for event in events:
        assert event.segment_id in (before if event.event in ("split", "retire") else after)
        assert event.segment_id not in event.related_segment_ids
        assert event.account_count > 0
        if event.event == "birth":
            assert event.segment_id not in before
        if event.event == "retire":
            assert event.segment_id not in after
    assert find_events(later, later) == ()
