"""Groups in a space of numbers: points that stand for them, and whose group each point is."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from klantcentraal.modelling.arrays import Indices, Matrix


@dataclass(frozen=True)
class Groups:
    """Groups by points: a centre each for k-means and Ward, some nodes each for a map.

    Attributes:
        points: Shape (points, columns).
        labels: Group of each point, 0 to count - 1, ascending; every group has a point.
    """

    points: Matrix
    labels: Indices

    @property
    def count(self) -> int:
        """Number of groups."""
        return int(self.labels[-1]) + 1

    def distances(self, matrix: Matrix) -> Matrix:
        """Measure how far rows are from each group.

        Args:
            matrix: Shape (rows, columns).

        Returns:
            Euclidean distance to the nearest point of each group, shape (rows, count).
        """
        starts = np.searchsorted(self.labels, np.arange(self.count))
        to_points = cdist(matrix, self.points)
        return np.asarray(np.minimum.reduceat(to_points, starts, axis=1))

    def assign(self, matrix: Matrix) -> Indices:
        """Give the nearest group of each row, the first of those that are equally near."""
        return np.asarray(self.distances(matrix).argmin(axis=1), dtype=np.int64)

    def reordered(self, order: Indices) -> "Groups":
        """Renumber: the group at place i of order becomes group i; points of a group keep order."""
        new_labels = np.empty(self.count, dtype=np.int64)
        new_labels[order] = np.arange(self.count)
        labels = new_labels[self.labels]
        rows = np.argsort(labels, kind="stable")
        return Groups(self.points[rows], labels[rows])


# What a clustering method is: shape (rows, columns), number of groups and a seed give groups. There
# are fewer when rows do not differ enough.
Grouping = Callable[[Matrix, int, int], Groups]


def centres_of(matrix: Matrix, labels: Indices) -> Groups:
    """Give the mean of each group as its point.

    Args:
        matrix: Shape (rows, columns).
        labels: Group of each row, any numbers.

    Returns:
        One point a group, in order of its number.
    """
    found, positions, counts = np.unique(labels, return_inverse=True, return_counts=True)
    sums = sums_by(matrix, positions, len(found))
    return Groups(sums / counts[:, None], np.arange(len(found)))


def sums_by(matrix: Matrix, labels: Indices, count: int) -> Matrix:
    """Sum the rows of each of `count` groups, in the order in which they stand."""
    sums = np.zeros((count, matrix.shape[1]))
    for column in range(matrix.shape[1]):
        sums[:, column] = np.bincount(labels, weights=matrix[:, column], minlength=count)
    return sums


def distinct_rows(matrix: Matrix, most: int) -> int:
    """Count distinct rows, no further than `most`; every row is equal without columns."""
    if matrix.shape[1] == 0:
        return min(1, most)
    return min(most, len(np.unique(matrix, axis=0)))
