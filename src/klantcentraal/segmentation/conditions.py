"""Conditions on columns, boxes of conditions that hold together, and rules of boxes."""

import bisect
import datetime as dt
import functools
import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import numpy as np

from klantcentraal.modelling.arrays import Flags, Indices
from klantcentraal.segmentation.rounding import Cut

UNKNOWN = -1


@dataclass(frozen=True)
class Feature:
    """What accounts have in a column, as codes.

    Attributes:
        name: Name of the column.
        values: Its different values, in order.
        codes: Place of each account's value among these, shape (rows,); UNKNOWN where it is null.
    """

    name: str
    values: tuple[Any, ...]
    codes: Indices


@dataclass(frozen=True)
class Range:
    """A condition on numbers or days.

    Attributes:
        low: Values on the right of this cut meet it; None = no lowest.
        high: Values on the left of this cut meet it; None = no highest.
        is_known: Whether any value meets it; False = only unknown does.
        is_unknown: Whether unknown meets it.
    """

    low: Cut | None = None
    high: Cut | None = None
    is_known: bool = True
    is_unknown: bool = False

    @property
    def parts(self) -> int:
        """How much there is to read."""
        bounds = (self.low is not None) + (self.high is not None)
        return bounds + self.is_unknown if bounds else 2  # what is unknown tells a reader little


@dataclass(frozen=True)
class Choice:
    """A condition on categories or flags.

    Attributes:
        values: Some of the values; None stands for unknown.
        is_excluded: Whether all but these meet it, rather than only these.
    """

    values: frozenset[str | bool | None]
    is_excluded: bool = False

    @property
    def parts(self) -> int:
        """How much there is to read."""
        return len(self.values)


Condition = Range | Choice
Box = tuple[tuple[str, Condition], ...]  # by name of the column, in the order of the columns
Rule = tuple[Box, ...]  # true where one of its boxes is; no boxes = never, an empty box = always

EVERYTHING = Range(is_unknown=True)


def meets(feature: Feature, condition: Condition) -> Flags:
    """Say which accounts meet a condition.

    Args:
        feature: The column.
        condition: A condition on it.

    Returns:
        Flags, shape (rows,).
    """
    codes = feature.codes
    if isinstance(condition, Choice):
        places = [
            UNKNOWN if value is None else feature.values.index(value)
            for value in condition.values
            if value is None or value in feature.values
        ]
        among: Flags = np.isin(codes, places)
        return ~among if condition.is_excluded else among
    low, high = _place(feature, condition.low, 0), _place(feature, condition.high, None)
    known: Flags = (codes >= low) & (codes < high) & condition.is_known
    unknown: Flags = (codes == UNKNOWN) & condition.is_unknown
    return known | unknown


def hits(rule: Rule, features: Mapping[str, Feature], row_count: int) -> Flags:
    """Say which accounts a rule hits.

    Args:
        rule: A rule on the columns.
        features: The columns, by name.
        row_count: How many accounts there are.

    Returns:
        Flags, shape (rows,).
    """
    found: Flags = np.zeros(row_count, dtype=bool)
    for box in rule:
        flags = (meets(features[name], condition) for name, condition in box)
        found |= functools.reduce(operator.and_, flags, np.ones(row_count, dtype=bool))
    return found


def both(first: Condition, second: Condition) -> Condition:
    """Give the condition that holds where two conditions on a column both do.

    Args:
        first: A condition.
        second: One of the same kind.
    """
    if isinstance(first, Choice) and isinstance(second, Choice):
        if first.is_excluded and second.is_excluded:
            return Choice(first.values | second.values, is_excluded=True)
        if first.is_excluded:
            return Choice(second.values - first.values)
        if second.is_excluded:
            return Choice(first.values - second.values)
        return Choice(first.values & second.values)
    assert isinstance(first, Range)
    assert isinstance(second, Range)
    lows = [cut for cut in (first.low, second.low) if cut]
    highs = [cut for cut in (first.high, second.high) if cut]
    return Range(
        max(lows, key=_order, default=None),
        min(highs, key=_order, default=None),
        first.is_known and second.is_known,
        first.is_unknown and second.is_unknown,
    )


def either(first: Condition, second: Condition) -> Condition | None:
    """Give the condition that holds where one of two conditions on a column does.

    Args:
        first: A condition.
        second: One of the same kind.

    Returns:
        The condition, or None when it cannot be said in one.
    """
    if isinstance(first, Choice) and isinstance(second, Choice):
        if first.is_excluded and second.is_excluded:
            return Choice(first.values & second.values, is_excluded=True)
        if first.is_excluded:
            return Choice(first.values - second.values, is_excluded=True)
        if second.is_excluded:
            return Choice(second.values - first.values, is_excluded=True)
        return Choice(first.values | second.values)
    assert isinstance(first, Range)
    assert isinstance(second, Range)
    is_unknown = first.is_unknown or second.is_unknown
    if not first.is_known or not second.is_known:
        return replace(first if first.is_known else second, is_unknown=is_unknown)
    left, right = sorted((first, second), key=_low_order)
    if left.high and right.low and _order(left.high) < _order(right.low):
        return None
    highs = [part.high for part in (left, right)]
    high = None if None in highs else max((cut for cut in highs if cut), key=_order)
    return Range(left.low, high, is_unknown=is_unknown)


