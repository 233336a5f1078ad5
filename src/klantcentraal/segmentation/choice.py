"""Which segmentation is used (METHOD-DETAILS 8).

Gates come first; of what passes them, the quality decides; of what is no worse than the best
beyond chance, the simplest is used. Nothing passes: RFM, with the reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Vector
from klantcentraal.segmentation.candidate import FALLBACK, Candidate
from klantcentraal.segmentation.choice_words import choice_words
from klantcentraal.segmentation.gates import judge
from klantcentraal.segmentation.judged import (
    BEATEN,
    CHOSEN,
    DIFFERENCE,
    KEPT,
    QUALITY,
    REFUSED,
    TIED,
    Figure,
    Judged,
)
from klantcentraal.segmentation.quality import MEASURES, STABILITY, Evidence, Measured, measure
from klantcentraal.segmentation.standing import Standing, compare
from klantcentraal.segmentation.thresholds import Thresholds

_DIGITS = 9  # the last bits of a sum depend on the order of rows


@dataclass(frozen=True)
class ChoiceSettings:
    """How to choose.

    Attributes:
        thresholds: With those of the test choice.
        draw_count: Times that groups of companies are drawn.
        level_share: Chance that an interval holds; 90 %, as for the impact of criteria.
        seed: Of the draws.
    """

    thresholds: Thresholds
    draw_count: int = 200
    level_share: float = 0.9
    seed: int = 20260630


@dataclass(frozen=True)
class Choice:
    """The segmentation that is used, and why.

    Attributes:
        candidate_id: The candidate that is used; None when none passed and RFM was no candidate.
        method_id: Its method; rfm when none passed.
        is_fallback: Whether no candidate passed every gate.
        winners: By measure the candidate that has most of it, the simplest of equals, among those
            that passed every gate.
        judged: Every candidate, in the order given.
        account_count: Verification accounts that all was measured on.
        reason_nl: Why, in Dutch.
        reason_en: Why, in English.
    """

    candidate_id: str | None
    method_id: str
    is_fallback: bool
    winners: Mapping[str, str]
    judged: tuple[Judged, ...]
    account_count: int
    reason_nl: str
    reason_en: str


def choose(candidates: Sequence[Candidate], evidence: Evidence, settings: ChoiceSettings) -> Choice:
    """Choose a segmentation.

    Args:
        candidates: No two of one name.
        evidence: What to hold them against.
        settings: How to choose.

    Returns:
        Of the candidates that pass every gate and whose quality is within chance of the best, the
        simplest. RFM when none passes, with the gates that each failed.
    """
    measured = measure(candidates, evidence, settings.draw_count, settings.seed)
    stabilities = measured.values[:, MEASURES.index(STABILITY)]
    gates = [
        judge(candidate, _known(float(stability)), settings.thresholds)
        for candidate, stability in zip(candidates, stabilities, strict=True)
    ]
    order = sorted(range(len(candidates)), key=lambda place: candidates[place].simplicity)
    gated = [place for place in order if all(gate.is_passed for gate in gates[place])]
    standing = compare(measured, np.array(gated, dtype=np.int64), settings.level_share)
    kept = [place for place in order if candidates[place].method_id == FALLBACK]
    used = next((place for place in gated or kept if not gated or standing.is_tied[place]), None)
    judged = tuple(
        Judged(
            candidate,
            gates[place],
            _figures(measured, standing, place, settings.level_share),
            _verdict(place == used, place in gated, bool(standing.is_tied[place])),
        )
        for place, candidate in enumerate(candidates)
    )
    words = choice_words(judged)
    return Choice(
        candidate_id=None if used is None else candidates[used].candidate_id,
        method_id=FALLBACK if used is None else candidates[used].method_id,
        is_fallback=not gated,
        winners=_winners(candidates, measured, gated),
        judged=judged,
        account_count=len(evidence.z_scores),
        reason_nl=words["nl"],
        reason_en=words["en"],
    )


def _verdict(is_used: bool, is_gated: bool, is_tied: bool) -> str:
    if is_used:
        return CHOSEN if is_gated else KEPT
    if not is_gated:
        return REFUSED
    return TIED if is_tied else BEATEN


def _winners(
    candidates: Sequence[Candidate], measured: Measured, gated: Sequence[int]
) -> dict[str, str]:
    winners = {}
    for place, name in enumerate(MEASURES):
        values = np.round(measured.values[gated, place], _DIGITS)
        if not np.isnan(values).all():
            winners[name] = candidates[gated[int(np.nanargmax(values))]].candidate_id
    return winners


def _figures(
    measured: Measured, standing: Standing, place: int, level_share: float
) -> dict[str, Figure]:
    found = {
        name: (measured.values[place, column], measured.draws[place, column])
        for column, name in enumerate(MEASURES)
    }
    if not np.isnan(standing.values[place]):
        found[QUALITY] = (standing.values[place], standing.draws[place])
        found[DIFFERENCE] = (standing.differences[place], standing.difference_draws[place])
    return {name: _figure(*values, level_share) for name, values in found.items()}


def _figure(value: float, draws: Vector, level_share: float) -> Figure:
    known = draws[~np.isnan(draws)]
    if np.isnan(value) or len(known) == 0:
        return Figure(_known(float(value)))
    rest = (1.0 - level_share) / 2.0
    low, high = np.quantile(known, [rest, 1.0 - rest])
    return Figure(_known(float(value)), _known(float(low)), _known(float(high)))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(value, _DIGITS)
