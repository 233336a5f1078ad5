"""What is chosen from: a fitted segmentation, as it divides the accounts of two dates."""

from dataclasses import dataclass

from klantcentraal.modelling.arrays import Indices
from klantcentraal.segmentation.scorecard import SegmentScore

METHODS = ("tiers", "rfm", "tree", "kmeans", "ward", "mixed", "som")  # the simplest first
CLUSTERINGS = ("kmeans", "ward", "mixed", "som")  # they find groups also where there are none
FALLBACK = "rfm"


@dataclass(frozen=True)
class Candidate:
    """A segmentation fitted on the model date.

    Attributes:
        candidate_id: Its name, one a candidate, such as kmeans_5.
        method_id: One of METHODS.
        segment_count: Segments that it was fitted with.
        labels: Segment of each verification account, from 0.
        refit_labels: The same after refitting on draws of groups, shape (refits, verification
            accounts); a refit may number its segments otherwise.
        model_labels: Segment of each account of the model date, numbered as in labels.
        scores: Of score_segments, on the verification accounts.
        passes_structure: For a clustering whether there are more groups than chance would make
            (METHOD-DETAILS 7); None when that was not tested, or for another method.
    """

    candidate_id: str
    method_id: str
    segment_count: int
    labels: Indices
    refit_labels: Indices
    model_labels: Indices
    scores: tuple[SegmentScore, ...]
    passes_structure: bool | None = None

    @property
    def label_count(self) -> int:
        """Number of labels that stand for a segment at either date."""
        return 1 + max(int(self.labels.max(initial=0)), int(self.model_labels.max(initial=0)))

    @property
    def simplicity(self) -> tuple[int, int, str]:
        """What ties are broken by: the simpler method, then fewer segments, then the name."""
        return METHODS.index(self.method_id), self.segment_count, self.candidate_id
