"""Where candidates stand by quality, and whose distance to the best may be chance."""

from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Flags, Indices, Matrix, Vector
from klantcentraal.segmentation.quality import Measured, best_r2, qualities

_DIGITS = 9  # the last bits of a sum depend on the order of rows


@dataclass(frozen=True)
class Standing:
    """Candidates by quality; those that are not compared have NaN.

    Attributes:
        values: Quality of each candidate.
        draws: The same with groups drawn anew, shape (candidates, draws).
        differences: Quality of the best candidate less that of each, shape (candidates,).
        difference_draws: The same with groups drawn anew, shape (candidates, draws).
        is_tied: Whose difference with the best may be 0, the best among them.
    """

    values: Vector
    draws: Matrix
    differences: Vector
    difference_draws: Matrix
    is_tied: Flags


def compare(measured: Measured, compared: Indices, level_share: float) -> Standing:
    """Compare candidates by quality.

    Args:
        measured: Of every candidate, with one draw or more.
        compared: Places of those that are compared, the simplest first.
        level_share: Chance that the interval of a difference holds.

    Returns:
        Where they stand. The best is the one of the highest quality, the simplest when there are
        more; another is tied with it unless the interval of its difference lies above 0.
    """
    scale = best_r2(measured, compared)
    values = np.full(len(measured.values), np.nan)
    draws = np.full((len(measured.values), measured.draws.shape[2]), np.nan)
    values[compared] = np.round(qualities(measured.values[compared], scale), _DIGITS)
    draws[compared] = np.round(qualities(measured.draws[compared], scale), _DIGITS)
    is_tied = np.zeros(len(values), dtype=np.bool_)
    if len(compared) == 0:
        return Standing(values, draws, values, draws, is_tied)
    best = compared[int(values[compared].argmax())]
    differences = np.round(values[best] - values, _DIGITS)
    difference_draws = np.round(draws[best] - draws, _DIGITS)
    for place in compared:
        low = np.quantile(difference_draws[place], (1.0 - level_share) / 2.0)
        is_tied[place] = low <= 0.0
    return Standing(values, draws, differences, difference_draws, is_tied)
