from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from klantcentraal.modelling.arrays import Indices
from klantcentraal.segmentation.folds import group_folds
from klantcentraal.segmentation.homogeneity import homogeneities
from klantcentraal.segmentation.identifiability import identifiabilities
from klantcentraal.segmentation.scorecard import (
    METRICS,
    PASSING_METRIC,
    TESTS,
    Scored,
    SegmentScore,
    passes,
    passing_account_share,
    score_segments,
)
from klantcentraal.segmentation.separation import separations
from klantcentraal.segmentation.thresholds import Thresholds

from .scored_accounts import THRESHOLDS, groups_of, noisy, passing, planted, scored

NAN = np.nan


def figure(scores: tuple[SegmentScore, ...], segment: int | None, metric: str) -> SegmentScore:
    """The one score of a segment and metric."""
    (found,) = (s for s in scores if s.segment_label == segment and s.metric_name == metric)
    return found


def company(count: int = 600) -> Scored:
    """Accounts with all that a scorecard can ask for, in groups of two."""
    draw = np.random.default_rng(11)
    matrix, labels = planted(count, 3, apart=2.0)
    margin = draw.normal(200, 150, count)
    margin[draw.random(count) < 0.1] = NAN
    base = scored(noisy(labels, 0.05, 1), matrix, groups_of(count, 2))
    return replace(
        base, margin=margin, firmographics=matrix[:, :1], is_reachable=draw.random(count) < 0.6
    )


def test_each_figure_is_that_of_its_own_measure_and_pandas() -> None:
    whole = company()
    scores = score_segments(whole)
    frame = pd.DataFrame(
        {
            "label": whole.labels,
            "group": whole.group_ids,
            "margin": whole.margin,
            "reachable": whole.is_reachable,
        }
    ).groupby("label")
    folds = group_folds(whole.group_ids)
    expected = {
        "spread_reduction_value": homogeneities(whole.z_scores, whole.labels, 3),
        "cliffs_delta_value": separations(whole.z_scores, whole.labels, 3),
        "margin_to_cost_value": frame["margin"].sum() / (0.005 * np.nansum(whole.margin)),
        "group_count": frame["group"].nunique(),
        "rule_fidelity_share": identifiabilities(whole.z_scores, whole.labels, folds),
        "firmographics_fidelity_share": identifiabilities(whole.firmographics, whole.labels, folds),
        "reachable_share": frame["reachable"].mean(),
    }
    sizes = frame.size().to_numpy()
    for metric, values in expected.items():
        for segment, value in enumerate(np.asarray(values)):
            assert figure(scores, segment, metric).metric_value == pytest.approx(value, abs=1e-9)
        mean = np.average(np.asarray(values), weights=sizes)
        assert figure(scores, None, metric).metric_value == pytest.approx(mean, abs=1e-8)


def test_every_segment_has_every_metric_and_one_headline_a_test() -> None:
    scores = score_segments(company())
    for segment in (0, 1, 2, None):
        own = [s for s in scores if s.segment_label == segment]
        metrics = [(s.test_id, s.metric_name) for s in own if s.metric_name != PASSING_METRIC]
        assert metrics == list(METRICS)
        assert [s.test_id for s in own if s.is_headline] == list(TESTS)
    assert [s.test_id for s in scores if s.metric_name == PASSING_METRIC] == list(TESTS)
    for score in scores:
        if score.threshold_value is not None and score.metric_value is not None:
            assert score.is_passed == (score.metric_value >= score.threshold_value)


@pytest.mark.parametrize(
    ("margins", "groups", "headline", "is_passed"),
    [
        pytest.param((1.0, 1.0), (40, 40), "group_count", True, id="both, groups nearer"),
        pytest.param((0.004, 1.0), (40, 40), "margin_to_cost_value", False, id="too little margin"),
        pytest.param((1.0, 1.0), (29, 60), "group_count", False, id="too few groups"),
        pytest.param((1.0, 1.0), (30, 60), "group_count", True, id="just enough groups"),
        pytest.param((NAN, 1.0), (40, 40), "group_count", True, id="no costs known"),
        pytest.param((-1.0, 9.0), (20, 60), "margin_to_cost_value", False, id="neither, a loss"),
    ],
)
def test_substantial_asks_for_margin_and_for_groups(
    margins: tuple[float, float], groups: tuple[int, int], headline: str, is_passed: bool
) -> None:
    labels = np.repeat([0, 1], groups)
    margin = np.repeat(np.array(margins) / groups, groups)
    whole = replace(scored(labels, np.ones((len(labels), 1))), margin=margin)
    scores = [s for s in score_segments(whole) if s.segment_label == 0]
    (found,) = (s for s in scores if s.test_id == "substantial" and s.is_headline)
    assert (found.metric_name, found.is_passed) == (headline, is_passed)


