"""Bands that must follow each other without a gap or an overlap, from 0 up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from klantcentraal.rules.rows import Problem, Row


@dataclass(frozen=True)
class Bands:
    """Which columns hold the bounds.

    Attributes:
        lower: Column of the lower bound, always filled, included in the band.
        upper: Column of the upper bound, empty in the highest band only.
        step: What lies between the upper bound and the next lower one: 1 for whole numbers with the
            upper bound included, 0 where the upper bound belongs to the next band.
    """

    lower: str
    upper: str
    step: int

    def ordered(self, rows: Sequence[Row]) -> list[Row]:
        """Give the bands from low to high.

        Args:
            rows: Rows with numbers as bounds.
        """
        return sorted(rows, key=lambda row: (Decimal(row[self.lower]), row.line))

    def problems(self, rows: Sequence[Row]) -> Iterator[Problem]:
        """Find where the bands do not follow each other.

        Args:
            rows: At least one row, with numbers as bounds.

        Yields:
            Each wrong bound, with what it must be.
        """
        upside_down = [row for row in rows if row[self.upper] and self._is_upside_down(row)]
        if upside_down:
            yield from map(self._upside_down, upside_down)
            return
        ordered = self.ordered(rows)
        first, last = ordered[0], ordered[-1]
        if Decimal(first[self.lower]) != 0:
            reason = f"the lowest band begins at {first[self.lower]}: begin at 0"
            yield Problem(reason, first.line, self.lower)
        if last[self.upper]:
            reason = f"the highest band ends at {last[self.upper]}: leave it empty"
            yield Problem(reason, last.line, self.upper)
        for lower, higher in pairwise(ordered):
            yield from self._between(lower, higher)

    def _is_upside_down(self, row: Row) -> bool:
        lower, upper = Decimal(row[self.lower]), Decimal(row[self.upper])
        return upper < lower if self.step else upper <= lower

    def _upside_down(self, row: Row) -> Problem:
        than = "below" if self.step else "not above"
        reason = f"{row[self.upper]} is {than} {self.lower}, {row[self.lower]}: make it higher"
        return Problem(reason, row.line, self.upper)

    def _between(self, lower: Row, higher: Row) -> Iterator[Problem]:
        if not lower[self.upper]:
            reason = "is empty, as only in the highest band it may be: fill in where the band ends"
            yield Problem(reason, lower.line, self.upper)
            return
        follows = Decimal(lower[self.upper]) + self.step
        begins = Decimal(higher[self.lower])
        if begins == follows:
            return
        what = "leaves a gap after" if begins > follows else "overlaps"
        reason = (
            f"begins at {higher[self.lower]} and {what} line {lower.line}, which ends at "
            f"{lower[self.upper]}: begin at {follows}"
        )
        yield Problem(reason, higher.line, self.lower)
