"""What segments and segmentations must reach: the seed rules_scorecard_thresholds, read."""

from collections.abc import Iterable, Mapping

Thresholds = Mapping[tuple[str, str], float]  # by test_id and metric_name

FIXED_COST_SHARE = ("substantial", "segment_fixed_cost_share")
FIXED_COST_AMOUNT = ("substantial", "segment_fixed_cost_amount")
COST_TO_SERVE = ("substantial", "cost_to_serve_amount")
RULE = ("identifiable", "rule_fidelity_share")
TENDENCY = ("identifiable", "tendency_fidelity_share")
FEWEST_SEGMENTS = ("choice", "segment_count_minimum")
MOST_SEGMENTS = ("choice", "segment_count_maximum")
STABILITY = ("choice", "stability_value")
PASSING_SHARE = ("choice", "passing_account_share")


def read_thresholds(rows: Iterable[tuple[str, str, float]]) -> Thresholds:
    """Read the rows of the seed.

    Args:
        rows: test_id, metric_name and threshold_value.

    Returns:
        The values by test and metric; the check of rule files has seen that none is missing.
    """
    return {(test_id, metric_name): float(value) for test_id, metric_name, value in rows}


def fixed_cost(thresholds: Thresholds, total_margin: float) -> float:
    """Give what it costs to have one more segment, whatever its size.

    Args:
        thresholds: With an amount, or else a share of the margin of all accounts.
        total_margin: 12-month margin of all accounts.

    Returns:
        The yearly cost, in the currency of the margin; 0 where all accounts together lose money
        and the cost is a share.
    """
    if FIXED_COST_AMOUNT in thresholds:
        return thresholds[FIXED_COST_AMOUNT]
    return thresholds[FIXED_COST_SHARE] * max(0.0, total_margin)
