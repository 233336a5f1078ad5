from collections.abc import Iterator
from dataclasses import fields, replace
from functools import partial

import duckdb
import numpy as np
import pytest

from klantcentraal.segmentation import fit_sources
from klantcentraal.segmentation.fit_sources import (
    RuleSources,
    at_date,
    fingerprint,
    read_dated,
    read_run,
    read_settings,
)
from klantcentraal.segmentation.thresholds import FEWEST_SEGMENTS
from klantcentraal.segmentation.yardstick import YardstickFeature, read_sample
from segmentation.small_company import JUNE, MAY, RUN, Company, rules, run_relation

ACCOUNTS = Company(RUN, {MAY: np.full((4, 1), 1.0), JUNE: np.array([[3.0], [1.0], [2.0], [9.0]])})
MARGIN = (YardstickFeature("margin_12m_amount", "none"),)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


@pytest.fixture
def seeds(connection: duckdb.DuckDBPyConnection) -> RuleSources:
    """The seeds as they stand, with a service area of one region."""
    area = "select 'NL' as country_code, 'Utrecht' as region, 'Ours' as reason"
    return replace(rules(connection), service_area=connection.sql(area))


def with_column(seeds: RuleSources, name: str, replaced: str) -> RuleSources:
    """The same seeds, of one of which columns read otherwise."""
    return replace(seeds, **{name: getattr(seeds, name).project(f"* replace ({replaced})")})


@pytest.mark.parametrize(
    ("seed", "replaced"),
    [
        ("features", "if(transformation = 'log', 'none', transformation) as transformation"),
        ("features", "if(feature_name = 'online_share', 'x', feature_name) as feature_name"),
        ("rfm_segments", "if(rfm_segment_id = 'loyal', 'true', rfm_segment_id) as rfm_segment_id"),
        *[
            ("rfm_segments", f"{level}_{end} + 1 as {level}_{end}")
            for level in "rfms"
            for end in ("minimum", "maximum")
        ],
        ("satisfaction_bands", "s_score + 1 as s_score"),
        ("satisfaction_bands", "lower_value + 0.1 as lower_value"),
        ("satisfaction_bands", "coalesce(upper_value, 11) as upper_value"),
        ("value_tiers", "lower(value_tier) as value_tier"),
        ("value_tiers", "cumulative_share_maximum / 2 as cumulative_share_maximum"),
        ("thresholds", "test_id || 's' as test_id"),
        ("thresholds", "metric_name || 's' as metric_name"),
        ("thresholds", "threshold_value + 0.0001 as threshold_value"),
        ("service_area", "'BE' as country_code"),
        ("service_area", "null as region"),
    ],
)
def test_whatever_decides_a_fit_changes_the_fingerprint(
    seeds: RuleSources, seed: str, replaced: str
) -> None:
    assert fingerprint(with_column(seeds, seed, replaced), "loyalty") != fingerprint(
        seeds, "loyalty"
    )


def test_the_objective_and_its_target_change_the_fingerprint(seeds: RuleSources) -> None:
    changed = with_column(
        seeds, "objectives", "if(objective_id = 'loyalty', 'next_margin_amount', target) as target"
    )
    found = {
        fingerprint(given, objective_id)
        for given in (seeds, changed)
        for objective_id in ("loyalty", "quantitative")
    }
    assert len(found) == 3


