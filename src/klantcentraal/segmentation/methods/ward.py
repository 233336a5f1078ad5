"""Hierarchical clustering by Ward: the two groups whose union costs least variance are merged.

Above a number of rows that a full hierarchy can hold, k-means first makes small clusters and Ward
merges their centres, each with the weight of its rows.
"""

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

from klantcentraal.modelling.arrays import Indices, Matrix, Vector
from klantcentraal.segmentation.groups import Groups, centres_of, distinct_rows

METHOD_ID = "ward"
FULL_ROWS = 5_000  # the distances of so many rows take 100 MB
SMALL_CLUSTERS = 400


def group(matrix: Matrix, count: int, random_state: int) -> Groups:
    """Cluster rows.

    Args:
        matrix: Shape (rows, columns), one row or more, without missing values.
        count: Number of clusters; fewer when there are fewer distinct rows.
        random_state: Seed of the small clusters.

    Returns:
        The mean of each cluster; rows are assigned to the nearest.
    """
    possible = distinct_rows(matrix, count)
    if possible == 1:
        return centres_of(matrix, np.zeros(len(matrix), dtype=np.int64))
    if len(matrix) <= FULL_ROWS:
        labels = fcluster(linkage(matrix, "ward"), possible, "maxclust")
        return centres_of(matrix, np.asarray(labels, dtype=np.int64))
    small = _small_clusters(matrix, random_state)
    centres = centres_of(matrix, small)
    _, positions, sizes = np.unique(small, return_inverse=True, return_counts=True)
    merged = merge(centres.points, sizes.astype(np.float64), possible)
    return centres_of(matrix, merged[positions])


def merge(points: Matrix, weights: Vector, count: int) -> Indices:
    """Merge weighted points by Ward until `count` groups are left.

    Args:
        points: Shape (points, columns).
        weights: Rows that each point stands for, above 0.
        count: Groups to keep.

    Returns:
        Group of each point: 0, 1, ... in order of the first point of each.

    Source:
        Ward (1963): merging i and j costs w_i w_j / (w_i + w_j) times their squared distance.
    """
    centres, sizes = points.copy(), weights.copy()
    owner = np.arange(len(points))
    costs = _costs(centres, sizes, centres, sizes)
    np.fill_diagonal(costs, np.inf)
    for _ in range(len(points) - count):
        one, other = sorted(divmod(int(costs.argmin()), len(points)))
        total = sizes[one] + sizes[other]
        centres[one] = (sizes[one] * centres[one] + sizes[other] * centres[other]) / total
        sizes[one] = total
        owner[owner == other] = one
        costs[other, :] = costs[:, other] = np.inf
        is_left = np.isfinite(costs[one])
        again = _costs(centres[one : one + 1], sizes[one : one + 1], centres, sizes)[0]
        costs[one, is_left] = costs[is_left, one] = again[is_left]
    return np.asarray(np.unique(owner, return_inverse=True)[1], dtype=np.int64)


def _costs(ones: Matrix, sizes: Vector, others: Matrix, other_sizes: Vector) -> Matrix:
    squares = ((ones[:, None, :] - others[None, :, :]) ** 2).sum(axis=2)
    weight = sizes[:, None] * other_sizes[None, :] / (sizes[:, None] + other_sizes[None, :])
    return np.asarray(weight * squares)


def _small_clusters(matrix: Matrix, random_state: int) -> Indices:
    count = distinct_rows(matrix, SMALL_CLUSTERS)
    with threadpool_limits(limits=1):
        fitted = KMeans(count, n_init=1, max_iter=50, random_state=random_state).fit(matrix)
    return np.asarray(fitted.labels_, dtype=np.int64)
