"""A delivered CSV file: how it is written, whether it is sound, and the SQL that reads it.

Python reads the header and looks at the bytes; DuckDB parses the rows, with one set of options for
both the check and the reading, so that what was checked is what is read.
"""

import codecs
import csv
import functools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from klantcentraal.errors import InputError
from klantcentraal.quoting import literal
from klantcentraal.reading import check_connection, glob_escaped, plain_reason

DELIMITERS = (",", ";", "\t", "|")

# DuckDB's own limit: a longer line is nearly always a quote that was never closed.
MAX_LINE_BYTES = 2_097_152

_DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_BLOCK_BYTES = 1_048_576
_WIDE_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE_END = re.compile(rb"\r\n|\n|\r")
_BLANK_LINES = re.compile(rb"(?:(?:\r?\n){2,}|\r{2,})[^\r\n]")
_BLANK_LINE_SIGNS = (b"\n\n", b"\n\r\n", b"\r\r")


@dataclass(frozen=True)
class CsvFile:
    """A CSV file of which the header was read.

    Attributes:
        path: Absolute path.
        label: What messages call it, without folders of the machine.
        delimiter: One of DELIMITERS.
        names: Column names in file order: lower case, trimmed; '' for a column without a name.
    """

    path: Path
    label: str
    delimiter: str
    names: tuple[str, ...]

    @property
    def read_names(self) -> tuple[str, ...]:
        """Column names as the relation has them: nameless columns become `unnamed <place>`."""
        return tuple(name or f"unnamed {place}" for place, name in enumerate(self.names, 1))

    def relation(self) -> str:
        """Give the SQL that reads the rows with every column as text.

        Empty fields are null. No option is left to detection: the same bytes give the same rows.

        Returns:
            A call of read_csv for a from clause, with the columns of read_names.
        """
        columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in self.read_names)
        return (
            f"read_csv({literal(glob_escaped(self.path))}, columns = {{{columns}}}, "
            f"header = true, auto_detect = false, delim = {literal(self.delimiter)}, "
            "quote = '\"', escape = '\"', nullstr = '', strict_mode = true, "
            f"null_padding = false, max_line_size = {MAX_LINE_BYTES})"
        )


def read_header(path: Path, label: str, known_names: Collection[str]) -> CsvFile:
    """Read the header line and find the delimiter.

    The delimiter is the one that yields most known names, then most columns; names count without
    case and surrounding spaces.

    Args:
        path: Path of the file.
        label: What messages call the file.
        known_names: Column names that may be expected.

    Returns:
        The file with its delimiter and column names.

    Raises:
        InputError: The file is empty, is not UTF-8 text, or its header is unreadable, empty or
            holds a name twice; the message says which.
    """
    line = _header_line(path, label)
    readings = [
        (delimiter, names) for delimiter in DELIMITERS if (names := _split(line, delimiter))
    ]
    if not readings:
        raise InputError(f"{label}, row 1: a quote in the header is not closed: close or remove it")
    known = set(known_names)
    delimiter, names = max(
        readings, key=lambda reading: (len(known & set(reading[1])), len(reading[1]))
    )
    for place, name in enumerate(names, 1):
        if name and name in names[: place - 1]:
            raise InputError(
                f"{label}, row 1: column {name} is there twice (columns "
                f"{names.index(name) + 1} and {place}): remove or rename one"
            )
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
    status = file.path.stat()
    return _scan(file, (status.st_size, status.st_mtime_ns, status.st_ino))


# A refresh asks twice (command line, start of dbt); a changed file has another signature.
@functools.lru_cache(maxsize=256)
def _scan(file: CsvFile, _signature: tuple[int, int, int]) -> tuple[int, tuple[str, ...]]:
    has_blank_line = _check_bytes(file.path, file.label)
    try:
        with check_connection() as connection:
            found = connection.execute(f"select count(*) from {file.relation()}").fetchone()
    except duckdb.Error as error:
        raise _row_error(file, error) from error
    notes: tuple[str, ...] = ()
    if has_blank_line and len(file.names) > 1:
        notes = (f"{file.label} has empty lines: row numbers count the filled rows only",)
    return (int(found[0]) if found else 0), notes


def _header_line(path: Path, label: str) -> str:
    try:
        with path.open("rb") as stream:
            start = stream.read(_BLOCK_BYTES)
    except OSError as error:
        raise InputError(f"{label} cannot be read: {error.strerror}") from error
    if start.startswith(_WIDE_MARKS):
        raise InputError(f"{label} is not UTF-8 but UTF-16 or UTF-32: save it as CSV UTF-8")
    mark = codecs.BOM_UTF8 if start.startswith(codecs.BOM_UTF8) else b""
    start, start_offset = start.removeprefix(mark), len(mark)
    if not start.strip():
        raise InputError(f"{label} is empty: deliver at least a row with the column names")
    end = _LINE_END.search(start)
    line = start[: end.start()] if end else start
    if len(line) == _BLOCK_BYTES:
        raise InputError(f"{label}, row 1: the header is longer than 1 MB: is this a CSV file?")
    if b"\0" in line:
        raise _nul_error(path, label, start_offset + line.index(b"\0"))
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _encoding_error(path, label, start_offset + error.start) from error
    if not text.strip():
        raise InputError(f"{label}, row 1 is empty: it must hold the column names")
    return text


