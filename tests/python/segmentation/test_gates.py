import numpy as np
import pytest

from klantcentraal.segmentation.gates import judge

from .scored_accounts import THRESHOLDS, candidate, passing

LABELS = np.arange(100) % 5


def failed(method: str = "kmeans", stability: float | None = 0.9, **changes: object) -> list[str]:
    """The gates that a candidate does not pass."""
    labels = changes.pop("labels", LABELS)
    assert isinstance(labels, np.ndarray)
    gates = judge(candidate("c", method, labels, **changes), stability, THRESHOLDS)
    return [gate.gate_id for gate in gates if not gate.is_passed]


@pytest.mark.parametrize(
    ("labels", "fitted", "is_passed"),
    [
        (np.zeros(100, dtype=np.int64), 1, False),
        (np.zeros(100, dtype=np.int64), 5, False),  # all verification accounts are in one
        (np.arange(100) % 2, 2, True),
        (np.arange(100) % 10, 10, True),
        (np.arange(100) % 10, 11, False),
        (np.arange(100) % 11, 11, False),
        (np.array([], dtype=np.int64), 5, False),
    ],
)
def test_two_to_ten_segments(labels: np.ndarray, fitted: int, is_passed: bool) -> None:
    found = failed(labels=labels, segment_count=fitted, scores=passing(labels))
    assert ("segment_count" in found) is not is_passed


@pytest.mark.parametrize(
    ("stability", "is_passed"), [(0.75, True), (0.7499, False), (None, False), (-0.1, False)]
)
def test_it_comes_back_from_other_draws(stability: float | None, is_passed: bool) -> None:
    assert (failed(stability=stability) == []) is is_passed


@pytest.mark.parametrize(
    ("failing", "is_passed"), [((), True), ((0,), True), ((0, 1), False), (tuple(range(5)), False)]
)
def test_four_in_five_accounts_are_in_segments_that_pass(
    failing: tuple[int, ...], is_passed: bool
) -> None:
    assert (failed(scores=passing(LABELS, failing)) == []) is is_passed


def test_no_scores_do_not_pass() -> None:
    assert failed(scores=()) == ["passing_account_share"]


@pytest.mark.parametrize("method", ["kmeans", "ward", "mixed", "som"])
@pytest.mark.parametrize(("found", "is_passed"), [(True, True), (False, False), (None, False)])
def test_a_clustering_needs_structure(method: str, found: bool | None, is_passed: bool) -> None:
    assert (failed(method, passes_structure=found) == []) is is_passed


@pytest.mark.parametrize("method", ["tiers", "rfm", "tree"])
def test_rules_need_no_structure(method: str) -> None:
    assert failed(method) == []
