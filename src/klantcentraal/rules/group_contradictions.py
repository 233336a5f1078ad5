"""rules_group_contradictions: when the accounts of a group contradict each other."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from klantcentraal.rules.criteria import CRITERIA
from klantcentraal.rules.kinds import SHARE, Choice, Number, Text
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

_SPREAD = Number(0, 100, "scores lie 0 to 100 points apart")


def _spreads(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    for row in rows:
        if not Decimal(row["minimum_spread_value"]):
            reason = "is 0, so that equal scores contradict each other: make it higher"
            yield Problem(reason, row.line, "minimum_spread_value")


TABLE = RuleTable(
    "rules_group_contradictions",
    columns=(
        Column("criterion_id", Choice(CRITERIA)),
        Column("minimum_spread_value", _SPREAD),
        Column("minimum_revenue_share", SHARE),
        Column("reason", Text(), is_required=False),
    ),
    keys=(("criterion_id",),),
    rules=(_spreads,),
)
