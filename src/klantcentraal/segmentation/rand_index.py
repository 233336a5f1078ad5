"""How far two segmentations of the same accounts agree (Hubert and Arabie, 1985)."""

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix, Vector
from klantcentraal.segmentation.group_draws import cell_sums


def rand_indices(left: Indices, right: Indices, weights: Matrix) -> Vector:
    """Measure the adjusted Rand index, for rows that count more or less.

    Args:
        left: Segment of each row in the one, from 0.
        right: Segment of each row in the other, from 0.
        weights: Shape (rows, draws), 0 and up. A pair of rows counts for the product of their
            weights; equal weights give the index as it is known.

    Returns:
        One figure a draw: 1 = the same segmentation, 0 = no more alike than by chance. 1 where
        both put all rows together or both put each row apart, as the index is usually defined;
        NaN without a pair of rows that count.
    """
    widths = int(left.max(initial=-1)) + 1, int(right.max(initial=-1)) + 1
    joint = cell_sums(left * widths[1] + right, widths[0] * widths[1], weights)
    table = joint.reshape(*widths, weights.shape[1])
    alone = (weights**2).sum(axis=0)  # a row is no pair with itself
    every = weights.sum(axis=0) ** 2 - alone
    in_left = (table.sum(axis=1) ** 2).sum(axis=0) - alone
    in_right = (table.sum(axis=0) ** 2).sum(axis=0) - alone
    in_both = (joint**2).sum(axis=0) - alone
    with np.errstate(invalid="ignore", divide="ignore"):
        by_chance = in_left * in_right / every
        most = (in_left + in_right) / 2.0
        is_trivial = most - by_chance <= 1e-12 * every
        index = np.where(is_trivial, 1.0, (in_both - by_chance) / (most - by_chance))
    return np.where(every > 1e-12 * alone, index, np.nan)
