"""How much of what differs between accounts their segment tells (METHOD-DETAILS 8)."""

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix, Vector
from klantcentraal.segmentation.group_draws import value_sums

_NOTHING = 1e-12  # a share of the squares: below it a feature does not vary


def explained_variances(z_scores: Matrix, labels: Indices, weights: Matrix) -> Vector:
    """Measure the mean adjusted eta squared, for rows that count more or less.

    Args:
        z_scores: Yardstick features, shape (rows, features), NaN where missing: left out of
            their feature.
        labels: Segment of each row, from 0.
        weights: Shape (rows, draws), above 0.

    Returns:
        One figure a draw: the mean over features of 1 - (1 - eta squared) (n - 1) / (n - k), n the
        rows where the feature is known and k their segments. Features that do not vary, or with no
        more known rows than segments, are left out; NaN when none is left.
    """
    is_known = ~np.isnan(z_scores)
    known, values = is_known.astype(np.float64), np.where(is_known, z_scores, 0.0)
    segment_count = int(labels.max(initial=-1)) + 1
    counts = value_sums(labels, segment_count, known, weights)
    sums = value_sums(labels, segment_count, values, weights)
    squares = (values**2).T @ weights
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = sums.sum(axis=0) ** 2 / counts.sum(axis=0)
        between = np.where(counts > 0, sums**2 / counts, 0.0).sum(axis=0) - centre
        total = squares - centre
        unexplained = 1.0 - between / total
    rows = known.sum(axis=0)
    segments = (value_sums(labels, segment_count, known, np.ones((len(labels), 1))) > 0).sum(0)[
        :, 0
    ]
    left = rows - segments
    adjusted = 1.0 - unexplained * ((rows - 1.0) / np.where(left > 0, left, 1.0))[:, None]
    is_measured = (total > _NOTHING * squares) & (left > 0)[:, None]
    measured = is_measured.sum(axis=0)
    summed = np.where(is_measured, adjusted, 0.0).sum(axis=0)
    return np.where(measured > 0, summed / np.maximum(measured, 1), np.nan)
