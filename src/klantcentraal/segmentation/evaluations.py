"""The choice as rows of the published table model_evaluations."""

from dataclasses import dataclass

from klantcentraal.segmentation.candidate import FALLBACK
from klantcentraal.segmentation.choice import Choice
from klantcentraal.segmentation.gates import Gate
from klantcentraal.segmentation.judged import QUALITY, Figure, Judged

TARGET = "segmentation"
BEST, PASSED, FAILED = "best", "passed", "failed"
_ALL = "ALL"


@dataclass(frozen=True)
class Evaluation:
    """One row of model_evaluations.

    Attributes:
        target: segmentation, or the target that segmentations were chosen for.
        method_id: Name of the candidate, such as kmeans_5.
        dataset_role: verification.
        segment_id: ALL.
        metric: A gate, a measure, quality_value or quality_difference_value.
        metric_value: The figure; None where it cannot be known.
        metric_value_low: Lower end of its interval, if it has one.
        metric_value_high: Upper end.
        baseline_value: The same figure of RFM, what is used without a choice.
        row_count: Accounts that it was measured on.
        is_champion: Whether this candidate is used.
        verdict: Of a gate passed or failed; of a measure best for its winner among those that
            passed every gate; of the quality chosen, tied, beaten, refused or fallback.
    """

    target: str
    method_id: str
    dataset_role: str
    segment_id: str
    metric: str
    metric_value: float | None
    metric_value_low: float | None
    metric_value_high: float | None
    baseline_value: float | None
    row_count: int
    is_champion: bool
    verdict: str | None


def evaluations(choice: Choice, target: str = TARGET) -> tuple[Evaluation, ...]:
    """Write a choice as rows.

    Args:
        choice: The choice.
        target: What stands in the column target.

    Returns:
        For each candidate a row for each gate, each measure that is no gate, its quality and the
        difference with the best, in order of candidates.
    """
    rfm = min(
        (one for one in choice.judged if one.candidate.method_id == FALLBACK),
        key=lambda one: one.candidate.simplicity,
        default=None,
    )
    baseline = {} if rfm is None else _figures(rfm)
    return tuple(
        Evaluation(
            target=target,
            method_id=one.candidate.candidate_id,
            dataset_role="verification",
            segment_id=_ALL,
            metric=metric,
            metric_value=figure.value,
            metric_value_low=figure.low,
            metric_value_high=figure.high,
            baseline_value=baseline[metric].value if metric in baseline else None,
            row_count=choice.account_count,
            is_champion=one.is_used,
            verdict=_verdict(choice, one, metric),
        )
        for one in choice.judged
        for metric, figure in _figures(one).items()
    )


def _figures(one: Judged) -> dict[str, Figure]:
    gates = {gate.gate_id: Figure(gate.value) for gate in one.gates}
    return {**gates, **one.figures} | ({} if QUALITY in one.figures else {QUALITY: Figure(None)})


def _verdict(choice: Choice, one: Judged, metric: str) -> str | None:
    if metric == QUALITY:
        return one.verdict
    if choice.winners.get(metric) == one.candidate.candidate_id:
        return BEST
    gate = next((gate for gate in one.gates if gate.gate_id == metric), None)
    return None if gate is None else _gate_verdict(gate)


def _gate_verdict(gate: Gate) -> str:
    return PASSED if gate.is_passed else FAILED