def test_a_new_version_of_the_methods_changes_the_fingerprint(
    seeds: RuleSources, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(seeds, "loyalty")
    monkeypatch.setattr(fit_sources, "FIT_VERSION", -1)
    assert fingerprint(seeds, "loyalty") != before


def test_values_that_change_places_within_a_row_change_the_fingerprint(seeds: RuleSources) -> None:
    swapped = with_column(seeds, "rfm_segments", "r_minimum as f_minimum, f_minimum as r_minimum")
    assert fingerprint(swapped, "loyalty") != fingerprint(seeds, "loyalty")


def test_the_order_of_rows_leaves_the_fingerprint(seeds: RuleSources) -> None:
    names = [field.name for field in fields(seeds)]
    turned = {name: getattr(seeds, name).order("hash(columns(*))") for name in names}
    assert fingerprint(RuleSources(**turned), "loyalty") == fingerprint(seeds, "loyalty")


@pytest.mark.parametrize("seed", ["features", "value_tiers", "thresholds", "service_area"])
def test_an_explanation_leaves_the_fingerprint(seeds: RuleSources, seed: str) -> None:
    explained = with_column(seeds, seed, "'Otherwise said' as reason")
    assert fingerprint(explained, "loyalty") == fingerprint(seeds, "loyalty")


def test_a_run_is_read(connection: duckdb.DuckDBPyConnection) -> None:
    short = replace(RUN, model_date=None, verification_date=None)
    for run in (RUN, short, replace(RUN, has_refit_asked=True, currency="EUR")):
        assert read_run(run_relation(connection, run)) == run


def test_settings_are_those_of_the_seeds(seeds: RuleSources) -> None:
    found = read_settings(seeds)
    assert len(found.thresholds) == seeds.thresholds.count("*").fetchall()[0][0]
    assert found.thresholds[FEWEST_SEGMENTS] >= 2
    tiers = [(tier.tier, tier.share_maximum) for tier in found.candidates.rules.value_tiers]
    assert tiers == [("A", 0.8), ("B", 0.95), ("C", 1.0)]
    assert found.candidates.rules.satisfaction_bands[-1].upper is None
    assert "champions" in {block.segment_id for block in found.candidates.rules.rfm_blocks}


def test_a_date_has_its_own_accounts(connection: duckdb.DuckDBPyConnection) -> None:
    sources = ACCOUNTS.sources(connection)
    assert at_date(sources.yardstick, MAY).count("*").fetchall() == [(4,)]
    assert read_dated(sources, MAY, MARGIN).yardstick.values[:, 0].tolist() == [1.0] * 4
    dated = read_dated(sources, JUNE, MARGIN)
    assert dated.margin.tolist() == [3.0, 1.0, 2.0, 9.0]
    assert dated.target.tolist() == [1.0, 0.0, 1.0, 1.0]


def test_margins_are_those_of_all_accounts_where_features_are_of_a_sample(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fit_sources, "read_sample", partial(read_sample, rows=2))
    dated = read_dated(ACCOUNTS.sources(connection), JUNE, MARGIN)
    assert len(dated.yardstick) == 2
    assert dated.all_margins is not None
    assert sorted(dated.all_margins.tolist()) == [1.0, 2.0, 3.0, 9.0]


def test_an_account_without_an_outcome_has_no_target(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    sources = ACCOUNTS.sources(connection)
    known = sources.targets.filter("account_key <> 2").project(
        "* replace (if(account_key = 3, null, target_value) as target_value)"
    )
    dated = read_dated(replace(sources, targets=known), JUNE, MARGIN)
    assert np.array_equal(dated.target, [1.0, np.nan, np.nan, 1.0], equal_nan=True)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ("select *", [True] * 4),
        ("select * replace (account_key <> 2 as is_reachable)", [True, False, True, True]),
        ("select * replace (null::boolean as is_reachable)", None),
        ("select * replace (if(account_key = 2, null, true) as is_reachable)", None),
        ("select * exclude (account_key), account_key + 1 as account_key", None),
    ],
)
def test_who_can_be_reached_is_known_of_all_or_of_none(
    connection: duckdb.DuckDBPyConnection, known: str, expected: list[bool] | None
) -> None:
    sources = ACCOUNTS.sources(connection)
    reachability = sources.reachability.query("reachability", f"{known} from reachability")
    found = read_dated(replace(sources, reachability=reachability), JUNE, MARGIN).is_reachable
    assert (None if found is None else found.tolist()) == expected


def test_a_date_without_accounts_is_empty(connection: duckdb.DuckDBPyConnection) -> None:
    dated = read_dated(ACCOUNTS.sources(connection), MAY.replace(year=2001), MARGIN)
    assert (len(dated.yardstick), len(dated.target), dated.is_reachable) == (0, 0, None)
