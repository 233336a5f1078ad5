"""rules_scorecard_thresholds: what a segment must reach in each test, and a choice of segments."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from klantcentraal.rules.kinds import Choice, Number, Text
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

# Which metrics the models measure in which test; a threshold for another would do nothing.
METRICS: dict[str, tuple[str, ...]] = {
    "homogeneous": ("spread_reduction_value",),
    "heterogeneous": ("cliffs_delta_value",),
    "substantial": (
        "account_count",
        "group_count",
        "margin_to_cost_value",
        "segment_fixed_cost_share",
        "segment_fixed_cost_amount",
        "cost_to_serve_amount",
    ),
    "identifiable": ("rule_fidelity_share", "tendency_fidelity_share"),
    "reachable": ("reachable_share",),
    "choice": (
        "segment_count_minimum",
        "segment_count_maximum",
        "stability_value",
        "passing_account_share",
    ),
}
_ONE_OF = ("segment_fixed_cost_share", "segment_fixed_cost_amount")  # of the margin, or an amount
# The first may not be higher than the second.
_ORDERED = (
    ("identifiable", "tendency_fidelity_share", "rule_fidelity_share"),
    ("choice", "segment_count_minimum", "segment_count_maximum"),
)


def _measured(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    given = {(row["test_id"], row["metric_name"]) for row in rows}
    for row in rows:
        test, metric = row["test_id"], row["metric_name"]
        if metric not in METRICS[test]:
            reason = f"{metric} is not measured in the test {test}: remove the row"
            yield Problem(reason, row.line, "metric_name")
    for test, metrics in METRICS.items():
        for metric in metrics:
            if (test, metric) not in given and metric not in _ONE_OF:
                yield Problem(f"{test}, {metric} has no threshold: add a row for it")


def _one_fixed_cost(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    given = [row for row in rows if row["metric_name"] in _ONE_OF]
    names = " or ".join(_ONE_OF)
    if not given:
        yield Problem(f"substantial has no fixed cost of a segment: add a row for {names}")
    if len(given) > 1:
        yield Problem(
            f"the fixed cost of a segment stands in line {given[0].line} too: keep {names}",
            given[1].line,
            "metric_name",
        )


def _units(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    for row in rows:
        value = Decimal(row["threshold_value"])
        if row["metric_name"].endswith("_share") and value > 1:
            reason = "is above 1: a share is 0 to 1, such as 0.8 for 80 %"
            yield Problem(reason, row.line, "threshold_value")
        if "_count" in row["metric_name"] and value % 1:
            yield Problem("counts: write a whole number", row.line, "threshold_value")


def _in_order(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    found = {(row["test_id"], row["metric_name"]): row for row in rows}
    for test, lower, higher in _ORDERED:
        low, high = found.get((test, lower)), found.get((test, higher))
        if low and high and Decimal(low["threshold_value"]) > Decimal(high["threshold_value"]):
            reason = f"{lower} is above {higher} in line {high.line}: lower it"
            yield Problem(reason, low.line, "threshold_value")


TABLE = RuleTable(
    "rules_scorecard_thresholds",
    columns=(
        Column("test_id", Choice(tuple(METRICS))),
        Column("metric_name", Choice(tuple(m for names in METRICS.values() for m in names))),
        Column("threshold_value", Number(0, hint="a threshold is 0 or more")),
        Column("reason", Text(), is_required=False),
    ),
    keys=(("test_id", "metric_name"),),
    rules=(_measured, _one_fixed_cost, _units, _in_order),
)
