"""Numbers and categories together: factor analysis of mixed data, then k-means (METHOD M11).

Numbers come as prepared, in robust units; a category is one indicator column a level, divided by
the root of the level's share, so that a rare level does not weigh less than a common one and each
axis of a category weighs as one number does (Escofier 1979; Pages 2004). k-means runs on principal
axes of both together. To standardise the numbers once more would make a flag of zeros weigh as much
as the feature that it belongs to.
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
        levels: Those that are frequent enough; every other text stands at the average.
        axes: The components.
    """

    preparation: Preparation
    levels: tuple[Level, ...]
    axes: PrincipalAxes

    def coordinates(self, rows: Yardstick) -> Matrix:
        """Place accounts on the components; shape (rows, components)."""
        return self.axes.coordinates(_table(self.preparation, self.levels, rows))

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON."""
        return {
            "preparation": self.preparation.to_json(),
            "levels": [[level.category, level.text, level.share] for level in self.levels],
            "axes": self.axes.to_json(),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "MixedSpace":
        """Make what to_json gave."""
        return cls(
            Preparation.from_json(kept["preparation"]),
            tuple(Level(*level) for level in kept["levels"]),
            PrincipalAxes.from_json(kept["axes"]),
        )


def fit_space(training: Training) -> MixedSpace:
    """Fit the components.

    Args:
        training: One account or more; without attributes only numbers count.

    Returns:
        The space. Of the axes remain those that are mostly made of numbers, so that without
        categories nothing is lost (METHOD-DETAILS 6), and those that hold more than chance puts
        together in columns without any relation (the upper edge of Marchenko and Pastur, 1967):
        what goes is the surplus of levels.
    """
    rows = training.yardstick
    levels = tuple(_levels(rows))
    table = _table(training.preparation, levels, rows)
    axes = principal_axes(table, table.shape[1])
    of_numbers = (axes.directions[:, : len(training.preparation.columns)] ** 2).sum(axis=1)
    chance = (1 + np.sqrt(table.shape[1] / len(rows))) ** 2
    return MixedSpace(
        training.preparation, levels, axes.take((of_numbers >= 0.5) | (axes.variances > chance))
    )


def _table(preparation: Preparation, levels: Sequence[Level], rows: Yardstick) -> Matrix:
    columns = [_indicator(rows, level, levels)[:, None] for level in levels]
    return np.hstack([preparation.coordinates(rows), *columns])


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
