from dataclasses import replace

import numpy as np
import pytest

from klantcentraal.modelling.arrays import Indices
from klantcentraal.segmentation.candidate import METHODS, Candidate
from klantcentraal.segmentation.carried_means import TargetRows
from klantcentraal.segmentation.choice import Choice, ChoiceSettings, choose
from klantcentraal.segmentation.quality import (
    ETA_SQUARED,
    STABILITY,
    TARGET_R2,
    Evidence,
    measure,
    qualities,
)

from .scored_accounts import THRESHOLDS, candidate, evidence, groups_of, noisy, passing, planted

SETTINGS = ChoiceSettings(THRESHOLDS)
MATRIX, LABELS = planted(400, 4)
EVIDENCE = evidence(LABELS, MATRIX, 2)


def verdicts(choice: Choice) -> dict[str, str]:
    return {one.candidate.candidate_id: one.verdict for one in choice.judged}


def with_refits(name: str, method: str, labels: Indices, share: float) -> Candidate:
    refits = np.array([noisy(labels, share, seed) for seed in range(5)])
    return candidate(name, method, labels, refit_labels=refits)


def test_the_best_is_chosen_and_what_is_clearly_worse_is_beaten() -> None:
    worse = noisy(LABELS, 0.3, 1)
    found = choose(
        [candidate("rfm", "rfm", worse), candidate("kmeans_4", "kmeans", LABELS)],
        EVIDENCE,
        SETTINGS,
    )
    assert (found.candidate_id, found.method_id, found.is_fallback) == (
        "kmeans_4",
        "kmeans",
        False,
    )
    assert verdicts(found) == {"rfm": "beaten", "kmeans_4": "chosen"}
    difference = found.judged[0].figures["quality_difference_value"]
    assert difference.low is not None
    assert difference.low > 0


@pytest.mark.parametrize("place", range(len(METHODS) - 1))
def test_ties_go_to_the_simplest_method(place: int) -> None:
    methods = METHODS[place:]
    ties = [candidate(method, method, LABELS) for method in reversed(methods)]
    found = choose(ties, EVIDENCE, SETTINGS)
    assert found.candidate_id == methods[0]
    assert verdicts(found) == dict.fromkeys(methods[1:], "tied") | {methods[0]: "chosen"}


def test_then_to_fewer_segments_then_to_the_name() -> None:
    ties = [
        candidate("kmeans_b", "kmeans", LABELS, segment_count=4),
        candidate("kmeans_c", "kmeans", LABELS, segment_count=5),
        candidate("kmeans_a", "kmeans", LABELS, segment_count=4),
    ]
    assert choose(ties, EVIDENCE, SETTINGS).candidate_id == "kmeans_a"
    assert choose(ties[:2], EVIDENCE, SETTINGS).candidate_id == "kmeans_b"


def test_a_difference_that_may_be_chance_is_a_tie() -> None:
    # The same tenth of accounts placed wrongly, elsewhere: one is better, but by luck.
    one, other = (noisy(LABELS, 0.1, seed) for seed in (1, 2))
    ties = [candidate("som_4", "som", one), candidate("ward_4", "ward", other)]
    found = choose(ties, EVIDENCE, SETTINGS)
    swapped = choose(
        [replace(ties[0], method_id="ward"), replace(ties[1], method_id="som")], EVIDENCE, SETTINGS
    )
    qualities = [judged.figures["quality_value"].value for judged in found.judged]
    assert qualities[0] != qualities[1]
    assert verdicts(found) == {"som_4": "tied", "ward_4": "chosen"}
    assert verdicts(swapped) == {"som_4": "chosen", "ward_4": "tied"}


def test_a_gate_comes_before_quality() -> None:
    failing = candidate("kmeans_4", "kmeans", LABELS, passes_structure=False)
    poor = candidate("tiers", "tiers", (LABELS > 1).astype(np.int64))
    found = choose([failing, poor], EVIDENCE, SETTINGS)
    assert verdicts(found) == {"kmeans_4": "refused", "tiers": "chosen"}
    assert set(found.winners.values()) == {"tiers"}
    assert "quality_value" not in found.judged[0].figures


