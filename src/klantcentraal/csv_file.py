"""A delivered CSV file: how it is written, whether it is sound, and the SQL that reads it.

Python reads the header and looks at the bytes; DuckDB parses the rows, with one set of options for
both the check and the reading, so that what was checked is what is read.
"""

import codecs
import functools
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import duckdb

from klantcentraal import csv_bytes, file_kind
from klantcentraal.errors import InputError
from klantcentraal.quoting import identifier, literal
from klantcentraal.reading import (
    check_connection,
    check_file,
    glob_escaped,
    plain_reason,
    shown,
    unreadable,
    visible,
)

DELIMITERS = (",", ";", "\t", "|")

# DuckDB's own limit: a longer line is nearly always a quote that was never closed.
MAX_LINE_BYTES = 2_097_152

# A table of this width is a mistake; DuckDB needs minutes for a million columns.
MAX_COLUMNS = 10_000

_DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_READ_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
# A code, number, date or address: no name of a column. Such a row may hold a person's data.
_VALUE = re.compile(r"[a-z]{0,4}[-_ ]?[-+]?[0-9][-+0-9.,:/ tz]*|.*@.*|[0-9a-f-]{32,36}")
_LINES_SEARCHED = 20
_CHARACTERS_SEARCHED = 10_000


@dataclass(frozen=True)
class CsvFile:
    """A CSV file of which the header was read.

    Attributes:
        path: Absolute path.
        label: What messages call it, without folders of the machine.
        delimiter: One of DELIMITERS.
        names: Column names in file order: lower case, without spaces around them and characters
            that cannot be seen; '' for a column without a name.
    """

    path: Path
    label: str
    delimiter: str
    names: tuple[str, ...]

    @property
    def read_names(self) -> tuple[str, ...]:
        """Column names as the relation has them; other than plain ones become `column <place>`."""
        return tuple(
            name if _READ_NAME.fullmatch(name) else f"column {place}"
            for place, name in enumerate(self.names, 1)
        )

    def relation(self) -> str:
        """Give the SQL that reads the rows with every column as text.

        Empty fields are null. No option is left to detection: the same bytes give the same rows,
        also in a folder called `city=Breda`.

        Returns:
            A call of read_csv for a from clause, with the columns of read_names.
        """
        columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in self.read_names)
        return (
            f"read_csv({literal(glob_escaped(self.path))}, columns = {{{columns}}}, "
            f"header = true, auto_detect = false, delim = {literal(self.delimiter)}, "
            "quote = '\"', escape = '\"', nullstr = '', strict_mode = true, "
            f"null_padding = false, hive_partitioning = false, max_line_size = {MAX_LINE_BYTES})"
        )


def read_header(path: Path, label: str, known_names: Collection[str]) -> CsvFile:
    """Read the header line and find the delimiter.

    The delimiter is the one that yields most known names, then most columns; names count without
    case, surrounding spaces and characters that cannot be seen.

    Args:
        path: Path of the file.
        label: What messages call the file.
        known_names: Column names that may be expected.

    Returns:
        The file with its delimiter and column names.

    Raises:
        InputError: The file is empty, too large or no UTF-8 text, or its header is unreadable,
            empty or holds a name twice; the message says which.
    """
    start = _start(path, label)
    line = _header_line(path, label, start)
    known = set(known_names)
    readings = {delimiter: _split(line, delimiter) for delimiter in DELIMITERS}

    def fit(delimiter: str) -> tuple[int, bool, int]:
        names = readings[delimiter] or _roughly_split(line, delimiter)
        return len(known & set(names)), readings[delimiter] is not None, len(names)

    delimiter = max(DELIMITERS, key=fit)
    names = readings[delimiter]
    if fit(delimiter)[0] == 0 and (reason := _strange_header(line, start, known)):
        raise InputError(f"{label}{reason}")
    if names is None:
        raise InputError(
            f"{label}, row 1: a quote in the header is not closed, or text follows it: close or "
            "remove it, and write each name on one line"
        )
    _check_names(label, names)
    return CsvFile(path.absolute(), label, delimiter, names)


