"""A delivered Parquet file, or a folder of Parquet parts: its columns and the SQL that reads them.

Values keep their own types; control casts and judges them. Only what no cast can repair is refused
here, and what depends on the machine (time zones) or on a writer's habit (whole numbers stored as
fractions because a column has nulls) is brought to one form.
"""

import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb

from klantcentraal.contract import Column
from klantcentraal.csv_file import check_connection, glob_escaped
from klantcentraal.errors import InputError
from klantcentraal.quoting import identifier, literal

# Columns that the reader adds; a file's own column of that name would be in the way.
_READER_COLUMNS = ("filename", "file_row_number")

_INTEGERS = {f"{sign}{size}" for sign in ("", "U") for size in ("TINYINT", "SMALLINT", "INTEGER")}
_INTEGERS |= {"BIGINT", "UBIGINT", "HUGEINT", "UHUGEINT"}
_FRACTIONS = {"DECIMAL", "FLOAT", "DOUBLE"}
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


@dataclass(frozen=True)
class ParquetFile:
    """One Parquet file, or the parts that make one table.

    Attributes:
        paths: Absolute paths of the parts, in the order of reading.
        label: What messages call the file or the folder, without folders of the machine.
        is_folder: Whether the paths are the parts of a folder named label.
        types: DuckDB type by column name (lower case), over all parts.
        absent_in: Part that lacks a column, by the name of the column, for parts that differ.
    """

    paths: tuple[Path, ...]
    label: str
    is_folder: bool
    types: dict[str, str]
    absent_in: dict[str, str]

    def relation(self) -> str:
        """Give the SQL that reads the rows, with file_row_number (from 0) and filename.

        Returns:
            A call of read_parquet for a from clause.
        """
        return _relation(self.paths)

    def source_file(self) -> str:
        """Give the SQL of a row's file name.

        Returns:
            A text expression: the file, or folder/part.
        """
        if not self.is_folder:
            return literal(self.label)
        return f"{literal(self.label)} || parse_filename(filename)"

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
        names = {
            part: _names(connection, path, part)
            for path in paths
            for part in [f"{label}{path.name}" if is_folder else label]
        }
        try:
            rows = connection.execute(f"describe select * from {_relation(paths)}").fetchall()
        except duckdb.Error as error:
            raise InputError(f"{label}: the parts do not fit together: {_reason(error)}") from error
    types = {str(row[0]).lower(): str(row[1]) for row in rows}
    for name in _READER_COLUMNS:
        types.pop(name)
    absent_in = {name: part for name in types for part, found in names.items() if name not in found}
    return ParquetFile(paths, label, is_folder, types, absent_in)


def check_columns(file: ParquetFile, columns: tuple[Column, ...]) -> list[str]:
    """Check that the columns of the contract can be read as what they must be.

    Args:
        file: The file with its column types.
        columns: Columns of the contract that the file has.

    Returns:
        Notes on what is read in another form than it was written.

    Raises:
        InputError: A column has a type that cannot hold its values; names file, column and type.
    """
    notes = []
    for column in columns:
        found = _base_type(file.types[column.name])
        if found not in _ACCEPTED[column.data_type]:
            if _is_filled(file, column):
                raise InputError(
                    f"{file.label}, column {column.name}: type {file.types[column.name]} cannot "
                    f"hold {_described(column)}: write it as {column.sql_type} or as text"
                )
        elif found == _ZONED:
            notes.append(f"{file.label}, column {column.name}: read in UTC")
    return notes


def count_rows(file: ParquetFile) -> int:
    """Count the rows, from the metadata of the parts.

    Args:
        file: The file.

    Returns:
        The number of rows over all parts.
    """
    with check_connection() as connection:
        found = connection.execute(f"select count(*) from {file.relation()}").fetchone()
    return int(found[0]) if found else 0


def _relation(paths: tuple[Path, ...]) -> str:
    listed = ", ".join(literal(glob_escaped(path)) for path in paths)
    return (
        f"read_parquet([{listed}], union_by_name = true, filename = true, file_row_number = true, "
        "hive_partitioning = false)"
    )


def _names(connection: duckdb.DuckDBPyConnection, path: Path, label: str) -> frozenset[str]:
    if not os.access(path, os.R_OK):
        raise InputError(f"{label} cannot be read: permission denied")
    try:
        rows = connection.execute(
            "select name, num_children from parquet_schema(?)", [glob_escaped(path)]
        ).fetchall()
    except duckdb.Error as error:
        raise InputError(
            f"{label} is not a sound Parquet file ({_reason(error)}): export it again"
        ) from error
    names = Counter(name.lower() for name in _top_level(rows))
    for name, count in names.items():
        if count > 1:
            raise InputError(f"{label}: column {name} is there {count} times: keep one")
        if name in _READER_COLUMNS:
            raise InputError(f"{label}: a column may not be called {name}: rename or remove it")
    return frozenset(names)


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


def _is_filled(file: ParquetFile, column: Column) -> bool:
    # Writers give a column without any value an arbitrary type.
    with check_connection() as connection:
        found = connection.execute(
            f"select count({identifier(column.name)}) from {file.relation()}"
        ).fetchone()
    return bool(found and found[0])


def _described(column: Column) -> str:
    return {"id": "an id", "int": "an int"}.get(column.data_type, f"a {column.data_type}")


def _reason(error: duckdb.Error) -> str:
    """Give DuckDB's reason in one line, without the folders of the machine."""
    line = str(error).split("\n", 1)[0]
    line = re.sub(r"^[A-Za-z ]+ Error: ", "", line)
    return re.sub(r"([\"'])[^\"']*[/\\]([^\"'/\\]*)\1", r"\1\2\1", line)
