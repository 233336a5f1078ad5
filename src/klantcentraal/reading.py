"""What all readers of delivered files share: a connection, patterns, places and plain reasons."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

import duckdb

from klantcentraal.errors import InputError


def check_connection() -> duckdb.DuckDBPyConnection:
    """Open an own in-memory database for checks, within the limits of the environment.

    Returns:
        A connection that loads nothing from the network.
    """
    return duckdb.connect(
        config={
            "threads": os.environ.get("KLANTCENTRAAL_THREADS", "2"),
            "memory_limit": os.environ.get("KLANTCENTRAAL_MEMORY_LIMIT", "4GB"),
            "autoinstall_known_extensions": "false",
            "allow_community_extensions": "false",
        }
    )


def glob_escaped(path: Path) -> str:
    """Give a path as a pattern for DuckDB's readers that matches that one file.

    Args:
        path: Any path.

    Returns:
        The path with *, ? and [ taken literally.
    """
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def check_place(path: Path, folder: Path, label: str) -> None:
    """Check that a path leads to something inside the data folder, also through links.

    Args:
        path: Path of a delivered file or folder.
        folder: The data folder, resolved.
        label: What the message calls the path.

    Raises:
        InputError: It leads outside the folder, or to nothing.
    """
    if not path.resolve().is_relative_to(folder):
        raise InputError(
            f"{label} links to a place outside the data folder: put the file itself there"
        )
    if not path.exists():
        raise InputError(f"{label} links to a file that does not exist: put the file itself there")


def plain_reason(error: duckdb.Error, paths: Iterable[Path]) -> str:
    """Give DuckDB's reason in one line, without the folders of the machine.

    Args:
        error: What DuckDB raised.
        paths: Paths that the message may name.

    Returns:
        The first line of the message.
    """
    line = re.sub(r"^[A-Za-z ]+ Error: ", "", str(error).split("\n", 1)[0])
    for path in paths:
        line = line.replace(glob_escaped(path), path.name).replace(str(path), path.name)
    return line
