"""The private database that dbt builds in, open to one program at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from klantcentraal.errors import AlreadyRunning, KlantcentraalError
from klantcentraal.quoting import literal
from klantcentraal.state import State

LOCKED = "Could not set lock on file"


def check_free(state: State) -> None:
    """Find out before a build that no other program has the work database open.

    Opening it also takes in what a killed build left in the write-ahead log.

    Args:
        state: a prepared state folder.

    Raises:
        AlreadyRunning: another program has it open.
        KlantcentraalError: it cannot be opened.
    """
    if state.work_database.exists():
        with _explained(state):
            duckdb.connect(str(state.work_database)).close()


@contextmanager
def attached(state: State) -> Iterator[duckdb.DuckDBPyConnection]:
    """Attach the finished work database, read only, as `work` to a connection in memory.

    Args:
        state: a prepared state folder.

    Yields:
        The connection; it spills into the state folder and never installs an extension.

    Raises:
        AlreadyRunning: another program is writing to it.
        KlantcentraalError: it does not exist or cannot be opened.
    """
    work = state.work_database
    if not work.exists():
        raise KlantcentraalError(f"{work} does not exist; run dbt build first")
    if work.with_name(f"{work.name}.wal").exists():
        raise AlreadyRunning(
            f"{work} has unfinished changes ({work.name}.wal): a build is running or was "
            "killed; wait for it or run it again"
        )
    with duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "allow_community_extensions": "false",
            "temp_directory": str(state.temporary),
            "memory_limit": os.environ.get("KLANTCENTRAAL_MEMORY_LIMIT", "4GB"),
            "threads": os.environ.get("KLANTCENTRAAL_THREADS", "2"),
        }
    ) as connection:
        with _explained(state):
            connection.execute(f"attach {literal(str(work))} as work (read_only)")
        yield connection


@contextmanager
def _explained(state: State) -> Iterator[None]:
    """Turn DuckDB's reasons for not opening the work database into ours."""
    try:
        yield
    except duckdb.Error as error:
        if LOCKED in str(error):
            raise AlreadyRunning(
                f"{state.work_database} is open in another program; close it and try again"
            ) from error
        raise KlantcentraalError(
            f"{state.work_database} cannot be opened: {str(error).splitlines()[0]}"
        ) from error
