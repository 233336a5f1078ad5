import numpy as np
import pytest
from sklearn.metrics import silhouette_score

from klantcentraal.segmentation.silhouette import silhouettes


def test_silhouettes_agree_with_those_of_scikit_learn() -> None:
    draw = np.random.default_rng(1)
    matrix = draw.normal(size=(200, 4))
    divisions = [draw.integers(count, size=200) for count in (2, 3, 10)]
    divisions.append(np.arange(200) // 199)  # one row alone
    expected = [silhouette_score(matrix, labels) for labels in divisions]
    assert silhouettes(matrix, divisions).tolist() == pytest.approx(expected)


def test_a_silhouette_counted_by_hand() -> None:
    matrix = np.array([[0.0], [1.0], [5.0]])
    # rows 0 and 1: (5 - 1) / 5 and (4 - 1) / 4; row 2 is alone
    assert silhouettes(matrix, [np.array([0, 0, 1])]).tolist() == pytest.approx([(0.8 + 0.75) / 3])


def test_what_separates_nothing_is_zero() -> None:
    matrix = np.array([[0.0], [1.0], [5.0]])
    one, gap = np.zeros(3, dtype=np.int64), np.array([0, 2, 2])
    assert silhouettes(matrix, [one])[0] == 0.0
    assert silhouettes(np.ones((3, 1)), [gap])[0] == 0.0
    assert silhouettes(matrix, [gap]) == pytest.approx(silhouettes(matrix, [gap // 2]))
