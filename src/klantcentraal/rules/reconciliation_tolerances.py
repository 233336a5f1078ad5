"""rules_reconciliation_tolerances: which difference between files gives no warning."""

from collections.abc import Iterator, Sequence

from klantcentraal.rules.kinds import SHARE, Reference, Text
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable


def _every_comparison(rows: Sequence[Row], known: Known) -> Iterator[Problem]:
    given = {row["comparison"] for row in rows}
    absent = [name for name in known.values("comparisons", "comparison") if name not in given]
    if absent:
        yield Problem(f"no tolerance for {', '.join(absent)}: add a row for each comparison")


TABLE = RuleTable(
    "rules_reconciliation_tolerances",
    columns=(
        Column("comparison", Reference("comparisons", "comparison")),
        Column("max_difference_share", SHARE),
        Column("reason", Text(), is_required=False),
    ),
    keys=(("comparison",),),
    rules=(_every_comparison,),
)
