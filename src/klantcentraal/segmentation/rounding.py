"""Cuts of a column at numbers and days that people would choose themselves."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, localcontext

Number = Decimal | int
_PRECISION = 400  # digits: the smallest doubles have some 320 behind the point
_MOST_POWERS = 30  # more digits than a double or decimal(18,2) has


@dataclass(frozen=True)
class Cut:
    """A cut that divides the values of a column in a left and a right part.

    Attributes:
        value: Where it lies, exactly; the right part begins with this value.
        is_after: Whether the left part holds the value itself, and the right what is above it.
    """

    value: Decimal | dt.date
    is_after: bool = False


def round_number(left: Number, right: Number, is_whole: bool) -> Cut:
    """Give the roundest number that divides two values.

    Zero goes before all, then multiples of 1000, 2500, 500, 100, 250, 50, ..., whichever has one
    between the two first; of several the one nearest to the middle.

    Args:
        left: Highest value of the left part.
        right: Lowest value of the right part, above left.
        is_whole: Whether values are whole numbers; then the cut is one too.

    Returns:
        A cut with left < cut <= right, or one after zero.
    """
    if left <= 0 < right:
        return Cut(Decimal(0), is_after=True)
    if right == 0:
        return Cut(Decimal(0))
    with localcontext() as context:
        context.prec = _PRECISION
        low, high = Decimal(left), Decimal(right)
        for step in _steps(high, low, is_whole):
            first = (low / step).to_integral_value(ROUND_FLOOR) + 1
            last = (high / step).to_integral_value(ROUND_FLOOR)
            if first <= last:
                middle = ((low + high) / 2 / step).to_integral_value()
                return Cut(min(max(middle, first), last) * step)
    return Cut(Decimal(right))


def round_date(left: dt.date, right: dt.date) -> Cut:
    """Give the roundest day that divides two days: of a year, a quarter or a month the first.

    Args:
        left: Last day of the left part.
        right: First day of the right part, after left.

    Returns:
        A cut with left < cut <= right.
    """
    for first in (
        right.replace(month=1, day=1),
        right.replace(month=(right.month - 1) // 3 * 3 + 1, day=1),
        right.replace(day=1),
    ):
        if left < first:
            return Cut(first)
    return Cut(right)


def _steps(high: Decimal, low: Decimal, is_whole: bool) -> Iterator[Decimal]:
    """Sizes of steps, roundest first: 1000, 2500, 500, 100, 250, 50, 10, ..."""
    exponent = max(abs(high), abs(low)).adjusted()
    lowest = 0 if is_whole else exponent - _MOST_POWERS
    for power in range(exponent, lowest - 1, -1):
        for factor in (Decimal(1), Decimal("2.5"), Decimal("0.5")):
            step = factor.scaleb(power)
            if not is_whole or step == step.to_integral_value():
                yield step
