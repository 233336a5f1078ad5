"""Self-organising map: a grid of nodes laid through the accounts, its nodes merged by Ward.

Trained in batches: every epoch moves all nodes at once to the weighted mean of the rows around
them, so that neither the order of rows nor chance plays a part. The grid starts in the plane of the
first two principal components.
"""

import numpy as np
from scipy.spatial.distance import cdist

from klantcentraal.modelling.arrays import Matrix
from klantcentraal.one_thread import one_thread
from klantcentraal.segmentation.groups import Groups, distinct_rows, sums_by
from klantcentraal.segmentation.last_matrix import once_a_matrix
from klantcentraal.segmentation.methods import ward
from klantcentraal.segmentation.principal_axes import principal_axes

METHOD_ID = "som"
EPOCHS = 20  # 40 took twice the time and left the choice on the demo as it was
_LAST_RADIUS = 0.5  # in nodes: at the end a node hardly moves with its neighbours
_SIDE_MINIMUM, _SIDE_MAXIMUM = 3, 12


def group(matrix: Matrix, count: int, random_state: int) -> Groups:
    """Train a map and merge its nodes.

    Args:
        matrix: Shape (rows, columns), one row or more, without missing values.
        count: Number of segments; fewer when fewer nodes have rows.
        random_state: Not used; nothing is drawn.

    Returns:
        The nodes that have rows, and the segment of each.

    Source:
        Kohonen (2001), batch map; about 5 sqrt(rows) nodes (Vesanto, SOM Toolbox, 2000).
    """
    del random_state
    if distinct_rows(matrix, 2) == 1:
        return Groups(matrix[:1].copy(), np.zeros(1, dtype=np.int64))
    nodes = _trained(matrix)
    nearest = cdist(matrix, nodes).argmin(axis=1)
    found, hits = np.unique(nearest, return_counts=True)
    points = np.asarray(nodes[found])
    labels = ward.merge(points, hits.astype(np.float64), min(count, len(found)))
    rows = np.argsort(labels, kind="stable")
    return Groups(points[rows], labels[rows])


@once_a_matrix
def _trained(matrix: Matrix) -> Matrix:
    side = int(np.clip(round(np.sqrt(5 * np.sqrt(len(matrix)))), _SIDE_MINIMUM, _SIDE_MAXIMUM))
    grid = np.stack(np.meshgrid(np.arange(side), np.arange(side)), axis=-1).reshape(-1, 2)
    steps = ((grid[:, None, :] - grid[None, :, :]) ** 2).sum(axis=2)
    nodes = _plane(matrix, grid / (side - 1) * 2 - 1)
    with one_thread():  # with more, sums of floats differ from run to run
        return _moved(nodes, matrix, steps)


def _moved(nodes: Matrix, matrix: Matrix, steps: Matrix) -> Matrix:
    side = np.sqrt(len(nodes))
    for radius in np.geomspace(side / 2, _LAST_RADIUS, EPOCHS):
        nearest = cdist(matrix, nodes).argmin(axis=1)
        sums = sums_by(matrix, nearest, len(nodes))
        hits = np.bincount(nearest, minlength=len(nodes)).astype(np.float64)
        pull = np.exp(-steps / (2 * radius**2))
        weights, moved = pull @ hits, pull @ sums
        is_pulled = weights > 1e-12
        nodes = np.where(
            is_pulled[:, None], moved / np.where(is_pulled, weights, 1)[:, None], nodes
        )
    return nodes


def _plane(matrix: Matrix, places: Matrix) -> Matrix:
    """Lay the grid through two standard deviations of the first two components."""
    axes = principal_axes(matrix, 2)
    reach = 2 * np.sqrt(axes.variances)
    used = len(axes.variances)
    return np.asarray(axes.centre + (places[:, :used] * reach) @ axes.directions)
