"""The description of a rule file, and the check of its rows against it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from klantcentraal.rules.kinds import Kind, Number, Reference, quoted
from klantcentraal.rules.rows import Known, Problem, Row

FileRule = Callable[[Sequence[Row], Known], Iterable[Problem]]


@dataclass(frozen=True)
class Column:
    """One column of a rule file.

    Attributes:
        name: Name in the header.
        kind: What its values may be.
        is_required: Whether it must be filled in every row.
    """

    name: str
    kind: Kind | Reference
    is_required: bool = True

    def problem(self, row: Row, known: Known) -> Problem | None:
        """Judge what stands in this column of a row.

        Args:
            row: A row of the file.
            known: What it may refer to.

        Returns:
            What is wrong, or None.
        """
        reason = self._fault(row[self.name], known)
        return Problem(reason, row.line, self.name) if reason else None

    def identity(self, text: str) -> str | Decimal:
        """Give what makes two texts the same value: 0.80 is 0.8.

        Args:
            text: What stands in the file, right or not.

        Returns:
            The number, in a column of numbers; else the text.
        """
        is_number = isinstance(self.kind, Number) and self.kind.pattern.fullmatch(text)
        return Decimal(text) if is_number else text

    def _fault(self, text: str, known: Known) -> str | None:
        if not text:
            return "is empty: fill it in" if self.is_required else None
        if text.isspace():
            return "holds spaces only: " + ("fill it in" if self.is_required else "empty it")
        if isinstance(self.kind, Reference):
            return self.kind.fault(text, known.values(self.kind.table, self.kind.column))
        return self.kind.fault(text)


@dataclass(frozen=True)
class RuleTable:
    """What a rule file may hold.

    Attributes:
        name: Name of the file without its ending, and of the seed.
        columns: Its columns; in the file they may stand in another order.
        keys: Groups of columns, each without two rows alike.
        rules: Rules about the rows together; they see rows of which every value is right by itself.
        may_be_empty: Whether a header alone is right.
    """

    name: str
    columns: tuple[Column, ...]
    keys: tuple[tuple[str, ...], ...] = ()
    rules: tuple[FileRule, ...] = ()
    may_be_empty: bool = False

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in the order of the description."""
        return tuple(column.name for column in self.columns)

    @property
    def references(self) -> set[str]:
        """Names of the tables that its values refer to."""
        kinds = (column.kind for column in self.columns)
        return {kind.table for kind in kinds if isinstance(kind, Reference)}

    def header_problems(self, names: Sequence[str]) -> Iterator[Problem]:
        """Judge the header of a file.

        Args:
            names: Column names in the file; '' for a column without a name.

        Yields:
            Columns that are absent, and columns that no one reads.
        """
        if not set(names) & set(self.column_names):
            yield Problem(f"holds no column names: begin with {','.join(self.column_names)}", 1)
            return
        for name in self.column_names:
            if name not in names:
                yield Problem(f"column {name} is absent: add it", 1)
        for place, name in enumerate(names, 1):
            if not name:
                yield Problem(f"column {place} has no name: remove it", 1)
            elif name not in self.column_names:
                yield Problem(f"column {quoted(name)} is no column of {self.name}: remove it", 1)

    def problems(self, rows: Sequence[Row], known: Known) -> list[Problem]:
        """Judge the rows of a file.

        Args:
            rows: All rows, in the order of the file.
            known: What they may refer to.

        Returns:
            What is wrong, in the order of the lines; the rows together are judged only when each
            is right by itself.
        """
        if not rows:
            return [] if self.may_be_empty else [Problem("has no rows: add them")]
        found = [*self._value_problems(rows, known), *self._key_problems(rows)]
        found = found or [problem for rule in self.rules for problem in rule(rows, known)]
        return sorted(found, key=lambda problem: problem.line or 0)

    def _value_problems(self, rows: Sequence[Row], known: Known) -> Iterator[Problem]:
        for row in rows:
            if any(row.values.values()):
                found = (column.problem(row, known) for column in self.columns)
                yield from (problem for problem in found if problem)
            else:
                yield Problem("holds no values: remove the line", row.line)

    def _key_problems(self, rows: Sequence[Row]) -> Iterator[Problem]:
        for key in self.keys:
            columns = [column for column in self.columns if column.name in key]
            first_lines: dict[tuple[str | Decimal, ...], int] = {}
            for row in rows:
                values = tuple(column.identity(row[column.name]) for column in columns)
                first = first_lines.setdefault(values, row.line)
                if first != row.line and any(row[name] for name in key):
                    yield _repeated(key, row, first)


def _repeated(key: tuple[str, ...], row: Row, first: int) -> Problem:
    if len(key) == 1:
        reason = f"{quoted(row[key[0]])} stands in line {first} too: keep one"
        return Problem(reason, row.line, key[0])
    names = f"{', '.join(key[:-1])} and {key[-1]}"
    return Problem(f"has the {names} of line {first}: keep one of the two", row.line)
