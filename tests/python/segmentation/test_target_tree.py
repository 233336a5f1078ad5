import numpy as np
import pytest
from sklearn.tree import DecisionTreeClassifier

from klantcentraal.modelling.arrays import Vector
from klantcentraal.segmentation.methods import target_tree
from klantcentraal.segmentation.training import Training
from segmentation.planted import training_of, yardstick_of

DRAW = np.random.default_rng(1)
VALUES = DRAW.normal(size=(900, 4))


def training_with(target: Vector | None) -> Training:
    plain = training_of(yardstick_of(VALUES))
    return Training(plain.yardstick, plain.preparation, target)


def test_leaves_part_what_the_target_parts() -> None:
    target = ((VALUES[:, 1] > 0.5) & (VALUES[:, 2] < 0)).astype(np.float64)
    training = training_with(target)
    tree = target_tree.fit(training, 3)
    labels = tree.assign(training.yardstick)
    assert tree.segment_count == 3
    rates = sorted(target[labels == label].mean() for label in range(3))
    assert rates[-1] >= 0.97
    assert rates[1] <= 0.03


@pytest.mark.parametrize("kind", ["class", "amount"])
def test_leaves_are_those_of_scikit_learn_and_never_small(kind: str) -> None:
    score = VALUES[:, 0] + DRAW.normal(size=900)
    target = (score > 1).astype(np.float64) if kind == "class" else np.exp(score)
    training = training_with(target)
    tree = target_tree.fit(training, 8)
    labels = tree.assign(training.yardstick)
    assert np.bincount(labels).min() >= 30
    assert tree.distances(training.yardstick) is None
    if kind == "class":
        matrix = training.preparation.coordinates(training.yardstick)
        theirs = DecisionTreeClassifier(
            max_leaf_nodes=8, min_samples_leaf=30, random_state=20260630
        )
        leaves = theirs.fit(matrix, target).apply(matrix)
        assert len({*zip(leaves.tolist(), labels.tolist(), strict=True)}) == tree.segment_count


def test_the_most_valuable_leaf_comes_first() -> None:
    training = training_with((VALUES[:, 0] > 0).astype(np.float64))
    labels = target_tree.fit(training, 4).assign(training.yardstick)
    margins = [VALUES[labels == label, 0].mean() for label in range(labels.max() + 1)]
    assert margins == sorted(margins, reverse=True)


def test_accounts_without_a_known_target_get_a_leaf_too() -> None:
    target = (VALUES[:, 1] > 0).astype(np.float64)
    target[::2] = np.nan
    training = training_with(target)
    labels = target_tree.fit(training, 2).assign(training.yardstick)
    same = np.corrcoef(labels, VALUES[:, 1] > 0)[0, 1]
    assert abs(same) > 0.95


@pytest.mark.parametrize(
    "target",
    [None, np.full(900, np.nan), np.ones(900), np.where(np.arange(900) < 40, 1.0, np.nan)],
    ids=["none", "unknown", "one class", "one class known"],
)
def test_nothing_to_learn_makes_one_leaf(target: Vector | None) -> None:
    training = training_with(target)
    tree = target_tree.fit(training, 4)
    assert tree.segment_count == 1
    assert not tree.assign(training.yardstick).any()


def test_one_giant_makes_no_leaf_of_its_own() -> None:
    target = np.where(VALUES[:, 1] > 0, 10.0, 0.0)
    target[3] = 1e9
    training = training_with(target)
    labels = target_tree.fit(training, 2).assign(training.yardstick)
    assert abs(np.corrcoef(labels, VALUES[:, 1] > 0)[0, 1]) > 0.95
