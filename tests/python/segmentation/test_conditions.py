from decimal import Decimal

import numpy as np
import pytest

from klantcentraal.segmentation.conditions import (
    EVERYTHING,
    Choice,
    Condition,
    Feature,
    Range,
    Rule,
    both,
    either,
    meets,
    merged,
    shortened,
    size,
)
from klantcentraal.segmentation.rounding import Cut

NUMBERS = Feature("days_late_value", tuple(map(Decimal, range(5))), np.array([-1, 0, 1, 2, 3, 4]))
WORDS = Feature("region", ("a", "b", "c"), np.array([-1, 0, 1, 2]))


def cut(value: int) -> Cut:
    return Cut(Decimal(value))


RANGES = [
    Range(low, high, is_known, is_unknown)
    for low in (None, cut(1), cut(3), Cut(Decimal(3), is_after=True))
    for high in (None, cut(2), cut(4))
    for is_known in (True, False)
    for is_unknown in (True, False)
]
CHOICES = [
    Choice(frozenset(values), is_excluded)
    for values in ((), ("a",), ("b", None), ("a", "b", "c"), (None,))
    for is_excluded in (True, False)
]


@pytest.mark.parametrize(("feature", "some"), [(NUMBERS, RANGES), (WORDS, CHOICES)])
def test_two_conditions_become_one_without_a_change(
    feature: Feature, some: list[Condition]
) -> None:
    for first in some:
        for second in some:
            one, two = meets(feature, first), meets(feature, second)
            assert (meets(feature, both(first, second)) == (one & two)).all()
            union = either(first, second)
            is_void = not one.any() or not two.any()
            if union is not None and not is_void:
                assert (meets(feature, union) == (one | two)).all(), (first, second)


def test_ranges_with_a_gap_stay_two() -> None:
    assert either(Range(high=cut(1)), Range(low=cut(3))) is None


def test_boxes_that_differ_in_one_column_become_one() -> None:
    shared = ("online_share", Range(low=cut(1)))
    rule: Rule = (
        (shared, ("region", Choice(frozenset({"a"})))),
        (shared, ("region", Choice(frozenset({"b"})))),
    )
    assert list(merged(rule)) == [((shared, ("region", Choice(frozenset({"a", "b"})))),)]


def test_boxes_that_together_leave_a_column_free_lose_it() -> None:
    shared = ("online_share", Range(low=cut(1)))
    rule: Rule = (
        (shared, ("days_late_value", Range(low=cut(2)))),
        (shared, ("days_late_value", Range(high=cut(2), is_unknown=True))),
    )
    assert list(merged(rule)) == [((shared,),)]
    assert either(Range(low=cut(2)), Range(high=cut(2), is_unknown=True)) == EVERYTHING


def test_each_shorter_rule_is_less_to_read() -> None:
    rule: Rule = (
        (
            ("days_late_value", Range(cut(1), cut(3), is_unknown=True)),
            ("region", Choice(frozenset({"a", "b"}))),
        ),
    )
    shorter = list(shortened(rule))
    assert len(shorter) == len(set(shorter)) == 8
    assert all(size(one) < size(rule) for one in shorter)
