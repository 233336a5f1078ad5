"""A fitted segmentation: frozen, applied to the accounts of any date, kept as JSON."""

from typing import Any, Protocol

from klantcentraal.modelling.arrays import Indices, Matrix
from klantcentraal.segmentation.yardstick import Yardstick


class Fitted(Protocol):
    """A segmentation that accounts of any date can be put through."""

    @property
    def method_id(self) -> str:
        """One of tiers, rfm, tree, kmeans, ward, mixed and som."""

    @property
    def segment_count(self) -> int:
        """Number of labels, key accounts included."""

    @property
    def own_ids(self) -> tuple[str | None, ...]:
        """Per label the segment id that the method itself gives; None where identity gives one."""

    def assign(self, rows: Yardstick) -> Indices:
        """Give the label of each account, 0 to segment_count - 1; shape (rows,)."""

    def distances(self, rows: Yardstick) -> Matrix | None:
        """Give the distance to each segment, shape (rows, segments); None where rules decide."""

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON from which from_json makes an equal segmentation."""
