"""A delivered Parquet file, or a folder of Parquet parts: its columns and the SQL that reads them.

Values keep their own types; control casts and judges them. Only what no cast can repair is refused
here, and what depends on the machine (time zones) or on a writer's habit (whole numbers stored as
fractions because a column has nulls) is brought to one form.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from klantcentraal import file_kind
from klantcentraal.contract import Column
from klantcentraal.errors import InputError
from klantcentraal.quoting import identifier, literal
from klantcentraal.reading import (
    check_connection,
    check_file,
    check_limit,
    glob_escaped,
    plain_reason,
    shown,
    unreadable,
)

_MAGIC_BYTES = 4096

# Columns that the reader adds; a file's own column of that name would be in the way.
_READER_COLUMNS = ("filename", "file_row_number")

_INTEGERS = {f"{sign}{size}" for sign in ("", "U") for size in ("TINYINT", "SMALLINT", "INTEGER")}
_INTEGERS |= {"BIGINT", "UBIGINT", "HUGEINT", "UHUGEINT"}
_FRACTIONS = {"DECIMAL", "FLOAT", "DOUBLE"}
# Types in which a number of another type may not fit exactly.
_ROUNDED = {"FLOAT", "DOUBLE"}
_TEXTS = {"VARCHAR", "UUID", "ENUM"}
_ZONED = "TIMESTAMP WITH TIME ZONE"
_MOMENTS = {"DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", _ZONED}

_ACCEPTED = {
    "id": _TEXTS | _INTEGERS | _FRACTIONS | _MOMENTS | {"BOOLEAN"},
    "string": _TEXTS | _INTEGERS | _FRACTIONS | _MOMENTS | {"BOOLEAN"},
    "money": _TEXTS | _INTEGERS | _FRACTIONS,
    "int": _TEXTS | _INTEGERS | _FRACTIONS,
    "double": _TEXTS | _INTEGERS | _FRACTIONS,
    "date": _TEXTS | _MOMENTS,
    "timestamp": _TEXTS | _MOMENTS,
    "boolean": _TEXTS | _INTEGERS | _FRACTIONS | {"BOOLEAN"},
}


_FAMILIES = {
    **dict.fromkeys(_TEXTS, "text"),
    **dict.fromkeys(_INTEGERS | _FRACTIONS, "number"),
    **dict.fromkeys(_MOMENTS - {_ZONED}, "moment"),
}


@dataclass(frozen=True)
class ParquetPart:
    """One Parquet file.

    Attributes:
        path: Absolute path.
        label: What messages call it, without folders of the machine.
        types: DuckDB type by column name (lower case).
        row_count: Number of rows that its footer promises.
    """

    path: Path
    label: str
    types: dict[str, str]
    row_count: int


@dataclass(frozen=True)
class ParquetFile:
    """One Parquet file, or the parts that make one table.

    Attributes:
        label: What messages call the file or the folder, without folders of the machine.
        is_folder: Whether the parts are those of a folder named label.
        parts: The parts in the order of reading; one when it is a file.
        types: DuckDB type by column name (lower case), over all parts.
    """

    label: str
    is_folder: bool
    parts: tuple[ParquetPart, ...]
    types: dict[str, str]

    def relation(self) -> str:
        """Give the SQL that reads the rows, with file_row_number (from 0) and filename.

        Returns:
            A call of read_parquet for a from clause.
        """
        return _relation([part.path for part in self.parts])

    def source_file(self) -> str:
        """Give the SQL of a row's file name.

        Returns:
            A text expression: the file, or folder/part.
        """
        if not self.is_folder:
            return literal(self.label)
        return f"{literal(self.label)} || parse_filename(filename, false, 'forward_slash')"

    def value(self, column: Column) -> str:
        """Give the SQL of a column's value.

        Args:
            column: A column that the file has.

        Returns:
            An expression of the file's own type; for text columns whole numbers without a
            fraction, and moments with a time zone in UTC.
        """
        name = identifier(column.name)
        found = _base_type(self.types[column.name])
        if found not in _ACCEPTED[column.data_type]:
            return f"cast(null as {column.sql_type})"
        if found == _ZONED:
            # A plain cast would take the time zone of the machine.
            return f"make_timestamp(epoch_us({name}))"
        if column.sql_type == "string" and found in _FRACTIONS:
            return (
                f"coalesce(cast(case when {name} = round({name}) then "
                f"try_cast({name} as hugeint) end as string), cast({name} as string))"
            )
        return name


def read_schema(paths: tuple[Path, ...], label: str, is_folder: bool) -> ParquetFile:
    """Read the columns of a Parquet file or of the parts of a folder.

    Args:
        paths: Absolute paths, in the order of reading; at least one.
        label: What messages call the file or the folder.
        is_folder: Whether the paths are parts of a folder.

    Returns:
        The file with its column types.

    Raises:
        InputError: A part is no sound Parquet file, holds a name twice or a name that the reader
            needs, or the parts do not fit together.
    """
    with check_connection() as connection:
        parts = tuple(
            _part(connection, path, f"{label}{path.name}" if is_folder else label) for path in paths
        )
        try:
            types = _types(connection, _relation(paths))
        except duckdb.Error as error:
            reason = plain_reason(error, paths)
            raise InputError(f"{label}: the parts do not fit together: {reason}") from error
    return ParquetFile(label, is_folder, parts, types)


def check_columns(file: ParquetFile, columns: tuple[Column, ...]) -> None:
    """Check that the columns of the contract can be read as what they must be.

    Args:
        file: The file with its column types.
        columns: Columns of the contract that the file has.

    Raises:
        InputError: A column has a type that cannot hold its values; names file, column and type.
    """
    for column in columns:
        families = {}
        for part in file.parts:
            if not _is_to_be_judged(part, column, is_only_part=len(file.parts) == 1):
                continue
            found = part.types[column.name]
            base = _base_type(found)
            if base not in _ACCEPTED[column.data_type]:
                raise InputError(
                    f"{part.label}, column {column.name}: type {shown(found)} cannot hold "
                    f"{_described(column)}: write it as {column.sql_type} or as text"
                )
            families[_FAMILIES.get(base, base)] = f"{found} in {part.label}"
            common = file.types[column.name]
            if common != found and common in _ROUNDED and not _survives(part, column, common):
                raise InputError(
                    f"{part.label}, column {column.name}: type {found} would lose digits as "
                    f"{common}, the type of another part: write the parts with one type"
                )
        if len(families) > 1:
            raise InputError(
                f"{file.label}, column {column.name}: {' and '.join(families.values())}: "
                "write the parts with one type"
            )


def notes(file: ParquetFile, columns: tuple[Column, ...]) -> list[str]:
    """Tell which columns are read in another form than they were written.

    Args:
        file: The file with its column types.
        columns: Columns of the contract that the file has.

    Returns:
        One line a column.
    """
    return [
        f"{file.label}, column {column.name}: has a time zone and is read in UTC"
        for column in columns
        if file.types[column.name] == _ZONED
    ]


def scan(file: ParquetFile, columns: tuple[Column, ...]) -> int:
    """Decode every value of the columns that will be read.

    Args:
        file: The file.
        columns: Columns of the contract that the file has.

    Returns:
        The number of rows over all parts.

    Raises:
        InputError: A page is damaged or a text is not UTF-8.
    """
    # Hashing decodes every value; counting would read the footer only.
    counts = ", ".join(["count(*)", *(f"bit_xor(hash({file.value(c)}))" for c in columns)])
    try:
        with check_connection() as connection:
            found = connection.execute(f"select {counts} from {file.relation()}").fetchone()
    except duckdb.Error as error:
        raise _damaged(file.label, error, file.parts) from error
    row_count = int(found[0]) if found else 0
    promised = sum(part.row_count for part in file.parts)
    if row_count != promised:
        raise InputError(
            f"{file.label} is damaged (it promises {promised:,} rows and holds {row_count:,}): "
            "export it again"
        )
    return row_count


def _damaged(label: str, error: duckdb.Error, parts: Iterable[ParquetPart]) -> InputError:
    reason = plain_reason(error, [part.path for part in parts])
    if isinstance(error, duckdb.OutOfMemoryException):
        return InputError(f"{label} cannot be read: {reason}: raise it, or deliver smaller parts")
    return InputError(f"{label} is damaged ({reason}): export it again")


def _relation(paths: Iterable[Path]) -> str:
    listed = ", ".join(literal(glob_escaped(path)) for path in paths)
    return (
        f"read_parquet([{listed}], union_by_name = true, filename = true, file_row_number = true, "
        "hive_partitioning = false)"
    )


def _part(connection: duckdb.DuckDBPyConnection, path: Path, label: str) -> ParquetPart:
    _check_start(path, label)
    try:
        rows = connection.execute(
            "select name, num_children from parquet_schema(?)", [glob_escaped(path)]
        ).fetchall()
        for name, count in Counter(name.lower() for name in _top_level(rows)).items():
            if count > 1:
                raise InputError(f"{label}: column {shown(name)} is there {count} times: keep one")
            if name in _READER_COLUMNS:
                raise InputError(f"{label}: a column may not be called {name}: rename or remove it")
        row_count = _row_count(connection, path)
        types = _types(connection, _relation([path]))
    except duckdb.Error as error:
        if "encrypt" in str(error).lower():
            raise InputError(f"{label} is encrypted: deliver it without encryption") from error
        raise InputError(
            f"{label} is not a sound Parquet file ({plain_reason(error, [path])}): export it again"
        ) from error
    check_limit("KLANTCENTRAAL_MAX_FILE_ROWS", row_count, label)
    return ParquetPart(path, label, types, row_count)


def _check_start(path: Path, label: str) -> None:
    check_file(path, label)
    try:
        with path.open("rb") as stream:
            start = stream.read(_MAGIC_BYTES)
    except OSError as error:
        raise unreadable(label, error) from error
    if not start.startswith((b"PAR1", b"PARE")):
        raise InputError(f"{label} is not a sound Parquet file: {file_kind.not_parquet(start)}")


def _row_count(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    found = connection.execute(
        "select num_rows from parquet_file_metadata(?)", [glob_escaped(path)]
    ).fetchone()
    return int(found[0]) if found else 0


def _types(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[str, str]:
    rows = connection.execute(f"describe select * from {relation}").fetchall()
    types = {str(row[0]).lower(): str(row[1]) for row in rows}
    for name in _READER_COLUMNS:
        types.pop(name)
    return types


def _top_level(rows: list[tuple[str, int | None]]) -> list[str]:
    """Give the names below the root; the schema lists each node before its children."""
    names = []
    nested = 0
    for name, children in rows[1:]:
        if nested == 0:
            names.append(name)
        else:
            nested -= 1
        nested += children or 0
    return names


def _base_type(sql_type: str) -> str:
    """Give a type without its parameters; nested types stay whole, so that none accepts them."""
    return re.sub(r"^(DECIMAL|ENUM)\([^\[\]]*\)$", r"\1", sql_type)


def _is_to_be_judged(part: ParquetPart, column: Column, *, is_only_part: bool) -> bool:
    found = part.types.get(column.name)
    if found is None:
        if column.is_required:
            raise InputError(
                f"{part.label}: required column {column.name} is absent, though other parts have "
                "it: export the part again"
            )
        return False
    if is_only_part and _base_type(found) in _ACCEPTED[column.data_type]:
        return False
    # Writers give a column without any value an arbitrary type.
    return _count(part, identifier(column.name)) > 0


def _survives(part: ParquetPart, column: Column, sql_type: str) -> bool:
    name = identifier(column.name)
    returned = f"try_cast(cast({name} as {sql_type}) as {part.types[column.name]})"
    return _count(part, f"case when {returned} is distinct from {name} then 1 end") == 0


def _count(part: ParquetPart, expression: str) -> int:
    try:
        with check_connection() as connection:
            found = connection.execute(
                f"select count({expression}) from {_relation([part.path])}"
            ).fetchone()
    except duckdb.Error as error:
        raise _damaged(part.label, error, [part]) from error
    return int(found[0]) if found else 0


def _described(column: Column) -> str:
    return {"id": "an id", "int": "an int"}.get(column.data_type, f"a {column.data_type}")