def _split(line: str, delimiter: str) -> tuple[str, ...] | None:
    try:
        fields = next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return tuple(field.strip().lower() for field in fields)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK_BYTES):
            yield block


def _check_bytes(path: Path, label: str) -> bool:
    """Check the encoding; tell whether a line between two rows is empty."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset = quotes = 0
    has_blank_line = False
    line_ends = b""
    try:
        for block in _blocks(path):
            undecoded = len(decoder.getstate()[0])
            if undecoded or not block.isascii():
                try:
                    decoder.decode(block)
                except UnicodeDecodeError as error:
                    raise _encoding_error(path, label, offset - undecoded + error.start) from error
            if (nul := block.find(b"\0")) >= 0:
                raise _nul_error(path, label, offset + nul)
            text = line_ends + block
            has_blank_line = has_blank_line or _has_blank_line(text, quotes)
            line_ends = text[len(text.rstrip(b"\r\n")) :]
            quotes += block.count(b'"')
            offset += len(block)
        if undecoded := len(decoder.getstate()[0]):
            raise _encoding_error(path, label, offset - undecoded)
    except OSError as error:
        raise InputError(f"{label} cannot be read: {error.strerror}") from error
    return has_blank_line


def _has_blank_line(text: bytes, quotes_before: int) -> bool:
    """Tell whether an empty line stands outside quotes: after an even number of them."""
    if not any(sign in text for sign in _BLANK_LINE_SIGNS):
        return False
    return any(
        (quotes_before + text.count(b'"', 0, match.start())) % 2 == 0
        for match in _BLANK_LINES.finditer(text)
    )


def _line_at(path: Path, offset: int) -> int:
    line_feeds = carriage_returns = 0
    for block in _blocks(path):
        part = block[: max(offset, 0)]
        line_feeds += part.count(b"\n")
        carriage_returns += part.count(b"\r")
        offset -= len(block)
    return max(line_feeds, carriage_returns) + 1


def _encoding_error(path: Path, label: str, offset: int) -> InputError:
    return InputError(
        f"{label}, line {_line_at(path, offset)}, byte {offset + 1}: the text is not UTF-8: "
        "save the file as CSV UTF-8"
    )


def _nul_error(path: Path, label: str, offset: int) -> InputError:
    return InputError(
        f"{label}, line {_line_at(path, offset)}, byte {offset + 1}: a NUL byte, which text "
        "cannot hold: export the file again as CSV UTF-8"
    )


def _row_error(file: CsvFile, error: duckdb.Error) -> InputError:
    """Turn DuckDB's message into ours; never repeat the row, which may name a person."""
    first_line, _, rest = str(error).partition("\n")
    row = re.search(r"CSV Error on Line: (\d+)$", first_line)
    if row is None and "invalid state" in first_line:
        line = _mixed_line_end(file.path)
        return InputError(
            f"{file.label}, line {line}: ends with another kind of line end than the lines before "
            "(CR, LF or CRLF): save the file with one kind"
        )
    where = f"{file.label}, row {row[1]}" if row else file.label
    counts = re.search(r"^Expected Number of Columns: (\d+) Found: (\d+)", rest, re.MULTILINE)
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
    if "unterminated quote" in rest:
        return InputError(
            f'{where}: a quote (") is not closed, or text follows it: close it, and write a quote '
            'inside a value as ""'
        )
    if "Maximum line size" in rest:
        return InputError(
            f"{where}: longer than {MAX_LINE_BYTES // 1024 // 1024} MB: close the quotes of the "
            "row before, or shorten the value"
        )
    return InputError(f"{where} cannot be parsed: {plain_reason(error, [file.path])}")


def _mixed_line_end(path: Path) -> int:
    """Find the first line that ends otherwise than the first one, quoted text left out."""
    expected = b""
    quotes, line = 0, 1
    rest = b""
    for block in [*_blocks(path), b""]:
        text = rest + block
        # A block may end between CR and LF: what is left goes with the next one.
        complete = text[:-1] if block else text
        start = 0
        for match in _LINE_END.finditer(complete):
            quotes += text.count(b'"', start, match.start())
            if quotes % 2 == 0:
                expected = expected or match[0]
                if match[0] != expected:
                    return line
            start = match.end()
            line += 1
        rest = text[start:]
    return line
