"""How a yardstick becomes numbers that distances can be taken of (METHOD M10).

Everything is fitted on the rows of the model dataset, in one place for all methods: logs, winsor
limits, medians and robust scales, a flag where a feature has a mass of exact zeros (no purchase is
another thing than a small one), and which columns say nothing or say what another one says.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from scipy.stats import rankdata

from klantcentraal.modelling.arrays import Flags, Matrix, Vector
from klantcentraal.segmentation.yardstick import Yardstick, YardstickFeature

FLAG_SUFFIX = "_is_zero"
_NORMAL_DECILES = 2.563  # first to ninth decile of a normal distribution, in standard deviations
_NO_SPREAD = 1e-9
_FEWEST_LIMITED = 10


@dataclass(frozen=True)
class PreparationSettings:
    """How to fit.

    Attributes:
        winsor_share: Share cut off at both ends.
        zero_share_minimum: From this share of exact zeros on, zeros get a flag, and up to one
            minus this share.
        correlation_maximum: Above it (absolute, by rank) the later of two columns is dropped.
    """

    winsor_share: float = 0.01
    zero_share_minimum: float = 0.05
    correlation_maximum: float = 0.9


@dataclass(frozen=True)
class Scale:
    """One feature as fitted, in its transformed unit.

    Attributes:
        name: The feature.
        transformation: none, log or signed_log.
        lower: Winsor limit.
        upper: Winsor limit.
        centre: Median within the limits; where a missing value stands.
        spread: What counts as one.
        has_flag: Whether exact zeros get a column of their own.
    """

    name: str
    transformation: str
    lower: float
    upper: float
    centre: float
    spread: float
    has_flag: bool

    def z_scores(self, values: Vector) -> Vector:
        """Transform, winsorise and scale one column; NaN stays NaN."""
        limited = np.clip(transform(values, self.transformation), self.lower, self.upper)
        return np.asarray((limited - self.centre) / self.spread)

    @property
    def zero(self) -> float:
        """Where a value of zero comes to stand."""
        return float(self.z_scores(np.zeros(1))[0])


@dataclass(frozen=True)
class DroppedFeature:
    """A feature that adds nothing to distances.

    Attributes:
        name: The feature.
        kept_name: The one that says the same; None for a feature that does not vary.
        correlation: With the one that is kept, by rank; None for a feature that does not vary.
    """

    name: str
    kept_name: str | None
    correlation: float | None


@dataclass(frozen=True)
class Preparation:
    """How values become a matrix, frozen.

    Attributes:
        scales: One a feature of the yardstick, in its order.
        dropped: Features that are left out of the matrix.
    """

    scales: tuple[Scale, ...]
    dropped: tuple[DroppedFeature, ...]

    @property
    def kept(self) -> tuple[int, ...]:
        """Indices of the features in the matrix."""
        dropped = {feature.name for feature in self.dropped}
        return tuple(i for i, scale in enumerate(self.scales) if scale.name not in dropped)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns of the matrix: the kept features, then flags of zeros."""
        kept = [self.scales[index] for index in self.kept]
        flags = (f"{scale.name}{FLAG_SUFFIX}" for scale in kept if scale.has_flag)
        return (*(scale.name for scale in kept), *flags)

    def z_scores(self, values: Matrix) -> Matrix:
        """Scale every feature, dropped ones too.

        Args:
            values: Shape (rows, features), NaN where nothing is known.

        Returns:
            Shape (rows, features); NaN stays NaN.
        """
        columns = zip(self.scales, values.T, strict=True)
        return np.column_stack([scale.z_scores(column) for scale, column in columns])

    def apply(self, values: Matrix) -> Matrix:
        """Make the matrix that distances are taken in.

        Args:
            values: Shape (rows, features), NaN where nothing is known.

        Returns:
            Shape (rows, columns), a missing value at the median, so that it pulls nowhere.
        """
        kept = np.nan_to_num(self.z_scores(values), nan=0.0)[:, self.kept]
        return self.with_flags(np.asarray(kept))

    def with_flags(self, features: Matrix) -> Matrix:
        """Set the flags of zeros by the features that they belong to.

        Rows that are drawn, as for a null distribution, are drawn without flags: a flag follows
        from its feature.

        Args:
            features: Shape (rows, kept features or columns); further columns are left out.

        Returns:
            Shape (rows, columns).
        """
        count = len(self.kept)
        flags = [
            (features[:, position] == self.scales[index].zero).astype(np.float64)[:, None]
            for position, index in enumerate(self.kept)
            if self.scales[index].has_flag
        ]
        return np.hstack([features[:, :count], *flags])

    def coordinates(self, rows: Yardstick) -> Matrix:
        """Make the matrix of accounts, as apply does."""
        return self.apply(rows.values)

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON."""
        return {
            "scales": [asdict(scale) for scale in self.scales],
            "dropped": [asdict(feature) for feature in self.dropped],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Preparation":
        """Make what to_json gave."""
        return cls(
            tuple(Scale(**scale) for scale in kept["scales"]),
            tuple(DroppedFeature(**feature) for feature in kept["dropped"]),
        )


def transform(values: Vector, transformation: str) -> Vector:
    """Take the log where asked; values of any shape."""
    if transformation == "log":
        return np.asarray(np.log1p(np.maximum(values, 0.0)))
    if transformation == "signed_log":
        return np.asarray(np.sign(values) * np.log1p(np.abs(values)))
    return values


def fit_preparation(
    yardstick: Yardstick, settings: PreparationSettings = PreparationSettings()
) -> Preparation:
    """Fit on the rows of the model dataset.

    Args:
        yardstick: One account or more.
        settings: How to fit.

    Returns:
        The preparation. Of two features that say the same the later is dropped, and never the one
        that says how valuable an account is; so it is with flags. When nothing varies, no column is
        left.
    """
    columns = zip(yardstick.features, yardstick.values.T, strict=True)
    scales = tuple(_scale(feature, column, settings) for feature, column in columns)
    z_scores = Preparation(scales, ()).z_scores(yardstick.values)
    order = sorted(range(len(scales)), key=lambda index: index != yardstick.value_index)
    dropped = _dropped(scales, z_scores, order, settings.correlation_maximum)
    twins = {feature.name for feature in dropped}
    flagged: list[int] = []
    for index in order:
        is_zero = (yardstick.values[:, index] == 0).astype(np.float64)
        if scales[index].has_flag and scales[index].name not in twins:
            others = ((yardstick.values[:, other] == 0).astype(np.float64) for other in flagged)
            correlations = [abs(_rank_correlation(is_zero, other)) for other in others]
            if all(found <= settings.correlation_maximum for found in correlations):
                flagged.append(index)
    return Preparation(
        tuple(replace(scale, has_flag=i in flagged) for i, scale in enumerate(scales)), dropped
    )


def _scale(feature: YardstickFeature, column: Vector, settings: PreparationSettings) -> Scale:
    """The spread is that of the deciles, but no less than half a standard deviation.

    Deciles bear a tenth of odd values on either side, and unlike quartiles also a feature that is
    mostly zero. Where even they nearly meet, they alone would make the tail all that counts.
    """
    known = column[np.isfinite(column)]
    if len(known) == 0:
        return Scale(feature.name, feature.transformation, 0.0, 0.0, 0.0, 1.0, has_flag=False)
    values = transform(known, feature.transformation)
    lower, upper = _limits(values, settings.winsor_share)
    limited = np.clip(values, lower, upper)
    low, centre, high = np.quantile(limited, [0.1, 0.5, 0.9])
    spread = max((high - low) / _NORMAL_DECILES, np.std(limited) / 2)
    is_zero = known == 0
    minimum = settings.zero_share_minimum
    has_flag = minimum <= np.mean(is_zero) <= 1 - minimum and bool(lower <= 0.0 <= upper)
    return Scale(
        feature.name,
        feature.transformation,
        float(lower),
        float(upper),
        float(centre),
        float(spread) if spread > _NO_SPREAD else 1.0,
        has_flag=bool(has_flag),
    )


def _limits(values: Vector, share: float) -> tuple[float, float]:
    """Leave at least one value outside at either end: else one giant sets a small company's limit.

    Under _FEWEST_LIMITED values each of them counts.
    """
    outside = int(np.ceil(share * len(values))) if len(values) >= _FEWEST_LIMITED else 0
    ordered = np.sort(values)
    return float(ordered[outside]), float(ordered[-1 - outside])


def _dropped(
    scales: Sequence[Scale], z_scores: Matrix, order: Sequence[int], maximum: float
) -> tuple[DroppedFeature, ...]:
    dropped = []
    kept: list[int] = []
    for index in order:
        column = z_scores[:, index]
        name = scales[index].name
        if not np.ptp(np.nan_to_num(column, nan=0.0)) > _NO_SPREAD:
            dropped.append(DroppedFeature(name, None, None))
            continue
        twins = [(other, _rank_correlation(column, z_scores[:, other])) for other in kept]
        twin = next((found for found in twins if abs(found[1]) > maximum), None)
        if twin is None:
            kept.append(index)
        else:
            dropped.append(DroppedFeature(name, scales[twin[0]].name, twin[1]))
    return tuple(dropped)


def _rank_correlation(one: Vector, other: Vector) -> float:
    """Spearman's rho over rows in which both are known; 0 where one of them does not vary."""
    known: Flags = ~(np.isnan(one) | np.isnan(other))
    ranks = [rankdata(column[known]) for column in (one, other)]
    if known.sum() < 3 or min(np.ptp(rank) for rank in ranks) == 0:
        return 0.0
    return float(np.round(np.corrcoef(ranks)[0, 1], 9))
