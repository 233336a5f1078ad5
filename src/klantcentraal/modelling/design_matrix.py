"""Rows of features made into numbers that a linear model can learn from.

Everything is fitted on training rows only (METHOD M4): logs where a unit has no bounds (M10),
winsor limits, median and robust scale, the levels of a category. A missing number stands at the
median and gets a flag; a missing category is a level of its own. Columns of one criterion stand
side by side, so that a criterion can be left out or permuted as a whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Flags, Indices, Matrix, Texts, Vector
from klantcentraal.modelling.scaling import Scaling, fit_scaling

MINIMUM_LEVEL_ROWS = 20  # a level seen less often would be learned by heart
WINSOR_SHARE = 0.01  # as for segments
_UNKNOWN_LEVEL = ""
_NO_SPREAD = 1e-12

# Units within which no value can be far from the others; all others take a log.
_BOUNDED_UNITS = ("share ", "yes or no", "0 to 10", "-1 to 1", "level", "sum of squared shares")


@dataclass(frozen=True)
class Predictor:
    """One feature to learn from.

    Attributes:
        name: Column of the datasets.
        criterion_id: Criterion that it belongs to.
        unit: Unit of its values, as in feature_catalog.
        is_text: Whether it is a category.
    """

    name: str
    criterion_id: str
    unit: str
    is_text: bool = False

    @property
    def is_bounded(self) -> bool:
        """Whether its values lie between fixed bounds, so that a log would add nothing."""
        return f"{self.unit} ".startswith(_BOUNDED_UNITS)


@dataclass(frozen=True)
class PredictorRows:
    """Values of predictors, one row an account.

    Attributes:
        numbers: Shape (rows, predictors that are numbers), NaN where nothing is known.
        texts: Shape (rows, predictors that are categories), None where nothing is known.
    """

    numbers: Matrix
    texts: Texts

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.numbers)

    def take(self, rows: Flags | Indices) -> "PredictorRows":
        """Pick rows by index or by flag."""
        return PredictorRows(self.numbers[rows], self.texts[rows])


@dataclass(frozen=True)
class Design:
    """How rows become a matrix, as fitted on training rows.

    Attributes:
        logged: Which numbers take a signed log (one flag a number).
        scaling: Winsor limits, medians and scales of the numbers.
        flagged: Indices of numbers that get a flag where nothing is known.
        levels: Per category its levels; the empty text stands for not known.
        kept: Columns that vary over the training rows and repeat no other, of all columns made
            so far, sorted by criterion.
        criterion_ids: Criterion of each kept column.
    """

    logged: Flags
    scaling: Scaling
    flagged: Indices
    levels: tuple[tuple[str, ...], ...]
    kept: Indices
    criterion_ids: tuple[str, ...]

    @property
    def criteria(self) -> tuple[str, ...]:
        """Criteria with at least one column, in order of name."""
        return tuple(sorted(set(self.criterion_ids)))

    def columns_of(self, criterion_id: str) -> Indices:
        """Give the columns of a criterion.

        Args:
            criterion_id: The criterion.

        Returns:
            Indices into the columns of matrix; none when it has no column.
        """
        return np.flatnonzero(np.array(self.criterion_ids) == criterion_id)

    def matrix(self, rows: PredictorRows) -> Matrix:
        """Make the matrix of rows.

        Args:
            rows: Rows, those that were fitted on or others.

        Returns:
            Shape (rows, kept columns), without missing values.
        """
        return _all_columns(self, rows)[:, self.kept]


def fit_design(predictors: Sequence[Predictor], rows: PredictorRows) -> Design:
    """Fit how rows become a matrix.

    Args:
        predictors: In the order of the columns of rows, numbers and categories apart.
        rows: Training rows, at least one.

    Returns:
        The design; without columns when nothing varies.
    """
    numbers = [predictor for predictor in predictors if not predictor.is_text]
    texts = [predictor for predictor in predictors if predictor.is_text]
    logged = np.array([not predictor.is_bounded for predictor in numbers], dtype=np.bool_)
    missing = np.isnan(rows.numbers)
    flagged = np.flatnonzero(missing.any(axis=0) & ~missing.all(axis=0))
    levels = tuple(tuple(_levels(column)) for column in rows.texts.T)
    owners = [predictor.criterion_id for predictor in numbers]
    owners += [numbers[index].criterion_id for index in flagged]
    for predictor, its_levels in zip(texts, levels, strict=True):
        owners += [predictor.criterion_id] * len(its_levels)
    scaling = fit_scaling(_logs(rows.numbers, logged), WINSOR_SHARE)
    every = Design(logged, scaling, flagged, levels, np.arange(len(owners)), tuple(owners))
    kept = _kept(every.matrix(rows), owners)
    return Design(logged, scaling, flagged, levels, kept, tuple(owners[index] for index in kept))


def _all_columns(design: Design, rows: PredictorRows) -> Matrix:
    numbers = design.scaling.apply(_logs(rows.numbers, design.logged))
    flags = np.isnan(rows.numbers[:, design.flagged]).astype(np.float64)
    levels = [
        (_known(column)[:, None] == np.array(its_levels, dtype=object)[None, :]).astype(np.float64)
        for column, its_levels in zip(rows.texts.T, design.levels, strict=True)
        if its_levels
    ]
    return np.hstack([numbers, flags, *levels])


def _logs(values: Matrix, logged: Flags) -> Matrix:
    logs = np.sign(values) * np.log1p(np.abs(values))
    return np.where(logged[None, :], logs, values)


def _known(column: Texts) -> Texts:
    return np.array([_UNKNOWN_LEVEL if text is None else text for text in column], dtype=object)


def _levels(column: Texts) -> Iterator[str]:
    found, counts = np.unique(_known(column).astype(str), return_counts=True)
    for level, count in zip(found, counts, strict=True):
        if count >= MINIMUM_LEVEL_ROWS:
            yield str(level)


def _kept(matrix: Matrix, owners: Sequence[str]) -> Indices:
    """Columns that vary, the first of those that are equal within a criterion, by criterion."""
    seen: set[tuple[str, bytes]] = set()
    kept = []
    for index, owner in enumerate(owners):
        column: Vector = matrix[:, index]
        if np.ptp(column) < _NO_SPREAD or (owner, column.tobytes()) in seen:
            continue
        seen.add((owner, column.tobytes()))
        kept.append(index)
    return np.array(sorted(kept, key=lambda index: (owners[index], index)), dtype=np.int64)