def test_nothing_gated_keeps_rfm_and_says_which_gate_each_failed() -> None:
    many = np.arange(400) % 11
    candidates = [
        candidate("kmeans_4", "kmeans", LABELS, passes_structure=False),
        with_refits("ward_4", "ward", LABELS, 0.5),
        candidate("rfm", "rfm", many, scores=passing(many, (0, 1, 2))),
        candidate("tree_4", "tree", LABELS, scores=passing(LABELS, (0,))),
    ]
    found = choose(candidates, EVIDENCE, SETTINGS)
    assert (found.candidate_id, found.method_id, found.is_fallback) == ("rfm", "rfm", True)
    assert verdicts(found) == {
        "kmeans_4": "refused",
        "ward_4": "refused",
        "rfm": "fallback",
        "tree_4": "refused",
    }
    assert found.winners == {}
    stability = found.judged[1].figures[STABILITY].value
    assert stability is not None
    shown = f"{np.floor(stability * 100) / 100:g}"
    assert found.reason_en == (
        "No segmentation meets every demand, so RFM is used. Ruled out: "
        "k-means with 4 segments: there are no more groups than chance would make; "
        f"Ward with 4 segments: stability {shown} is below 0.75; "
        "RFM with 11 segments: accounts are in 11 segments, not in 2 to 10 and 72% of accounts "
        "are in segments that pass every test, less than 80%; "
        "a decision tree with 4 segments: 75% of accounts are in segments that pass every test, "
        "less than 80%."
    )
    assert found.reason_nl == (
        "Geen enkele indeling voldoet aan alle eisen, dus RFM wordt gebruikt. Afgevallen: "
        "k-means met 4 segmenten: er zijn niet meer groepen dan toeval zou maken; "
        f"Ward met 4 segmenten: stabiliteit {shown.replace('.', ',')} is lager dan 0,75; "
        "RFM met 11 segmenten: accounts staan in 11 segmenten, niet in 2 tot 10 en 72 % van de "
        "accounts zit in segmenten die alle toetsen doorstaan, minder dan 80 %; "
        "een beslisboom met 4 segmenten: 75 % van de accounts zit in segmenten die alle toetsen "
        "doorstaan, minder dan 80 %."
    )


@pytest.mark.parametrize("count", [0, 1])
def test_rfm_is_kept_also_where_it_was_no_candidate(count: int) -> None:
    failing = [candidate("som_4", "som", LABELS, passes_structure=None)][:count]
    found = choose(failing, EVIDENCE, SETTINGS)
    assert (found.candidate_id, found.method_id, found.is_fallback) == (None, "rfm", True)
    assert found.reason_en.startswith("No segmentation meets every demand")
    assert ("was not tested" in found.reason_en) is (count == 1)


def test_quality_is_the_geometric_mean_of_three() -> None:
    candidates = [
        with_refits("kmeans_4", "kmeans", LABELS, 0.05),
        with_refits("tiers", "tiers", (LABELS > 1).astype(np.int64), 0.02),
    ]
    found = choose(candidates, EVIDENCE, SETTINGS)
    figures = [{n: f.value or 0.0 for n, f in one.figures.items()} for one in found.judged]
    best = max(one[TARGET_R2] for one in figures)
    for one in figures:
        expected = (one[STABILITY] * one[ETA_SQUARED] * one[TARGET_R2] / best) ** (1 / 3)
        assert one["quality_value"] == pytest.approx(expected, abs=1e-8)
    for judged in found.judged:
        for figure in judged.figures.values():
            assert figure.value is not None
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low <= figure.value + 0.02
            assert figure.high >= figure.value - 0.02


def test_where_nothing_tells_of_the_objective_the_other_two_decide() -> None:
    silent = TargetRows(EVIDENCE.model.group_ids, np.full(400, np.nan))
    found = choose(
        [with_refits("kmeans_4", "kmeans", LABELS, 0.05)],
        replace(EVIDENCE, model=silent, verification=silent),
        SETTINGS,
    )
    figures = found.judged[0].figures
    expected = np.sqrt((figures[STABILITY].value or 0) * (figures[ETA_SQUARED].value or 0))
    assert figures["quality_value"].value == pytest.approx(expected, abs=1e-8)
    assert figures[TARGET_R2].value is None
    assert TARGET_R2 not in found.winners


