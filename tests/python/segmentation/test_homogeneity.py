import numpy as np
import pandas as pd
import pytest

from klantcentraal.segmentation.homogeneity import homogeneities

NAN = np.nan


def test_pandas_says_the_same() -> None:
    draw = np.random.default_rng(2)
    matrix = draw.normal(size=(90, 3)) * [1, 5, 0.2]
    matrix[draw.random(matrix.shape) < 0.1] = NAN
    labels = draw.integers(0, 3, 90)
    frame = pd.DataFrame(matrix)
    overall = (frame - frame.median()).abs().mean().mean()
    centres = frame.groupby(labels).transform("median")
    inside = (frame - centres).abs().groupby(labels).mean().mean(axis=1)
    np.testing.assert_allclose(homogeneities(matrix, labels, 3), 1 - inside / overall)


def test_hand_cases() -> None:
    # Overall median 3.5, mean distance 2.5; segment 0: median 1, mean distance 2/3.
    matrix = np.array([[0.0], [1.0], [2.0], [5.0], [6.0], [7.0]])
    found = homogeneities(matrix, np.array([0, 0, 0, 1, 1, 1]), 2)
    assert found[0] == pytest.approx(1 - (2 / 3) / 2.5)
    assert found[1] == pytest.approx(found[0])


def test_one_segment_of_all_accounts_is_as_different_as_accounts_are() -> None:
    matrix = np.random.default_rng(3).normal(size=(30, 2))
    np.testing.assert_allclose(homogeneities(matrix, np.zeros(30, dtype=np.int64), 1), 0.0)


@pytest.mark.parametrize(
    "matrix",
    [
        pytest.param(np.ones((4, 2)), id="all equal"),
        pytest.param(np.full((4, 2), NAN), id="nothing known"),
        pytest.param(np.empty((4, 0)), id="no features"),
    ],
)
def test_what_cannot_be_known_is_left_open(matrix: np.ndarray) -> None:
    assert np.isnan(homogeneities(matrix, np.array([0, 0, 1, 1]), 2)).all()


def test_a_feature_that_a_segment_lacks_is_left_out_on_both_sides() -> None:
    matrix = np.array([[0.0, NAN], [2.0, NAN], [4.0, 100.0], [6.0, -100.0]])
    # First feature: overall median 3, mean distance 2; segment 0: mean distance 1.
    assert homogeneities(matrix, np.array([0, 0, 1, 1]), 2)[0] == pytest.approx(0.5)
