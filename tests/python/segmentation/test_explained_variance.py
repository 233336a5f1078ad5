import numpy as np
import pandas as pd
import pytest

from klantcentraal.segmentation.explained_variance import explained_variances

NAN = np.nan


def one_feature(values: pd.Series, labels: pd.Series, weights: pd.Series) -> float:
    """Adjusted eta squared from the definition."""
    known = values.notna()
    values, labels, weights = values[known], labels[known], weights[known]
    weighted = values * weights
    means = weighted.groupby(labels).sum() / weights.groupby(labels).sum()
    inside = (weights * (values - labels.map(means)) ** 2).sum()
    total = (weights * (values - weighted.sum() / weights.sum()) ** 2).sum()
    rows, segments = len(values), labels.nunique()
    return float(1 - inside / total * (rows - 1) / (rows - segments))


def test_pandas_says_the_same() -> None:
    draw = np.random.default_rng(1)
    labels = draw.integers(0, 4, 120)
    matrix = draw.normal(size=(120, 3)) + labels[:, None] * [0.0, 1.0, 3.0]
    matrix[draw.random(matrix.shape) < 0.15] = NAN
    weights = draw.exponential(size=(120, 3))
    for place, found in enumerate(explained_variances(matrix, labels, weights)):
        parts = [
            one_feature(pd.Series(column), pd.Series(labels), pd.Series(weights[:, place]))
            for column in matrix.T
        ]
        assert found == pytest.approx(np.mean(parts))


def test_chance_explains_nothing_on_average() -> None:
    draw = np.random.default_rng(2)
    once = np.ones((200, 1))
    found = [
        explained_variances(draw.normal(size=(200, 5)), draw.integers(0, 8, 200), once)[0]
        for _ in range(50)
    ]
    assert abs(np.mean(found)) < 0.01


def test_a_hand_case_and_features_that_say_nothing() -> None:
    # Inside 4 x 0.25 = 1, total 4 x 4 + 1 = 17, 3 / 2 for the segments.
    values = np.array([0.0, 1.0, 4.0, 5.0])
    matrix = np.column_stack([values, np.ones(4), np.full(4, NAN), [NAN, NAN, 1.0, NAN]])
    found = explained_variances(matrix, np.array([0, 0, 1, 1]), np.ones((4, 1)))
    assert found[0] == pytest.approx(1 - 1 / 17 * 3 / 2)


@pytest.mark.parametrize(
    ("matrix", "labels"),
    [
        pytest.param(np.ones((3, 2)), [0, 0, 1], id="all equal"),
        pytest.param(np.array([[1.0], [2.0]]), [0, 1], id="a segment each"),
        pytest.param(np.array([[1.0]]), [0], id="one account"),
        pytest.param(np.empty((3, 0)), [0, 0, 1], id="no features"),
    ],
)
def test_what_cannot_be_known_is_left_open(matrix: np.ndarray, labels: list[int]) -> None:
    weights = np.ones((len(labels), 2))
    assert np.isnan(explained_variances(matrix, np.array(labels), weights)).all()


def test_one_segment_explains_nothing() -> None:
    matrix = np.random.default_rng(3).normal(size=(20, 2))
    found = explained_variances(matrix, np.zeros(20, dtype=np.int64), np.ones((20, 1)))
    assert found[0] == pytest.approx(0.0)
