"""How far segments lie apart (METHOD-DETAILS 8), by Cliff's delta.

N. Cliff, "Dominance statistics", Psychological Bulletin 114 (1993): the chance that an account
of one segment has more of something than an account of the other, less the chance that it has
less. It uses ranks only, so no transformation and no outlier can move it.
"""

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix, Vector


def cliffs_deltas(values: Vector, labels: Indices, segment_count: int) -> Matrix:
    """Compare all pairs of segments on one feature, in the time of one sort.

    Args:
        values: One value per row, NaN where missing; those rows are left out.
        labels: Segment of each row, 0 to segment_count - 1.
        segment_count: Number of segments.

    Returns:
        Shape (segments, segments), -1..1: in row a, column b the share of pairs in which a has
        more than b, less the share in which it has less. NaN where either has no value.
    """
    is_known = ~np.isnan(values)
    distinct, places = np.unique(values[is_known], return_inverse=True)
    counts = np.zeros((len(distinct), segment_count))
    np.add.at(counts, (places, labels[is_known]), 1.0)
    totals = counts.sum(axis=0)
    up_to = np.cumsum(counts, axis=0)
    more = up_to - counts  # of each segment, how many have less than this value
    less = totals - up_to
    with np.errstate(invalid="ignore"):
        return np.asarray((counts.T @ (more - less)) / np.outer(totals, totals))


def separations(values: Matrix, labels: Indices, segment_count: int) -> Vector:
    """Measure how clearly each segment differs from the one that is most like it.

    Args:
        values: Yardstick features, shape (rows, features), NaN where missing.
        labels: Segment of each row, 0 to segment_count - 1.
        segment_count: Number of segments.

    Returns:
        Per segment the smallest over the other segments of the largest |Cliff's delta| over
        features, 0..1; NaN where it can be compared with no other.
    """
    largest = np.full((segment_count, segment_count), np.nan)
    for column in values.T:
        largest = np.fmax(largest, np.abs(cliffs_deltas(column, labels, segment_count)))
    np.fill_diagonal(largest, np.nan)
    return np.asarray(np.fmin.reduce(largest, axis=1, initial=np.nan))
