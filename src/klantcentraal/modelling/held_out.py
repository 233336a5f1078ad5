"""How well held-out rows are scored, row by row, so that a change can be given an interval.

AUC is the share of pairs, one true and one false row of the same fold, that stand in the right
order; rows of two folds are never compared, because each fold has a model of its own. Its parts
are the placement values of DeLong, DeLong and Clarke-Pearson (1988): of a true row the share of
false rows below it, of a false row the share of true rows above it. R2 compares squared errors
with squared distances to the mean of the training rows.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from klantcentraal.modelling.arrays import Flags, Indices, Matrix, Vector

CHANCE = {"classification": 0.5, "regression": 0.0}  # a model that knows nothing


@dataclass(frozen=True)
class Losses:
    """What each held-out row loses of the metric when criteria tell nothing.

    Attributes:
        parts: Shape (rows, criteria): placement value lost, or squared error gained.
        folds: Fold of each row.
        positives: Which rows are true; None for an amount.
        squares: Squared distance of each row to the mean of its training rows; for an amount.
    """

    parts: Matrix
    folds: Indices
    positives: Flags | None = None
    squares: Vector | None = None


def placements(scores: Matrix, positives: Flags) -> Matrix:
    """Give the placement value of each row.

    Args:
        scores: Shape (times, rows): rows of one fold, scored a number of times.
        positives: Which rows are true; at least one is, and one is not.

    Returns:
        Shape (times, rows), 0..1. The mean over true rows is the AUC, and so is the mean over
        false rows.
    """
    among_all = rankdata(scores, axis=1)
    parts = np.empty_like(scores)
    for is_class in (positives, ~positives):
        below = among_all[:, is_class] - rankdata(scores[:, is_class], axis=1)
        parts[:, is_class] = below / (~is_class).sum()
    parts[:, ~positives] = 1.0 - parts[:, ~positives]
    return parts


def weighted_losses(losses: Losses, weights: Matrix) -> Matrix:
    """Give the loss of AUC or R2 per criterion, for rows that count more or less.

    Args:
        losses: Per row and criterion.
        weights: Shape (draws, rows), above 0; all equal gives the loss as measured. To the first
            order in the weights, which is all that an interval asks for.

    Returns:
        Shape (draws, criteria).
    """
    if losses.positives is None:
        assert losses.squares is not None
        return np.asarray((weights @ losses.parts) / (weights @ losses.squares)[:, None])
    total = np.zeros((len(weights), losses.parts.shape[1]))
    pairs = 0.0
    for fold in np.unique(losses.folds):
        is_fold = losses.folds == fold
        true_rows, false_rows = is_fold & losses.positives, is_fold & ~losses.positives
        fold_pairs = float(true_rows.sum()) * float(false_rows.sum())
        measured = losses.parts[true_rows].mean(axis=0)
        total += fold_pairs * (
            _means(losses.parts, weights, true_rows)
            + _means(losses.parts, weights, false_rows)
            - measured[None, :]
        )
        pairs += fold_pairs
    return total / pairs


def _means(parts: Matrix, weights: Matrix, rows: Flags) -> Matrix:
    inside = weights[:, rows]
    return np.asarray((inside @ parts[rows]) / inside.sum(axis=1)[:, None])
