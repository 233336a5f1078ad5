"""The front door: finds the delivered files, refuses what cannot be read, gives the SQL to read.

One row of a file is judged later, in control; the door judges files and columns. Nothing is built
when it refuses.
"""

import difflib
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from klantcentraal import csv_file, parquet_file, source_tables
from klantcentraal.contract import Column, Entity, find_project_dir, load
from klantcentraal.csv_file import CsvFile
from klantcentraal.errors import InputError
from klantcentraal.parquet_file import ParquetFile
from klantcentraal.quoting import identifier, literal
from klantcentraal.reading import (
    check_file,
    check_limit,
    check_place,
    listed,
    shown,
    unreadable,
    visible,
)

FILES_SOURCE = "files"

# An entity that may be delivered without rows: a company without payments is scored without them.
_MAY_BE_EMPTY = {"payments"}

_TABLE_ENDINGS = (".csv", ".parquet")


@dataclass(frozen=True)
class _Located:
    """Where an entity stands: one CSV file, one Parquet file, or the parts of a folder."""

    paths: tuple[Path, ...]
    label: str
    is_csv: bool
    is_folder: bool


def check_source(source: str, data_folder: Path, project_dir: Path | None = None) -> list[str]:
    """Check all that a source system delivers, before anything is built.

    Args:
        source: Name of the staging folder, `files` or another one.
        data_folder: Folder with the delivered files.
        project_dir: The dbt project; None looks it up.

    Returns:
        Notes on what was read otherwise than it may have been meant, one line each.

    Raises:
        InputError: A file, column or row cannot be read; the message says what to do.
    """
    if source == FILES_SOURCE:
        return check(data_folder)
    folder = _existing(data_folder)
    for table in source_tables.read_tables(project_dir or find_project_dir(), source, folder):
        source_tables.check_table(table, folder)
    return []


def check(data_folder: Path) -> list[str]:
    """Check every file of the input contract in a folder, to the last row of a CSV file.

    Args:
        data_folder: Folder with `<entity>.csv`, `<entity>.parquet` or `<entity>/` with parts.

    Returns:
        Notes, one line each: columns and files that are not read, forms that are read otherwise.

    Raises:
        InputError: The folder or a required file is absent, or a file cannot be read.
    """
    folder = _existing(data_folder)
    entities = load()
    notes: list[str] = []
    for entity in entities.values():
        located = _locate(folder, entity)
        if located is None:
            continue
        file = _read(located, entity)
        if isinstance(file, CsvFile):
            row_count, file_notes = csv_file.scan(file)
            notes += file_notes
        else:
            present = _present(file, entity)
            row_count = parquet_file.scan(file, present)
            notes += parquet_file.notes(file, present)
        if row_count == 0 and entity.is_required and entity.name not in _MAY_BE_EMPTY:
            raise InputError(f"{file.label} has no rows: deliver at least one")
        notes += _surplus_columns(file, entity)
    return notes + _surplus_files(folder, entities)


def read_sql(data_folder: Path, entity_name: str) -> str:
    """Give the SQL that reads an entity with exactly the columns of the contract.

    Args:
        data_folder: Folder with the delivered files.
        entity_name: Name of an entity of the contract.

    Returns:
        A relation in parentheses: the contract's columns in its order (text for CSV, own types for
        Parquet, null where the file lacks a column), source_file (without folders of the machine)
        and source_row_number (the header is 1, the first row 2). An entity that was not delivered
        has no rows.

    Raises:
        InputError: The entity is unknown, or its file is absent, unreadable or lacks a column.
    """
    entities = load()
    if entity_name not in entities:
        raise InputError(f"{shown(entity_name)} is no entity: use one of {', '.join(entities)}")
    entity = entities[entity_name]
    located = _locate(_existing(data_folder), entity)
    if located is None:
        nulls = [f"cast(null as {c.sql_type}) as {identifier(c.name)}" for c in entity.columns]
        return _select(nulls, "cast(null as string)", "null", "(select 1 where false)")
    file = _read(located, entity)
    if isinstance(file, CsvFile):
        columns = [
            identifier(c.name)
            if c.name in file.names
            else f"cast(null as string) as {identifier(c.name)}"
            for c in entity.columns
        ]
        # The window needs no sort: it numbers the rows as they are read, in file order.
        return _select(columns, literal(file.label), "row_number() over () + 1", file.relation())
    columns = [
        f"{file.value(c)} as {identifier(c.name)}"
        if c.name in file.types
        else f"cast(null as {c.sql_type}) as {identifier(c.name)}"
        for c in entity.columns
    ]
    return _select(columns, file.source_file(), "file_row_number + 2", file.relation())


