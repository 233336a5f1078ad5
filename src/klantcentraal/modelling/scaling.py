"""Numbers on one scale: winsor limits, medians and quartiles, fitted on training rows."""

from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Matrix, Vector

_NORMAL_QUARTILES = 1.349  # first to third quartile of a normal distribution, in deviations
_NO_SPREAD = 1e-9


@dataclass(frozen=True)
class Scaling:
    """Limits and scales, one value a column (shape: columns).

    Attributes:
        lower: Winsor limit.
        upper: Winsor limit.
        centre: Median; where a missing value stands.
        scale: What counts as one.
    """

    lower: Vector
    upper: Vector
    centre: Vector
    scale: Vector

    def apply(self, values: Matrix) -> Matrix:
        """Winsorise and scale.

        Args:
            values: Shape (rows, columns), NaN where nothing is known.

        Returns:
            The same shape; a missing value stands at the median, so that it pulls nowhere.
        """
        clipped = np.clip(values, self.lower, self.upper)
        return np.nan_to_num((clipped - self.centre) / self.scale, nan=0.0)


def fit_scaling(values: Matrix, winsor_share: float) -> Scaling:
    """Fit on training rows.

    The scale is the interquartile range over that of a standard normal distribution. A column whose
    middle half is one value falls back on its standard deviation, then on 1; one that is missing
    everywhere gets limits and centre 0.

    Args:
        values: Shape (rows, columns), NaN where nothing is known.
        winsor_share: Share cut off at both ends.

    Returns:
        The scaling; without columns when there are none.
    """
    if not values.shape[1]:
        nothing = np.empty(0)
        return Scaling(nothing, nothing, nothing, nothing)
    known = np.where(np.isnan(values).all(axis=0), 0.0, values)
    lower, low, centre, high, upper = np.nanquantile(
        known, [winsor_share, 0.25, 0.5, 0.75, 1 - winsor_share], axis=0
    )
    spread = (high - low) / _NORMAL_QUARTILES
    fallback = np.nanstd(np.clip(known, lower, upper), axis=0)
    scale = np.where(spread > _NO_SPREAD, spread, np.where(fallback > _NO_SPREAD, fallback, 1.0))
    return Scaling(lower, upper, centre, scale)
