import duckdb
import numpy as np
import pytest

from klantcentraal.segmentation.candidates import (
    CLUSTERINGS,
    CandidateSettings,
    assign_accounts,
    assigning,
    fit_candidate,
    fit_candidates,
    model_rows,
    space_of,
)
from klantcentraal.segmentation.training import (
    RfmBlock,
    Rules,
    SatisfactionBand,
    ValueTier,
    read_rules,
)
from klantcentraal.segmentation.yardstick import FACTS, YardstickFeature, read_sample
from segmentation.planted import attributes_of, planted, yardstick_of

COUNTS = dict.fromkeys(CLUSTERINGS, (3, 5))
RULES = Rules((RfmBlock("all", (0, 0, 0, 0), (5, 5, 5, 5)),), (), (ValueTier("A", 1.0),))


def test_every_method_is_fitted_the_simplest_first() -> None:
    plain, truth = planted(800, 1)
    facts = {name: plain.values[:, 0].tolist() for name in FACTS}
    yardstick = yardstick_of(plain.values, attributes_of(facts))
    target = (truth == 0).astype(np.float64)
    found = fit_candidates(model_rows(yardstick, target, CandidateSettings(RULES)), COUNTS)
    ids = [candidate.candidate_id for candidate in found]
    assert ids[:3] == ["tiers", "rfm", "tree_4"]
    assert ids[-8:] == [f"{method_id}_{count}" for method_id in CLUSTERINGS for count in (3, 5)]
    assert {candidate.fitted.segment_count for candidate in found[-8:]} == {3, 5}


def test_without_rules_and_target_only_clusterings_remain() -> None:
    found = fit_candidates(model_rows(planted(200, 1)[0], None), {"kmeans": [4]})
    assert [candidate.candidate_id for candidate in found] == ["kmeans_4"]


def test_segmentations_that_came_out_equal_are_one_candidate() -> None:
    rows = model_rows(yardstick_of(np.array([[1.0], [5.0]] * 50)), None)
    found = fit_candidates(rows, {"kmeans": [2, 3, 4]})
    assert [(c.candidate_id, c.fitted.segment_count) for c in found] == [("kmeans_2", 2)]


def test_resampled_accounts_can_be_fitted_again() -> None:
    rows = model_rows(planted(500, 2)[0], None)
    again = rows.take(np.random.default_rng(3).integers(0, 500, 500))
    assert again.everyone.preparation == rows.everyone.preparation
    assert fit_candidate("ward", again, 5).segment_count == 5


@pytest.mark.parametrize("method_id", CLUSTERINGS)
def test_counting_clusters_sees_the_groups_of_the_method(method_id: str) -> None:
    yardstick, _ = planted(500, 4)
    rows = model_rows(yardstick, None)
    matrix = space_of(method_id, rows).coordinates(rows.others.yardstick)
    labels = assigning(method_id)(matrix, 5, 20260630)(matrix)
    fitted = fit_candidate(method_id, rows, 5).assign(yardstick)
    assert len({*zip(labels.tolist(), fitted.tolist(), strict=True)}) == 5


def test_all_accounts_are_assigned_in_batches_as_they_are_at_once() -> None:
    features = (YardstickFeature("margin_12m_amount", "none"), YardstickFeature("days", "none"))
    with duckdb.connect() as connection:
        relation = connection.sql(
            """
            select cast(10000 - i as int) as account_key, 'A' || i as account_id, 'G' as group_id,
                cast(i % 3 as double) as margin_12m_amount, cast(i % 2 * 9 as double) as days,
                0 as days_since_last_invoice, 0 as invoices_12m_count, 0 as revenue_12m_amount,
                null as satisfaction_value
            from range(10000) as numbers (i)
            """
        )
        rows = model_rows(read_sample(relation, features, 900), None)
        fitted = fit_candidate("kmeans", rows, 6)
        at_once = assign_accounts(fitted, relation, features)
        in_batches = assign_accounts(fitted, relation, features, 3000)
    assert in_batches == at_once
    assert in_batches.column("account_key").to_pylist() == list(range(1, 10001))
    assert len(in_batches.column("label").unique()) == 6


def test_rules_are_read_from_the_seeds() -> None:
    with duckdb.connect() as connection:
        blocks = connection.sql(
            "select 'low' as rfm_segment_id, 0 as r_minimum, 2 as r_maximum, 0 as f_minimum, "
            "5 as f_maximum, 0 as m_minimum, 5 as m_maximum, 0 as s_minimum, 5 as s_maximum "
            "union all select 'high', 3, 5, 0, 5, 0, 5, 0, 5"
        )
        bands = connection.sql(
            "select 2 as s_score, 5.0 as lower_value, null as upper_value union all select 1, 0, 5"
        )
        tiers = connection.sql(
            "select 'B' as value_tier, 1.0 as cumulative_share_maximum union all select 'A', 0.8"
        )
        rules = read_rules(blocks, bands, tiers)
    assert [block.segment_id for block in rules.rfm_blocks] == ["high", "low"]
    assert rules.rfm_blocks[1] == RfmBlock("low", (0, 0, 0, 0), (2, 5, 5, 5))
    assert rules.satisfaction_bands == (SatisfactionBand(1, 0, 5), SatisfactionBand(2, 5, None))
    assert rules.value_tiers == (ValueTier("A", 0.8), ValueTier("B", 1.0))
