"""The input contract: which entities and columns a company delivers, read from its seed file."""

import csv
import functools
import os
from dataclasses import dataclass
from pathlib import Path

from klantcentraal.errors import InputError, UsageError

CONTRACT_FILE = Path("seeds/reference/input_contract.csv")

SQL_TYPES = {
    "id": "string",
    "string": "string",
    "money": "decimal(18,2)",
    "date": "date",
    "timestamp": "timestamp",
    "int": "int",
    "double": "double",
    "boolean": "boolean",
}

_HEADER = ["entity", "column_name", "data_type", "is_required", "is_entity_required", "ordinal"]
_SURPLUS = "surplus"
_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True)
class Column:
    """One column of an entity.

    Attributes:
        name: Name in the delivered file and in every model.
        data_type: A key of SQL_TYPES: id, string, money, date, timestamp, int, double, boolean.
        is_required: Whether the column must be in the file, and filled in every row.
    """

    name: str
    data_type: str
    is_required: bool

    @property
    def sql_type(self) -> str:
        """The portable SQL type of the typed column, such as decimal(18,2)."""
        return SQL_TYPES[self.data_type]


@dataclass(frozen=True)
class Entity:
    """One file of the contract.

    Attributes:
        name: Name of the file without its ending.
        is_required: Whether a delivery without this file is refused.
        columns: Columns in the order of the contract.
    """

    name: str
    is_required: bool
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns in the order of the contract."""
        return tuple(column.name for column in self.columns)


def find_project_dir() -> Path:
    """Find the dbt project this code works in.

    Looks at DBT_PROJECT_DIR, the working folder and its parents, then beside the package (an
    editable install), so that the command line, dbt and the tests agree.

    Returns:
        The absolute folder that holds dbt_project.yml and the contract.

    Raises:
        UsageError: No such folder was found.
    """
    working_folder = Path.cwd()
    candidates = [
        Path(os.environ.get("DBT_PROJECT_DIR") or working_folder),
        working_folder,
        *working_folder.parents,
        Path(__file__).resolve().parents[2],
    ]
    for folder in candidates:
        if (folder / "dbt_project.yml").is_file() and (folder / CONTRACT_FILE).is_file():
            return folder.resolve()
    raise UsageError(
        f"no project with {CONTRACT_FILE} found in {working_folder}: run the command in the "
        "project folder"
    )


def load(project_dir: Path | None = None) -> dict[str, Entity]:
    """Read the contract.

    Args:
        project_dir: The dbt project; None looks it up with find_project_dir.

    Returns:
        The entities by name, in the order of the contract.

    Raises:
        UsageError: The project was not found.
        InputError: The contract file is absent or broken; names the line.
    """
    return dict(_load(project_dir.resolve() if project_dir else find_project_dir()))


@functools.cache
def _load(project_dir: Path) -> dict[str, Entity]:
    path = project_dir / CONTRACT_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{CONTRACT_FILE} cannot be read ({error}): restore it") from error
    columns: dict[str, list[Column]] = {}
    required: dict[str, bool] = {}
    reader = csv.DictReader(text.splitlines(), restkey=_SURPLUS)
    if reader.fieldnames != _HEADER:
        raise InputError(f"{CONTRACT_FILE}, row 1: the header must be {','.join(_HEADER)}")
    for row in reader:
        where = f"{CONTRACT_FILE}, row {reader.line_num}"
        entity, column = _parse(row, where)
        name = row["entity"]
        siblings = columns.setdefault(name, [])
        if column.name in {sibling.name for sibling in siblings}:
            raise InputError(f"{where}: column {column.name} of {name} is there twice")
        if int(row["ordinal"]) != len(siblings) + 1:
            raise InputError(f"{where}: the ordinal must be {len(siblings) + 1}")
        if required.setdefault(name, entity) != entity:
            raise InputError(f"{where}: is_entity_required differs between rows of {name}")
        siblings.append(column)
    return {name: Entity(name, required[name], tuple(columns[name])) for name in columns}


def _parse(row: dict[str, str], where: str) -> tuple[bool, Column]:
    if _SURPLUS in row or not all(row.values()):
        raise InputError(f"{where}: there must be {len(_HEADER)} fields, all filled")
    if row["data_type"] not in SQL_TYPES:
        raise InputError(f"{where}: data_type must be one of {', '.join(SQL_TYPES)}")
    for flag in ("is_required", "is_entity_required"):
        if row[flag] not in _FLAGS:
            raise InputError(f"{where}: {flag} must be true or false")
    if not row["ordinal"].isdecimal():
        raise InputError(f"{where}: ordinal must be a whole number")
    column = Column(row["column_name"], row["data_type"], _FLAGS[row["is_required"]])
    return _FLAGS[row["is_entity_required"]], column