def scan(file: CsvFile) -> tuple[int, tuple[str, ...]]:
    """Check every byte and every row of the file.

    Args:
        file: A file of which the header was read.

    Returns:
        The number of data rows, and notes on what is odd but readable.

    Raises:
        InputError: The file is not UTF-8, holds a NUL byte, or has a row that does not fit the
            header or has an open quote; the message names the file and the row.
    """
    try:
        status = file.path.stat()
    except OSError as error:
        raise unreadable(file.label, error) from error
    return _scan(file, (status.st_size, status.st_mtime_ns, status.st_ino))


# A refresh asks twice (command line, start of dbt); a changed file has another signature.
@functools.lru_cache(maxsize=256)
def _scan(file: CsvFile, _signature: tuple[int, int, int]) -> tuple[int, tuple[str, ...]]:
    odd = csv_bytes.check_text(file.path, file.label)
    if odd.has_reopened_quote:
        csv_bytes.check_quotes(file.path, file.label, file.delimiter)
    # Where columns are left out, DuckDB does not always see a surplus value with a quote in it.
    counts = ", ".join(["count(*)", *(f"count({identifier(name)})" for name in file.read_names)])
    try:
        with check_connection() as connection:
            found = connection.execute(f"select {counts} from {file.relation()}").fetchone()
    except duckdb.Error as error:
        raise _row_error(file, error, odd.has_blank_line) from error
    notes: tuple[str, ...] = ()
    if odd.has_blank_line and len(file.names) > 1:
        notes = (f"{file.label} has empty lines: row numbers count the filled rows only",)
    return (int(found[0]) if found else 0), notes


def _start(path: Path, label: str) -> bytes:
    check_file(path, label)
    try:
        with path.open("rb") as stream:
            start = stream.read(csv_bytes.BLOCK_BYTES)
    except OSError as error:
        raise unreadable(label, error) from error
    if kind := file_kind.other_kind(start):
        raise InputError(f"{label} is {kind}")
    if not start.removeprefix(codecs.BOM_UTF8).strip():
        raise InputError(f"{label} is empty: deliver at least a row with the column names")
    return start


def _header_line(path: Path, label: str, start: bytes) -> str:
    offset = len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0
    end = csv_bytes.LINE_END.search(start)
    line = start[offset : end.start()] if end else start[offset:]
    if end is None and len(start) == csv_bytes.BLOCK_BYTES:
        raise InputError(f"{label}, row 1: the header is longer than 1 MB: is this a CSV file?")
    if b"\0" in line:
        raise csv_bytes.nul_error(path, label, offset + line.index(b"\0"))
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise csv_bytes.encoding_error(path, label, offset + error.start) from error
    if not text.strip():
        raise InputError(f"{label}, row 1 is empty: it must hold the column names")
    return text


def _split(line: str, delimiter: str) -> tuple[str, ...] | None:
    """Split the header as DuckDB does; None when a quote is not closed or text follows it."""
    field = re.compile(rf' ?"((?:[^"]|"")*)" *|((?! ?")[^{re.escape(delimiter)}]*)')
    names, position = [], 0
    while (found := field.match(line, position)) is not None:
        quoted, plain = found.groups()
        names.append(_cleaned(plain if quoted is None else quoted.replace('""', '"')))
        if found.end() == len(line):
            return tuple(names)
        if line[found.end()] != delimiter:
            return None
        position = found.end() + 1
    return None


def _roughly_split(line: str, delimiter: str) -> tuple[str, ...]:
    return tuple(_cleaned(part.replace('"', "")) for part in line.split(delimiter))


def _cleaned(name: str) -> str:
    # Spreadsheets and web pages leave marks that nobody sees: zero-width spaces, directions.
    seen = "".join(letter for letter in name if unicodedata.category(letter) != "Cf")
    return seen.strip().lower()


