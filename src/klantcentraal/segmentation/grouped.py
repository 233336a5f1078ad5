"""A clustering as a segmentation: groups in a space that accounts are placed in, both frozen."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix
from klantcentraal.segmentation.groups import Grouping, Groups
from klantcentraal.segmentation.training import Training
from klantcentraal.segmentation.yardstick import Yardstick


class Space(Protocol):
    """Where accounts of any date are placed; frozen."""

    def coordinates(self, rows: Yardstick) -> Matrix:
        """Give shape (rows, columns), without missing values."""

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON."""


@dataclass(frozen=True)
class Grouped:
    """Segments by distance.

    Attributes:
        method_id: kmeans, ward, mixed or som.
        space: Where accounts are placed.
        groups: Label 0 is the most valuable segment.
    """

    method_id: str
    space: Space
    groups: Groups

    @property
    def segment_count(self) -> int:
        """Number of labels."""
        return self.groups.count

    @property
    def own_ids(self) -> tuple[str | None, ...]:
        """No ids of its own."""
        return (None,) * self.segment_count

    def assign(self, rows: Yardstick) -> Indices:
        """Give the nearest segment of each account."""
        return self.groups.assign(self.space.coordinates(rows))

    def distances(self, rows: Yardstick) -> Matrix:
        """Give the distance to each segment, shape (rows, segments)."""
        return self.groups.distances(self.space.coordinates(rows))

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON."""
        return {
            "method_id": self.method_id,
            "space": self.space.to_json(),
            "points": self.groups.points.tolist(),
            "labels": self.groups.labels.tolist(),
        }


def groups_from_json(kept: dict[str, Any]) -> Groups:
    """Make the groups of what Grouped.to_json gave."""
    labels = np.array(kept["labels"], dtype=np.int64)
    points = np.array(kept["points"], dtype=np.float64)
    return Groups(points.reshape(len(labels), -1), labels)


@dataclass(frozen=True)
class Clustering:
    """A clustering method.

    Attributes:
        method_id: kmeans, ward, mixed or som.
        grouping: How rows are grouped.
    """

    method_id: str
    grouping: Grouping


def fit_grouped(clustering: Clustering, training: Training, space: Space, count: int) -> Grouped:
    """Group the training accounts in a space, the most valuable segment first.

    Args:
        clustering: The method.
        training: One account or more.
        space: Fitted on them.
        count: Number of segments; fewer when accounts do not differ enough.

    Returns:
        The segmentation.
    """
    matrix = space.coordinates(training.yardstick)
    groups = clustering.grouping(matrix, count, training.random_state)
    order = value_order(training, groups.assign(matrix), groups.count)
    return Grouped(clustering.method_id, space, groups.reordered(order))


def value_order(training: Training, labels: Indices, count: int) -> Indices:
    """Order segments by value, so that label 0 is the most valuable whatever came first.

    Args:
        training: The accounts.
        labels: Segment of each, 0 to count - 1.
        count: Number of segments.

    Returns:
        Segments by their mean z-score of the value feature, descending; equal ones by the means of
        the other features. A segment without accounts comes last.
    """
    z_scores = np.nan_to_num(training.preparation.z_scores(training.yardstick.values), nan=0.0)
    means = np.full((count, z_scores.shape[1]), -np.inf)
    for label in np.unique(labels):
        means[label] = np.round(z_scores[labels == label].mean(axis=0), 9)
    value = means[:, training.yardstick.value_index]
    return np.asarray(np.lexsort((*means.T, -value)), dtype=np.int64)
