"""How well segments return when they are fitted anew on resampled accounts (METHOD-DETAILS 7, 8).

Clusterwise Jaccard (Hennig 2007, Computational Statistics & Data Analysis 52) tells of each
cluster whether it returns; how far whole segmentations agree, `rand_index` measures.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix, Texts, Vector

Assign = Callable[[Matrix], Indices]
FitMatrix = Callable[[Matrix, int, int], Assign]  # (matrix, cluster count, random state)
Refit = Callable[[Indices, int], Indices]  # (rows to fit on, random state) -> labels


@dataclass(frozen=True)
class BootstrapSettings:
    """How to resample.

    Attributes:
        refit_count: Times that accounts are drawn and segments fitted.
        seed: Seed of the draws and of the refits.
    """

    refit_count: int = 50
    seed: int = 20260630


def cluster_jaccards(
    matrix: Matrix, labels: Indices, fit: FitMatrix, settings: BootstrapSettings
) -> Vector:
    """Measure how well each cluster returns when accounts are drawn anew.

    Accounts are drawn with replacement and each drawn account is used once, as Hennig's own
    clusterboot does: copies of an account would be a small cluster to some methods.

    Args:
        matrix: Prepared accounts, shape (rows, columns).
        labels: Their clusters, 0 to k - 1, each with at least one row.
        fit: Fits k clusters and gives the function that assigns rows to them.
        settings: How to resample.

    Returns:
        Shape (k,): mean over refits of the Jaccard similarity (0 to 1) with the most similar
        new cluster, on the accounts drawn; 0 for a refit that drew none of the cluster.
    """
    count = int(labels.max()) + 1
    draw = np.random.default_rng([settings.seed, 1])
    found = np.zeros((settings.refit_count, count))
    for refit in range(settings.refit_count):
        rows = np.unique(draw.integers(len(matrix), size=len(matrix)))
        shared = matrix[rows]
        assign = fit(shared, count, int(draw.integers(2**31)))
        found[refit] = best_jaccards(labels[rows], assign(shared), count)
    return np.asarray(found.mean(axis=0), dtype=np.float64)


def best_jaccards(labels: Indices, others: Indices, count: int) -> Vector:
    """Give per cluster of labels the Jaccard similarity with the most similar other cluster.

    Args:
        labels: Clusters 0 to count - 1, shape (rows,).
        others: Clusters of the same rows by another fit, from 0.
        count: Number of clusters to report.

    Returns:
        Shape (count,): rows in both / rows in either; 0 for a cluster without rows.
    """
    both = _contingency(labels, others, count)
    either = both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True) - both
    return np.asarray((both / np.maximum(either, 1)).max(axis=1), dtype=np.float64)


def refit_labels(group_ids: Texts, refit: Refit, settings: BootstrapSettings) -> Indices:
    """Refit a segmentation on resampled groups of companies.

    Args:
        group_ids: Group of each account to fit on, shape (rows,); at least one row.
        refit: Fits on the rows it is given (a group drawn twice gives its rows twice) and gives
            labels from 0 of the accounts to compare on, always the same ones.
        settings: How to resample.

    Returns:
        Shape (refits, accounts compared on). The draws depend on the set of groups only.
    """
    _, members = np.unique(group_ids.astype(str), return_inverse=True)
    order = np.argsort(members, kind="stable")
    sizes = np.bincount(members)
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    draw = np.random.default_rng([settings.seed, 2])
    labels = []
    for _ in range(settings.refit_count):
        drawn = np.sort(draw.integers(len(sizes), size=len(sizes)))
        rows = np.concatenate([order[firsts[g] : firsts[g] + sizes[g]] for g in drawn])
        labels.append(refit(np.sort(rows), int(draw.integers(2**31))))
    return np.array(labels, dtype=np.int64)


def _contingency(labels: Indices, others: Indices, count: int) -> Matrix:
    """Rows in each pair of clusters."""
    width = int(others.max(initial=0)) + 1
    cells = np.bincount(labels * width + others, minlength=count * width)
    return cells.reshape(count, width).astype(np.float64)
