"""What counts as structure (METHOD-DETAILS 7)."""

from dataclasses import dataclass, field

from klantcentraal.segmentation.bootstrap import BootstrapSettings


@dataclass(frozen=True)
class CountSettings:
    """What counts as structure.

    Attributes:
        counts: Numbers of clusters to compare.
        null_count: Datasets without groups.
        row_limit: Most accounts to compare: distances grow with their square.
        level_share: Chance to find structure where there is none.
        smallest_gap: Smallest largest gap that matters, in silhouette (-1 to 1).
        gap_share: Part of the largest gap that a number of clusters must reach.
        smallest_rows: Fewest accounts in a cluster.
        smallest_share: Smallest part of the accounts in a cluster.
        best_count: Numbers of clusters whose stability is measured, largest gap first.
        cluster_jaccard: Lowest stability of each cluster.
        mean_jaccard: Lowest stability weighted by accounts.
        bootstrap: How to resample for it; its seed is also that of the nulls and fits.
    """

    counts: tuple[int, ...] = tuple(range(2, 11))
    null_count: int = 39
    row_limit: int = 2000
    level_share: float = 0.05
    smallest_gap: float = 0.05
    gap_share: float = 0.8
    smallest_rows: int = 30
    smallest_share: float = 0.02
    best_count: int = 2
    cluster_jaccard: float = 0.6
    mean_jaccard: float = 0.75
    bootstrap: BootstrapSettings = field(default_factory=BootstrapSettings)
