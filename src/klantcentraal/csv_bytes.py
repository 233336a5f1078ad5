"""The bytes of a CSV file: its encoding, what text cannot hold, and quotes that go unnoticed.

DuckDB may break off on text that is not UTF-8, and it glues two quoted texts in one field together
without a word; so both are looked for here, in one pass over the file.
"""

import codecs
import itertools
import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from klantcentraal.errors import InputError
from klantcentraal.reading import unreadable

BLOCK_BYTES = 1_048_576
QUOTE_ADVICE = (
    'a quote (") is not closed, or text follows it: close it, and write a quote inside a value '
    'as ""'
)

LINE_END = re.compile(rb"\r\n|\n|\r")
# The look-behind keeps a million line ends in a row from being tried a million times.
_BLANK_LINES = re.compile(rb"(?<![\r\n])(?:(?:\r?\n){2,}+|\r{2,}+)[^\r\n]")
_BLANK_LINE_SIGNS = (b"\n\n", b"\n\r\n", b"\r\r")
_REOPENED = re.compile(rb'" +"')
# Enough to tell one line end from several.
_CARRIED = 8


@dataclass(frozen=True)
class Oddities:
    """What is odd in a file of sound text.

    Attributes:
        has_blank_line: Whether a line between two rows is empty.
        has_reopened_quote: Whether only spaces stand between two quotes somewhere: in a value, or
            between two quoted texts in one field.
    """

    has_blank_line: bool
    has_reopened_quote: bool


