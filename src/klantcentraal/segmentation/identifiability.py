"""Whether a short rule finds the members of a segment (METHOD-DETAILS 8)."""

import warnings

import numpy as np
from sklearn.tree import DecisionTreeClassifier

from klantcentraal.modelling.arrays import Indices, Matrix, Vector

MAXIMUM_DEPTH = 4  # conditions of a rule that a person can still read
MINIMUM_LEAF = 20
_SEED = 20260630  # orders features that split equally well


def identifiabilities(features: Matrix, labels: Indices, folds: Indices) -> Vector:
    """Let a small tree predict the segment of accounts that it has not seen.

    Args:
        features: What the tree may ask, shape (rows, features), NaN where missing.
        labels: Segment of each row, from 0.
        folds: Fold of each row, a group of companies in one fold.

    Returns:
        Per segment the smaller of precision (share of the accounts that the tree sends here that
        belong here) and recall (share of its accounts that the tree sends here), over all
        held-out accounts; 0 when the tree sends nobody. NaN for all when there is nothing to ask
        (no feature that varies), nothing to tell apart (one segment) or nobody held out (one
        fold).
    """
    segment_count = int(labels.max(initial=-1)) + 1
    asked = features[:, _varying(features)]
    if asked.shape[1] == 0 or len(np.unique(labels)) < 2 or len(np.unique(folds)) < 2:
        return np.full(segment_count, np.nan)
    predicted = np.empty_like(labels)
    for fold in np.unique(folds):
        is_held_out = folds == fold
        tree = _fitted(asked[~is_held_out], labels[~is_held_out])
        predicted[is_held_out] = tree.predict(asked[is_held_out])
    right = np.bincount(labels[predicted == labels], minlength=segment_count)
    sent = np.bincount(predicted, minlength=segment_count)
    members = np.bincount(labels, minlength=segment_count)
    result = right / np.maximum(np.maximum(sent, members), 1)
    return np.where(members > 0, result, np.nan)


def _fitted(features: Matrix, labels: Indices) -> DecisionTreeClassifier:
    tree = DecisionTreeClassifier(
        max_depth=MAXIMUM_DEPTH, min_samples_leaf=MINIMUM_LEAF, random_state=_SEED
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it guesses that many labels are numbers
        return tree.fit(features, labels)


def _varying(features: Matrix) -> Indices:
    """Columns with more than one value, a missing one counting as a value."""
    varying = [len(np.unique(column)) > 1 for column in features.T]
    return np.flatnonzero(varying).astype(np.int64)
