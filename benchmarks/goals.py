"""Goals: what was measured against what was promised."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """One promise.

    Attributes:
        name: What is compared.
        limit: The highest figure that is allowed.
        measured: The figure that was found.
        unit: Of both figures.
    """

    name: str
    limit: float
    measured: float
    unit: str

    @property
    def is_held(self) -> bool:
        """Whether the figure stays within the limit."""
        return self.measured <= self.limit


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out a table: the first column to the left, the others to the right.

    Args:
        headings: One per column.
        rows: Cells as text.

    Returns:
        Lines of text, without a newline at the end.
    """
    cells = [list(headings), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(headings))]
    lines = [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def goals_table(goals: Iterable[Goal]) -> str:
    """Lay out goals with their verdicts."""
    return table(
        ("goal", "at most", "measured", ""),
        [
            (
                goal.name,
                f"{goal.limit:.2f} {goal.unit}",
                f"{goal.measured:.2f} {goal.unit}",
                "pass" if goal.is_held else "MISS",
            )
            for goal in goals
        ],
    )
