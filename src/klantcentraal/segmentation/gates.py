"""What a segmentation must reach before its quality counts (METHOD-DETAILS 8)."""

from dataclasses import dataclass

import numpy as np

from klantcentraal.segmentation.candidate import CLUSTERINGS, Candidate
from klantcentraal.segmentation.scorecard import passing_account_share
from klantcentraal.segmentation.thresholds import (
    FEWEST_SEGMENTS,
    MOST_SEGMENTS,
    PASSING_SHARE,
    STABILITY,
    Thresholds,
)

GATES = ("segment_count", "stability_value", "passing_account_share", "has_structure_value")


@dataclass(frozen=True)
class Gate:
    """One gate, and whether a candidate passed it.

    Attributes:
        gate_id: One of GATES.
        value: What was measured; None when it was not.
        limits: Lowest and highest value that pass; None where there is no limit.
        is_passed: Whether it was passed; what was not measured does not pass.
    """

    gate_id: str
    value: float | None
    limits: tuple[float | None, float | None]
    is_passed: bool


def judge(
    candidate: Candidate, stability: float | None, thresholds: Thresholds
) -> tuple[Gate, ...]:
    """Hold a candidate to every gate.

    Args:
        candidate: The candidate.
        stability: Its mean adjusted Rand index with refits; None when not measured.
        thresholds: With those of the test choice.

    Returns:
        The gates in order; the last one for clusterings only.
    """
    fewest, most = thresholds[FEWEST_SEGMENTS], thresholds[MOST_SEGMENTS]
    held = len(np.unique(candidate.labels))
    # Too few is a matter of who is in them, too many a matter of what was made.
    count = held if held < fewest else max(held, candidate.segment_count)
    share = passing_account_share(candidate.scores, candidate.labels)
    gates = [
        _gate("segment_count", float(count), (fewest, most)),
        _gate("stability_value", stability, (thresholds[STABILITY], None)),
        _gate("passing_account_share", share, (thresholds[PASSING_SHARE], None)),
    ]
    if candidate.method_id in CLUSTERINGS:
        found = candidate.passes_structure
        gates.append(
            _gate("has_structure_value", None if found is None else float(found), (1.0, None))
        )
    return tuple(gates)


def _gate(gate_id: str, value: float | None, limits: tuple[float | None, float | None]) -> Gate:
    low, high = limits
    is_passed = (
        value is not None and (low is None or value >= low) and (high is None or value <= high)
    )
    return Gate(gate_id, value, limits, is_passed)
