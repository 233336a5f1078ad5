"""Refreshes of a small company: when segments are fitted anew, and what becomes of their ids."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from klantcentraal.modelling.arrays import Indices, Matrix
from klantcentraal.segmentation import refit
from klantcentraal.segmentation.bootstrap import BootstrapSettings
from klantcentraal.segmentation.count_settings import CountSettings
from klantcentraal.segmentation.fit_sources import RuleSources, Run, read_settings
from klantcentraal.segmentation.refit import new_generation
from klantcentraal.segmentation.selection import SelectionSettings
from segmentation.planted import NAMES
from segmentation.small_company import JUNE, MAY, MODEL, RUN, VERIFICATION, Company, rules

DATES = (MODEL, VERIFICATION, MAY, JUNE)
FEATURES = list(NAMES[:4])
JULY, AUGUST = dt.date(2025, 7, 30), dt.date(2025, 8, 30)
CENTRES = np.array([[5, 0, 0, 0], [-2, 5, 0, 0], [-2, -3, 5, 0], [0, -3, -3, 5.0]])
SIZES = (100, 85, 70, 55)
TRUTH = np.random.default_rng(4).permutation(np.repeat(np.arange(4), SIZES))
IDS = ["s001", "s002", "s003", "s004"]  # the largest first, as the sizes are


def cheap(seeds: RuleSources) -> SelectionSettings:
    few = BootstrapSettings(refit_count=2)
    count = CountSettings(counts=(2, 4, 6), null_count=19, bootstrap=few)
    return replace(read_settings(seeds), count=count, refits=few)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refit, "read_settings", cheap)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def groups(seed: int, truth: Indices = TRUTH) -> Matrix:
    """Four groups of accounts, seven deviations apart; the first feature is a margin."""
    values = CENTRES[truth] + np.random.default_rng(seed).normal(size=(len(truth), 4))
    values[:, 0] = 10_000 + 1000 * values[:, 0]
    return values


def company(others: Mapping[dt.date, Matrix] = MappingProxyType({})) -> Company:
    """The company, with other accounts at some dates."""
    return Company(RUN, {**{day: groups(seed) for seed, day in enumerate(DATES)}, **others})


def everywhere(values: Matrix) -> Company:
    """A company whose accounts are the same at all dates."""
    return company(dict.fromkeys(DATES, values))


class Refreshes:
    """The kept table, as the incremental model keeps it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.kept: pa.Table | None = None

    def refresh(self, of: Company, seeds: RuleSources | None = None) -> list[dict[str, Any]]:
        """Rows that a refresh adds, of which the table keeps those of the last fit of a date."""
        kept = None if self.kept is None else self.connection.from_arrow(self.kept)
        given = seeds or rules(self.connection, FEATURES)
        made = new_generation(kept, of.sources(self.connection), given)
        if kept is not None and made.num_rows:
            kept = kept.filter(f"fitted_date <> date '{of.run.as_of_date}'")
        if kept is None:
            self.kept = made
        elif made.num_rows:
            self.kept = pa.concat_tables([kept.to_arrow_table().cast(made.schema), made])
        rows: list[dict[str, Any]] = made.to_pylist()
        return rows

    def used(self, of: Company, seeds: RuleSources | None = None) -> dict[str, Any]:
        """The row in use of a refresh that fits."""
        return used(self.refresh(of, seeds))


