"""rules_rfm_segments: the segment of each cell of r, f, m and s, each cell exactly once."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from klantcentraal.rules.kinds import Reference, WholeNumber
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

DIMENSIONS = ("r", "f", "m", "s")
HIGHEST_LEVEL = 5

Cell = tuple[int, ...]


@dataclass(frozen=True)
class Block:
    """Cells between bounds, which are included.

    Attributes:
        lowest: Lowest level of each dimension.
        highest: Highest level of each dimension.
    """

    lowest: Cell
    highest: Cell

    def cells(self) -> Iterator[Cell]:
        """Give the cells of the block."""
        ranges = zip(self.lowest, self.highest, strict=True)
        return itertools.product(*(range(low, high + 1) for low, high in ranges))

    def overlap(self, other: "Block") -> "Block | None":
        """Give the block of cells that both hold; None when there are none.

        Args:
            other: Another block.
        """
        lowest = tuple(map(max, self.lowest, other.lowest))
        highest = tuple(map(min, self.highest, other.highest))
        is_empty = any(low > high for low, high in zip(lowest, highest, strict=True))
        return None if is_empty else Block(lowest, highest)

    def __str__(self) -> str:
        """The levels, such as r 4 to 5, f 1, m 0 to 5, s 0 to 5."""
        bounds = zip(DIMENSIONS, self.lowest, self.highest, strict=True)
        return ", ".join(
            f"{name} {low}" if low == high else f"{name} {low} to {high}"
            for name, low, high in bounds
        )


WHOLE_MAP = Block((0,) * len(DIMENSIONS), (HIGHEST_LEVEL,) * len(DIMENSIONS))


def uncovered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give the cells of the map that no block holds.

    Args:
        blocks: Blocks of the map.

    Yields:
        The cells as few large blocks, which do not overlap, so that each can become a row.
    """
    left = set(WHOLE_MAP.cells()).difference(*(block.cells() for block in blocks))
    while left:
        block = _grown(min(left), left)
        left.difference_update(block.cells())
        yield block


def _grown(cell: Cell, within: set[Cell]) -> Block:
    """The largest block from a cell up, grown dimension by dimension."""
    block = Block(cell, cell)
    for place in reversed(range(len(DIMENSIONS))):
        for level in range(cell[place] + 1, HIGHEST_LEVEL + 1):
            highest = (*block.highest[:place], level, *block.highest[place + 1 :])
            larger = Block(cell, highest)
            if not within.issuperset(larger.cells()):
                break
            block = larger
    return block


def _cover(rows: Sequence[Row], _known: Known) -> Iterable[Problem]:
    return list(_upside_down(rows)) or [*_overlaps(rows), *_holes(rows)]


def _upside_down(rows: Sequence[Row]) -> Iterator[Problem]:
    for row in rows:
        for name in DIMENSIONS:
            low, high = row[f"{name}_minimum"], row[f"{name}_maximum"]
            if int(low) > int(high):
                reason = f"{high} is below {name}_minimum, {low}: exchange the two"
                yield Problem(reason, row.line, f"{name}_maximum")


def _overlaps(rows: Sequence[Row]) -> Iterator[Problem]:
    for first, second in itertools.combinations(rows, 2):
        if both := _block(first).overlap(_block(second)):
            reason = f"{both} stands in line {first.line} too: take it out of one of the two"
            yield Problem(reason, second.line)


def _holes(rows: Sequence[Row]) -> Iterator[Problem]:
    for block in uncovered(map(_block, rows)):
        count = sum(1 for _ in block.cells())
        cells = f"{count} cells have" if count > 1 else "1 cell has"
        yield Problem(f"{cells} no segment: add a row for {block}")


def _block(row: Row) -> Block:
    return Block(
        tuple(int(row[f"{name}_minimum"]) for name in DIMENSIONS),
        tuple(int(row[f"{name}_maximum"]) for name in DIMENSIONS),
    )


_LEVEL = WholeNumber(0, HIGHEST_LEVEL, f"levels go from 0 to {HIGHEST_LEVEL}")

TABLE = RuleTable(
    "rules_rfm_segments",
    columns=(
        Column("rfm_segment_id", Reference("rules_segment_names", "segment_id")),
        *(
            Column(f"{name}_{bound}", _LEVEL)
            for name in DIMENSIONS
            for bound in ("minimum", "maximum")
        ),
    ),
    rules=(_cover,),
)