def with_condition(box: Box, name: str, condition: Condition | None) -> Box:
    """Give a box with another condition on one of its columns.

    Args:
        box: The box.
        name: A column on which it has a condition.
        condition: The condition to put there; None, or one that all accounts meet, = none.
    """
    is_void = condition in (None, EVERYTHING) or condition == Choice(frozenset(), is_excluded=True)
    put = {name: condition} if condition and not is_void else {}
    return tuple(
        (column, put.get(column, had)) for column, had in box if column != name or column in put
    )


def merged(rule: Rule) -> Iterator[Rule]:
    """Give each rule in which two boxes that differ in one column have become one.

    Args:
        rule: The rule.
    """
    for place, first in enumerate(rule):
        for other, second in enumerate(rule[place + 1 :], place + 1):
            differing = [
                (name, one, two)
                for (name, one), (name_too, two) in zip(first, second, strict=False)
                if (name, one) != (name_too, two)
            ]
            if [name for name, _ in first] != [name for name, _ in second] or len(differing) != 1:
                continue
            name, one, two = differing[0]
            if (condition := either(one, two)) is not None:
                box = with_condition(first, name, condition)
                yield (*rule[:place], box, *rule[place + 1 : other], *rule[other + 1 :])


def shortened(rule: Rule) -> Iterator[Rule]:
    """Give each rule with one thing less to read: a box, a condition, a bound or a value.

    Args:
        rule: The rule.
    """
    for place, box in enumerate(rule):
        before, after = rule[:place], rule[place + 1 :]
        yield (*before, *after)
        for name, condition in box:
            for shorter in (None, *_shorter(condition)):
                yield (*before, with_condition(box, name, shorter), *after)


def replaced(rule: Rule, features: Mapping[str, Feature]) -> Iterator[Rule]:
    """Give each rule in which a plainer condition, or a cut used elsewhere, stands for another.

    Args:
        rule: The rule.
        features: The columns, by name, in the order of the columns.
    """
    order = {name: place for place, name in enumerate(features)}
    plain = [(name, condition) for name in features for condition in _plain(features[name])]
    for place, box in enumerate(rule):
        for name, condition in box:
            rest = tuple(pair for pair in box if pair[0] != name)
            names = [column for column, _ in rest]
            others = [(name, other) for other in _recut(rule, name, condition)]
            for pair in [*others, *(pair for pair in plain if pair[0] not in names)]:
                if pair != (name, condition):
                    new = sorted((*rest, pair), key=lambda one: order[one[0]])
                    yield (*rule[:place], tuple(new), *rule[place + 1 :])


def size(rule: Rule) -> int:
    """Say how much there is to read in a rule.

    Args:
        rule: The rule.
    """
    return sum(condition.parts for box in rule for _, condition in box)


def cuts(rule: Rule) -> set[tuple[str, Cut]]:
    """Give the different cuts of a rule but those at 0, each with the name of its column.

    Args:
        rule: The rule.
    """
    return {
        (name, cut)
        for box in rule
        for name, condition in box
        if isinstance(condition, Range)
        for cut in (condition.low, condition.high)
        if cut and cut.value != 0
    }


def _plain(feature: Feature) -> Iterator[Condition]:
    """Whether there is a value at all, and whether it is above 0."""
    if not feature.values or not isinstance(feature.values[0], Decimal | dt.date):
        return
    if (feature.codes == UNKNOWN).any():
        yield Range(is_known=False, is_unknown=True)
        yield Range()
    if isinstance(feature.values[0], Decimal) and feature.values[0] <= 0 < feature.values[-1]:
        yield Range(low=Cut(Decimal(0), is_after=True))
        yield Range(high=Cut(Decimal(0), is_after=True))


def _recut(rule: Rule, name: str, condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, Range):
        for cut in sorted((cut for column, cut in cuts(rule) if column == name), key=_order):
            if condition.low:
                yield replace(condition, low=cut)
            if condition.high:
                yield replace(condition, high=cut)


def _shorter(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, Choice):
        if len(condition.values) > 1:
            for value in sorted(condition.values, key=repr):
                yield replace(condition, values=condition.values - {value})
        return
    if condition.low and condition.high:
        yield replace(condition, low=None)
        yield replace(condition, high=None)
    if condition.is_unknown and condition.is_known:
        yield replace(condition, is_unknown=False)


def _place(feature: Feature, cut: Cut | None, otherwise: int | None) -> int:
    """How many of the values lie on the left of a cut."""
    if cut is None:
        return len(feature.values) if otherwise is None else otherwise
    side = bisect.bisect_right if cut.is_after else bisect.bisect_left
    return side(feature.values, cut.value)


def _order(cut: Cut) -> tuple[Any, bool]:
    return cut.value, cut.is_after


def _low_order(condition: Range) -> tuple[bool, Any]:
    """Ranges by their lowest value; a cut is compared only with another one."""
    return (condition.low is not None, _order(condition.low) if condition.low else ())
