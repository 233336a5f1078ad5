"""The five tests of a segment (METHOD-DETAILS 8), on accounts it was not made from.

Every figure is measured on the verification accounts, with the frozen assignment. A figure that
cannot be known is None and its test is left out of the verdict; it never counts as passed.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Flags, Indices, Matrix, Texts, Vector
from klantcentraal.segmentation.folds import group_folds
from klantcentraal.segmentation.homogeneity import homogeneities
from klantcentraal.segmentation.identifiability import identifiabilities
from klantcentraal.segmentation.separation import separations
from klantcentraal.segmentation.thresholds import (
    COST_TO_SERVE,
    PASSING_SHARE,
    Thresholds,
    fixed_cost,
)

Metric = tuple[str, str]  # test_id and metric_name

METRICS: tuple[Metric, ...] = (
    ("homogeneous", "spread_reduction_value"),
    ("heterogeneous", "cliffs_delta_value"),
    ("substantial", "margin_to_cost_value"),
    ("substantial", "group_count"),
    ("identifiable", "rule_fidelity_share"),
    ("identifiable", "firmographics_fidelity_share"),
    ("reachable", "reachable_share"),
)
TESTS = tuple(dict.fromkeys(test for test, _ in METRICS))
ALL = None  # segment label of the segmentation as a whole
PASSING_METRIC = PASSING_SHARE[1]
_DIGITS = 9  # the last bits of a sum depend on the order of rows


@dataclass(frozen=True)
class Scored:
    """Accounts of the verification date, and the segment that each is assigned to.

    Attributes:
        labels: Segment of each row, 0 and up; a number without rows is no segment.
        z_scores: Yardstick features, shape (rows, features), NaN where missing.
        group_ids: Group of companies of each row.
        margin: 12-month margin of each row, NaN where no cost is known.
        firmographics: What is known of a company before it buys, as numbers, shape (rows,
            features), NaN where missing.
        thresholds: What must be reached.
        is_reachable: Whether an account can be approached; None when permissions were not
            delivered.
    """

    labels: Indices
    z_scores: Matrix
    group_ids: Texts
    margin: Vector
    firmographics: Matrix
    thresholds: Thresholds
    is_reachable: Flags | None = None


@dataclass(frozen=True)
class SegmentScore:
    """One metric of one segment, or of the segmentation as a whole.

    Attributes:
        segment_label: The segment; None (ALL) for the segmentation as a whole.
        test_id: homogeneous, heterogeneous, substantial, identifiable or reachable.
        metric_name: What was measured.
        metric_value: The figure; None when it cannot be known.
        threshold_value: Lowest value that passes; None for a metric that is told only.
        is_passed: Whether it was reached; None where there is no figure or no threshold.
        is_headline: Whether this metric stands for its test: one a segment and test, the metric
            that decides.
    """

    segment_label: int | None
    test_id: str
    metric_name: str
    metric_value: float | None
    threshold_value: float | None
    is_passed: bool | None
    is_headline: bool


def score_segments(scored: Scored) -> tuple[SegmentScore, ...]:
    """Hold each segment, and the segmentation as a whole, to the five tests.

    Args:
        scored: The accounts.

    Returns:
        Per segment, in order of label, a score for each of METRICS; then for ALL their means
        weighted by accounts, and for each test the share of accounts in segments that pass it
        (passing_account_share, among the accounts of segments for which it is known). Nothing
        without rows.
    """
    if len(scored.labels) == 0:
        return ()
    present, labels = np.unique(scored.labels, return_inverse=True)
    columns = _measured(scored, labels.astype(np.int64), len(present))
    segments = []
    for place, label in enumerate(present):
        found = {metric: _known(float(column[place])) for metric, column in columns.items()}
        segments.append(_scores(int(label), found, scored.thresholds))
    counts = [int(count) for count in np.bincount(labels)]
    of_segments = [score for segment in segments for score in segment]
    return (*of_segments, *_overall(segments, counts, scored.thresholds))


def passes(scores: Sequence[SegmentScore], segment_label: int) -> bool:
    """Say whether a segment passes every test that could be done.

    Args:
        scores: Of score_segments.
        segment_label: The segment.

    Returns:
        Whether none failed and at least one was done.
    """
    verdicts = {s.is_passed for s in scores if s.segment_label == segment_label}
    return True in verdicts and False not in verdicts


def passing_account_share(scores: Sequence[SegmentScore], labels: Indices) -> float:
    """Give the share of accounts in segments that pass every test that could be done.

    Args:
        scores: Of score_segments.
        labels: Segment of each account.

    Returns:
        0..1; 0 without accounts.
    """
    present, counts = np.unique(labels, return_counts=True)
    passing = sum(
        int(count)
        for label, count in zip(present, counts, strict=True)
        if passes(scores, int(label))
    )
    return passing / max(1, len(labels))


def _measured(scored: Scored, labels: Indices, count: int) -> dict[Metric, Vector]:
    """The figures of each metric, one a segment."""
    folds = group_folds(scored.group_ids)
    figures = (
        homogeneities(scored.z_scores, labels, count),
        separations(scored.z_scores, labels, count),
        _margins_to_cost(scored, labels, count),
        _group_counts(scored, labels, count),
        identifiabilities(scored.z_scores, labels, folds),
        identifiabilities(scored.firmographics, labels, folds),
        _reachable_shares(scored, labels, count),
    )
    return dict(zip(METRICS, figures, strict=True))


def _margins_to_cost(scored: Scored, labels: Indices, count: int) -> Vector:
    is_known = ~np.isnan(scored.margin)
    known = np.bincount(labels[is_known], minlength=count)
    margins = np.bincount(labels, np.where(is_known, scored.margin, 0.0), minlength=count)
    fixed = fixed_cost(scored.thresholds, float(margins.sum()))
    costs = fixed + np.bincount(labels, minlength=count) * scored.thresholds[COST_TO_SERVE]
    return np.where((known > 0) & (costs > 0), margins / np.where(costs > 0, costs, 1.0), np.nan)


def _group_counts(scored: Scored, labels: Indices, count: int) -> Vector:
    groups = scored.group_ids.astype(str)
    sizes = [len(np.unique(groups[labels == segment])) for segment in range(count)]
    return np.array(sizes, dtype=np.float64)


def _reachable_shares(scored: Scored, labels: Indices, count: int) -> Vector:
    if scored.is_reachable is None:
        return np.full(count, np.nan)
    reached = np.bincount(labels[scored.is_reachable], minlength=count)
    return np.asarray(reached / np.bincount(labels, minlength=count))


def _scores(
    label: int | None, found: Mapping[Metric, float | None], thresholds: Thresholds
) -> list[SegmentScore]:
    """Hold the figures of one segment, or of all, to the thresholds."""
    headlines = {_headline(test, found, thresholds) for test in TESTS}
    result = []
    for metric in METRICS:
        value, threshold = found[metric], thresholds.get(metric)
        is_passed = None if value is None or threshold is None else value >= threshold
        is_headline = metric in headlines
        result.append(
            SegmentScore(label, *metric, value, threshold, is_passed, is_headline=is_headline)
        )
    return result


def _headline(test: str, found: Mapping[Metric, float | None], thresholds: Thresholds) -> Metric:
    """The metric of a test that is furthest below its threshold, or else least above it."""

    def height(metric: Metric) -> float:
        value, threshold = found[metric], thresholds[metric]
        return math.inf if value is None else (value - threshold) / max(threshold, 1e-9)

    return min((m for m in METRICS if m[0] == test and m in thresholds), key=height)


def _overall(
    segments: Sequence[Sequence[SegmentScore]], counts: Sequence[int], thresholds: Thresholds
) -> list[SegmentScore]:
    """The scores of the segmentation as a whole."""
    means = {
        metric: _mean([scores[place].metric_value for scores in segments], counts)
        for place, metric in enumerate(METRICS)
    }
    result = _scores(ALL, means, thresholds)
    least = thresholds[PASSING_SHARE]
    for test in TESTS:
        headlines = [s for scores in segments for s in scores if s.test_id == test]
        verdicts = [s.is_passed for s in headlines if s.is_headline]
        share = _mean([None if v is None else float(v) for v in verdicts], counts)
        is_passed = None if share is None else share >= least
        result.append(
            SegmentScore(ALL, test, PASSING_METRIC, share, least, is_passed, is_headline=False)
        )
    return result


def _mean(values: Sequence[float | None], counts: Sequence[int]) -> float | None:
    """The mean of what is known, each segment counting for its accounts."""
    known = [(n, value) for n, value in zip(counts, values, strict=True) if value is not None]
    weight = sum(n for n, _ in known)
    return _known(sum(n * value for n, value in known) / weight) if weight else None


def _known(value: float) -> float | None:
    return None if math.isnan(value) else round(value, _DIGITS)
