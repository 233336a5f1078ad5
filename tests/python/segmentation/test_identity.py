from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantcentraal.modelling.arrays import Indices, Texts
from klantcentraal.segmentation.identity import (
    Identity,
    Labelled,
    Membership,
    count_overlap,
    labelled,
    match_segments,
)

from .properties import STEADY

NOBODY = Membership(np.array([], dtype=object), np.array([], dtype=object))


def ids(count: int, start: int = 0) -> Texts:
    return np.array([f"A{number:04d}" for number in range(start, start + count)], dtype=object)


def membership(**sizes: int) -> Membership:
    """Accounts A0000... in order, so many in each segment."""
    segments = [name for name, size in sizes.items() for _ in range(size)]
    return Membership(ids(len(segments)), np.array(segments, dtype=object))


def fit(*runs: tuple[int, int], own: dict[int, str] | None = None) -> Labelled:
    """Accounts A0000... in order, in runs of (label, size)."""
    labels = [label for label, size in runs for _ in range(size)]
    count = max(labels, default=-1) + 1
    own_ids = tuple((own or {}).get(label) for label in range(count))
    return Labelled(ids(len(labels)), np.array(labels, dtype=np.int64), own_ids)


def test_the_first_fit_numbers_segments_by_size() -> None:
    identity = match_segments(NOBODY, fit((0, 10), (1, 30), (2, 20)), [])
    assert identity.segment_ids == ("s003", "s001", "s002")
    assert identity.jaccards.tolist() == [0.0, 0.0, 0.0]


def test_equal_segments_are_numbered_by_their_smallest_account() -> None:
    assert match_segments(NOBODY, fit((1, 5), (0, 5)), []).segment_ids == ("s002", "s001")


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        # s001 holds A0000 to A0099, s002 A0100 to A0199
        ([(0, 100), (1, 100)], ("s001", "s002")),
        ([(1, 100), (0, 100)], ("s002", "s001")),
        ([(0, 50), (1, 150)], ("s001", "s002")),  # 50 / 100 is just enough
        ([(0, 49), (1, 151)], ("s003", "s002")),
        ([(0, 50), (1, 50), (2, 100)], ("s001", "s003", "s002")),  # two halves: one keeps the id
        ([(0, 200)], ("s001",)),  # 100 / 200 for both: the lower id
    ],
)
def test_an_id_is_kept_from_half_of_the_accounts_on(
    runs: list[tuple[int, int]], expected: tuple[str, ...]
) -> None:
    earlier = membership(s001=100, s002=100)
    assert match_segments(earlier, fit(*runs), ["s001", "s002"]).segment_ids == expected


def test_a_pair_that_cannot_keep_an_id_does_not_push_out_one_that_can() -> None:
    # s001 = 100: 60 to label 0, 40 to label 1; s002 = 20, all to label 0. In full, label 1 (0.40)
    # and s002 (0.25) would together outweigh s001 with label 0 (0.50).
    earlier = membership(s001=100, s002=20)
    identity = match_segments(earlier, fit((0, 60), (1, 40), (0, 20)), ["s001", "s002"])
    assert identity.segment_ids == ("s001", "s003")
    assert identity.jaccards.tolist() == [0.5, 0.0]


def test_a_number_is_never_used_again() -> None:
    earlier = membership(s002=10)
    identity = match_segments(earlier, fit((0, 4), (1, 3), (2, 3)), ["s001", "s002", "s007"])
    assert identity.segment_ids == ("s008", "s009", "s010")
    assert match_segments(NOBODY, fit((0, 1)), ["s999"]).segment_ids == ("s1000",)


def test_ids_of_a_method_itself_stand_and_are_not_inherited() -> None:
    earlier = membership(key_accounts=10, champions=40, s004=50)
    new = fit((0, 10), (1, 40), (2, 50), own={0: "key_accounts"})
    identity = match_segments(earlier, new, [])
    assert identity.segment_ids == ("key_accounts", "s005", "s004")
    assert identity.jaccards.tolist() == [1.0, 0.0, 1.0]
    moved = fit((1, 10), (0, 40), (2, 50), own={0: "key_accounts"})
    assert match_segments(earlier, moved, []).segment_ids[0] == "key_accounts"


def test_only_accounts_that_both_know_count() -> None:
    earlier = Membership(ids(100, 50), np.array(["s001"] * 100, dtype=object))
    # 50 accounts left, 300 new ones joined: of those known to both all stayed
    new = Labelled(ids(400, 100), np.zeros(400, dtype=np.int64), (None,))
    identity = match_segments(earlier, new, ["s001"])
    assert identity.segment_ids == ("s001",)
    assert identity.jaccards.tolist() == [1.0]


