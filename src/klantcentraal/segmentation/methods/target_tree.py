"""A classification tree on the objective's target: its leaves are segments.

The one method that looks at what the objective wants, so its segments differ in it by design.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from klantcentraal.modelling.arrays import Indices, Matrix, Vector
from klantcentraal.segmentation.grouped import value_order
from klantcentraal.segmentation.preparation import Preparation
from klantcentraal.segmentation.training import Training
from klantcentraal.segmentation.yardstick import Yardstick

METHOD_ID = "tree"
LEAF_ROWS, LEAF_SHARE = 30, 0.02  # the smallest segment that METHOD-DETAILS 7 allows
_WINSOR_SHARE = 0.01  # of an amount: one giant makes no leaf
_LEAF = -1


@dataclass(frozen=True)
class TargetTree:
    """A tree as arrays, frozen.

    Attributes:
        preparation: Of the columns that it asks about.
        columns: Column asked about at each node; below 0 for a leaf.
        thresholds: A value up to it goes left.
        lefts: Node to the left.
        rights: Node to the right.
        labels: Segment of each leaf; -1 for other nodes.
    """

    preparation: Preparation
    columns: Indices
    thresholds: Vector
    lefts: Indices
    rights: Indices
    labels: Indices

    @property
    def method_id(self) -> str:
        """The tree."""
        return METHOD_ID

    @property
    def segment_count(self) -> int:
        """Number of leaves."""
        return int(self.labels.max()) + 1

    @property
    def own_ids(self) -> tuple[str | None, ...]:
        """No ids of its own."""
        return (None,) * self.segment_count

    def assign(self, rows: Yardstick) -> Indices:
        """Give the leaf of each account."""
        return self.labels[self.nodes(self.preparation.coordinates(rows))]

    def distances(self, rows: Yardstick) -> Matrix | None:  # noqa: ARG002 - as for others
        """None: a threshold decides."""
        return None

    def nodes(self, matrix: Matrix) -> Indices:
        """Find the leaf's node of each row; scikit-learn compares single-precision values."""
        values = matrix.astype(np.float32)
        at = np.zeros(len(values), dtype=np.int64)
        while (inner := np.flatnonzero(self.columns[at] >= 0)).size:
            node = at[inner]
            goes_left = values[inner, self.columns[node]] <= self.thresholds[node]
            at[inner] = np.where(goes_left, self.lefts[node], self.rights[node])
        return at

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON."""
        return {
            "method_id": METHOD_ID,
            "preparation": self.preparation.to_json(),
            "columns": self.columns.tolist(),
            "thresholds": self.thresholds.tolist(),
            "lefts": self.lefts.tolist(),
            "rights": self.rights.tolist(),
            "labels": self.labels.tolist(),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "TargetTree":
        """Make what to_json gave."""
        return cls(
            Preparation.from_json(kept["preparation"]),
            np.array(kept["columns"], dtype=np.int64),
            np.array(kept["thresholds"], dtype=np.float64),
            np.array(kept["lefts"], dtype=np.int64),
            np.array(kept["rights"], dtype=np.int64),
            np.array(kept["labels"], dtype=np.int64),
        )


def fit(training: Training, count: int) -> TargetTree:
    """Grow a tree on the accounts whose target is known.

    Args:
        training: With a target: 0 and 1, or an amount.
        count: Leaves at most; fewer when the target or the number of accounts allows no more.

    Returns:
        The tree; one leaf when there is no target or it does not vary.
    """
    target = training.target
    matrix = training.preparation.coordinates(training.yardstick)
    known = np.zeros(len(matrix), dtype=np.bool_) if target is None else np.isfinite(target)
    if target is None or not known.any() or np.ptp(target[known]) == 0 or matrix.shape[1] == 0:
        return _ordered(_single_leaf(training.preparation), training)
    is_class = bool(np.isin(target[known], (0.0, 1.0)).all())
    learned = target[known] if is_class else _winsorised(target[known])
    least = max(LEAF_ROWS, int(np.ceil(LEAF_SHARE * known.sum())))
    kind = DecisionTreeClassifier if is_class else DecisionTreeRegressor
    grown = kind(
        max_leaf_nodes=max(2, count), min_samples_leaf=least, random_state=training.random_state
    ).fit(matrix[known], learned)
    tree = TargetTree(
        training.preparation,
        np.maximum(grown.tree_.feature, _LEAF).astype(np.int64),
        grown.tree_.threshold.astype(np.float64),
        grown.tree_.children_left.astype(np.int64),
        grown.tree_.children_right.astype(np.int64),
        np.full(grown.tree_.node_count, _LEAF, dtype=np.int64),
    )
    return _ordered(tree, training)


def _winsorised(amounts: Vector) -> Vector:
    return np.clip(amounts, *np.quantile(amounts, [_WINSOR_SHARE, 1 - _WINSOR_SHARE]))


def _single_leaf(preparation: Preparation) -> TargetTree:
    leaf = np.array([_LEAF], dtype=np.int64)
    return TargetTree(preparation, leaf, np.zeros(1), leaf, leaf, leaf)


def _ordered(tree: TargetTree, training: Training) -> TargetTree:
    """Label the leaves, the most valuable first."""
    leaves = np.flatnonzero(tree.columns < 0)
    place = np.full(len(tree.columns), _LEAF, dtype=np.int64)
    place[leaves] = np.arange(len(leaves))
    found = place[tree.nodes(training.preparation.coordinates(training.yardstick))]
    order = value_order(training, found, len(leaves))
    labels = np.full(len(tree.columns), _LEAF, dtype=np.int64)
    labels[leaves[order]] = np.arange(len(leaves))
    return TargetTree(
        tree.preparation, tree.columns, tree.thresholds, tree.lefts, tree.rights, labels
    )
