"""Groups of companies drawn anew, as weights: what a figure could have been with other groups.

Rubin's bootstrap ("The Bayesian bootstrap", Annals of Statistics 9, 1981): each group weighs a
draw of an exponential distribution, so no segment can run out of accounts, and every figure that
is made of sums is measured for all draws in one matrix product.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array

from klantcentraal.modelling.arrays import Indices, Matrix, Texts

_BATCH_CELLS = 4_000_000  # weights held in memory at a time: 32 MB


@dataclass(frozen=True)
class GroupDraws:
    """Weights of groups.

    Attributes:
        groups: Ids of all groups, sorted.
        draw_count: Number of draws.
        seed: Of the draws.
    """

    groups: Texts
    draw_count: int
    seed: int

    def batches(self, rows: int) -> Iterator[Matrix]:
        """Draw weights, some draws at a time.

        Args:
            rows: Rows that the weights will be given to; with more rows a batch is smaller.

        Yields:
            Shape (groups, draws of the batch), the mean of each draw 1. Whatever the batches,
            the draws are the same.
        """
        generator = np.random.default_rng(self.seed)
        at_once = max(1, _BATCH_CELLS // max(1, rows, len(self.groups)))
        for first in range(0, self.draw_count, at_once):
            times = min(at_once, self.draw_count - first)
            weights = generator.standard_exponential((times, len(self.groups)))
            yield np.ascontiguousarray((weights / weights.mean(axis=1, keepdims=True)).T)

    def members(self, group_ids: Texts) -> Indices:
        """Give the place of each row's group; every group is one of the drawn ones."""
        return np.searchsorted(self.groups, group_ids.astype(str)).astype(np.int64)


def cell_sums(cells: Indices, cell_count: int, weights: Matrix) -> Matrix:
    """Add up weights by cell, for all draws at once.

    Args:
        cells: Cell of each row, 0 to cell_count - 1.
        cell_count: Number of cells.
        weights: Shape (rows, draws).

    Returns:
        Shape (cells, draws).
    """
    return value_sums(cells, cell_count, np.ones((len(cells), 1)), weights)[:, 0, :]


def value_sums(cells: Indices, cell_count: int, values: Matrix, weights: Matrix) -> Matrix:
    """Add up weighted values by cell, for all draws at once.

    Args:
        cells: Cell of each row, 0 to cell_count - 1.
        cell_count: Number of cells.
        values: Shape (rows, features), without NaN.
        weights: Shape (rows, draws).

    Returns:
        Shape (cells, features, draws).
    """
    row_count, width = values.shape
    places = cells[:, None] * width + np.arange(width)
    starts = np.arange(row_count + 1) * width
    by_cell = csc_array(
        (values.ravel(), places.ravel(), starts), shape=(cell_count * width, row_count)
    )
    return np.asarray(by_cell @ weights).reshape(cell_count, width, weights.shape[1])
