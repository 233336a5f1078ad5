"""rules_control_thresholds: which share of each entity may be refused before gate 1 closes."""

from collections.abc import Iterator, Sequence

from klantcentraal.rules.kinds import SHARE, Reference, Text
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable


def _every_entity(rows: Sequence[Row], known: Known) -> Iterator[Problem]:
    given = {row["entity"] for row in rows}
    absent = [entity for entity in known.entities if entity not in given]
    if absent:
        yield Problem(f"no threshold for {', '.join(absent)}: add a row for each entity")


TABLE = RuleTable(
    "rules_control_thresholds",
    columns=(
        Column("entity", Reference("input_contract", "entity")),
        Column("max_quarantined_share", SHARE),
        Column("reason", Text(), is_required=False),
    ),
    keys=(("entity",),),
    rules=(_every_entity,),
)