def used(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The row in use, its texts read."""
    [row] = [row for row in rows if row["is_used"]]
    names = [name for name in row if name.endswith("_text") and name != "model_text"]
    return {**row, **{name: json.loads(row[name]) for name in names}}


@cache
def first_fit() -> pa.Table:
    """The kept table after the first refresh of the company."""
    with duckdb.connect() as connection:
        sources = company().sources(connection)
        return new_generation(None, sources, rules(connection, FEATURES))


@pytest.fixture
def refreshes(connection: duckdb.DuckDBPyConnection) -> Refreshes:
    """Before the first refresh."""
    return Refreshes(connection)


@pytest.fixture
def fitted(refreshes: Refreshes) -> Refreshes:
    """After the first refresh of the company."""
    refreshes.kept = first_fit()
    return refreshes


def other_rules(refreshes: Refreshes) -> RuleSources:
    """A value tier that ends elsewhere: what is fitted on the yardstick stays as it is."""
    seeds = rules(refreshes.connection, FEATURES)
    changed = "* replace (if(value_tier = 'A', 0.7, cumulative_share_maximum) as {0})"
    tiers = seeds.value_tiers.project(changed.format("cumulative_share_maximum"))
    return replace(seeds, value_tiers=tiers)


def told(row: dict[str, Any]) -> list[tuple[str, str]]:
    return [(event["event"], event["segment_id"]) for event in row["events_text"]]


def test_the_first_refresh_finds_the_planted_groups() -> None:
    row = used(first_fit().to_pylist())
    assert row["fitted_because"] == "first"
    assert (row["fitted_date"], row["newest_account_key"]) == (JUNE, 310)
    assert sorted(row["segment_ids_text"]) == row["given_ids_text"] == IDS
    assert told(row) == [("birth", name) for name in IDS]
    assert [event["account_count"] for event in row["events_text"]] == list(SIZES)
    assert {event["event_date"] for event in row["events_text"]} == {"2025-06-30"}
    assert "4 segment" in row["choice_en"]
    assert "4 segment" in row["choice_nl"]


def test_scorecards_name_segments_by_their_published_ids() -> None:
    row = used(first_fit().to_pylist())
    scores = row["scores_text"]
    assert {score["segmentation_id"] for score in scores} == {row["candidate_id"]}
    keys = [(score["segment_id"], score["test_id"]) for score in scores]
    assert {segment_id for segment_id, _ in keys} == {"ALL", *IDS}
    assert len(set(keys)) == len(keys) == 5 * 5


def test_every_candidate_tells_how_it_was_judged() -> None:
    for row in first_fit().to_pylist():
        evaluations = json.loads(row["evaluations_text"])
        assert {one["method_id"] for one in evaluations} == {row["candidate_id"]}
        assert {one["is_champion"] for one in evaluations} == {row["is_used"]}
        assert json.loads(row["scores_text"]) == [] or row["is_used"]
        assert (row["model_text"] is None) == (row["method_family"] == "rfm")


def test_a_fit_does_not_depend_on_the_order_of_rows(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    sources = company().sources(connection)
    turned = replace(
        sources,
        yardstick=sources.yardstick.order("hash(account_id)"),
        targets=sources.targets.order("hash(account_key)"),
    )
    again = new_generation(None, turned, rules(connection, FEATURES))
    assert again.to_pylist() == first_fit().to_pylist()


def test_nothing_is_fitted_while_the_segments_fit(fitted: Refreshes) -> None:
    later = company({JULY: groups(8), AUGUST: groups(9)})
    for as_of_date in (JUNE, JULY, AUGUST):
        assert fitted.refresh(later.at(as_of_date)) == []
    assert fitted.kept is first_fit()


def test_changed_rules_fit_anew_and_ids_survive(fitted: Refreshes) -> None:
    later = company({JULY: groups(8)}).at(JULY)
    first, second = used(first_fit().to_pylist()), fitted.used(later, other_rules(fitted))
    assert second["fitted_because"] == "rules_changed"
    assert second["fit_fingerprint"] != first["fit_fingerprint"]
    assert (second["segment_ids_text"], second["given_ids_text"]) == (
        first["segment_ids_text"],
        IDS,
    )
    assert told(second) == []
    assert fitted.refresh(later, other_rules(fitted)) == []


def test_ids_that_ended_are_not_given_again(fitted: Refreshes) -> None:
    fewer = zip((MODEL, VERIFICATION, JULY), (10, 11, 12), strict=True)
    two = company({day: groups(seed, TRUTH % 2) for day, seed in fewer})
    second = fitted.used(two.at(JULY), other_rules(fitted))
    assert (sorted(second["segment_ids_text"]), second["given_ids_text"]) == (IDS[:2], IDS)
    assert told(second) == [("retire", "s003"), ("retire", "s004")]
    assert [event["account_count"] for event in second["events_text"]] == [0, 0]
    third = fitted.used(company({AUGUST: groups(9)}).at(AUGUST))
    now = set(third["segment_ids_text"])
    assert len(now) == 4
    assert now & {"s001", "s002"}
    assert not now & {"s003", "s004"}
    assert third["given_ids_text"] == [*IDS, *sorted(now - set(IDS))]


def test_a_second_fit_of_a_day_keeps_the_events_of_the_first(fitted: Refreshes) -> None:
    second = fitted.used(company(), other_rules(fitted))
    assert second["fitted_because"] == "rules_changed"
    assert second["events_text"] == used(first_fit().to_pylist())["events_text"]
    assert fitted.kept is not None
    assert sum(fitted.kept.column("is_used").to_pylist()) == 1


def test_a_refit_that_is_asked_for_gives_the_same(fitted: Refreshes) -> None:
    asked = replace(company(), run=replace(RUN, has_refit_asked=True))
    first, second = used(first_fit().to_pylist()), fitted.used(asked)
    assert second == {**first, "fitted_because": "asked"}


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (replace(RUN, model_date=None, verification_date=None), "to make other segmentations"),
        (replace(RUN, verification_date=None), "against accounts of an earlier date"),
        (replace(RUN, model_date=dt.date(2001, 1, 31)), "to make other segmentations"),
        (replace(RUN, verification_date=dt.date(2001, 1, 31)), "of an earlier date"),
    ],
)
def test_a_short_history_is_rfm(refreshes: Refreshes, run: Run, words: str) -> None:
    row = refreshes.used(replace(company(), run=run))
    assert (row["candidate_id"], row["model_text"], row["segment_ids_text"]) == ("rfm", None, [])
    assert words in row["choice_en"]
    assert row["choice_nl"].startswith("RFM is in gebruik: de historie is te kort")
    assert (row["events_text"], row["scores_text"], row["evaluations_text"]) == ([], [], [])
    assert refreshes.refresh(replace(company(), run=run)) == []


def test_segments_are_fitted_as_soon_as_history_allows_it(refreshes: Refreshes) -> None:
    short = replace(company(), run=replace(RUN, verification_date=None))
    assert refreshes.used(short)["candidate_id"] == "rfm"
    row = refreshes.used(company({JULY: groups(8)}).at(JULY))
    assert row["fitted_because"] == "longer_history"
    assert sorted(row["segment_ids_text"]) == IDS


def test_nobody_has_bought_yet(refreshes: Refreshes) -> None:
    nobody = company(dict.fromkeys(DATES, np.empty((0, 4))))
    row = refreshes.used(nobody)
    assert (row["candidate_id"], row["newest_account_key"]) == ("rfm", 0)
    assert (row["choice_nl"], row["choice_en"]) == (
        "Nog niemand heeft gekocht.",
        "Nobody has bought yet.",
    )
    assert row["bins_text"] == []
    assert refreshes.refresh(nobody) == []
    assert refreshes.used(company())["fitted_because"] == "longer_history"


def test_segments_retire_when_rfm_takes_over_and_their_ids_stay_given(fitted: Refreshes) -> None:
    later = company({JULY: groups(8), AUGUST: groups(9)})
    short = replace(later, run=replace(RUN, as_of_date=JULY, verification_date=None))
    rfm = fitted.used(short, other_rules(fitted))
    assert told(rfm) == [("retire", name) for name in IDS]
    assert [event["account_count"] for event in rfm["events_text"]] == list(SIZES)
    assert rfm["given_ids_text"] == IDS
    again = fitted.used(later.at(AUGUST), other_rules(fitted))
    assert again["fitted_because"] == "longer_history"
    new = ["s005", "s006", "s007", "s008"]
    assert sorted(again["segment_ids_text"]) == new
    assert again["given_ids_text"] == [*IDS, *new]
    assert told(again) == [("birth", name) for name in new]


def test_looking_back_uses_nothing_that_was_fitted_later(fitted: Refreshes) -> None:
    back = fitted.used(company().at(MAY))
    assert (back["fitted_because"], back["fitted_date"]) == ("first", MAY)
    assert fitted.refresh(company()) == []


def test_looking_back_gives_no_id_of_a_later_fit_and_none_of_its_own_again(
    fitted: Refreshes,
) -> None:
    back = fitted.used(company().at(MAY))
    new = ["s005", "s006", "s007", "s008"]
    assert sorted(back["segment_ids_text"]) == new
    fewer = zip((MODEL, VERIFICATION, JULY), (10, 11, 12), strict=True)
    two = company({day: groups(seed, TRUTH % 2) for day, seed in fewer})
    fitted.used(two.at(JULY), other_rules(fitted))
    third = fitted.used(company({AUGUST: groups(9)}).at(AUGUST))
    assert not set(third["segment_ids_text"]) & {"s003", "s004", *new}


@pytest.mark.parametrize("count", [1, 2, 40])
def test_few_or_equal_accounts_are_an_answer(refreshes: Refreshes, count: int) -> None:
    for values in (groups(1)[:count], np.ones((count, 4)), np.full((count, 4), np.nan)):
        row = refreshes.used(everywhere(values))
        assert row["candidate_id"] == "rfm"
        assert row["choice_nl"]
        assert row["choice_en"]
        refreshes.kept = None


def test_accounts_that_are_all_equal_are_rfm(refreshes: Refreshes) -> None:
    row = refreshes.used(everywhere(np.ones((320, 4))))
    assert row["candidate_id"] == "rfm"
    methods = "k-means, Ward, k-means on mixed data and a self-organising map"
    assert f"No segments found: {methods}: the accounts are all equal" in row["choice_en"]
    assert "Geen segmenten gevonden: k-means, Ward, " in row["choice_nl"]


def test_one_giant_account_is_an_answer(refreshes: Refreshes) -> None:
    values = groups(1)
    values[7] = 1e12
    row = refreshes.used(everywhere(values))
    assert row["choice_en"]
    counts = [event["account_count"] for event in row["events_text"]]
    assert sum(counts) in (0, 310)


def test_noise_of_ten_features_is_rfm_or_rules(refreshes: Refreshes) -> None:
    noise = np.random.default_rng(6).normal(size=(320, 10))
    row = refreshes.used(everywhere(noise), rules(refreshes.connection, list(NAMES)))
    assert row["method_family"] in ("rfm", "tiers", "tree")


def test_300_features_of_noise_are_refused(refreshes: Refreshes) -> None:
    values = np.random.default_rng(6).normal(size=(50, 300))
    names = [NAMES[0], *(f"feature_{number}" for number in range(1, 300))]
    with pytest.raises(ValueError, match="300 features; a yardstick has 1 to 10"):
        refreshes.refresh(everywhere(values), rules(refreshes.connection, names))
