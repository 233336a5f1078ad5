"""Accounts in known segments, to hold scorecards and choices against."""

import csv
from pathlib import Path

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix, Texts
from klantcentraal.segmentation.candidate import Candidate
from klantcentraal.segmentation.carried_means import TargetRows
from klantcentraal.segmentation.quality import Evidence
from klantcentraal.segmentation.scorecard import Scored, SegmentScore
from klantcentraal.segmentation.thresholds import read_thresholds

SEED = Path(__file__).parents[3] / "seeds" / "rules" / "rules_scorecard_thresholds.csv"

with SEED.open(encoding="utf-8", newline="") as file:
    THRESHOLDS = read_thresholds(
        (row["test_id"], row["metric_name"], float(row["threshold_value"]))
        for row in csv.DictReader(file)
    )


def groups_of(count: int, size: int = 1) -> Texts:
    """Group ids of so many accounts, `size` of them a group."""
    return np.array([f"g{place // size:05d}" for place in range(count)], dtype=object)


def planted(count: int = 600, segments: int = 3, apart: float = 3.0) -> tuple[Matrix, Indices]:
    """Accounts around one centre a segment, and the segment of each."""
    draw = np.random.default_rng(8)
    labels = np.arange(count) % segments
    centres = draw.normal(size=(segments, 4)) * apart
    return centres[labels] + draw.normal(size=(count, 4)), labels.astype(np.int64)


def scored(labels: Indices, z_scores: Matrix, groups: Texts | None = None) -> Scored:
    """The least that a scorecard asks for: a margin of 100 each, no firmographics."""
    count = len(labels)
    ids = groups_of(count) if groups is None else groups
    return Scored(labels, z_scores, ids, np.full(count, 100.0), np.empty((count, 0)), THRESHOLDS)


def passing(labels: Indices, failing: tuple[int, ...] = ()) -> tuple[SegmentScore, ...]:
    """One score a segment, passed but for those that fail."""
    return tuple(
        SegmentScore(label, "homogeneous", "x", 0.5, 0.2, label not in failing, is_headline=True)
        for label in np.unique(labels).tolist()
    )


def candidate(name: str, method: str, labels: Indices, **changes: object) -> Candidate:
    """A candidate that passes every gate, but for what is changed."""
    found: dict[str, object] = {
        "segment_count": len(np.unique(labels)),
        "refit_labels": np.tile(labels, (3, 1)),
        "model_labels": labels,
        "scores": passing(labels),
        "passes_structure": True if method in ("kmeans", "ward", "mixed", "som") else None,
    } | changes
    # found maps names to fields of several types
    return Candidate(candidate_id=name, method_id=method, labels=labels, **found)  # type: ignore[arg-type]


def evidence(labels: Indices, z_scores: Matrix, size: int = 1) -> Evidence:
    """The same accounts at both dates, with a target that follows from the labels."""
    draw = np.random.default_rng(9)
    groups = groups_of(len(labels), size)
    first, second = (labels + draw.normal(size=len(labels)) for _ in range(2))
    return Evidence(z_scores, TargetRows(groups, first), TargetRows(groups, second))


def noisy(labels: Indices, share: float, seed: int) -> Indices:
    """Labels of which a share is drawn anew."""
    draw = np.random.default_rng(seed)
    others = draw.integers(0, int(labels.max()) + 1, len(labels))
    return np.where(draw.random(len(labels)) < share, others, labels).astype(np.int64)
