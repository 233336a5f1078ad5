import numpy as np

from klantcentraal.segmentation.choice import Choice, ChoiceSettings, choose
from klantcentraal.segmentation.evaluations import evaluations

from .scored_accounts import THRESHOLDS, candidate, evidence, passing, planted

MATRIX, LABELS = planted(400, 4)


def choice(is_any_gated: bool = True) -> Choice:
    candidates = [
        candidate("kmeans_4", "kmeans", LABELS, passes_structure=is_any_gated),
        candidate("rfm", "rfm", LABELS % 2, scores=passing(LABELS % 2, (0,))),
    ]
    return choose(candidates, evidence(LABELS, MATRIX), ChoiceSettings(THRESHOLDS))


def test_a_choice_as_rows() -> None:
    rows = evaluations(choice())
    assert [(row.method_id, row.metric, row.verdict) for row in rows] == [
        ("kmeans_4", "segment_count", "passed"),
        ("kmeans_4", "stability_value", "best"),
        ("kmeans_4", "passing_account_share", "passed"),
        ("kmeans_4", "has_structure_value", "passed"),
        ("kmeans_4", "eta_squared_value", "best"),
        ("kmeans_4", "target_r2_value", "best"),
        ("kmeans_4", "quality_value", "chosen"),
        ("kmeans_4", "quality_difference_value", None),
        ("rfm", "segment_count", "passed"),
        ("rfm", "stability_value", "passed"),
        ("rfm", "passing_account_share", "failed"),
        ("rfm", "eta_squared_value", None),
        ("rfm", "target_r2_value", None),
        ("rfm", "quality_value", "refused"),
    ]
    assert {(row.target, row.dataset_role, row.segment_id, row.row_count) for row in rows} == {
        ("segmentation", "verification", "ALL", 400)
    }
    assert {row.method_id for row in rows if row.is_champion} == {"kmeans_4"}
    assert all(row.is_champion for row in rows if row.method_id == "kmeans_4")


def test_rfm_is_the_baseline_of_every_figure() -> None:
    rows = {(row.method_id, row.metric): row for row in evaluations(choice())}
    for metric in ("segment_count", "passing_account_share", "eta_squared_value"):
        baseline = rows["rfm", metric].metric_value
        assert baseline is not None
        assert rows["kmeans_4", metric].baseline_value == baseline
    assert rows["kmeans_4", "has_structure_value"].baseline_value is None


def test_keys_are_unique_and_no_figure_is_nan() -> None:
    rows = evaluations(choice(), "next_margin_amount")
    keys = [
        (row.target, row.method_id, row.dataset_role, row.segment_id, row.metric) for row in rows
    ]
    assert len(set(keys)) == len(keys)
    assert rows[0].target == "next_margin_amount"
    for row in rows:
        figures = (row.metric_value, row.metric_value_low, row.metric_value_high)
        assert not any(figure is not None and np.isnan(figure) for figure in figures)


def test_rfm_is_the_champion_where_nothing_passes() -> None:
    rows = evaluations(choice(is_any_gated=False))
    assert {row.method_id for row in rows if row.is_champion} == {"rfm"}
    assert "fallback" in {row.verdict for row in rows}
    assert "best" not in {row.verdict for row in rows}
