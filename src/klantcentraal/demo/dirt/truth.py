"""What was planted: facts, and the table of them that tests hold the outcome against."""

import csv
from dataclasses import dataclass
from pathlib import Path

from klantcentraal.demo.dirt.delivery import Row, Tables

COLUMNS = (
    "kind", "entity", "source_file", "source_row_number", "row_key", "column_name", "handling",
    "rule_id", "old_text", "new_text",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """What the control layer has to find in a row.

    Attributes:
        handling: quarantined, corrected, removed, suggested or reconciled.
        rule_id: The rule, or the comparison, that finds it.
        column_name: Where it is found; '' for the row as a whole.
        new_text: The text that takes the place of the delivered one.
    """

    handling: str
    rule_id: str
    column_name: str = ""
    new_text: str = ""


@dataclass(frozen=True)
class Fact:
    """One planted fact.

    Attributes:
        kind: The kind of dirt; what follows from it (refused children) has the same kind.
        entity: The file it is found in.
        row: The row, or None for something that is absent.
        row_key: What control calls the row; of something absent, the id that is missed.
        finding: What has to be found.
        old_text: The text as delivered.
    """

    kind: str
    entity: str
    row: Row | None
    row_key: str
    finding: Finding
    old_text: str


def write(facts: list[Fact], tables: Tables, path: Path) -> None:
    """Writes the table of facts, with the row numbers of the dirty files (header = 1).

    Args:
        facts: What was planted.
        tables: The dirty delivery.
        path: File to write.
    """
    numbers = {
        id(row): number
        for table in tables.tables.values()
        for number, row in enumerate(table.rows, 2)
    }
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for fact in facts:
            writer.writerow(
                (
                    fact.kind,
                    fact.entity,
                    tables.tables[fact.entity].file_name,
                    "" if fact.row is None else numbers[id(fact.row)],
                    fact.row_key,
                    fact.finding.column_name,
                    fact.finding.handling,
                    fact.finding.rule_id,
                    fact.old_text,
                    fact.finding.new_text,
                )
            )
