"""Rows of a rule file, what they may refer to, and what is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from klantcentraal.contract import Entity


@dataclass(frozen=True)
class Row:
    """One row of a rule file, as text.

    Attributes:
        line: Line of the file on which the row begins, as an editor shows it; the header is 1.
        values: Text by column name; '' where nothing stands.
    """

    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Give what stands in a column."""
        return self.values[column]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a rule file.

    Attributes:
        reason: What is wrong and what to do, in plain words.
        line: Line of the file; None when the file as a whole is wrong.
        column: Name of the column; None when the row as a whole is wrong.
    """

    reason: str
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        """The place and the reason, to stand behind the name of the file."""
        line = f", line {self.line}" if self.line else ""
        column = f", column {self.column}" if self.column else ""
        return f"{line}{column}: {self.reason}"


@dataclass(frozen=True)
class Known:
    """What the values of a rule file may refer to.

    Attributes:
        tables: Rows by name of the table: the rule files in force and the reference lists.
        entities: The input contract, by name of the entity.
    """

    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)

    def values(self, table: str, column: str) -> tuple[str, ...]:
        """Give what stands in a column of a table, in its order.

        Args:
            table: Name of a rule file or reference list, without its ending.
            column: Name of the column.

        Returns:
            The texts; nothing when there is no such table.
        """
        return tuple(row[column] for row in self.tables.get(table, ()))
