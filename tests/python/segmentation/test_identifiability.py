import numpy as np
import pytest
from sklearn.metrics import precision_recall_fscore_support
from sklearn.model_selection import PredefinedSplit, cross_val_predict
from sklearn.tree import DecisionTreeClassifier

from klantcentraal.segmentation.folds import group_folds
from klantcentraal.segmentation.identifiability import identifiabilities

from .scored_accounts import groups_of, planted


def test_scikit_learn_says_the_same() -> None:
    matrix, labels = planted(500, 4, apart=1.0)
    folds = group_folds(groups_of(500, 2))
    tree = DecisionTreeClassifier(max_depth=4, min_samples_leaf=20, random_state=20260630)
    predicted = cross_val_predict(tree, matrix, labels, cv=PredefinedSplit(folds))
    precision, recall, _, _ = precision_recall_fscore_support(labels, predicted, zero_division=0)
    found = identifiabilities(matrix, labels, folds)
    np.testing.assert_allclose(found, np.minimum(precision, recall))
    assert 0.3 < found.min() < found.max() < 1.0


def test_clear_segments_are_found_by_a_rule_and_chance_ones_are_not() -> None:
    matrix, labels = planted(600, 3, apart=6.0)
    folds = group_folds(groups_of(600))
    assert identifiabilities(matrix, labels, folds).min() > 0.95
    chance = np.random.default_rng(4).permutation(labels)
    assert identifiabilities(matrix, chance, folds).max() < 0.5


def test_companies_of_one_group_do_not_help_to_find_each_other() -> None:
    # A feature that names the group tells the segment of its other accounts, and of nobody else.
    draw = np.random.default_rng(5)
    group = np.repeat(np.arange(20), 30)
    labels = draw.integers(0, 2, 20)[group]
    matrix = group[:, None].astype(np.float64)
    ids = np.array([f"g{number}" for number in group], dtype=object)
    honest = identifiabilities(matrix, labels, group_folds(ids)).max()
    careless = identifiabilities(matrix, labels, group_folds(groups_of(600))).max()
    assert careless - honest > 0.2


def test_a_segment_that_the_tree_never_names_is_not_found() -> None:
    matrix, labels = planted(400, 2, apart=6.0)
    labels[:5] = 2  # fewer than a leaf holds
    found = identifiabilities(matrix, labels, group_folds(groups_of(400)))
    assert found[2] == 0.0
    assert found[:2].min() > 0.9


def test_missing_may_be_the_rule() -> None:
    labels = np.arange(200) % 2
    matrix = np.where(labels == 1, np.nan, np.random.default_rng(6).normal(size=200))[:, None]
    found = identifiabilities(matrix, labels, group_folds(groups_of(200)))
    np.testing.assert_array_equal(found, 1.0)


@pytest.mark.parametrize(
    ("matrix", "labels", "size"),
    [
        pytest.param(np.empty((60, 0)), np.arange(60) % 2, 1, id="nothing to ask"),
        pytest.param(np.ones((60, 2)), np.arange(60) % 2, 1, id="nothing varies"),
        pytest.param(np.full((60, 2), np.nan), np.arange(60) % 2, 1, id="nothing known"),
        pytest.param(np.eye(60), np.zeros(60, dtype=np.int64), 1, id="one segment"),
        pytest.param(np.eye(60), np.arange(60) % 2, 60, id="one group"),
        pytest.param(np.ones((1, 1)), np.zeros(1, dtype=np.int64), 1, id="one account"),
    ],
)
def test_what_cannot_be_known_is_left_open(
    matrix: np.ndarray, labels: np.ndarray, size: int
) -> None:
    found = identifiabilities(matrix, labels, group_folds(groups_of(len(labels), size)))
    assert len(found) == labels.max() + 1
    assert np.isnan(found).all()
