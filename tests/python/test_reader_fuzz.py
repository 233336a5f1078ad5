"""The reader against files that nobody thought of: refused with a message, or read as others read.

Each test looks for as long as it may: together 60 seconds in CI, else 5, or what
KLANTCENTRAAL_FUZZ_SECONDS says. A failure names its seed; KLANTCENTRAAL_FUZZ_SEED replays it.
"""

import csv
import datetime as dt
import functools
import io
import itertools
import os
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

import duckdb
import hypothesis
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, strategies

from klantcentraal import csv_file, parquet_file
from klantcentraal.contract import load
from klantcentraal.errors import InputError

FUZZ_TESTS = 3
EXAMPLES_A_SEED = 50
NAMES = ("account_id", "account_name", "city", "region")
DELIMITERS = (",", ";", "\t", "|")
LINE_ENDS = ("\n", "\r\n", "\r")
# What makes a difference to a reader of CSV, and what others have stumbled over.
SPECIAL = (
    '"',
    '""',
    "\n",
    "\r",
    "\r\n",
    " ",
    ' "',
    '" ',
    *DELIMITERS,
    "'",
    "\\",
    "#",
    "\ufeff",
    "\u20ac",
)
TOKENS = (
    *(text.encode() for text in SPECIAL),
    *(b"\0", b"\xff", b"\xc3", b"\xe2\x82", b'" "', b'","', b"\n\n"),
)

QUOTINGS: strategies.SearchStrategy[Literal[0, 1]] = strategies.sampled_from(
    [csv.QUOTE_MINIMAL, csv.QUOTE_ALL]
)
SETTINGS = hypothesis.settings(
    max_examples=EXAMPLES_A_SEED,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)

Row = tuple[str | None, ...]
Edit = tuple[int, str, bytes]


@dataclass(frozen=True)
class Written:
    """A table and the file that a sound writer made of it."""

    content: bytes
    rows: list[Row]
    delimiter: str


def search(check: Callable[[], None]) -> None:
    """Look for failures seed by seed until the time is spent; equal seeds do equal things."""
    seconds = float(
        os.environ.get("KLANTCENTRAAL_FUZZ_SECONDS") or ("60" if os.environ.get("CI") else "5")
    )
    end = time.monotonic() + seconds / FUZZ_TESTS
    given = os.environ.get("KLANTCENTRAAL_FUZZ_SEED")
    for seed in [int(given)] if given else itertools.count():
        try:
            hypothesis.seed(seed)(check)()
        except BaseException as error:
            error.add_note(f"To see it again: KLANTCENTRAAL_FUZZ_SEED={seed}")
            raise
        if time.monotonic() > end:
            break


@strategies.composite
def written(draw: strategies.DrawFn) -> Written:
    """A table of any text, written by Python's own writer in any of the dialects that we read."""
    delimiter, line_end = (
        draw(strategies.sampled_from(DELIMITERS)),
        draw(strategies.sampled_from(LINE_ENDS)),
    )
    quoting = draw(QUOTINGS)
    width = draw(strategies.integers(2, len(NAMES)))
    letters = strategies.characters(codec="utf-8", exclude_characters="\0")
    values = strategies.lists(strategies.sampled_from(SPECIAL) | letters, max_size=6).map("".join)
    if quoting == csv.QUOTE_MINIMAL:
        # Python's writer quotes a line end only if it is the one between its rows.
        stray = {"\n": "\r", "\r": "\n", "\r\n": ""}[line_end]
        values = values.map(lambda value: value.replace(stray, "") if stray else value)
    rows = draw(
        strategies.lists(strategies.lists(values, min_size=width, max_size=width), max_size=6)
    )
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerows([NAMES[:width], *rows])
    mark = draw(strategies.sampled_from([b"", b"\xef\xbb\xbf"]))
    return Written(
        mark + stream.getvalue().encode(),
        [tuple(value or None for value in row) for row in rows],
        delimiter,
    )


def edits(tokens: tuple[bytes, ...]) -> strategies.SearchStrategy[list[Edit]]:
    """Some changes of a file: where, what kind, and with which bytes."""
    kinds = strategies.sampled_from(["insert", "replace", "delete", "cut"])
    part = strategies.sampled_from(tokens) | strategies.binary(min_size=1, max_size=4)
    return strategies.lists(
        strategies.tuples(strategies.integers(0, 2**20), kinds, part), min_size=1, max_size=4
    )


def edited(content: bytes, changes: list[Edit]) -> bytes:
    for place, kind, part in changes:
        at = place % (len(content) + 1)
        if kind == "cut" and place % 8 == 0:  # else hardly anything is left to look at
            content = content[:at]
        else:
            removed = 0 if kind == "insert" else len(part)
            added = b"" if kind == "delete" else part
            content = content[:at] + added + content[at + removed :]
    return content


@functools.cache
def connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 2})


@functools.cache
def folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="klantcentraal-fuzz-")


def place(ending: str) -> Path:
    return Path(folder().name) / f"accounts.{ending}"


