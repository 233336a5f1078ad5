"""rules_scorecard_thresholds: what a segment must reach in each test."""

from collections.abc import Iterator, Sequence

from klantcentraal.rules.kinds import Choice, Number, Text
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

# Which metrics the models measure in which test; a threshold for another would do nothing.
METRICS: dict[str, tuple[str, ...]] = {
    "homogeneous": (),
    "heterogeneous": (),
    "substantial": ("account_count",),
    "identifiable": (),
    "reachable": (),
}


def _measured(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    given = {(row["test_id"], row["metric_name"]) for row in rows}
    for row in rows:
        test, metric = row["test_id"], row["metric_name"]
        if metric not in METRICS[test]:
            reason = f"{metric} is not measured in the test {test}: remove the row"
            yield Problem(reason, row.line, "metric_name")
    for test, metrics in METRICS.items():
        for metric in metrics:
            if (test, metric) not in given:
                yield Problem(f"{test}, {metric} has no threshold: add a row for it")


TABLE = RuleTable(
    "rules_scorecard_thresholds",
    columns=(
        Column("test_id", Choice(tuple(METRICS))),
        Column("metric_name", Choice(tuple(m for names in METRICS.values() for m in names))),
        Column("threshold_value", Number(0, hint="a threshold is 0 or more")),
        Column("reason", Text(), is_required=False),
    ),
    keys=(("test_id", "metric_name"),),
    rules=(_measured,),
)
