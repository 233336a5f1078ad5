"""rules_accepted_differences: findings of control that a person accepts.

The old value may be personal: no message shows it.
"""

from collections.abc import Iterator, Sequence

from klantcentraal.rules.kinds import Date, Number, Reference, Text
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

RECONCILIATION = "reconciliation"

_ENTITY = Reference("input_contract", "entity")


def _findings(rows: Sequence[Row], known: Known) -> Iterator[Problem]:
    for row in rows:
        if row["rule_id"] != RECONCILIATION:
            if reason := _ENTITY.fault(row["entity"], known.entities):
                yield Problem(reason, row.line, "entity")
        elif not row["old_value"] or Number().fault(row["old_value"]):
            reason = f"is not the difference_amount that is accepted: write it {Number.how}"
            yield Problem(reason, row.line, "old_value")


TABLE = RuleTable(
    "rules_accepted_differences",
    columns=(
        Column("entity", Text()),
        Column("row_key", Text()),
        Column("rule_id", Reference("control_rules", "rule_id", extra=(RECONCILIATION,))),
        Column("old_value", Text(), is_required=False),
        Column("reason", Text()),
        Column("decided_by", Text()),
        Column("valid_until", Date(), is_required=False),
    ),
    keys=(("entity", "row_key", "rule_id"),),
    rules=(_findings,),
    may_be_empty=True,
)
