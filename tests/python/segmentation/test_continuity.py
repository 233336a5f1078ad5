"""Two hundred accounts, of which the first hundred are large."""

import datetime as dt
from collections.abc import Iterator

import duckdb
import numpy as np
import pytest

from klantcentraal.segmentation.candidates import fit_candidate, model_rows
from klantcentraal.segmentation.continuity import Before, Continued, continued, used_features
from klantcentraal.segmentation.drift import fit_bins
from klantcentraal.segmentation.fitted import Fitted
from klantcentraal.segmentation.generations import Fitting, Generation, KeptCandidate
from klantcentraal.segmentation.methods.tiers import Tiers
from klantcentraal.segmentation.yardstick import SAMPLE_ROWS, YardstickFeature
from segmentation.planted import yardstick_of
from segmentation.small_company import JUNE, MAY, RUN, Company

MARGINS = np.repeat([1000.0, 10.0], 100) + np.tile(np.arange(100.0) / 100, 2)
MARGIN = (YardstickFeature("margin_12m_amount", "none"),)
RFM = KeptCandidate("rfm", "rfm", None)


@pytest.fixture
def accounts() -> Iterator[duckdb.DuckDBPyRelation]:
    with duckdb.connect() as connection:
        yield Company(RUN, {JUNE: MARGINS[:, None]}).sources(connection).yardstick


def kmeans(count: int) -> Fitted:
    return fit_candidate("kmeans", model_rows(yardstick_of(MARGINS[:, None]), None), count)


def generation(
    used: KeptCandidate, given_ids: tuple[str, ...] = (), feature: str = "margin_12m_amount"
) -> Generation:
    bins = fit_bins([feature], MARGINS[:, None])
    fitting = Fitting(MAY, "first", "print", 200, bins)
    return Generation(fitting, (used,), used.candidate_id, "", "", (), given_ids)


def clusters(*segment_ids: str) -> KeptCandidate:
    return KeptCandidate("kmeans_2", "kmeans", kmeans(2), segment_ids)


def told(follows: Continued) -> list[tuple[str, str, int]]:
    return [(event.event, event.segment_id, event.account_count) for event in follows.events]


def test_the_first_segments_are_born(accounts: duckdb.DuckDBPyRelation) -> None:
    found = continued(Before(), kmeans(2), MARGIN, accounts)
    assert found.segment_ids == found.given_ids == ("s001", "s002")
    assert told(found) == [("birth", "s001", 100), ("birth", "s002", 100)]


def test_rfm_that_comes_first_has_no_ids_and_no_events(
    accounts: duckdb.DuckDBPyRelation,
) -> None:
    assert continued(Before(), None, MARGIN, accounts) == Continued((), (), ())


def test_a_segment_that_goes_on_keeps_its_id(accounts: duckdb.DuckDBPyRelation) -> None:
    before = generation(clusters("s007", "s003"), ("s003", "s007"))
    found = continued(Before([before], before.given_ids), kmeans(2), MARGIN, accounts)
    assert (found.segment_ids, found.given_ids) == (("s007", "s003"), ("s003", "s007"))
    assert found.events == ()


def test_an_id_that_was_ever_given_is_not_given_again(accounts: duckdb.DuckDBPyRelation) -> None:
    before = generation(RFM, ("s001", "s009"))
    found = continued(Before([before], before.given_ids), kmeans(2), MARGIN, accounts)
    assert found.segment_ids == ("s010", "s011")
    assert found.given_ids == ("s001", "s009", "s010", "s011")


def test_the_generation_before_may_use_other_features(accounts: duckdb.DuckDBPyRelation) -> None:
    other = accounts.project("*, margin_12m_amount as feature_1")
    before = generation(clusters("s001", "s002"), ("s001", "s002"), "feature_1")
    found = continued(Before([before], before.given_ids), kmeans(2), MARGIN, other)
    assert found.segment_ids == ("s001", "s002")


def test_a_feature_that_is_no_more_ends_all_segments(accounts: duckdb.DuckDBPyRelation) -> None:
    before = generation(clusters("s001", "s002"), ("s001", "s002"), "feature_that_was")
    found = continued(Before([before], before.given_ids), kmeans(2), MARGIN, accounts)
    assert found.segment_ids == ("s003", "s004")
    assert {event[:2] for event in told(found)} == {
        ("birth", "s003"),
        ("birth", "s004"),
        ("retire", "s001"),
        ("retire", "s002"),
    }


def test_rfm_that_takes_over_ends_all_segments(accounts: duckdb.DuckDBPyRelation) -> None:
    before = generation(clusters("s001", "s002"), ("s001", "s002"))
    found = continued(Before([before], before.given_ids), None, MARGIN, accounts)
    assert (found.segment_ids, found.given_ids) == ((), ("s001", "s002"))
    assert told(found) == [("retire", "s001", 100), ("retire", "s002", 100)]


def test_a_segment_without_accounts_ends_and_begins_with_a_word(
    accounts: duckdb.DuckDBPyRelation,
) -> None:
    large = accounts.filter("margin_12m_amount > 500")
    before = generation(clusters("s001", "s002"), ("s001", "s002"))
    assert told(continued(Before([before], before.given_ids), None, MARGIN, large)) == [
        ("retire", "s001", 100),
        ("retire", "s002", 0),
    ]
    assert told(continued(Before(), kmeans(2), MARGIN, large)) == [
        ("birth", "s001", 100),
        ("birth", "s002", 0),
    ]
    assert told(continued(Before([before], before.given_ids), kmeans(2), MARGIN, large))[-1] == (
        "retire",
        "s002",
        0,
    )


def test_methods_with_ids_of_their_own_keep_them(accounts: duckdb.DuckDBPyRelation) -> None:
    before = generation(clusters("s001", "s002"), ("s001", "s002"))
    found = continued(
        Before([before], before.given_ids), Tiers(("A", "B"), (500.0, 0.0)), MARGIN, accounts
    )
    assert found.segment_ids == ("tier_a", "tier_b", "tier_d")
    assert set(found.given_ids) == {"s001", "s002", *found.segment_ids}
    assert ("retire", "s001", 100) in told(found)


def test_events_count_every_account_not_a_sample() -> None:
    margins = np.repeat([1000.0, 10.0], SAMPLE_ROWS)
    with duckdb.connect() as connection:
        many = Company(RUN, {JUNE: margins[:, None]}).sources(connection).yardstick
        found = continued(Before(), kmeans(2), MARGIN, many)
    assert [event.account_count for event in found.events] == [SAMPLE_ROWS] * 2


def test_nobody_is_in_a_segment_of_a_day_without_accounts(
    accounts: duckdb.DuckDBPyRelation,
) -> None:
    nobody = accounts.filter("false")
    found = continued(Before(), kmeans(2), MARGIN, nobody)
    assert told(found) == [("birth", "s001", 0), ("birth", "s002", 0)]


def test_the_features_of_a_fit_are_those_of_its_bins() -> None:
    assert used_features(generation(RFM).fitting) == MARGIN
    assert used_features(Fitting(dt.date(2025, 1, 1), "first", "print", 0, ())) == ()
