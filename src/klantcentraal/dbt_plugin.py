"""The door inside dbt: functions that dbt's macros call through SQL, on dbt's own connection.

A function cannot make dbt stop with a plain message, so it answers with text: what was asked for,
or `ERROR: ` and the reason, on which the macro stops.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.adapters.duckdb.plugins import BasePlugin

from klantcentraal import contract, door, objectives, rule_files
from klantcentraal.contract import find_project_dir
from klantcentraal.errors import InputError, KlantcentraalError

ERROR_MARK = "ERROR: "


def _answer(give: Callable[[], str]) -> str:
    try:
        return give()
    except KlantcentraalError as error:
        return ERROR_MARK + " ".join(str(error).split())


def _rules_folder() -> Path | None:
    rules = os.environ.get("KLANTCENTRAAL_RULES")
    return Path(rules) if rules else None


def door_read_sql(folder: str, entity: str) -> str:
    """Give the SQL that reads an entity; see door.read_sql.

    Args:
        folder: Data folder, absolute or from the working folder.
        entity: Name of an entity of the contract.

    Returns:
        A relation in parentheses, or the error.
    """
    return _answer(lambda: door.read_sql(Path(folder), entity))


def door_check(source: str, folder: str) -> str:
    """Check all that is delivered, and the rule files; see door.check_source.

    Args:
        source: Name of the staging folder.
        folder: Data folder, absolute or from the working folder.

    Returns:
        The notes, one line each, or the error.
    """

    def notes() -> str:
        rule_files.check(_rules_folder(), find_project_dir())
        return "\n".join(door.check_source(source, Path(folder)))

    return _answer(notes)


def door_objective(objective: str) -> str:
    """Check that an objective can be chosen; see objectives.check.

    Args:
        objective: Name of the objective.

    Returns:
        The same name, or the error.
    """

    def checked() -> str:
        objectives.check(objective, _rules_folder(), find_project_dir())
        return objective

    return _answer(checked)


def door_columns(entity: str) -> str:
    """Give the columns of an entity of the contract.

    Args:
        entity: Name of an entity of the contract.

    Returns:
        `name type required|optional` for each column, one a line, in the order of the contract;
        or the error.
    """

    def lines() -> str:
        entities = contract.load()
        if entity not in entities:
            raise InputError(f"{entity} is no entity: use one of {', '.join(entities)}")
        return "\n".join(
            f"{column.name} {column.data_type} {'required' if column.is_required else 'optional'}"
            for column in entities[entity].columns
        )

    return _answer(lines)


def door_rules_sql(folder: str, seed: str, columns: str) -> str:
    """Give the SQL that reads a user's rule file; see rule_files.read_sql.

    Args:
        folder: Rules folder, absolute or from the working folder.
        seed: Name of the seed.
        columns: `name type` for each column of the seed, one a line.

    Returns:
        A relation in parentheses, '' when the user has no such file, or the error.
    """
    types = dict(line.split(" ", 1) for line in columns.splitlines())
    return _answer(lambda: rule_files.read_sql(Path(folder), seed, types))


FUNCTIONS: tuple[Callable[..., str], ...] = (
    door_read_sql,
    door_check,
    door_objective,
    door_columns,
    door_rules_sql,
)


class Plugin(BasePlugin):
    """Prepares dbt's database: its folder before it opens, the functions once it is open."""

    def update_connection_config(self, creds: DuckDBCredentials, config: dict[str, Any]) -> None:
        """Make the state folder, which DuckDB does not, for a dbt run by hand on a fresh clone.

        Args:
            creds: Profile in use; its path is the work database.
            config: Options of the connection, left as they are.
        """
        Path(creds.path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Register the functions, unless this database still has them from an earlier opening.

        Args:
            conn: Connection from which dbt makes its cursors.
        """
        for function in FUNCTIONS:
            name = function.__name__
            known = conn.execute(
                "select count(*) from duckdb_functions() where function_name = ?", [name]
            ).fetchone()
            if known and known[0]:
                continue
            # Files change while the database stays: an answer may not be kept for the next call.
            conn.create_function(name, function, side_effects=True)
