"""rules_manual_corrections: delivered values that a person corrects.

The old and the new value may be personal: no message shows them.
"""

from collections.abc import Iterator, Sequence

from klantcentraal.contract import Column as ContractColumn
from klantcentraal.contract import Entity
from klantcentraal.rules.kinds import (
    Date,
    Flag,
    Number,
    Reference,
    Text,
    Timestamp,
    WholeNumber,
    advice,
    quoted,
)
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

_KINDS: dict[str, Number | Date | Timestamp | Flag] = {
    "money": Number(),
    "double": Number(),
    "int": WholeNumber(),
    "date": Date(),
    "timestamp": Timestamp(),
    "boolean": Flag(),
}


def _corrections(rows: Sequence[Row], known: Known) -> Iterator[Problem]:
    for row in rows:
        entity = known.entities[row["entity"]]
        columns = {column.name: column for column in entity.columns}
        column = columns.get(row["column_name"])
        if column is None:
            reason = f"{quoted(row['column_name'])} is no column of {entity.name}: " + advice(
                row["column_name"], columns, "use one that input_contract lists for it"
            )
            yield Problem(reason, row.line, "column_name")
        elif fault := _new_value_fault(row, entity, column):
            yield Problem(fault, row.line, "new_value")


def _new_value_fault(row: Row, entity: Entity, column: ContractColumn) -> str | None:
    new = row["new_value"]
    if new == row["old_value"]:
        return "is the same as old_value: fill in what it must be, or remove the row"
    if not new and column.is_required:
        return f"is empty, and {column.name} is required in {entity.name}: fill it in"
    kind = _KINDS.get(column.data_type)
    if new and kind and kind.fault(new):
        return f"{column.name} is {kind.what}: write it {kind.how}"
    return None


TABLE = RuleTable(
    "rules_manual_corrections",
    columns=(
        Column("entity", Reference("input_contract", "entity")),
        Column("row_key", Text()),
        Column("column_name", Text()),
        Column("old_value", Text(), is_required=False),
        Column("new_value", Text(), is_required=False),
        Column("reason", Text()),
        Column("decided_by", Text()),
        Column("valid_until", Date(), is_required=False),
    ),
    keys=(("entity", "row_key", "column_name"),),
    rules=(_corrections,),
    may_be_empty=True,
)
