"""The tables that a staging folder reads from a source system, as its sources yml declares them."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import jinja2.sandbox
import yaml

from klantcentraal.errors import InputError
from klantcentraal.quoting import literal
from klantcentraal.reading import (
    check_connection,
    check_file,
    check_place,
    plain_reason,
    shown,
    visible,
)


@dataclass(frozen=True)
class SourceTable:
    """One table of a source system that is read from a file.

    Attributes:
        name: Name in the sources yml.
        relation: SQL that reads it, for a from clause.
        columns: Names of the declared columns.
        paths: Absolute paths of the files that the SQL names.
    """

    name: str
    relation: str
    columns: tuple[str, ...]
    paths: tuple[Path, ...]


def read_tables(project_dir: Path, source: str, data_folder: Path) -> list[SourceTable]:
    """Read which files a staging folder needs.

    Tables without an external_location (of an attached database) are left out: only the database
    itself can tell what they hold.

    Args:
        project_dir: The dbt project.
        source: Name of the staging folder.
        data_folder: Folder with the delivered files; stands for KLANTCENTRAAL_DATA.

    Returns:
        The tables, in the order of the yml files and their tables.

    Raises:
        InputError: The staging folder or its sources yml is absent or broken.
    """
    folder = project_dir / "models" / "staging" / source
    if not folder.is_dir():
        raise InputError(f"models/staging/{source} does not exist: make it with new-source")
    tables = []
    for path in sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")]):
        label = path.relative_to(project_dir).as_posix()
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
            for declared in content.get("sources") or []:
                tables += [
                    table
                    for entry in declared.get("tables") or []
                    if (table := _table(declared, entry, data_folder))
                ]
        except (OSError, ValueError, AttributeError, LookupError, TypeError) as error:
            reason = visible(str(error))
            raise InputError(f"{label} cannot be read as a sources file: {reason}") from error
        except (yaml.YAMLError, jinja2.TemplateError) as error:
            reason = " ".join(str(error).split())
            raise InputError(f"{label} cannot be read as a sources file: {reason}") from error
    return tables


def check_table(table: SourceTable, data_folder: Path) -> None:
    """Check that a table's file is there and has the declared columns.

    Args:
        table: A table of read_tables.
        data_folder: The data folder, resolved; files below it may not link out of it.

    Raises:
        InputError: The file is absent or unreadable, or lacks a column; names file and column.
    """
    label = ", ".join(shown(path.name) for path in table.paths) or table.name
    for path in table.paths:
        name = shown(path.name)
        if not path.exists() and not path.is_symlink():
            raise InputError(f"{name} is required and is not in the data folder: add it")
        if path.is_relative_to(data_folder):
            check_place(path, data_folder, name)
        check_file(path, name)
    try:
        with check_connection() as connection:
            rows = connection.execute(f"describe select * from {table.relation}").fetchall()
    except duckdb.Error as error:
        reason = plain_reason(error, table.paths)
        raise InputError(f"{label} cannot be read ({reason}): export it again") from error
    found = {str(row[0]).lower() for row in rows}
    for column in table.columns:
        if column.lower() not in found:
            raise InputError(f"{label}: required column {column} is absent: add it")


def _table(
    declared: dict[str, Any], entry: dict[str, Any], data_folder: Path
) -> SourceTable | None:
    settings = {**_settings(declared), **_settings(entry)}
    location = settings.get("external_location")
    if location is None:
        return None

    def env_var(name: str, default: str | None = None) -> str:
        return str(data_folder) if name == "KLANTCENTRAAL_DATA" else (default or "")

    # The same two steps as dbt and dbt-duckdb take: Jinja first, then the table's own fields.
    template = jinja2.sandbox.SandboxedEnvironment().from_string(location)
    relation = template.render(env_var=env_var).format(
        **{"identifier": entry["name"], **settings, **entry}
    )
    if "(" not in relation and not relation.startswith("'"):
        relation = literal(relation)
    named = re.findall(r"'((?:[^']|'')+)'", relation)
    paths = tuple(path for text in named for path in _files(Path(text.replace("''", "'"))))
    columns = tuple(column["name"] for column in entry.get("columns") or [])
    return SourceTable(entry["name"], relation, columns, paths)


def _files(path: Path) -> list[Path]:
    """Give the files that a path of a reader stands for: itself, or what its pattern matches."""
    if path.exists() or not re.search(r"[*?\[]", str(path)):
        return [path]
    return sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor)))) or [path]


def _settings(node: dict[str, Any]) -> dict[str, Any]:
    config = node.get("config") or {}
    return {**(node.get("meta") or {}), **(config.get("meta") or {}), **config}
