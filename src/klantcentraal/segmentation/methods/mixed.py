"""Numbers and categories together: factor analysis of mixed data, then k-means (METHOD M11).

Numbers are standardised; a category is one indicator column a level, divided by the root of the
level's share, so that a rare level does not weigh less than a common one and a category as a whole
weighs as a number does (Escofier 1979; Pages 2004). The singular value decomposition of both
together gives the components that k-means runs on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from klantcentraal.modelling.arrays import Matrix, Texts
from klantcentraal.segmentation.preparation import Preparation
from klantcentraal.segmentation.principal_axes import PrincipalAxes, principal_axes
from klantcentraal.segmentation.training import Training
from klantcentraal.segmentation.yardstick import Yardstick

METHOD_ID = "mixed"
MAXIMUM_COMPONENTS = 5  # FactoMineR's default
_LEVEL_ROWS, _LEVEL_SHARE = 20, 0.01  # a rarer level would be learned by heart


@dataclass(frozen=True)
class Level:
    """One level of a category.

    Attributes:
        category: Column.
        text: The level.
        share: Of the training rows.
    """

    category: str
    text: str
    share: float


@dataclass(frozen=True)
class MixedSpace:
    """Components of numbers and categories, frozen.

    Attributes:
        preparation: Of the numbers.
        spreads: Standard deviation of each prepared column.
        levels: Those that are frequent enough; every other text stands at the average.
        axes: The components.
    """

    preparation: Preparation
    spreads: Matrix
    levels: tuple[Level, ...]
    axes: PrincipalAxes

    def coordinates(self, rows: Yardstick) -> Matrix:
        """Place accounts on the components; shape (rows, components)."""
        return self.axes.coordinates(_table(self.preparation, self.spreads, self.levels, rows))

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON."""
        return {
            "preparation": self.preparation.to_json(),
            "spreads": self.spreads.tolist(),
            "levels": [[level.category, level.text, level.share] for level in self.levels],
            "axes": self.axes.to_json(),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "MixedSpace":
        """Make what to_json gave."""
        return cls(
            Preparation.from_json(kept["preparation"]),
            np.array(kept["spreads"], dtype=np.float64),
            tuple(Level(*level) for level in kept["levels"]),
            PrincipalAxes.from_json(kept["axes"]),
        )


def fit_space(training: Training) -> MixedSpace:
    """Fit the components.

    Args:
        training: One account or more; without attributes only numbers count.

    Returns:
        The space: components that hold more than chance puts together in columns without any
        relation (the upper edge of Marchenko and Pastur, 1967), at least two and at most
        MAXIMUM_COMPONENTS of them.
    """
    rows = training.yardstick
    numbers = training.preparation.coordinates(rows)
    spreads = numbers.std(axis=0)
    spreads = np.where(spreads > 1e-9, spreads, 1.0)
    levels = tuple(_levels(rows))
    table = _table(training.preparation, spreads, levels, rows)
    axes = principal_axes(table, MAXIMUM_COMPONENTS)
    noise = (1 + np.sqrt(table.shape[1] / len(rows))) ** 2
    count = max(2, int((axes.variances > noise).sum()))
    used = PrincipalAxes(
        axes.centre, axes.directions[:count], axes.variances[:count], axes.explained_shares[:count]
    )
    return MixedSpace(training.preparation, spreads, levels, used)


def _table(
    preparation: Preparation, spreads: Matrix, levels: Sequence[Level], rows: Yardstick
) -> Matrix:
    numbers = preparation.coordinates(rows) / spreads
    columns = [_indicator(rows, level, levels)[:, None] for level in levels]
    return np.hstack([numbers, *columns])


def _indicator(rows: Yardstick, level: Level, levels: Sequence[Level]) -> Matrix:
    """Give 1 for the level over the root of its share; the average for a text that is no level."""
    texts = _texts(rows, level.category)
    known = {other.text for other in levels if other.category == level.category}
    is_known = np.isin(texts, sorted(known))
    there = np.where(is_known, texts == level.text, level.share)
    return np.asarray(there / np.sqrt(level.share))


def _levels(rows: Yardstick) -> list[Level]:
    least = max(_LEVEL_ROWS, _LEVEL_SHARE * len(rows))
    found = []
    for category in rows.attributes.categories if rows.attributes else ():
        levels, counts = np.unique(_texts(rows, category), return_counts=True)
        is_kept = counts >= least
        if is_kept.sum() < 2:
            continue
        shares = counts[is_kept] / counts[is_kept].sum()
        found += [
            Level(category, str(text), float(share))
            for text, share in zip(levels[is_kept], shares, strict=True)
        ]
    return found


def _texts(rows: Yardstick, category: str) -> Texts:
    if rows.attributes is None or category not in rows.attributes.categories:
        return np.full(len(rows), "", dtype=str)
    column: Texts = rows.attributes.texts[:, rows.attributes.categories.index(category)]
    return np.array(["" if text is None else text for text in column], dtype=str)
