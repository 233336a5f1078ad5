"""RFM(S) in Python, as the models segments_rfm_* do it in SQL (METHOD-DETAILS 1).

It stands beside the SQL so that it can be refitted on resampled accounts and held against the
other methods; a test holds both to the same segment for every account of the demo.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from klantcentraal.modelling.arrays import Flags, Indices, Matrix, Vector
from klantcentraal.segmentation.training import RfmBlock, SatisfactionBand, Training
from klantcentraal.segmentation.yardstick import Yardstick

METHOD_ID = "rfm"
LEVELS = 5
_CENTS = 100


@dataclass(frozen=True)
class Rfm:
    """Cut points and the map, frozen.

    Attributes:
        cuts: For r, f and m the lowest value of levels 2 to 5, None for a level not reached.
        bands: Levels of satisfaction.
        blocks: Segments of cells.
    """

    cuts: tuple[tuple[float | None, ...], ...]
    bands: tuple[SatisfactionBand, ...]
    blocks: tuple[RfmBlock, ...]

    @property
    def method_id(self) -> str:
        """RFM."""
        return METHOD_ID

    @property
    def segment_count(self) -> int:
        """Number of segments that an account that has bought can be in."""
        return len(self.own_ids)

    @property
    def own_ids(self) -> tuple[str, ...]:
        """Segments of the map, in its order."""
        return tuple(dict.fromkeys(block.segment_id for block in self.blocks))

    def assign(self, rows: Yardstick) -> Indices:
        """Give the segment of each account, all of which have bought."""
        scores = self.scores(rows)
        labels = np.zeros(len(rows), dtype=np.int64)
        for block in self.blocks:
            is_inside = np.all((scores >= block.minima) & (scores <= block.maxima), axis=1)
            labels[is_inside] = self.own_ids.index(block.segment_id)
        return labels

    def scores(self, rows: Yardstick) -> Indices:
        """Give r, f, m and s of each account; shape (rows, 4)."""
        columns = [
            np.where(is_ranked, 1 + _levels_passed(values, cuts), 0)
            for (values, is_ranked), cuts in zip(_ranked(rows), self.cuts, strict=True)
        ]
        return np.column_stack([*columns, _satisfaction_levels(rows, self.bands)])

    def distances(self, rows: Yardstick) -> Matrix | None:  # noqa: ARG002 - as for others
        """None: cut points decide."""
        return None

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON."""
        return {
            "method_id": METHOD_ID,
            "cuts": [list(cuts) for cuts in self.cuts],
            "bands": [[band.level, band.lower, band.upper] for band in self.bands],
            "blocks": [[b.segment_id, list(b.minima), list(b.maxima)] for b in self.blocks],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Rfm":
        """Make what to_json gave."""
        return cls(
            tuple(tuple(cuts) for cuts in kept["cuts"]),
            tuple(SatisfactionBand(*band) for band in kept["bands"]),
            tuple(RfmBlock(name, tuple(low), tuple(high)) for name, low, high in kept["blocks"]),
        )


def fit(training: Training) -> Rfm:
    """Fit the cut points.

    Args:
        training: Accounts with attributes, and the rules.

    Returns:
        The segmentation, without segments that nobody who has bought can be in.
    """
    cuts = tuple(_cuts(values[is_ranked]) for values, is_ranked in _ranked(training.yardstick))
    bought = (block for block in training.rules.rfm_blocks if block.maxima[0] > 0)
    return Rfm(cuts, tuple(training.rules.satisfaction_bands), tuple(bought))


def _ranked(rows: Yardstick) -> list[tuple[Vector, Flags]]:
    """Values of r, f and m in cents, higher is better, and which accounts are ranked by them."""
    if rows.attributes is None:
        raise ValueError("RFM needs the facts of the yardstick: read it with attributes")
    recency = -rows.attributes.fact("days_since_last_invoice")
    frequency = rows.attributes.fact("invoices_12m_count")
    money = rows.attributes.fact("revenue_12m_amount")
    return [
        (np.round(recency * _CENTS), np.isfinite(recency)),
        (np.round(frequency * _CENTS), frequency > 0),
        (np.round(money * _CENTS), money > 0),
    ]


def _cuts(values: Vector) -> tuple[float | None, ...]:
    """Lowest value of each level from 2; level = 1 + (5 * (2 (rank - 1) + ties)) // (2 n)."""
    found, ties = np.unique(values, return_counts=True)
    before = np.cumsum(ties) - ties
    levels = 1 + LEVELS * (2 * before + ties) // max(1, 2 * len(values))
    reached = [found[levels >= level] for level in range(2, LEVELS + 1)]
    return tuple(float(values[0]) / _CENTS if len(values) else None for values in reached)


def _levels_passed(values: Vector, cuts: Sequence[float | None]) -> Indices:
    passed = np.zeros(len(values), dtype=np.int64)
    for cut in cuts:
        if cut is not None:
            passed += values >= np.round(cut * _CENTS)
    return passed


def _satisfaction_levels(rows: Yardstick, bands: Sequence[SatisfactionBand]) -> Indices:
    levels = np.zeros(len(rows), dtype=np.int64)
    if rows.attributes is None:
        return levels
    satisfaction = rows.attributes.fact("satisfaction_value")
    for band in bands:
        is_below = np.full(len(rows), True) if band.upper is None else satisfaction < band.upper
        levels[(satisfaction >= band.lower) & is_below] = band.level
    return levels
