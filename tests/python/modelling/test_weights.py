import numpy as np
import pytest

from klantcentraal.modelling.weights import suggested_weights, top_overlaps

IDS = np.array([f"A{number:03d}" for number in range(100)], dtype=object)


@pytest.mark.parametrize(
    ("useful", "weights"),
    [
        ({"a": 3.0, "b": 1.0}, {"a": 0.7, "b": 0.3}),
        ({"a": 3.0, "b": -1.0}, {"a": 0.9, "b": 0.1}),
        ({"a": 0.0, "b": -1.0}, {"a": 0.5, "b": 0.5}),
        ({}, {}),
    ],
)
def test_a_fifth_is_divided_evenly_and_the_rest_by_use(
    useful: dict[str, float], weights: dict[str, float]
) -> None:
    assert suggested_weights(useful) == pytest.approx(weights)


def test_a_criterion_that_decides_alone_moves_nobody() -> None:
    scores = np.column_stack([np.arange(100.0), np.full(100, 50.0)])
    assert top_overlaps(scores, np.array([1.0, 1.0]), IDS).tolist() == [1.0, 1.0]


def test_criteria_that_pull_apart_move_the_top() -> None:
    scores = np.column_stack([np.arange(100.0), np.arange(100.0)[::-1]])
    overlaps = top_overlaps(scores, np.array([1.0, 1.0]), IDS)
    assert overlaps.min() == 0.0  # all equal at first, then one of the two decides


def test_accounts_without_scores_have_no_place_and_weights_of_nothing_move_nobody() -> None:
    scores = np.full((100, 2), np.nan)
    assert np.isnan(top_overlaps(scores, np.array([1.0, 1.0]), IDS)).all()
    scores[:7, 0] = 10.0
    assert top_overlaps(scores, np.array([1.0, 1.0]), IDS).tolist() == [1.0, 1.0]
    assert np.isnan(top_overlaps(scores, np.array([0.0, 0.0]), IDS)).all()
