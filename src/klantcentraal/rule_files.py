"""Rule files of the user: a CSV in the rules folder replaces the shipped seed of that name."""

import difflib
from pathlib import Path

from klantcentraal import csv_file
from klantcentraal.csv_file import CsvFile
from klantcentraal.errors import InputError
from klantcentraal.quoting import identifier
from klantcentraal.reading import check_connection

SHIPPED_RULES = Path("seeds/rules")


def check(rules_folder: Path, project_dir: Path) -> None:
    """Check that every file in the rules folder replaces a shipped one, column by column.

    Args:
        rules_folder: Folder of the user.
        project_dir: The dbt project, with the shipped rules in seeds/rules.

    Raises:
        InputError: The folder is absent, a file has another name than the shipped ones, lacks a
            column or has one too many, or cannot be parsed.
    """
    if not rules_folder.is_dir():
        raise InputError(
            f"rules folder {rules_folder} does not exist: name a folder or leave it out"
        )
    shipped = {path.stem: path for path in (project_dir / SHIPPED_RULES).glob("*.csv")}
    for path in sorted(rules_folder.glob("*.csv")):
        if path.stem not in shipped:
            near = difflib.get_close_matches(path.stem, shipped, n=1)
            hint = f"is it {near[0]}.csv?" if near else f"use {', '.join(sorted(shipped))}"
            raise InputError(f"{path.name} is no rule file: {hint}")
        expected = csv_file.read_header(shipped[path.stem], path.name, ()).names
        csv_file.scan(_read(path, expected))


def read_sql(rules_folder: Path, seed: str, columns: dict[str, str]) -> str:
    """Give the SQL that reads the user's rule file in the types of the seed.

    Args:
        rules_folder: Folder of the user.
        seed: Name of the seed.
        columns: SQL type by column name, in the order of the seed.

    Returns:
        A relation in parentheses with these columns; '' when there is no such file.

    Raises:
        InputError: The file cannot be parsed, has other columns, or holds a value that is not of
            the column's type; the message names file, row and column.
    """
    path = rules_folder / f"{seed}.csv"
    if not path.exists():
        return ""
    file = _read(path, tuple(columns))
    csv_file.scan(file)
    _check_types(file, columns)
    casts = ", ".join(
        f"cast({identifier(name)} as {sql_type}) as {identifier(name)}"
        for name, sql_type in columns.items()
    )
    return f"(select {casts} from {file.relation()})"


def _read(path: Path, expected: tuple[str, ...]) -> CsvFile:
    file = csv_file.read_header(path, path.name, expected)
    absent = [name for name in expected if name not in file.names]
    surplus = [name for name in file.names if name not in expected]
    if absent:
        raise InputError(f"{path.name}, row 1: column {absent[0]} is absent: add it")
    if surplus:
        raise InputError(f"{path.name}, row 1: column {surplus[0]!r} is no rule column: remove it")
    return file


def _check_types(file: CsvFile, columns: dict[str, str]) -> None:
    numbered = f"(select *, row_number() over () + 1 as place from {file.relation()})"
    with check_connection() as connection:
        for name, sql_type in columns.items():
            column = identifier(name)
            found = connection.execute(
                f"select place, {column} from {numbered} "
                f"where {column} is not null and try_cast({column} as {sql_type}) is null "
                "order by place limit 1"
            ).fetchone()
            if found:
                raise InputError(
                    f"{file.label}, row {found[0]}, column {name}: {found[1]!r} is no "
                    f"{sql_type.lower()}"
                )
