"""A candidate and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from klantcentraal.segmentation.candidate import Candidate
from klantcentraal.segmentation.gates import Gate

QUALITY = "quality_value"
DIFFERENCE = "quality_difference_value"  # of the best candidate, less that of this one
CHOSEN, TIED, BEATEN, REFUSED, KEPT = "chosen", "tied", "beaten", "refused", "fallback"


@dataclass(frozen=True)
class Figure:
    """A figure with its interval over draws of groups; None where it cannot be known."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Judged:
    """One candidate and what became of it.

    Attributes:
        candidate: The candidate.
        gates: Each gate that it was held to.
        figures: By name MEASURES, QUALITY and DIFFERENCE; without the last two when a gate was
            not passed.
        verdict: chosen; tied (no worse than the best beyond chance, but not the simplest); beaten;
            refused (a gate was not passed); fallback (refused as all others, but used).
    """

    candidate: Candidate
    gates: tuple[Gate, ...]
    figures: Mapping[str, Figure]
    verdict: str

    @property
    def is_used(self) -> bool:
        """Whether this is the segmentation that is used."""
        return self.verdict in (CHOSEN, KEPT)