def check_text(path: Path, label: str) -> Oddities:
    """Check that every byte belongs to text in UTF-8.

    Args:
        path: Path of the file.
        label: What messages call it.

    Returns:
        What is odd but may be sound.

    Raises:
        InputError: A byte is not UTF-8 or is NUL; names line and byte.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset = quotes = 0
    has_blank_line = has_reopened_quote = False
    unfinished = b""
    try:
        for block in blocks(path):
            undecoded = len(decoder.getstate()[0])
            if undecoded or not block.isascii():
                try:
                    decoder.decode(block)
                except UnicodeDecodeError as error:
                    raise encoding_error(path, label, offset - undecoded + error.start) from error
            if (nul := block.find(b"\0")) >= 0:
                raise nul_error(path, label, offset + nul)
            text = unfinished + block
            has_blank_line = has_blank_line or _has_blank_line(text, quotes)
            has_reopened_quote = has_reopened_quote or _has_reopened_quote(text)
            unfinished = _unfinished(text)
            quotes += text.count(b'"') - unfinished.count(b'"')
            offset += len(block)
        if undecoded := len(decoder.getstate()[0]):
            raise InputError(
                f"{label}, line {_line_at(path, offset)}, byte {offset - undecoded + 1}: the text "
                "is not UTF-8, or its last character is cut off: save the file as CSV UTF-8, or "
                "deliver it whole"
            )
    except OSError as error:
        raise unreadable(label, error) from error
    return Oddities(has_blank_line, has_reopened_quote)


def check_quotes(path: Path, label: str, delimiter: str) -> None:
    """Check that nothing but spaces stands between a closing quote and the end of its field.

    Args:
        path: Path of a file of sound text.
        label: What messages call it.
        delimiter: What separates its fields.

    Raises:
        InputError: Another text follows, or a quote is not closed; names the row.
    """
    field, separator = _field(delimiter), re.escape(delimiter.encode())
    sound = re.compile(rb"(?:%b(?:%b|\r\n|\n|\r|\Z))*+" % (field, separator))
    with path.open("rb") as stream, _mapped(stream) as content:
        found = sound.match(content, _start(content))
        if found is None or found.end() < len(content):
            row = 1 + sum(is_filled for is_filled in _rows(content, delimiter))
            raise InputError(f"{label}, row {row}: {QUOTE_ADVICE}")


def filled_row(path: Path, delimiter: str, row: int) -> int:
    """Give the number that a row has when empty lines do not count.

    Args:
        path: Path of a file of sound text.
        delimiter: What separates its fields.
        row: Its number when they do.

    Returns:
        The number, as in source_row_number: the header is 1.
    """
    with path.open("rb") as stream, _mapped(stream) as content:
        before = itertools.islice(_rows(content, delimiter), row - 1)
        return 1 + sum(is_filled for is_filled in before)


def mixed_line_end(path: Path) -> int:
    """Find the first line that ends otherwise than the first one, quoted text left out.

    Args:
        path: Path of the file.

    Returns:
        Its number, line ends in quoted text counted.
    """
    expected = b""
    quotes, line = 0, 1
    rest = b""
    for block in [*blocks(path), b""]:
        text = rest + block
        # A block may end between CR and LF: what is left goes with the next one.
        complete = text[:-1] if block else text
        start = 0
        for match in LINE_END.finditer(complete):
            quotes += text.count(b'"', start, match.start())
            if quotes % 2 == 0:
                expected = expected or match[0]
                if match[0] != expected:
                    return line
            start = match.end()
            line += 1
        rest = text[start:]
    return line


def blocks(path: Path) -> Iterator[bytes]:
    """Read a file in pieces of 1 MB.

    Args:
        path: Path of the file.

    Yields:
        The pieces, none empty.
    """
    with path.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            yield block


def encoding_error(path: Path, label: str, offset: int) -> InputError:
    """Say that a byte is not UTF-8.

    Args:
        path: Path of the file.
        label: What messages call it.
        offset: Place of the byte, from 0.

    Returns:
        The error to raise.
    """
    return InputError(
        f"{label}, line {_line_at(path, offset)}, byte {offset + 1}: the text is not UTF-8: "
        "save the file as CSV UTF-8"
    )


def nul_error(path: Path, label: str, offset: int) -> InputError:
    """Say that a byte is NUL.

    Args:
        path: Path of the file.
        label: What messages call it.
        offset: Place of the byte, from 0.

    Returns:
        The error to raise.
    """
    return InputError(
        f"{label}, line {_line_at(path, offset)}, byte {offset + 1}: a NUL byte, which text "
        "cannot hold: export the file again as CSV UTF-8"
    )


def _line_at(path: Path, offset: int) -> int:
    line_feeds = carriage_returns = 0
    for block in blocks(path):
        part = block[: max(offset, 0)]
        line_feeds += part.count(b"\n")
        carriage_returns += part.count(b"\r")
        offset -= len(block)
    return max(line_feeds, carriage_returns) + 1


def _has_blank_line(text: bytes, quotes_before: int) -> bool:
    """Tell whether an empty line stands outside quotes: after an even number of them."""
    if not any(sign in text for sign in _BLANK_LINE_SIGNS):
        return False
    quotes, counted = quotes_before, 0
    for match in _BLANK_LINES.finditer(text):
        quotes += text.count(b'"', counted, match.start())
        if quotes % 2 == 0:
            return True
        counted = match.start()
    return False


def _has_reopened_quote(text: bytes) -> bool:
    return b'" ' in text and _REOPENED.search(text) is not None


def _unfinished(text: bytes) -> bytes:
    """Give the end of a block that only the next one can explain, in a few bytes."""
    line_ends = text[len(text.rstrip(b"\r\n")) :]
    if line_ends:
        return line_ends[:_CARRIED]
    spaces = len(text) - len(text.rstrip(b" "))
    if text.endswith(b'"' + b" " * spaces):
        return b'" ' if spaces else b'"'
    return b""


def _field(delimiter: str) -> bytes:
    """Give the pattern of a field as DuckDB reads it: a space before a quote is left out."""
    plain = rb"(?! ?\")[^%b\r\n]*+" % re.escape(delimiter.encode())
    return rb"(?: ?\"[^\"]*+(?:\"\"[^\"]*+)*+\" *+|%b)" % plain


def _rows(content: mmap.mmap, delimiter: str) -> Iterator[bool]:
    """Tell of each row whether it is filled, up to the first that is not sound."""
    field, separator = _field(delimiter), re.escape(delimiter.encode())
    row = re.compile(rb"((?:%b%b)*+%b)(?:\r\n|\n|\r|\Z)" % (field, separator, field))
    position = _start(content)
    while position < len(content) and (found := row.match(content, position)):
        yield found.end(1) > position
        position = found.end()


def _start(content: mmap.mmap) -> int:
    return len(codecs.BOM_UTF8) if content[:3] == codecs.BOM_UTF8 else 0


def _mapped(stream: BinaryIO) -> mmap.mmap:
    return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