def _check_names(label: str, names: tuple[str, ...]) -> None:
    if len(names) > MAX_COLUMNS:
        raise InputError(
            f"{label}, row 1: {len(names):,} columns, more than {MAX_COLUMNS:,}: is this the right "
            "file?"
        )
    places: dict[str, int] = {}
    for place, name in enumerate(names, 1):
        if name and name in places:
            raise InputError(
                f"{label}, row 1: column {shown(name)} is there twice (columns {places[name]} and "
                f"{place}): remove or rename one"
            )
        places[name] = place


def _strange_header(line: str, start: bytes, known: set[str]) -> str | None:
    """Tell what row 1 is when it holds no known name; the text stands behind the label."""
    if kind := file_kind.markup_kind(start):
        return f" is {kind}"
    if re.fullmatch(r'"?sep=.?"?', line.strip(), re.IGNORECASE):
        return f", row 1: {shown(line.strip())} is a word to Excel only: remove that line"
    begin = line[:_CHARACTERS_SEARCHED]
    for letter in sorted(set(re.findall(r"\W", begin)) - {*DELIMITERS, '"'}):
        if len(known.intersection(_roughly_split(begin, letter))) > 1:
            return (
                f', row 1: the columns are separated by "{visible(letter)}": export the file with '
                "a comma, semicolon, tab or bar between them"
            )
    lines = start.decode("utf-8", errors="replace").splitlines()[1:_LINES_SEARCHED]
    for number, text in enumerate(lines, 2):
        if any(
            len(known.intersection(_roughly_split(text[:_CHARACTERS_SEARCHED], delimiter))) > 1
            for delimiter in DELIMITERS
        ):
            return f", row 1: the column names stand in line {number}: remove the lines above it"
    if any(_VALUE.fullmatch(name) for name in _split(line, _likely(line)) or ()):
        return ", row 1 looks like data: put a row with the column names above it"
    return None


def _likely(line: str) -> str:
    return max(DELIMITERS, key=line.count)


def _row_error(file: CsvFile, error: duckdb.Error, has_blank_line: bool) -> InputError:
    """Turn DuckDB's message into ours; never repeat the row, which may name a person."""
    first_line, _, rest = str(error).partition("\n")
    found = re.search(r"CSV Error on Line: (\d+)$", first_line)
    if found is None:
        return _file_error(file, error)
    row = int(found[1])
    if has_blank_line:
        row = csv_bytes.filled_row(file.path, file.delimiter, row)
    where = f"{file.label}, row {row}"
    # The row itself comes before the reason, and could hold the same words.
    reason = rest.rpartition("\nPossible ")[0].rstrip().rpartition("\n")[2]
    counts = re.fullmatch(r"Expected Number of Columns: (\d+) Found: (\d+)", reason)
    if counts and int(counts[2]) < int(counts[1]):
        return InputError(
            f"{where}: {counts[2]} columns where the header has {counts[1]}: complete the row, or "
            "quote the value that holds a line end"
        )
    if counts:
        return InputError(
            f"{where}: {counts[2]} columns where the header has {counts[1]}: quote the value that "
            f"holds the delimiter, a {_DELIMITER_NAMES[file.delimiter]}"
        )
    if "unterminated quote" in reason:
        return InputError(f"{where}: {csv_bytes.QUOTE_ADVICE}")
    if "Maximum line size" in reason:
        return InputError(
            f"{where}: longer than {MAX_LINE_BYTES // 1024 // 1024} MB: close the quotes of the "
            "row before, or shorten the value"
        )
    return InputError(f"{where} cannot be parsed: write it as the other rows are written")


def _file_error(file: CsvFile, error: duckdb.Error) -> InputError:
    if "invalid state" in str(error).partition("\n")[0]:
        line = csv_bytes.mixed_line_end(file.path)
        return InputError(
            f"{file.label}, line {line}: ends with another kind of line end than the lines before "
            "(CR, LF or CRLF): save the file with one kind"
        )
    reason = plain_reason(error, [file.path])
    return InputError(f"{file.label} cannot be parsed ({reason}): export it again as CSV UTF-8")