def data_hash(data_folder: Path, source: str, project_dir: Path | None = None) -> str:
    """Hash the content of the files that a source reads.

    Args:
        data_folder: Folder with the delivered files.
        source: Name of the staging folder.
        project_dir: The dbt project; None looks it up.

    Returns:
        SHA-256 in hexadecimal over the names and contents, in the order of the names; the folder's
        own place does not count.

    Raises:
        InputError: A file is absent or cannot be read.
    """
    folder = _existing(data_folder)
    if source == FILES_SOURCE:
        located = [_locate(folder, entity) for entity in load().values()]
        paths = [path for found in located if found for path in found.paths]
    else:
        tables = source_tables.read_tables(project_dir or find_project_dir(), source, folder)
        paths = [path for table in tables for path in table.paths]
    total = hashlib.sha256()
    for path in sorted(set(paths)):
        check_file(path, shown(path.name))
        try:
            with path.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise unreadable(shown(path.name), error) from error
        name = path.relative_to(folder) if path.is_relative_to(folder) else path.name
        total.update(os.fsencode(name) + f"\0{content}\n".encode())
    return total.hexdigest()


def _existing(data_folder: Path) -> Path:
    label = f"data folder {visible(str(data_folder))}"
    if not data_folder.is_dir():
        what = "is a file" if data_folder.exists() else "does not exist"
        raise InputError(f"{label} {what}: name the folder with the files")
    folder = data_folder.resolve()
    _inside(folder, label)
    try:
        str(folder).encode()
    except UnicodeEncodeError as error:
        raise InputError(f"{label} has a name that is not UTF-8: rename it") from error
    return folder


def _inside(folder: Path, label: str) -> list[Path]:
    try:
        inside = sorted(folder.iterdir())
        if inside:
            inside[0].is_symlink()  # fails in a folder that may be listed and not entered
    except OSError as error:
        raise unreadable(label, error) from error
    return inside


def _locate(folder: Path, entity: Entity) -> _Located | None:
    csv_path, parquet_path = folder / f"{entity.name}.csv", folder / f"{entity.name}.parquet"
    parts_path = folder / entity.name
    found = [
        path for path in (csv_path, parquet_path, parts_path) if path.is_symlink() or path.exists()
    ]
    if len(found) > 1:
        names = " and ".join(_label(path) for path in found)
        raise InputError(f"{names} are both there: keep the one that counts")
    if not found:
        if entity.is_required:
            raise InputError(_absent_file(folder, entity))
        return None
    path = found[0]
    check_place(path, folder, _label(path))
    if path != parts_path:
        check_file(path, path.name)
        return _Located((path,), path.name, path == csv_path, is_folder=False)
    if not path.is_dir():
        raise InputError(f"{path.name} has no ending: call it {path.name}.csv or .parquet")
    return _Located(_parts(path, folder), f"{path.name}/", is_csv=False, is_folder=True)


def _parts(parts_path: Path, folder: Path) -> tuple[Path, ...]:
    label = f"{parts_path.name}/"
    # Writers leave markers such as _SUCCESS and hidden files beside the parts.
    inside = [path for path in _inside(parts_path, label) if path.name[0] not in "._"]
    parts = tuple(path for path in inside if path.suffix == ".parquet")
    others = [path.name for path in inside if path.suffix != ".parquet"]
    if others:
        raise InputError(
            f"{label} holds {shown(others[0])}: only Parquet parts belong in the folder"
        )
    if not parts:
        raise InputError(f"{label} holds no Parquet file: fill or remove the folder")
    total = 0
    for part in parts:
        if not part.name.isprintable():
            raise InputError(
                f"{label}{shown(part.name)} has a character in its name that cannot be shown: "
                "rename it"
            )
        check_place(part, folder, f"{label}{part.name}")
        if part.is_dir():
            raise InputError(f"{label}{part.name} is no file: put the parts in {label} itself")
        total += check_file(part, f"{label}{part.name}")
    check_limit("KLANTCENTRAAL_MAX_FILE_BYTES", total, label)
    return parts


