"""What all readers of delivered files share: a connection, limits, places, and plain words."""

import errno
import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path

import duckdb

from klantcentraal.errors import InputError, UsageError

# More than any company of the size that this is made for: what is larger is a mistake or an attack.
MAX_FILE_BYTES = 64 * 1024**3
MAX_FILE_ROWS = 2_000_000_000

_SHOWN_CHARACTERS = 60
_SHOWN_NAMES = 10


def check_connection() -> duckdb.DuckDBPyConnection:
    """Open an own in-memory database for checks, within the limits of the environment.

    Returns:
        A connection that loads nothing from the network.

    Raises:
        UsageError: KLANTCENTRAAL_THREADS or KLANTCENTRAAL_MEMORY_LIMIT has no usable value.
    """
    threads = os.environ.get("KLANTCENTRAAL_THREADS", "2")
    memory_limit = os.environ.get("KLANTCENTRAAL_MEMORY_LIMIT", "4GB")
    try:
        return duckdb.connect(
            config={
                "threads": threads,
                "memory_limit": memory_limit,
                "autoinstall_known_extensions": "false",
                "allow_community_extensions": "false",
            }
        )
    except duckdb.Error as error:
        raise UsageError(
            f"KLANTCENTRAAL_THREADS ({shown(threads)}) or KLANTCENTRAAL_MEMORY_LIMIT "
            f"({shown(memory_limit)}) cannot be used: give a whole number, and a size such as 4GB"
        ) from error


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
        InputError: It leads outside the folder, in a circle or to nothing.
    """
    if not Path(os.path.realpath(path)).is_relative_to(folder):
        raise InputError(
            f"{label} links to a place outside the data folder: put the file itself there"
        )
    try:
        path.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise InputError(f"{label} links to itself: put the file itself there") from error
        if error.errno != errno.ENOENT:
            raise unreadable(label, error) from error
        raise InputError(
            f"{label} links to a file that does not exist: put the file itself there"
        ) from error


def check_file(path: Path, label: str) -> int:
    """Check that a path is a file, and none that is larger than allowed.

    What is no file, such as a pipe, could keep a reader waiting for ever.

    Args:
        path: Path of a delivered file.
        label: What the message calls the path.

    Returns:
        Its size in bytes.

    Raises:
        InputError: It is no file, or too large.
        UsageError: KLANTCENTRAAL_MAX_FILE_BYTES is no number.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise unreadable(label, error) from error
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{label} is no file: put the data in a file of that name")
    check_limit("KLANTCENTRAAL_MAX_FILE_BYTES", status.st_size, label)
    return status.st_size


def check_limit(setting: str, found: int, label: str) -> None:
    """Check a size against the limit of the environment.

    Args:
        setting: KLANTCENTRAAL_MAX_FILE_BYTES or KLANTCENTRAAL_MAX_FILE_ROWS.
        found: Number of bytes or rows.
        label: What the message calls the file.

    Raises:
        InputError: It is more than allowed.
        UsageError: The limit is no whole number.
    """
    limits = {
        "KLANTCENTRAAL_MAX_FILE_BYTES": ("bytes", MAX_FILE_BYTES),
        "KLANTCENTRAAL_MAX_FILE_ROWS": ("rows", MAX_FILE_ROWS),
    }
    unit, usual = limits[setting]
    given = os.environ.get(setting) or str(usual)
    if not re.fullmatch(r"[0-9]{1,18}", given):
        raise UsageError(f"{setting} is {shown(given)}: give a whole number of {unit}")
    if found > int(given):
        raise InputError(
            f"{label} has {found:,} {unit}, more than the {int(given):,} that {setting} allows: "
            "deliver less, or raise that limit"
        )


def unreadable(label: str, error: OSError) -> InputError:
    """Say that the system does not let a file or folder be read.

    Args:
        label: What the message calls it.
        error: What the system said.

    Returns:
        The error to raise.
    """
    reason = (error.strerror or type(error).__name__).lower()
    advice = "give this user the right to read it" if "denied" in reason else "deliver it again"
    return InputError(f"{label} cannot be read: {reason}: {advice}")


def shown(name: str) -> str:
    """Give a name so that a message stays one plain line and shows what cannot be seen.

    Args:
        name: A name of a column, file or folder, as it was delivered.

    Returns:
        The name with escapes for control, invisible and direction characters, cut to 60
        characters, and quoted when it begins or ends with a space.
    """
    text = name if len(name) <= _SHOWN_CHARACTERS else f"{name[: _SHOWN_CHARACTERS - 3]}..."
    seen = visible(text)
    return f'"{seen}"' if seen != seen.strip() else seen


def visible(text: str) -> str:
    """Give a text as one plain line.

    Args:
        text: Any text, such as a path.

    Returns:
        The text with escapes for control, invisible and direction characters.
    """
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in text
    )


def listed(names: Iterable[str]) -> str:
    """Give names behind each other, the first ten of them.

    Args:
        names: Names of columns or files, as they were delivered.

    Returns:
        One plain line.
    """
    every = list(names)
    told = ", ".join(shown(name) for name in every[:_SHOWN_NAMES])
    more = len(every) - _SHOWN_NAMES
    return f"{told} and {more:,} more" if more > 0 else told


def plain_reason(error: duckdb.Error, paths: Iterable[Path]) -> str:
    """Give DuckDB's reason in one line, without folders of the machine or values of the file.

    Args:
        error: What DuckDB raised.
        paths: Paths that the message may name.

    Returns:
        The first line of the message; what it quotes, other than a file's name, is left out.
    """
    if isinstance(error, duckdb.OutOfMemoryException):
        return "it needs more memory than KLANTCENTRAAL_MEMORY_LIMIT allows"
    text = str(error)
    for path in paths:
        for form in (glob_escaped(path), str(path)):
            for quoted in (f'"{form}"', f"'{form}'", form):
                text = text.replace(quoted, shown(path.name))
    line = re.sub(r"^[A-Za-z ]+ Error: ", "", text.split("\n", 1)[0])
    # A value may hold quotes of its own, so all between the first and the last quote goes.
    line = re.sub(r""": value ".*|"(.*)"|(?<!\w)'(.*)'""", "...", line)
    return visible(line)
