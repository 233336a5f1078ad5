import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from klantcentraal.modelling.arrays import Matrix
from klantcentraal.segmentation.bootstrap import BootstrapSettings
from klantcentraal.segmentation.candidates import CandidateSettings
from klantcentraal.segmentation.count_settings import CountSettings
from klantcentraal.segmentation.evaluations import evaluations
from klantcentraal.segmentation.firmographics import firmographics
from klantcentraal.segmentation.selection import DatedAccounts, SelectionSettings, select
from klantcentraal.segmentation.thresholds import read_thresholds
from klantcentraal.segmentation.training import RfmBlock, Rules, ValueTier
from klantcentraal.segmentation.yardstick import FACTS, Yardstick
from segmentation.planted import attributes_of, planted, yardstick_of

SEED = Path(__file__).parents[3] / "seeds" / "rules" / "rules_scorecard_thresholds.csv"
ONE_SEGMENT = RfmBlock("all", (0, 0, 0, 0), (5, 5, 5, 5))


@pytest.fixture(scope="module")
def settings() -> SelectionSettings:
    with SEED.open(encoding="utf-8") as file:
        rows = [
            (row["test_id"], row["metric_name"], float(row["threshold_value"]))
            for row in csv.DictReader(file)
        ]
    return SelectionSettings(
        read_thresholds(rows),
        CandidateSettings(Rules((ONE_SEGMENT,), (), (ValueTier("A", 0.8), ValueTier("B", 1.0)))),
        CountSettings(
            counts=(2, 3, 4, 5, 6), null_count=19, bootstrap=BootstrapSettings(refit_count=8)
        ),
        BootstrapSettings(refit_count=6),
    )


def dated(values: Matrix) -> DatedAccounts:
    """Accounts whose margin is their first feature, and whose target follows from it."""
    margin = 10_000.0 + 500.0 * values[:, 0]
    facts = {name: margin.tolist() for name in FACTS}
    texts = np.array([["4711", "Utrecht"], ["4332", None]] * (1 + len(values)), dtype=object)
    yardstick = yardstick_of(values, attributes_of(facts, texts[: len(values)]))
    return DatedAccounts(yardstick, (values[:, 0] > 0).astype(np.float64))


def test_planted_segments_are_found_judged_and_chosen(settings: SelectionSettings) -> None:
    everyone, truth = planted(1600, 3)
    model, verification = dated(everyone.values[::2]), dated(everyone.values[1::2])
    found = select(model, verification, settings)
    assert found.choice is not None
    assert not found.choice.is_fallback
    assert found.choice.candidate_id in ("kmeans_5", "ward_5")
    place = [one.candidate_id for one in found.fitted].index(found.choice.candidate_id)
    labels = found.fitted[place].fitted.assign(verification.yardstick)
    assert adjusted_rand_score(truth[1::2], labels) >= 0.8
    assert {score.segment_label for score in found.scores[place]} == {None, *range(5)}
    assert "5 segments" in found.choice.reason_en
    again = select(model, verification, settings)
    assert again.choice is not None
    assert evaluations(again.choice) == evaluations(found.choice)


def test_without_structure_no_clustering_is_a_candidate(settings: SelectionSettings) -> None:
    draw = np.random.default_rng(5)
    found = select(dated(draw.normal(size=(700, 6))), dated(draw.normal(size=(700, 6))), settings)
    assert all(count.count is None for count in found.counts.values())
    assert {one.method_id for one in found.fitted} <= {"tiers", "rfm", "tree"}
    assert found.choice is not None
    assert found.choice.is_fallback or found.choice.method_id in ("tiers", "tree")


def test_without_a_verification_date_nothing_is_chosen(settings: SelectionSettings) -> None:
    model = dated(planted(300, 1)[0].values)
    for verification in (None, dated(np.empty((0, 10)))):
        found = select(model, verification, settings)
        assert found.choice is None
        assert found.scores == ()


@pytest.mark.parametrize("rows", [1, 2, 40])
def test_few_or_equal_accounts_are_an_answer(rows: int, settings: SelectionSettings) -> None:
    accounts = dated(np.ones((rows, 4)))
    unknown = replace(accounts, target=np.full(rows, np.nan))
    for given in (accounts, unknown):
        found = select(given, given, settings)
        assert all(count.count is None for count in found.counts.values())
        assert found.choice is not None
        assert found.choice.method_id == "rfm"


def test_one_giant_account_is_an_answer(settings: SelectionSettings) -> None:
    values = np.random.default_rng(2).normal(size=(400, 5))
    values[7] = 1e9
    found = select(dated(values), dated(values), settings)
    assert found.choice is not None


def test_firmographics_rank_texts_by_how_frequent_they_are() -> None:
    texts = np.array(
        [["b", None], ["a", None], ["b", None], [None, None], ["c", None]], dtype=object
    )
    plain = yardstick_of(np.zeros((5, 1)), attributes_of({"margin_12m_amount": [0.0] * 5}, texts))
    found = firmographics(plain)
    assert np.array_equal(found[:, 0], [0, 1, 0, np.nan, 2], equal_nan=True)
    assert np.isnan(found[:, 1]).all()
    none = attributes_of({"margin_12m_amount": [0.0] * 5})
    bare: Yardstick = yardstick_of(np.zeros((5, 1)), none)
    assert firmographics(bare).shape == (5, 0)