def read(content: bytes) -> tuple[csv_file.CsvFile, list[Row]]:
    path = place("csv")
    path.write_bytes(content)
    file = csv_file.read_header(path, path.name, NAMES)
    row_count, _ = csv_file.scan(file)
    rows = connection().execute(f"select * from {file.relation()}").fetchall()
    assert len(rows) == row_count
    for number, name in enumerate(file.read_names):
        column = connection().execute(f'select "{name}" from {file.relation()}').fetchall()
        assert [value for (value,) in column] == [row[number] for row in rows]
    return file, rows


def check_message(error: InputError, name: str) -> None:
    message = str(error)
    assert message.startswith(name)
    assert message.isprintable()
    assert folder().name not in message


def strictly(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def read_by_others(content: bytes, file: csv_file.CsvFile) -> list[Row] | None:
    """The rows as Python's csv module gives them; None where it refuses or reads otherwise."""
    text = content.decode("utf-8-sig")
    # We leave out a space before an opening quote, Python makes the quote part of the value.
    is_spaced = re.search(rf'(?:^|[\r\n{re.escape(file.delimiter)}]) "', text)
    if is_spaced or len(file.names) == 1:
        return None
    try:
        _, *rows = strictly(text, file.delimiter)
    except csv.Error:
        # All that we let pass and Python does not: spaces after a closing quote.
        strictly(re.sub(rf'" +(?=[\r\n{re.escape(file.delimiter)}]|$)', '"', text), file.delimiter)
        return None
    width = len(file.names)
    assert all(len(row) >= width and not any(row[width:]) for row in rows if row)
    return [tuple(value or None for value in row[:width]) for row in rows if row]


@SETTINGS
@hypothesis.given(written())
def check_written(table: Written) -> None:
    file, rows = read(table.content)
    assert file.delimiter == table.delimiter
    assert rows == table.rows


@SETTINGS
@hypothesis.given(written(), edits(TOKENS))
def check_edited(table: Written, changes: list[Edit]) -> None:
    content = edited(table.content, changes)
    try:
        file, rows = read(content)
    except InputError as error:
        check_message(error, "accounts.csv")
        return
    expected = read_by_others(content, file)
    assert expected is None or rows == expected


@functools.cache
def parquet_files() -> tuple[bytes, ...]:
    """One table as several writers and settings would store it."""
    table = pa.table(
        {
            "account_id": [f"A{number:03}" for number in range(40)],
            "account_name": [f"name {number % 7}" if number % 5 else None for number in range(40)],
            "employees": pa.array(range(40), pa.int32()),
            "annual_turnover": pa.array([Decimal("12.50")] * 40, pa.decimal128(18, 2)),
            "founded_date": [dt.date(2020, 1, 1)] * 40,
            "tags": [["a", "b"]] * 40,
        }
    )
    plain = {"compression": "none", "use_dictionary": False}
    contents = []
    for setting in (
        {"compression": "snappy"},
        {"compression": "zstd", "row_group_size": 16},
        {"compression": "none"},
        {**plain, "data_page_version": "2.0"},
        {**plain, "column_encoding": {"account_id": "DELTA_BYTE_ARRAY", "employees": "PLAIN"}},
        {"compression": "gzip", "write_page_checksum": True},
    ):
        stream = io.BytesIO()
        pq.write_table(table, stream, **setting)
        contents.append(stream.getvalue())
    path = place("parquet").with_name("duckdb.parquet")
    connection().register("fuzz_table", table)
    connection().execute(f"copy fuzz_table to '{path}' (format parquet)")
    return (*contents, path.read_bytes())


def read_parquet(content: bytes) -> list[Row]:
    path = place("parquet")
    path.write_bytes(content)
    file = parquet_file.read_schema((path,), path.name, is_folder=False)
    columns = tuple(column for column in load()["accounts"].columns if column.name in file.types)
    parquet_file.check_columns(file, columns)
    row_count = parquet_file.scan(file, columns)
    values = ", ".join(f"cast({file.value(column)} as string)" for column in columns) or "null"
    rows = connection().execute(f"select {values} from {file.relation()}").fetchall()
    assert len(rows) == row_count
    return rows


@SETTINGS
@hypothesis.given(
    strategies.deferred(lambda: strategies.sampled_from(parquet_files())),
    edits(
        (b"\0", b"\xff", b"\x7f", b"\x80", b"\xff\xff\xff\xff", b"PAR1", b"\x15\x00", b"\x16\x02")
    ),
    strategies.booleans(),
)
def check_edited_parquet(content: bytes, changes: list[Edit], is_footer: bool) -> None:
    split = len(content) - 1500 if is_footer else 0
    content = content[:split] + edited(content[split:], changes)
    try:
        rows = read_parquet(content)
    except InputError as error:
        check_message(error, "accounts.parquet")
        return
    try:
        other_count = pq.ParquetFile(io.BytesIO(content)).read().num_rows
    except (pa.ArrowException, OSError, MemoryError, UnicodeDecodeError):
        return
    assert len(rows) == other_count


def test_any_table_is_read_as_it_was_written() -> None:
    search(check_written)


def test_any_damage_to_a_csv_file_is_refused_or_read_as_others_read_it() -> None:
    search(check_edited)


def test_any_damage_to_a_parquet_file_is_refused_or_loses_no_row() -> None:
    search(check_edited_parquet)
