"""From the accounts of two dates to the segmentation that is used.

Methods are fitted on the model date and judged on the verification date, with accounts assigned by
what was frozen (METHOD-DETAILS 2, 7 and 8).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from klantcentraal.modelling.arrays import Flags, Indices, Vector
from klantcentraal.segmentation.bootstrap import BootstrapSettings, refit_labels
from klantcentraal.segmentation.candidate import CLUSTERINGS, Candidate
from klantcentraal.segmentation.candidates import (
    CandidateSettings,
    FittedCandidate,
    ModelRows,
    assigning,
    assigning_nulls,
    fit_candidate,
    fit_candidates,
    model_rows,
    space_of,
)
from klantcentraal.segmentation.carried_means import TargetRows
from klantcentraal.segmentation.choice import Choice, ChoiceSettings, choose
from klantcentraal.segmentation.cluster_count import CountChoice, choose_count
from klantcentraal.segmentation.count_settings import CountSettings
from klantcentraal.segmentation.firmographics import firmographics
from klantcentraal.segmentation.null_silhouettes import measure_nulls, sample_rows
from klantcentraal.segmentation.quality import Evidence
from klantcentraal.segmentation.scorecard import Scored, SegmentScore, score_segments
from klantcentraal.segmentation.thresholds import Thresholds
from klantcentraal.segmentation.yardstick import Yardstick


@dataclass(frozen=True)
class DatedAccounts:
    """The accounts of one date and what is held against them.

    Attributes:
        yardstick: The accounts, with their attributes.
        target: Of the objective, shape (rows,), money as a signed log; NaN where it is not known.
        is_reachable: Whether each can be approached; None when permissions were not delivered.
        all_margins: 12-month margin of every account of the date, where yardstick is a sample;
            None = it holds all.
    """

    yardstick: Yardstick
    target: Vector
    is_reachable: Flags | None = None
    all_margins: Vector | None = None

    @property
    def margin(self) -> Vector:
        """12-month margin, shape (rows,); NaN where no cost is known."""
        assert self.yardstick.attributes is not None
        return np.asarray(self.yardstick.attributes.fact("margin_12m_amount"))


@dataclass(frozen=True)
class SelectionSettings:
    """How to select.

    Attributes:
        thresholds: What segments and segmentations must reach.
        candidates: How methods are fitted.
        count: What counts as structure.
        refits: How segmentations are fitted anew to see whether they return.
    """

    thresholds: Thresholds
    candidates: CandidateSettings = field(default_factory=CandidateSettings)
    count: CountSettings = field(default_factory=CountSettings)
    refits: BootstrapSettings = field(default_factory=lambda: BootstrapSettings(refit_count=25))


@dataclass(frozen=True)
class Selection:
    """Every segmentation that was tried, and the one that is used.

    Attributes:
        counts: Per clustering method how many clusters it found, and why.
        fitted: Every segmentation that was fitted, the simplest method first.
        scores: Of each of them, in the same order, the five tests on the verification accounts;
            empty without a verification date.
        choice: Which one is used; None without a verification date: nothing was held against
            accounts that it was not made from.
    """

    counts: Mapping[str, CountChoice]
    fitted: tuple[FittedCandidate, ...]
    scores: tuple[tuple[SegmentScore, ...], ...]
    choice: Choice | None


def select(
    model: DatedAccounts, verification: DatedAccounts | None, settings: SelectionSettings
) -> Selection:
    """Fit every method, judge what came out and choose.

    Args:
        model: Accounts of the model date, one or more.
        verification: Accounts of the verification date; None where history is too short.
        settings: How to select.

    Returns:
        All of it. Clusterings that find no structure are fitted with no number of clusters, so
        they are no candidates; counts says why.
    """
    has_target = bool((~np.isnan(model.target)).any())
    target = model.target if has_target else None
    rows = model_rows(model.yardstick, target, settings.candidates, model.all_margins)
    counts = {method_id: count_clusters(method_id, rows, settings) for method_id in CLUSTERINGS}
    fitted = fit_candidates(
        rows,
        {
            method_id: () if found.count is None else (found.count,)
            for method_id, found in counts.items()
        },
    )
    if verification is None or not len(verification.yardstick):
        return Selection(counts, fitted, (), None)
    preparation = rows.everyone.preparation
    z_scores = preparation.z_scores(verification.yardstick.values)
    candidates = []
    for candidate in fitted:
        labels = candidate.fitted.assign(verification.yardstick)
        scored = Scored(
            labels,
            z_scores,
            verification.yardstick.group_ids,
            verification.margin,
            firmographics(verification.yardstick),
            settings.thresholds,
            verification.is_reachable,
        )
        candidates.append(
            Candidate(
                candidate_id=candidate.candidate_id,
                method_id=candidate.method_id,
                segment_count=candidate.fitted.segment_count,
                labels=labels,
                refit_labels=_refits(candidate, rows, verification.yardstick, settings.refits),
                model_labels=candidate.fitted.assign(model.yardstick),
                scores=score_segments(scored),
                passes_structure=candidate.method_id in counts or None,
            )
        )
    evidence = Evidence(
        z_scores,
        TargetRows(verification.yardstick.group_ids, verification.target),
        TargetRows(model.yardstick.group_ids, model.target),
    )
    choice = choose(candidates, evidence, ChoiceSettings(settings.thresholds))
    return Selection(counts, fitted, tuple(one.scores for one in candidates), choice)


def count_clusters(method_id: str, rows: ModelRows, settings: SelectionSettings) -> CountChoice:
    """Choose the number of clusters of a method on a sample of the model date.

    Args:
        method_id: One of CLUSTERINGS.
        rows: What methods learn from.
        settings: How to select.

    Returns:
        The number of clusters, or none with the reason.
    """
    others = rows.others.yardstick
    sample = others.take(sample_rows(others.account_ids, settings.count.row_limit))
    matrix = space_of(method_id, rows).coordinates(sample)
    nulls = partial(measure_nulls, matrix, assigning_nulls(method_id), settings.count)
    return choose_count(matrix, assigning(method_id), settings.count, nulls)


def _refits(
    candidate: FittedCandidate, rows: ModelRows, compared: Yardstick, settings: BootstrapSettings
) -> Indices:
    """Fit a method anew on drawn groups of the model date, and assign the verification accounts."""

    def refit(drawn: Indices, random_state: int) -> Indices:
        resampled = rows.take(drawn)
        seeded = replace(resampled.everyone, random_state=random_state)
        again = ModelRows(seeded, resampled.key_accounts)
        return fit_candidate(candidate.method_id, again, candidate.count).assign(compared)

    return refit_labels(rows.everyone.yardstick.group_ids, refit, settings)
