"""Weights of criteria: what the data suggest, and how much those in use matter.

Both are METHOD-DETAILS 4.
"""

from collections.abc import Mapping

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix, Texts, Vector

EVEN_SHARE = 0.2  # of all weight, divided evenly: what is not measured well still counts
CHANGES = (0.8, 1.2)  # a weight by judgement is not surer than a fifth
TOP_SHARE = 0.1


def suggested_weights(useful: Mapping[str, float]) -> dict[str, float]:
    """Suggest a weight for each criterion that is available.

    Args:
        useful: Per available criterion what it was measured to add; below 0 counts as 0.

    Returns:
        Shares that sum to 1: 0.8 by what they add, 0.2 evenly; all even when nothing adds.
    """
    positive = {name: max(0.0, value) for name, value in useful.items()}
    total = sum(positive.values())
    if total == 0:
        return {name: 1 / len(useful) for name in useful}
    return {
        name: (1 - EVEN_SHARE) * value / total + EVEN_SHARE / len(useful)
        for name, value in positive.items()
    }


def top_overlaps(scores: Matrix, weights: Vector, account_ids: Texts) -> Vector:
    """Measure how much of the best decile stays when one weight is a fifth lower or higher.

    Args:
        scores: Shape (accounts, criteria), 0..100, NaN where an account has no score.
        weights: Weights in use, 0 or more, one a criterion.
        account_ids: One an account; ties in the total go by it.

    Returns:
        Per criterion the smaller share of the best tenth of accounts, by weighted mean of the
        scores they have, that stays; NaN without accounts that have a total.
    """
    best = _best(scores, weights, account_ids)
    if not len(best):
        return np.full(len(weights), np.nan)
    overlaps = np.ones(len(weights))
    for place in range(len(weights)):
        for change in CHANGES:
            changed = weights.copy()
            changed[place] *= change
            stays = np.isin(_best(scores, changed, account_ids), best).mean()
            overlaps[place] = min(overlaps[place], float(stays))
    return overlaps


def _best(scores: Matrix, weights: Vector, account_ids: Texts) -> Indices:
    """Indices of the best tenth of the accounts that have a total; at least one of them."""
    is_known = ~np.isnan(scores)
    total_weight = is_known @ weights
    has_total = np.flatnonzero(total_weight > 0)
    sums = np.where(is_known, scores, 0.0) @ weights
    totals = sums[has_total] / total_weight[has_total]
    # rounded, so that the last bit of a sum does not decide between equal totals
    order = np.lexsort((account_ids[has_total].astype(str), -np.round(totals, 9)))
    count = int(np.ceil(len(has_total) * TOP_SHARE))
    return np.asarray(has_total[order[:count]])