def test_one_that_tells_nothing_is_nothing_beside_one_that_does() -> None:
    measures = np.array([[0.9, 0.5, 0.2], [1.0, 0.9, -0.1], [1.0, 0.9, np.nan]])
    np.testing.assert_allclose(qualities(measures, 0.2), [np.cbrt(0.45), 0.0, 0.0])
    np.testing.assert_allclose(qualities(measures[1:], 0.0), np.sqrt(0.9))


def test_each_measure_has_a_winner_of_its_own() -> None:
    stable = (LABELS > 1).astype(np.int64)
    candidates = [
        candidate("tiers", "tiers", stable),
        with_refits("kmeans_4", "kmeans", LABELS, 0.05),
    ]
    found = choose(candidates, EVIDENCE, SETTINGS)
    assert found.winners == {
        STABILITY: "tiers",
        ETA_SQUARED: "kmeans_4",
        TARGET_R2: "kmeans_4",
    }


def test_accounts_that_decide_together_make_intervals_wider() -> None:
    one = [candidate("kmeans_4", "kmeans", LABELS)]
    luck = np.random.default_rng(7).normal(size=20)[np.arange(400) // 20]
    widths = []
    for size in (1, 20):
        rows = TargetRows(groups_of(400, size), LABELS + luck)
        figure = choose(one, Evidence(MATRIX, rows, rows), SETTINGS).judged[0].figures[TARGET_R2]
        widths.append((figure.high or 0) - (figure.low or 0))
    assert widths[1] > 2 * widths[0] > 0


def shuffled(order: Indices, one: Candidate) -> Candidate:
    return replace(
        one,
        labels=one.labels[order],
        refit_labels=one.refit_labels[:, order],
        model_labels=one.model_labels[order],
    )


def reordered(rows: TargetRows, order: Indices) -> TargetRows:
    return TargetRows(rows.group_ids[order], rows.target[order])


def test_the_order_of_rows_and_of_candidates_does_not_matter() -> None:
    candidates = [
        with_refits("tree_4", "tree", noisy(LABELS, 0.1, 1), 0.05),
        with_refits("kmeans_4", "kmeans", LABELS, 0.05),
        with_refits("tiers", "tiers", (LABELS > 1).astype(np.int64), 0.02),
    ]
    order = np.random.default_rng(6).permutation(400)
    other = Evidence(
        MATRIX[order],
        reordered(EVIDENCE.verification, order),
        reordered(EVIDENCE.model, order),
    )
    found = choose(candidates, EVIDENCE, SETTINGS)
    again = choose([shuffled(order, one) for one in reversed(candidates)], other, SETTINGS)
    assert (again.candidate_id, again.winners) == (found.candidate_id, found.winners)
    assert verdicts(again) == verdicts(found)
    for one, two in zip(found.judged, reversed(again.judged), strict=True):
        assert one.figures == two.figures


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_accounts_break_nothing(count: int) -> None:
    labels = np.zeros(count, dtype=np.int64)
    rows = TargetRows(groups_of(count), np.ones(count))
    found = choose(
        [candidate("rfm", "rfm", labels, refit_labels=np.empty((0, count), dtype=np.int64))],
        Evidence(np.ones((count, 2)), rows, rows),
        SETTINGS,
    )
    assert (found.candidate_id, found.is_fallback) == ("rfm", True)
    assert "its stability cannot be measured" in found.reason_en
    for figure in found.judged[0].figures.values():
        assert figure.value is None or not np.isnan(figure.value)


def test_groups_of_both_dates_are_drawn_together() -> None:
    rows = TargetRows(groups_of(100), np.arange(100.0))
    other = TargetRows(groups_of(160)[60:], np.arange(100.0))
    labels = np.arange(100) % 2
    found = measure(
        [candidate("tiers", "tiers", labels)], Evidence(np.ones((100, 1)), rows, other), 20, 1
    )
    assert found.draws.shape == (1, 3, 20)
