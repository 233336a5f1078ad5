"""What a method learns from."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from klantcentraal.modelling.arrays import Flags, Indices, Vector
from klantcentraal.segmentation.preparation import Preparation
from klantcentraal.segmentation.yardstick import Yardstick


@dataclass(frozen=True)
class RfmBlock:
    """Cells of RFM(S) that are one segment, as in the seed rules_rfm_segments.

    Attributes:
        segment_id: The segment.
        minima: Lowest level of r, f, m and s.
        maxima: Highest level of each.
    """

    segment_id: str
    minima: tuple[int, int, int, int]
    maxima: tuple[int, int, int, int]


@dataclass(frozen=True)
class SatisfactionBand:
    """One level of satisfaction, as in the seed rules_satisfaction_bands.

    Attributes:
        level: 1 to 5.
        lower: From this value on.
        upper: Up to this value, itself left out; None without end.
    """

    level: int
    lower: float
    upper: float | None


@dataclass(frozen=True)
class ValueTier:
    """One tier, as in the seed rules_value_tiers.

    Attributes:
        tier: Its name.
        share_maximum: Up to which share of revenue it goes, counted from the highest account.
    """

    tier: str
    share_maximum: float


@dataclass(frozen=True)
class Rules:
    """The rule seeds that RFM(S) and value tiers follow.

    Attributes:
        rfm_blocks: Every cell exactly once, in order of the seed.
        satisfaction_bands: Apart from each other.
        value_tiers: In order of their share.
    """

    rfm_blocks: Sequence[RfmBlock] = ()
    satisfaction_bands: Sequence[SatisfactionBand] = ()
    value_tiers: Sequence[ValueTier] = ()


@dataclass(frozen=True)
class Training:
    """The rows of the model dataset.

    Attributes:
        yardstick: The accounts, sorted by account_id.
        preparation: Fitted on accounts of the model dataset.
        target: Of the objective, shape (rows,), NaN where it is not known; None without objective.
        random_state: Seed of all that is drawn.
        rules: What rfm and tiers follow.
    """

    yardstick: Yardstick
    preparation: Preparation
    target: Vector | None = None
    random_state: int = 20260630
    rules: Rules = Rules()

    def take(self, rows: Flags | Indices) -> "Training":
        """Pick accounts by index, also more than once, or by flag; the preparation stays."""
        return Training(
            self.yardstick.take(rows),
            self.preparation,
            None if self.target is None else self.target[rows],
            self.random_state,
            self.rules,
        )


def read_rules(
    rfm_segments: duckdb.DuckDBPyRelation,
    satisfaction_bands: duckdb.DuckDBPyRelation,
    value_tiers: duckdb.DuckDBPyRelation,
) -> Rules:
    """Read the seeds of that name.

    Args:
        rfm_segments: rules_rfm_segments.
        satisfaction_bands: rules_satisfaction_bands.
        value_tiers: rules_value_tiers.

    Returns:
        The rules, cells from the highest down.
    """
    minima = "r_minimum, f_minimum, m_minimum, s_minimum"
    maxima = "r_maximum, f_maximum, m_maximum, s_maximum"
    blocks = rfm_segments.project(f"rfm_segment_id, {minima}, {maxima}").fetchall()
    bands = satisfaction_bands.project("s_score, lower_value, upper_value").fetchall()
    tiers = value_tiers.project("value_tier, cumulative_share_maximum").fetchall()
    return Rules(
        tuple(RfmBlock(row[0], row[1:5], row[5:9]) for row in sorted(blocks, key=_from_the_top)),
        tuple(
            SatisfactionBand(level, float(lower), None if upper is None else float(upper))
            for level, lower, upper in sorted(bands, key=lambda band: band[0])
        ),
        tuple(
            ValueTier(tier, float(share)) for tier, share in sorted(tiers, key=lambda tier: tier[1])
        ),
    )


def _from_the_top(block: tuple[str, ...]) -> list[int]:
    return [-int(level) for level in block[1:]]
