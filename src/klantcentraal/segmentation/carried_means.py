"""How well the mean of a segment at one date predicts its accounts at another (METHOD-DETAILS 8).

Nothing but the segment is known of an account, so this is what the segmentation itself says of
the objective: the segments' means are taken on the model date, and held against accounts of other
groups on the verification date.
"""

from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix, Texts, Vector
from klantcentraal.segmentation.folds import FOLD_COUNT, group_folds
from klantcentraal.segmentation.group_draws import value_sums

SHRINKAGE = 10.0  # accounts with the overall mean that each segment is given


@dataclass(frozen=True)
class TargetRows:
    """What the objective came to at one date.

    Attributes:
        group_ids: Group of companies of each row.
        target: 0 or 1, or an amount as it is to be learned (money as a signed log, as in the
            learning sets); NaN where it is not known: those rows are left out.
    """

    group_ids: Texts
    target: Vector

    def cell_sums(self, labels: Indices, segment_count: int, weights: Matrix) -> Matrix:
        """Count rows and add up target and squared target, by fold and segment.

        Args:
            labels: Segment of each row.
            segment_count: Number of segments.
            weights: Shape (rows, draws).

        Returns:
            Shape (3, folds, segments, draws).
        """
        is_known = ~np.isnan(self.target)
        target = np.where(is_known, self.target, 0.0)
        values = np.column_stack([is_known.astype(np.float64), target, target**2])
        cells = group_folds(self.group_ids) * segment_count + labels
        sums = value_sums(cells, FOLD_COUNT * segment_count, values, weights)
        shape = (FOLD_COUNT, segment_count, 3, weights.shape[1])
        return np.moveaxis(sums.reshape(shape), 2, 0)


def carried_r_squared(model: Matrix, verification: Matrix) -> Vector:
    """Measure how well segment means carry over, to other accounts at another date.

    Args:
        model: Cell sums of the model date, of TargetRows.cell_sums.
        verification: Those of the verification date, with the same segments and draws.

    Returns:
        R2, one figure a draw: 1 - squared distances to the shrunk mean of the own segment /
        squared distances to the mean of all rows, both means of the other folds at the model
        date. NaN where nothing can be learned or held against it.
    """
    others = model.sum(axis=1, keepdims=True) - model
    count, total, _ = others
    known = count.sum(axis=1, keepdims=True)
    can_learn = known > 1e-9
    overall = total.sum(axis=1, keepdims=True) / np.where(can_learn, known, 1.0)
    means = (total + SHRINKAGE * overall) / (count + SHRINKAGE)
    errors = np.where(can_learn, _squares(verification, means), 0.0).sum(axis=(0, 1))
    spread = np.where(can_learn, _squares(verification, overall), 0.0).sum(axis=(0, 1))
    scale = np.abs(verification[2]).sum(axis=(0, 1))
    is_measured = spread > 1e-12 * scale
    return np.where(is_measured, 1.0 - errors / np.where(is_measured, spread, 1.0), np.nan)


def _squares(sums: Matrix, centre: Matrix) -> Matrix:
    """Squared distances to a centre, from count, sum and sum of squares."""
    count, total, squares = sums
    return np.asarray(squares - 2.0 * centre * total + centre**2 * count)
