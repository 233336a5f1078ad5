"""Value tiers by cumulative revenue in Python, as the model segments_value_tiers does in SQL."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix, Vector
from klantcentraal.rules.value_tiers import WITHOUT_REVENUE
from klantcentraal.segmentation.training import Training
from klantcentraal.segmentation.yardstick import Yardstick

METHOD_ID = "tiers"
_CENTS = 100


@dataclass(frozen=True)
class Tiers:
    """From which revenue on each tier goes, frozen.

    Attributes:
        names: Tiers from the highest down; accounts without revenue come after the last.
        minima: Lowest 12-month revenue of each, descending; 0 stands for any above zero.
    """

    names: tuple[str, ...]
    minima: tuple[float, ...]

    @property
    def method_id(self) -> str:
        """Tiers."""
        return METHOD_ID

    @property
    def segment_count(self) -> int:
        """Number of tiers, with that of accounts without revenue."""
        return len(self.names) + 1

    @property
    def own_ids(self) -> tuple[str, ...]:
        """The id of each tier."""
        return tuple(f"tier_{name.lower()}" for name in (*self.names, WITHOUT_REVENUE))

    def assign(self, rows: Yardstick) -> Indices:
        """Give the tier of each account."""
        revenue = _revenue(rows)
        labels = np.full(len(rows), len(self.names), dtype=np.int64)
        for label in reversed(range(len(self.names))):
            labels[(revenue > 0) & (revenue >= self.minima[label] * _CENTS)] = label
        return labels

    def distances(self, rows: Yardstick) -> Matrix | None:  # noqa: ARG002 - as for others
        """None: a limit decides."""
        return None

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON."""
        return {
            "method_id": METHOD_ID,
            "names": list(self.names),
            "minima": list(self.minima),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Tiers":
        """Make what to_json gave."""
        return cls(tuple(kept["names"]), tuple(kept["minima"]))


def fit(training: Training) -> Tiers:
    """Fit the limits: a tier ends where the accounts above it hold its share of revenue.

    Args:
        training: Accounts with attributes, and the rules.

    Returns:
        The segmentation. Accounts of equal revenue are in one tier, the higher one.
    """
    tiers = sorted(training.rules.value_tiers, key=lambda tier: tier.share_maximum)
    revenue = _revenue(training.yardstick)
    amounts, counts = np.unique(revenue[revenue > 0], return_counts=True)
    held = np.cumsum((amounts * counts)[::-1])[::-1]
    total = held[0] if len(held) else 1.0
    above = (held - amounts * counts) / _CENTS / (total / _CENTS)
    minima: list[float] = []
    for tier in tiers[:-1]:
        inside = amounts[above < tier.share_maximum]
        minima.append(float(inside[0]) / _CENTS if len(inside) else 0.0)
    return Tiers(tuple(tier.tier for tier in tiers), (*minima, 0.0))


def _revenue(rows: Yardstick) -> Vector:
    """12-month revenue in cents: whole numbers, so that sums are exact."""
    if rows.attributes is None:
        raise ValueError("value tiers need the facts of the yardstick: read it with attributes")
    return np.asarray(np.round(rows.attributes.fact("revenue_12m_amount") * _CENTS))
