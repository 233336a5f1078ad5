"""When a frozen model no longer fits its accounts (METHOD-DETAILS 8).

The population stability index (PSI) compares how the values of a feature are spread over bins
with how they were when the model was fitted. Segments are fitted anew when a feature has moved
at two refreshes in a row: one odd month moves no model.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from klantcentraal.modelling.arrays import Matrix, Vector

PSI_LIMIT = 0.25
_BINS = 10
_SMALLEST_SHARE = 0.0001  # an empty bin would make the index infinite


@dataclass(frozen=True)
class FeatureBins:
    """How a feature was spread when the model was fitted.

    Attributes:
        name: The feature.
        edges: Upper ends of the bins, ascending, each part of its bin; the last bin has none.
        shares: Share of the accounts in each bin, then that of missing values: edges + 2 numbers.
    """

    name: str
    edges: tuple[float, ...]
    shares: tuple[float, ...]

    def to_json(self) -> dict[str, Any]:
        """Give plain values that from_json takes back, to the last digit."""
        return {"name": self.name, "edges": list(self.edges), "shares": list(self.shares)}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "FeatureBins":
        """Take back what to_json gave."""
        return cls(plain["name"], tuple(plain["edges"]), tuple(plain["shares"]))


def fit_bins(names: Sequence[str], values: Matrix) -> tuple[FeatureBins, ...]:
    """Divide each feature into ten bins that hold as many accounts each.

    Args:
        names: One name a feature.
        values: Raw values of the accounts that the model is fitted on, shape (rows, features),
            NaN where missing; at least one row.

    Returns:
        One a feature. A value so frequent that two quantiles or more fall on it has a bin of its
        own, because it may become rarer to either side; missing values always have one.
    """
    return tuple(_fitted(name, column) for name, column in zip(names, values.T, strict=True))


def psi_by_feature(bins: Sequence[FeatureBins], values: Matrix) -> dict[str, float]:
    """Measure how far each feature has moved.

    Args:
        bins: How they were spread, one a feature.
        values: Raw values of the accounts now, shape (rows, features); at least one row.

    Returns:
        By name the sum over bins of (now - then) * ln(now / then), shares of at least 0.0001;
        0 = the same, 0.25 and more is commonly called a large shift (Siddiqi 2006).
    """
    return {
        feature.name: _index(feature.shares, _shares(feature.edges, column))
        for feature, column in zip(bins, values.T, strict=True)
    }


def moved_features(refreshes: Sequence[Mapping[str, float]]) -> tuple[str, ...]:
    """Name the features for which segments must be fitted anew.

    Args:
        refreshes: PSI by feature at each refresh since the model was fitted, oldest first.

    Returns:
        Features above the limit at both of the last two refreshes, in order of name; empty = the
        frozen model stays.
    """
    if len(refreshes) < 2:
        return ()
    before, now = refreshes[-2:]
    return tuple(
        sorted(
            name
            for name, value in now.items()
            if value > PSI_LIMIT and before.get(name, 0.0) > PSI_LIMIT
        )
    )


def _fitted(name: str, column: Vector) -> FeatureBins:
    known = column[~np.isnan(column)]
    if len(known) == 0:
        return FeatureBins(name, (), _shares((), column))
    quantiles = np.quantile(known, np.arange(1, _BINS) / _BINS)
    values, times = np.unique(quantiles, return_counts=True)
    below = np.nextafter(values[times > 1], -np.inf)
    edges = tuple(float(edge) for edge in np.union1d(values, below))
    return FeatureBins(name, edges, _shares(edges, column))


def _shares(edges: tuple[float, ...], column: Vector) -> tuple[float, ...]:
    """Share of the rows in each bin, then that of missing values."""
    missing = np.isnan(column)
    places = np.where(missing, len(edges) + 1, np.searchsorted(edges, column, side="left"))
    counts = np.bincount(places, minlength=len(edges) + 2)
    return tuple(float(count) for count in counts / len(column))


def _index(then: Sequence[float], now: Sequence[float]) -> float:
    old, new = (np.maximum(shares, _SMALLEST_SHARE) for shares in (then, now))
    return float(((new - old) * np.log(new / old)).sum())
