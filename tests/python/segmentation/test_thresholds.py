from klantcentraal.segmentation.thresholds import (
    FIXED_COST_AMOUNT,
    FIXED_COST_SHARE,
    fixed_cost,
    read_thresholds,
)

from .scored_accounts import THRESHOLDS


def test_the_seed_holds_the_defaults_of_the_method() -> None:
    assert THRESHOLDS == {
        ("homogeneous", "spread_reduction_value"): 0.20,
        ("heterogeneous", "cliffs_delta_value"): 0.60,
        ("substantial", "account_count"): 30,
        ("substantial", "group_count"): 30,
        ("substantial", "margin_to_cost_value"): 1,
        ("substantial", "segment_fixed_cost_share"): 0.005,
        ("substantial", "cost_to_serve_amount"): 0,
        ("identifiable", "rule_fidelity_share"): 0.85,
        ("identifiable", "tendency_fidelity_share"): 0.70,
        ("reachable", "reachable_share"): 0.5,
        ("choice", "segment_count_minimum"): 2,
        ("choice", "segment_count_maximum"): 10,
        ("choice", "stability_value"): 0.75,
        ("choice", "passing_account_share"): 0.80,
    }


def test_a_segment_costs_a_share_of_all_margin_or_an_amount() -> None:
    share = read_thresholds([(*FIXED_COST_SHARE, 0.005)])
    assert fixed_cost(share, 200_000.0) == 1000.0
    assert fixed_cost(share, -200_000.0) == 0.0
    assert fixed_cost(read_thresholds([(*FIXED_COST_AMOUNT, 750)]), 200_000.0) == 750.0
