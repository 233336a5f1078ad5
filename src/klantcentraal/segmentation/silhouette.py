"""Silhouettes of many divisions of the same rows (Rousseeuw 1987)."""

from collections.abc import Sequence

import numpy as np
from scipy.spatial.distance import pdist, squareform

from klantcentraal.modelling.arrays import Indices, Matrix, Vector


def silhouettes(matrix: Matrix, divisions: Sequence[Indices]) -> Vector:
    """Measure how well each division of the rows separates them, by Euclidean distance.

    Args:
        matrix: Shape (rows, columns).
        divisions: Labels from 0, one array of shape (rows,) a division.

    Returns:
        Mean silhouette of each division, -1 to 1: per row (b - a) / max(a, b), where a is the
        mean distance to its own cluster and b that to the nearest other one; 0 for a row alone
        in its cluster, for rows that coincide, and for a division into one cluster. The distances
        are measured once for all divisions: rows squared numbers in memory.
    """
    widths = [int(labels.max()) + 1 for labels in divisions]
    members = np.hstack(
        [np.eye(width)[labels] for labels, width in zip(divisions, widths, strict=True)]
    )
    sums = squareform(pdist(matrix)) @ members
    ends = np.cumsum(widths)
    return np.array(
        [
            _mean_silhouette(sums[:, end - width : end], labels)
            for labels, width, end in zip(divisions, widths, ends, strict=True)
        ]
    )


def _mean_silhouette(sums: Matrix, labels: Indices) -> float:
    """Mean silhouette from the summed distances of each row to each cluster."""
    rows = np.arange(len(labels))
    sizes = np.bincount(labels, minlength=sums.shape[1])
    own_size = sizes[labels]
    own = sums[rows, labels] / np.maximum(own_size - 1, 1)
    means = np.where(sizes > 0, sums / np.maximum(sizes, 1), np.inf)
    means[rows, labels] = np.inf
    nearest = means.min(axis=1)
    longest = np.maximum(own, nearest)
    counted = (own_size > 1) & np.isfinite(nearest) & (longest > 0)
    differences = np.where(counted, nearest, 0.0) - np.where(counted, own, 0.0)
    return float((differences / np.where(counted, longest, 1.0)).mean())
