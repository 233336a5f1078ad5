"""Whether accounts form groups, and how many (METHOD-DETAILS 7).

A method finds k clusters in anything. So its silhouette (Rousseeuw 1987) is compared with what
the same method finds in data without groups (copula_null): the gap. There is structure when the
largest gap is rare among such data and large enough to matter; the number is the largest one
that is nearly as clear, whose clusters are not tiny and return on resampled accounts.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix, Vector
from klantcentraal.one_thread import one_thread
from klantcentraal.segmentation.bootstrap import FitMatrix, cluster_jaccards
from klantcentraal.segmentation.count_reasons import count_reason
from klantcentraal.segmentation.count_settings import CountSettings
from klantcentraal.segmentation.null_silhouettes import (
    Nulls,
    compared_rows,
    distinct_count,
    divisions,
    measure_nulls,
)
from klantcentraal.segmentation.silhouette import silhouettes

_DEFAULTS = CountSettings()


@dataclass(frozen=True)
class CountChoice:
    """The number of clusters of one method.

    Attributes:
        count: Number of clusters; None = no structure.
        p_value: Chance of so large a gap without groups; None where it could not be tested.
        gap_value: The largest gap, in silhouette; None where it could not be tested.
        silhouettes: By number of clusters.
        null_silhouettes: By number of clusters, the mean over the nulls.
        gaps: By number of clusters, the difference.
        jaccards: By number of clusters of which stability was measured, that of each cluster in
            order of its label.
        mean_jaccards: The same, weighted by accounts.
        reason_nl: Why this number, or why none: a part of a sentence in Dutch.
        reason_en: The same in English.
    """

    count: int | None
    reason_nl: str
    reason_en: str
    p_value: float | None = None
    gap_value: float | None = None
    silhouettes: dict[int, float] = field(default_factory=dict)
    null_silhouettes: dict[int, float] = field(default_factory=dict)
    gaps: dict[int, float] = field(default_factory=dict)
    jaccards: dict[int, tuple[float, ...]] = field(default_factory=dict)
    mean_jaccards: dict[int, float] = field(default_factory=dict)

    @property
    def has_structure(self) -> bool:
        """Whether there is a number of clusters to use."""
        return self.count is not None

    @property
    def best_counts(self) -> tuple[int, ...]:
        """Numbers of clusters whose stability was measured, largest gap first."""
        return tuple(self.jaccards)


def choose_count(
    prepared: Matrix,
    fit: FitMatrix,
    settings: CountSettings = _DEFAULTS,
    nulls: Callable[[], Nulls] | None = None,
) -> CountChoice:
    """Choose the number of clusters of a method.

    Args:
        prepared: The accounts compared, shape (rows, columns), all finite; at most the limit.
        fit: Fits k clusters to a matrix with a random state, and gives the function that assigns
            rows to them (0 to k - 1). It is never asked for more clusters than there are
            different rows. All k of a matrix are asked for one after the other.
        settings: What counts as structure.
        nulls: Gives nulls of the same accounts, if it comes to that; None = measure them with this
            method.

    Returns:
        The number of clusters, or none with the reason. The order of the rows changes nothing.

    Raises:
        ValueError: More rows than the limit, or nulls of other numbers of clusters.
    """
    rows = compared_rows(prepared, settings)
    smallest = max(settings.smallest_rows, int(np.ceil(settings.smallest_share * len(rows))))
    if len(rows) < 2 * smallest:
        figures = {"rows": len(rows), "smallest": smallest, "needed": 2 * smallest}
        return CountChoice(None, *count_reason("too_few_accounts", **figures))
    if distinct_count(rows) == 1:
        return CountChoice(None, *count_reason("all_equal"))
    measured = measure_nulls(prepared, fit, settings) if nulls is None else nulls()
    if measured.counts != settings.counts:
        raise ValueError(f"nulls of {measured.counts} clusters, not of {settings.counts}")
    with one_thread():
        found = divisions(rows, fit, settings)
        tested, refusal = _tested(silhouettes(rows, found), measured, settings)
        if refusal is not None:
            return _explained(tested, refusal)
        labels_of = {
            count: labels
            for count, labels in zip(settings.counts, found, strict=True)
            if np.bincount(labels, minlength=count).min() >= smallest
        }
        best = _best_counts(tested, labels_of, settings)
        if not best:
            return _explained(tested, count_reason("tiny", smallest=smallest))
        jaccards = {k: cluster_jaccards(rows, labels_of[k], fit, settings.bootstrap) for k in best}
    return _judged(tested, jaccards, {k: np.bincount(labels_of[k]) for k in best}, settings)


def _tested(
    found: Vector, nulls: Nulls, settings: CountSettings
) -> tuple[CountChoice, tuple[str, str] | None]:
    """Hold silhouettes against the nulls: the figures, and the reason why that is no structure."""
    count = len(nulls.silhouettes)
    mean = nulls.silhouettes.mean(axis=0)
    gaps = found - mean
    largest = float(gaps.max())
    mean_of_others = (nulls.silhouettes.sum(axis=0) - nulls.silhouettes) / (count - 1)
    as_clear = int(((nulls.silhouettes - mean_of_others).max(axis=1) >= largest).sum())
    p_value = (1 + as_clear) / (count + 1)
    tested = CountChoice(
        None,
        *("", ""),
        p_value,
        largest,
        _by_count(settings, found),
        _by_count(settings, mean),
        _by_count(settings, gaps),
    )
    if p_value > settings.level_share:
        figures = {"as_clear": as_clear, "nulls": count, "p_value": p_value}
        return tested, count_reason("chance", level=settings.level_share, **figures)
    if largest < settings.smallest_gap:
        return tested, count_reason("faint", gap=largest, needed=settings.smallest_gap)
    return tested, None


def _best_counts(
    tested: CountChoice, large: Collection[int], settings: CountSettings
) -> tuple[int, ...]:
    """Numbers of clusters that are nearly as clear as the clearest, the clearest first."""
    needed = settings.gap_share * max(tested.gaps.values())
    clear = [count for count in large if tested.gaps[count] >= needed]
    clear.sort(key=lambda count: (-tested.gaps[count], -count))
    return tuple(clear[: settings.best_count])


def _judged(
    tested: CountChoice,
    jaccards: dict[int, Vector],
    sizes: dict[int, Indices],
    settings: CountSettings,
) -> CountChoice:
    """Take the largest number whose clusters return."""
    means = {k: float(np.average(found, weights=sizes[k])) for k, found in jaccards.items()}
    measured = replace(
        tested,
        jaccards={k: tuple(float(value) for value in found) for k, found in jaccards.items()},
        mean_jaccards=means,
    )
    stable = [
        k
        for k, found in jaccards.items()
        if found.min() >= settings.cluster_jaccard and means[k] >= settings.mean_jaccard
    ]
    if not stable:
        nearest = max(means, key=lambda k: means[k])
        figures = {
            "count": nearest,
            "mean": means[nearest],
            "lowest": float(jaccards[nearest].min()),
        }
        needed = {"mean_needed": settings.mean_jaccard, "lowest_needed": settings.cluster_jaccard}
        return _explained(measured, count_reason("unstable", **figures, **needed))
    count = max(stable)
    gap, p_value = measured.gaps[count], measured.p_value or 0.0
    words = count_reason("found", count=count, gap=gap, p_value=p_value, mean=means[count])
    return _explained(replace(measured, count=count), words)


def _explained(choice: CountChoice, words: tuple[str, str]) -> CountChoice:
    return replace(choice, reason_nl=words[0], reason_en=words[1])


def _by_count(settings: CountSettings, values: Vector) -> dict[int, float]:
    return dict(zip(settings.counts, values.tolist(), strict=True))
