"""How much closer members of a segment lie to each other than accounts do (METHOD-DETAILS 8)."""

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix, Vector


def homogeneities(z_scores: Matrix, labels: Indices, segment_count: int) -> Vector:
    """Compare the spread of each segment with that of all accounts together.

    Args:
        z_scores: Yardstick features, shape (rows, features), NaN where missing.
        labels: Segment of each row, 0 to segment_count - 1.
        segment_count: Number of segments.

    Returns:
        Per segment 1 - mean |x - median of the segment| / mean |x - overall median|, the second
        mean over all accounts, both over the features that are known in the segment and differ
        between accounts, each feature counting equally. 1 = members are alike, 0 = they differ as
        much as accounts do, below 0 = they differ more. NaN without members or such a feature.
    """
    result = np.full(segment_count, np.nan)
    overall = _spreads(z_scores)
    for segment in range(segment_count):
        inside = _spreads(z_scores[labels == segment])
        is_known = ~np.isnan(inside) & (overall > 0)
        if is_known.any():
            result[segment] = 1.0 - inside[is_known].mean() / overall[is_known].mean()
    return result


def _spreads(values: Matrix) -> Vector:
    """Mean distance to the median, per feature; NaN where nothing is known."""
    result = np.full(values.shape[1], np.nan)
    for place, column in enumerate(values.T):
        known = column[~np.isnan(column)]
        if len(known) > 0:
            result[place] = np.abs(known - np.median(known)).mean()
    return result
