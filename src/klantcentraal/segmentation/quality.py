"""How good a segmentation is: it comes back, it tells accounts apart, it tells of the objective.

Q = (S x E x P) ** (1/3) (METHOD-DETAILS 8): a geometric mean, so that none of the three can make
up for the lack of another.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix, Vector
from klantcentraal.segmentation.candidate import Candidate
from klantcentraal.segmentation.carried_means import TargetRows, carried_r_squared
from klantcentraal.segmentation.explained_variance import explained_variances
from klantcentraal.segmentation.group_draws import GroupDraws
from klantcentraal.segmentation.rand_index import rand_indices

STABILITY = "stability_value"  # mean adjusted Rand index with refits
ETA_SQUARED = "eta_squared_value"  # mean adjusted eta squared of the yardstick
TARGET_R2 = "target_r2_value"  # R2 of the objective's target from segment means
MEASURES = (STABILITY, ETA_SQUARED, TARGET_R2)


@dataclass(frozen=True)
class Evidence:
    """Accounts that candidates are held against.

    Attributes:
        z_scores: Yardstick features of the verification accounts, shape (rows, features), NaN
            where missing.
        verification: Their groups, and what the objective came to.
        model: The same of the accounts of the model date.
    """

    z_scores: Matrix
    verification: TargetRows
    model: TargetRows


@dataclass(frozen=True)
class Measured:
    """The measures of each candidate.

    Attributes:
        values: Shape (candidates, MEASURES), NaN where not measurable.
        draws: Shape (candidates, MEASURES, draws), with groups drawn anew.
    """

    values: Matrix
    draws: Matrix


def measure(
    candidates: Sequence[Candidate], evidence: Evidence, draw_count: int, seed: int
) -> Measured:
    """Measure each candidate, as it is and with groups of companies drawn anew.

    Args:
        candidates: What to measure.
        evidence: What to hold them against.
        draw_count: Times that groups are drawn; every candidate gets the same draws.
        seed: Of the draws.

    Returns:
        The measures in order of candidates.
    """
    sides = (evidence.verification.group_ids, evidence.model.group_ids)
    groups = np.unique(np.concatenate([ids.astype(str) for ids in sides]))
    drawn = GroupDraws(groups, draw_count, seed)
    rows = max(len(side) for side in sides)
    places = [drawn.members(side) for side in sides]
    once = _measures(candidates, evidence, *(np.ones((len(place), 1)) for place in places))
    parts = [
        _measures(candidates, evidence, *(weights[place] for place in places))
        for weights in (drawn.batches(rows) if rows else ())
    ]
    nowhere = np.empty((*once.shape[:2], 0))
    return Measured(once[:, :, 0], np.concatenate([nowhere, *parts], axis=2))


def qualities(measures: Matrix, best_r2: float) -> Vector:
    """Bring the three measures together.

    Args:
        measures: Shape (candidates, MEASURES, ...); what could not be measured, or is below 0,
            counts as 0.
        best_r2: The highest R2 of the candidates that are compared; 0 or less when no candidate
            tells anything of the objective: then the other two measures decide.

    Returns:
        Q per candidate (and draw), shape (candidates, ...).
    """
    stability, eta_squared, r2 = np.moveaxis(np.maximum(np.nan_to_num(measures, nan=0.0), 0), 1, 0)
    if best_r2 > 0:
        return np.asarray(np.cbrt(stability * eta_squared * r2 / best_r2))
    return np.asarray(np.sqrt(stability * eta_squared))


def best_r2(measured: Measured, compared: Indices) -> float:
    """Give the highest R2 of the candidates at these places, at least 0."""
    known = np.nan_to_num(measured.values[compared, MEASURES.index(TARGET_R2)], nan=0.0)
    return float(known.max(initial=0.0))


def _measures(
    candidates: Sequence[Candidate], evidence: Evidence, weights: Matrix, model_weights: Matrix
) -> Matrix:
    """Shape (candidates, MEASURES, draws)."""
    result = np.full((len(candidates), len(MEASURES), weights.shape[1]), np.nan)
    for place, candidate in enumerate(candidates):
        refits = [
            rand_indices(candidate.labels, refit, weights) for refit in candidate.refit_labels
        ]
        if refits:
            result[place, 0] = np.mean(refits, axis=0)
        if len(candidate.labels):
            result[place, 1] = explained_variances(evidence.z_scores, candidate.labels, weights)
        count = candidate.label_count
        result[place, 2] = carried_r_squared(
            evidence.model.cell_sums(candidate.model_labels, count, model_weights),
            evidence.verification.cell_sums(candidate.labels, count, weights),
        )
    return result
