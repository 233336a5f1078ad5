"""Data as the accounts would look without groups (METHOD-DETAILS 7).

A null keeps the values of each column and how columns go together, and nothing else: normal
scores are drawn with the correlations of the data, and the sorted values are put back in the
order of the drawn scores (Gaussian copula). A plain shuffle of the columns would be the wrong
null: accounts that only differ in size are no groups, but look like it beside a shuffle.

A column that only repeats a part of another one (a flag "this value is 0") is not drawn: it
follows that column. Drawn apart it would come loose from the value that it describes, and the
way in which columns are written would be taken for groups of accounts.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from klantcentraal.modelling.arrays import Flags, Indices, Matrix, Vector

_FLAG_VALUES = 2


@dataclass(frozen=True)
class CopulaNull:
    """What a null keeps of a matrix.

    Attributes:
        values: Shape (rows, columns): each drawn column sorted, each following column in the
            order of the one that it follows.
        leaders: Per column its place among the drawn columns, or that of the one it follows.
        root: Symmetric square root of the correlations, shape (drawn, drawn).
    """

    values: Matrix
    leaders: Indices
    root: Matrix


def fit_copula_null(prepared: Matrix) -> CopulaNull:
    """Keep the values of each column and the correlations of its normal scores.

    Args:
        prepared: Shape (rows, columns), all finite; at least one row.

    Returns:
        What to draw from. Ties share their mean rank; a column of one value has no correlation.
    """
    followed = _followed_columns(prepared)
    drawn = np.flatnonzero(followed == np.arange(prepared.shape[1]))
    orders = [
        np.lexsort((column, prepared[:, leader]))
        for column, leader in zip(prepared.T, followed, strict=True)
    ]
    values = np.take_along_axis(prepared, np.column_stack(orders), axis=0)
    leaders = np.searchsorted(drawn, followed)
    return CopulaNull(values, leaders, _square_root(_correlations(prepared[:, drawn])))


def draw_null(null: CopulaNull, draw: np.random.Generator) -> Matrix:
    """Draw rows without groups.

    Args:
        null: What to keep.
        draw: Source of chance.

    Returns:
        Shape (rows, columns) of the matrix that was fitted; each column holds the same values.
    """
    rows, drawn = len(null.values), len(null.root)
    scores = draw.standard_normal((rows, drawn)) @ null.root
    ranks = scores.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    return np.take_along_axis(null.values, ranks[:, null.leaders], axis=0)


def _followed_columns(prepared: Matrix) -> Indices:
    """Per column the one that it follows; itself if none."""
    followed = np.arange(prepared.shape[1])
    distinct = np.array([len(np.unique(column)) for column in prepared.T])
    leaders = np.flatnonzero(distinct > _FLAG_VALUES)
    if len(leaders):
        for place in np.flatnonzero(distinct == _FLAG_VALUES):
            flagged = prepared[:, place] == prepared[:, place].max()
            others = [_others_at(prepared[:, leader], flagged) for leader in leaders]
            if min(others) < len(prepared):
                followed[place] = leaders[int(np.argmin(others))]
    return followed


def _others_at(column: Vector, flagged: Flags) -> int:
    """Count the unflagged rows at the value of the flagged ones; all rows if they have several.

    Either side may be the flagged one: a flag says the same when it is turned around.
    """
    counts = [
        int((column[~side] == column[side][0]).sum())
        for side in (flagged, ~flagged)
        if column[side].min() == column[side].max()
    ]
    return min(counts, default=len(column))


def _correlations(columns: Matrix) -> Matrix:
    """Correlations of the normal scores Phi^-1((rank - 0.5) / n)."""
    scores = ndtri((rankdata(columns, axis=0) - 0.5) / len(columns))
    centred = scores - scores.mean(axis=0)
    lengths = np.sqrt((centred**2).sum(axis=0))
    unit = centred / np.where(lengths > 0, lengths, 1.0)
    correlations = unit.T @ unit
    np.fill_diagonal(correlations, 1.0)
    return np.asarray(correlations, dtype=np.float64)


def _square_root(correlations: Matrix) -> Matrix:
    """Root of a matrix whose smallest eigenvalues may be 0 or just below."""
    values, vectors = np.linalg.eigh(correlations)
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T, dtype=np.float64)