def test_a_segment_without_accounts_gets_an_id_too() -> None:
    new = Labelled(ids(3), np.array([2, 2, 1]), (None, None, None))
    assert match_segments(membership(s001=3), new, []).segment_ids == ("s003", "s002", "s001")


def test_an_account_stands_in_a_segmentation_once() -> None:
    twice = Labelled(np.array(["A", "A"], dtype=object), np.array([0, 1]), (None, None))
    with pytest.raises(ValueError, match="twice"):
        match_segments(NOBODY, twice, [])


def test_overlaps_count_shared_accounts() -> None:
    overlap = count_overlap(labelled(membership(a=4, b=6)), fit((0, 6), (1, 4)))
    assert overlap.shared.tolist() == [[4, 0], [2, 4]]
    assert overlap.jaccards.tolist() == [[4 / 6, 0.0], [2 / 10, 4 / 6]]
    assert overlap.earlier_shares.tolist() == [[1.0, 0.0], [2 / 6, 4 / 6]]
    assert overlap.later_shares.tolist() == [[4 / 6, 0.0], [2 / 6, 1.0]]


@st.composite
def refits(draw: st.DrawFn) -> tuple[Membership, Labelled, list[str]]:
    """Any two segmentations of overlapping sets of accounts, and ids given before."""
    earlier_count, count = draw(st.integers(0, 30)), draw(st.integers(1, 30))
    start, segments = draw(st.integers(0, 10)), draw(st.integers(1, 6))
    names = st.sampled_from(["s001", "s002", "s005", "key_accounts", "champions"])
    earlier = draw(st.lists(names, min_size=earlier_count, max_size=earlier_count))
    labels = draw(st.lists(st.integers(0, segments - 1), min_size=count, max_size=count))
    key = draw(st.sampled_from([None, "key_accounts"]))
    retired = draw(st.lists(st.sampled_from(["s003", "s006", "s012"])))
    return (
        Membership(ids(earlier_count), np.array(earlier, dtype=object)),
        Labelled(ids(count, start), np.array(labels), (key, *[None] * (segments - 1))),
        [*earlier, *retired],
    )


@STEADY
@given(refits())
def test_ids_are_unique_and_new_ones_were_never_used(
    refit: tuple[Membership, Labelled, list[str]],
) -> None:
    earlier, new, known = refit
    identity = match_segments(earlier, new, known)
    assert len(set(identity.segment_ids)) == len(identity.segment_ids) == len(new.own_ids)
    kept = set(identity.segment_ids) & set(known)
    assert kept - {"key_accounts"} <= {"s001", "s002", "s005"}
    for name, jaccard in zip(identity.segment_ids, identity.jaccards.tolist(), strict=True):
        assert name == "key_accounts" or (jaccard >= 0.5) == (name in kept)


@STEADY
@given(refits(), st.randoms(use_true_random=False))
def test_numbers_of_labels_and_order_of_rows_change_nothing(
    refit: tuple[Membership, Labelled, list[str]], random: Random
) -> None:
    earlier, new, known = refit

    def shuffled(count: int) -> Indices:
        places = list(range(count))
        random.shuffle(places)
        return np.array(places, dtype=np.int64)

    names, rows, before = (
        shuffled(len(new.own_ids)),
        shuffled(len(new.labels)),
        shuffled(len(earlier.account_ids)),
    )
    own_ids = np.empty(len(names), dtype=object)
    own_ids[names] = new.own_ids
    other = match_segments(
        Membership(earlier.account_ids[before], earlier.segment_ids[before]),
        Labelled(new.account_ids[rows], names[new.labels[rows]], tuple(own_ids)),
        reversed(known),
    )
    first = match_segments(earlier, new, known)

    def by_account(identity: Identity, of: Labelled) -> dict[str, str]:
        pairs = zip(of.account_ids, of.labels, strict=True)
        return {account: identity.segment_ids[label] for account, label in pairs}

    shuffled_fit = Labelled(new.account_ids, names[new.labels], tuple(own_ids))
    assert by_account(other, shuffled_fit) == by_account(first, new)


@STEADY
@given(refits())
def test_overlaps_sum_to_the_accounts_that_both_know(
    refit: tuple[Membership, Labelled, list[str]],
) -> None:
    earlier, new, _ = refit
    overlap = count_overlap(labelled(earlier), new)
    both = set(earlier.account_ids) & set(new.account_ids)
    assert overlap.shared.sum() == len(both)
    assert ((overlap.jaccards >= 0) & (overlap.jaccards <= 1)).all()
    assert np.isin(overlap.earlier_shares.sum(axis=1).round(9), [0, 1]).all()
    assert np.isin(overlap.later_shares.sum(axis=0).round(9), [0, 1]).all()