def _label(path: Path) -> str:
    return path.name if path.suffix else f"{path.name}/"


def _absent_file(folder: Path, entity: Entity) -> str:
    wanted = f"{entity.name}.csv"
    present = {path.name.lower(): path for path in _inside(folder, "the data folder")}
    message = f"{wanted} (or {entity.name}.parquet) is required and is not in the data folder"
    near = difflib.get_close_matches(wanted, present, n=1, cutoff=0.75)
    if not near:
        return f"{message}: add it"
    nearest = present[near[0]]
    is_table = nearest.suffix.lower() in _TABLE_ENDINGS or nearest.is_dir()
    advice = "Rename it" if is_table else "Export it as CSV UTF-8"
    return f"{message}: is it {shown(nearest.name)}? {advice}"


def _read(located: _Located, entity: Entity) -> CsvFile | ParquetFile:
    file: CsvFile | ParquetFile
    if located.is_csv:
        file = csv_file.read_header(located.paths[0], located.label, entity.column_names)
    else:
        file = parquet_file.read_schema(located.paths, located.label, located.is_folder)
    names = _names(file)
    for column in entity.columns:
        if column.is_required and column.name not in names:
            raise InputError(_absent_column(file, column.name, names, entity))
    if isinstance(file, ParquetFile):
        parquet_file.check_columns(file, _present(file, entity))
    return file


def _names(file: CsvFile | ParquetFile) -> tuple[str, ...]:
    return file.names if isinstance(file, CsvFile) else tuple(file.types)


def _present(file: ParquetFile, entity: Entity) -> tuple[Column, ...]:
    return tuple(column for column in entity.columns if column.name in file.types)


def _absent_column(
    file: CsvFile | ParquetFile, name: str, names: Iterable[str], entity: Entity
) -> str:
    where = f"{file.label}, row 1" if isinstance(file, CsvFile) else file.label
    message = f"{where}: required column {name} is absent"
    unknown = [found for found in names if found and found not in entity.column_names]
    near = difflib.get_close_matches(name, unknown, n=1, cutoff=0.6)
    if near:
        return f"{message}: is it {shown(near[0])}? Rename it"
    if unknown:
        return f"{message}: add it, or rename the right one of {listed(unknown)}"
    return f"{message}: add it"


def _surplus_columns(file: CsvFile | ParquetFile, entity: Entity) -> list[str]:
    surplus = [name for name in _names(file) if name not in entity.column_names]
    named = [name for name in surplus if name]
    notes = []
    if named:
        notes.append(f"{file.label}: columns not read: {listed(named)}")
    if len(named) < len(surplus):
        notes.append(f"{file.label}: {len(surplus) - len(named)} columns without a name, not read")
    return notes


def _surplus_files(folder: Path, entities: Iterable[str]) -> list[str]:
    known = set(entities)
    notes = []
    for path in _inside(folder, "the data folder"):
        name, entity = shown(path.name), path.name.lower().partition(".")[0]
        right_names = {entity, *(f"{entity}{ending}" for ending in _TABLE_ENDINGS)}
        if entity not in known:
            if path.suffix.lower() in _TABLE_ENDINGS:
                notes.append(f"{name} is no file of the contract and is not read")
        elif path.name.lower() not in right_names:
            notes.append(f"{name} is not read: deliver {entity}.csv or {entity}.parquet")
        elif path.name not in right_names:
            raise InputError(f"{name} is not read: call it {path.name.lower()}, or remove it")
    return notes


def _select(columns: list[str], source_file: str, row_number: str, relation: str) -> str:
    listed = [
        *columns,
        f"{source_file} as source_file",
        f"cast({row_number} as bigint) as source_row_number",
    ]
    body = ",\n    ".join(listed)
    return f"(\n    select\n    {body}\n    from {relation}\n)"
