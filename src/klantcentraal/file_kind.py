"""What a delivered file is when it is not what its name says, told by how it begins."""

import codecs
import re

_MAGIC = (
    (
        b"PK\x03\x04",
        "an Excel workbook or ZIP archive",
        "save the sheet as CSV UTF-8, or unpack it",
    ),
    (b"PK\x05\x06", "an empty ZIP archive", "deliver the file itself"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook", "save the sheet as CSV UTF-8"),
    (b"\x1f\x8b", "compressed (gzip)", "unpack it"),
    (b"BZh", "compressed (bzip2)", "unpack it"),
    (b"\xfd7zXZ\x00", "compressed (xz)", "unpack it"),
    (b"\x28\xb5\x2f\xfd", "compressed (zstd)", "unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it"),
    (b"PAR1", "a Parquet file", "give it the ending .parquet"),
    (b"PARE", "an encrypted Parquet file", "deliver it without encryption"),
    (b"Obj\x01", "an Avro file", "export it as CSV UTF-8 or Parquet"),
    (b"ORC", "an ORC file", "export it as CSV UTF-8 or Parquet"),
    (b"ARROW1\x00\x00", "an Arrow file", "export it as Parquet"),
    (b"SQLite format 3\x00", "a SQLite database", "export each table as CSV UTF-8"),
    (b"%PDF-", "a PDF document", "export the data as CSV UTF-8"),
    (b"{\\rtf", "a text document (RTF)", "save it as CSV UTF-8"),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)", "deliver the data itself"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "deliver the data itself"),
    (b"GIF8", "a picture (GIF)", "deliver the data itself"),
    (b"\x7fELF", "a program", "deliver the data itself"),
)
# These could begin a row of column names too; what follows them in such a file could not.
_PLAIN_MAGIC = (b"PAR1", b"PARE", b"ORC", b"BZh", b"GIF8")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_WIDE_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKUP = (
    (
        rb"<(!doctype html|html|head|body|table)\b",
        "a web page (HTML), perhaps a login or error page",
    ),
    (rb"<[?!a-z]", "XML"),
    (rb'\{\s*("|\}|$)|\[\s*(\{|\[|\]|")', "JSON"),
)
_LOOKED_AT = 4096


def other_kind(start: bytes) -> str | None:
    """Tell what a file that should be text is, if it is something else.

    Args:
        start: Its first bytes; a few thousand are enough.

    Returns:
        What it is and what to do, to stand behind "is", or None when it may be text.
    """
    for magic, kind, advice in _MAGIC:
        if start.startswith(magic) and (
            magic not in _PLAIN_MAGIC or _CONTROL.search(start[:_LOOKED_AT])
        ):
            return f"{kind}, not a CSV file: {advice}"
    if start.startswith(_WIDE_MARKS) or _is_wide(start[:_LOOKED_AT]):
        return "not UTF-8 but UTF-16 or UTF-32: save it as CSV UTF-8"
    return None


def markup_kind(start: bytes) -> str | None:
    """Tell which markup a text is written in.

    Args:
        start: Its first bytes; a few thousand are enough.

    Returns:
        What it is and what to do, to stand behind "is", or None when it may be a table.
    """
    text = start[:_LOOKED_AT].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for pattern, kind in _MARKUP:
        if re.match(pattern, text):
            return f"{kind}, not a CSV file: export the data as CSV UTF-8"
    return None


def not_parquet(start: bytes) -> str:
    """Tell what a file called .parquet is, if it is something else.

    Args:
        start: Its first bytes; a few thousand are enough.

    Returns:
        What it is and what to do, to stand behind a colon.
    """
    if not start:
        return "it is empty: export it again"
    if kind := other_kind(start):
        what, _, advice = kind.partition(", not a CSV file: ")
        return f"it is {what}: {advice}" if advice else f"it is {what}"
    if _CONTROL.search(start):
        return "it does not begin as one: export it again"
    return "it is text: give it the ending .csv, or export it as Parquet"


def _is_wide(start: bytes) -> bool:
    """Tell UTF-16 or UTF-32 without a mark: every other byte of plain letters is zero."""
    pairs = len(start) // 2
    zeros = [start[first : pairs * 2 : 2].count(0) for first in (0, 1)]
    return pairs >= 2 and max(zeros) > pairs * 0.6 and min(zeros) < max(zeros)
