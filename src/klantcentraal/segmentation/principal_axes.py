"""Principal components: for pictures and for a start; never to cluster on (METHOD-DETAILS 6)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from klantcentraal.modelling.arrays import Flags, Matrix, Vector


@dataclass(frozen=True)
class PrincipalAxes:
    """Directions in which rows differ most, frozen.

    Attributes:
        centre: Mean of the columns, shape (columns,).
        directions: Shape (axes, columns), of length 1, the largest part of each positive.
        variances: Along each axis, shape (axes,), descending.
        explained_shares: Share of the total variance of each axis, shape (axes,).
    """

    centre: Vector
    directions: Matrix
    variances: Vector
    explained_shares: Vector

    def coordinates(self, matrix: Matrix) -> Matrix:
        """Place rows on the axes.

        Args:
            matrix: Shape (rows, columns).

        Returns:
            Shape (rows, axes), rounded to 9 digits.
        """
        with threadpool_limits(limits=1):
            placed = (matrix - self.centre) @ self.directions.T
        return np.asarray(np.round(placed, 9))

    def take(self, axes: Flags) -> "PrincipalAxes":
        """Pick axes by flag."""
        return PrincipalAxes(
            self.centre, self.directions[axes], self.variances[axes], self.explained_shares[axes]
        )

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON."""
        return {
            "centre": self.centre.tolist(),
            "directions": self.directions.tolist(),
            "variances": self.variances.tolist(),
            "explained_shares": self.explained_shares.tolist(),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "PrincipalAxes":
        """Make what to_json gave."""
        centre = np.array(kept["centre"], dtype=np.float64)
        return cls(
            centre,
            np.array(kept["directions"], dtype=np.float64).reshape(-1, len(centre)),
            np.array(kept["variances"], dtype=np.float64),
            np.array(kept["explained_shares"], dtype=np.float64),
        )


def principal_axes(matrix: Matrix, count: int) -> PrincipalAxes:
    """Fit the axes.

    Args:
        matrix: Shape (rows, columns), one row or more, without missing values.
        count: Number of axes; fewer when there are fewer columns.

    Returns:
        The axes. An axis points to where its largest part is positive, so that a picture does not
        turn over from one refit to the next.
    """
    centre = matrix.mean(axis=0)
    with threadpool_limits(limits=1):
        offsets = matrix - centre
        variances, directions = np.linalg.eigh(offsets.T @ offsets / len(matrix))
    order = np.argsort(-variances, kind="stable")[:count]
    total = float(np.maximum(variances, 0.0).sum())
    kept = np.maximum(variances[order], 0.0)
    axes = directions.T[order]
    if axes.size:
        largest = np.abs(np.round(axes, 9)).argmax(axis=1)
        axes = axes * np.where(axes[np.arange(len(axes)), largest] < 0, -1.0, 1.0)[:, None]
    shares = kept / total if total > 0 else np.zeros(len(kept))
    return PrincipalAxes(centre, np.asarray(axes), np.asarray(kept), np.asarray(shares))
