"""The fold of a group of companies, by its hash: that of the macro fold_of."""

import hashlib

import numpy as np

from klantcentraal.modelling.arrays import Indices, Texts

FOLD_COUNT = 5


def group_folds(group_ids: Texts) -> Indices:
    """Give each row the fold of its group, so that no group stands on both sides of a split.

    Args:
        group_ids: Group of each row.

    Returns:
        Numbers 0 to 4; those of fold_number in the datasets.
    """
    groups, members = np.unique(group_ids.astype(str), return_inverse=True)
    folds = [_fold(group) for group in groups.tolist()]
    return np.array(folds, dtype=np.int64)[members]


def _fold(group: str) -> int:
    digest = hashlib.md5(f"fold:{group}".encode(), usedforsecurity=False).hexdigest()
    return int(digest[:4], 16) % FOLD_COUNT