def test_groups_count_once() -> None:
    labels = np.zeros(60, dtype=np.int64)
    whole = scored(labels, np.ones((60, 1)), groups_of(60, 2))
    assert figure(score_segments(whole), 0, "group_count").metric_value == 30


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        ({("substantial", "cost_to_serve_amount"): 50.0}, 4000 / (0.005 * 10_000 + 40 * 50)),
        ({("substantial", "segment_fixed_cost_amount"): 500.0}, 4000 / 500),
        ({("substantial", "segment_fixed_cost_share"): 0.0}, None),
    ],
)
def test_costs_come_from_the_seed(costs: Thresholds, expected: float | None) -> None:
    labels = np.repeat([0, 1], [40, 60])
    whole = replace(scored(labels, np.ones((100, 1))), thresholds={**THRESHOLDS, **costs})
    found = figure(score_segments(whole), 0, "margin_to_cost_value")
    assert found.metric_value == (None if expected is None else pytest.approx(expected))
    assert (found.is_passed is None) == (expected is None)


def test_without_permissions_reachable_is_not_available() -> None:
    matrix, labels = planted()
    without = score_segments(scored(labels, matrix))
    for segment in (0, 1, 2, None):
        found = figure(without, segment, "reachable_share")
        assert (found.metric_value, found.threshold_value, found.is_passed) == (None, 0.5, None)
    nobody = replace(scored(labels, matrix), is_reachable=np.zeros(len(labels), dtype=np.bool_))
    assert passes(without, 0)
    assert not passes(score_segments(nobody), 0)


def test_firmographics_are_told_and_never_fail() -> None:
    matrix, labels = planted()
    noise = np.random.default_rng(12).normal(size=(len(labels), 2))
    scores = score_segments(replace(scored(labels, matrix), firmographics=noise))
    found = figure(scores, 0, "firmographics_fidelity_share")
    assert found.metric_value is not None
    assert found.metric_value < 0.6
    assert (found.threshold_value, found.is_passed, found.is_headline) == (None, None, False)
    assert passes(scores, 0)


def test_the_whole_tells_which_accounts_are_in_segments_that_pass() -> None:
    matrix, labels = planted()
    labels[:20] = 3  # members of every segment, too few to count
    scores = score_segments(scored(labels, matrix))
    assert [passes(scores, segment) for segment in range(4)] == [True, True, True, False]
    assert passing_account_share(scores, labels) == pytest.approx(580 / 600)
    shares = {s.test_id: s for s in scores if s.metric_name == PASSING_METRIC}
    assert shares["substantial"].metric_value == pytest.approx(580 / 600)
    assert shares["substantial"].is_passed
    assert shares["reachable"].metric_value is None


def test_a_segment_without_any_verdict_does_not_pass() -> None:
    open_score = SegmentScore(0, "reachable", "reachable_share", None, 0.5, None, is_headline=True)
    assert not passes((open_score,), 0)
    assert not passes(passing(np.array([0])), 1)
    assert passing_account_share((), np.array([], dtype=np.int64)) == 0.0


@pytest.mark.parametrize(
    ("matrix", "labels"),
    [
        pytest.param(np.ones((1, 2)), [0], id="one account"),
        pytest.param(np.random.default_rng(1).normal(size=(50, 2)), [0] * 50, id="one segment"),
        pytest.param(np.ones((50, 2)), [0, 1] * 25, id="all equal"),
        pytest.param(np.full((50, 2), NAN), [0, 1] * 25, id="nothing known"),
        pytest.param(np.empty((50, 0)), [0, 1] * 25, id="no features"),
        pytest.param(np.random.default_rng(2).normal(size=(50, 2)), range(50), id="one each"),
    ],
)
def test_nothing_breaks_and_nothing_is_nan(matrix: np.ndarray, labels: list[int]) -> None:
    whole = scored(np.array(labels, dtype=np.int64), matrix)
    scores = score_segments(replace(whole, margin=np.full(len(matrix), NAN)))
    values = [s.metric_value for s in scores]
    assert not any(value is not None and np.isnan(value) for value in values)
    assert passing_account_share(scores, whole.labels) == 0.0


def test_nobody_has_no_scores() -> None:
    assert score_segments(scored(np.array([], dtype=np.int64), np.empty((0, 3)))) == ()


def test_a_label_without_accounts_is_no_segment() -> None:
    matrix, labels = planted()
    scores = score_segments(scored(labels * 2, matrix))
    assert {s.segment_label for s in scores} == {0, 2, 4, None}
    renamed = [replace(s, segment_label=None) for s in scores]
    assert renamed == [
        replace(s, segment_label=None) for s in score_segments(scored(labels, matrix))
    ]


def shuffled(whole: Scored, order: Indices) -> Scored:
    assert whole.is_reachable is not None
    return Scored(
        whole.labels[order],
        whole.z_scores[order],
        whole.group_ids[order],
        whole.margin[order],
        whole.firmographics[order],
        whole.thresholds,
        whole.is_reachable[order],
    )


def test_the_order_of_rows_does_not_matter() -> None:
    whole = company()
    order = np.random.default_rng(13).permutation(len(whole.labels))
    assert score_segments(whole) == score_segments(shuffled(whole, order))
