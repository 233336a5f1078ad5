"""Bytes of a CSV file: what one block does not tell, and quotes that DuckDB glues together."""

from pathlib import Path

import pytest

from klantcentraal import csv_bytes
from klantcentraal.csv_bytes import BLOCK_BYTES, Oddities
from klantcentraal.errors import InputError

HEADER = b"account_id,account_name\n"


def written(folder: Path, content: bytes) -> Path:
    path = folder / "accounts.csv"
    path.write_bytes(content)
    return path


def over_border(before: bytes, after: bytes) -> bytes:
    """A file in which one block ends with `before` and the next begins with `after`."""
    return HEADER + b"1," + b"x" * (BLOCK_BYTES - len(HEADER + before) - 2) + before + after


@pytest.mark.parametrize(
    ("before", "after", "odd"),
    [
        (b"\n", b"\n2,b\n", Oddities(True, False)),
        (b"\r", b"\n\r\n2,b\r\n", Oddities(True, False)),
        (b"\n\n", b"\n\n2,b\n", Oddities(True, False)),
        (b"\n", b"2,b\n\n\n", Oddities(False, False)),
        (b'\n"2', b'\n\n",b\n', Oddities(False, False)),
        (b'\n2,"', b' "\n', Oddities(False, True)),
        (b'\n2,"a" ', b' "b"\n', Oddities(False, True)),
        (b'\n2,"a" ', b" \n", Oddities(False, False)),
        (b'\n2,"a"', b'"b"\n', Oddities(False, False)),
    ],
)
def test_oddities_are_seen_over_the_border_of_blocks(
    tmp_path: Path, before: bytes, after: bytes, odd: Oddities
) -> None:
    assert csv_bytes.check_text(written(tmp_path, over_border(before, after)), "a.csv") == odd


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_spaces_around_quoted_text_are_sound(tmp_path: Path, delimiter: str) -> None:
    text = 'account_id,account_name\n\n "1"  , "a ""b"" " \n" ",""\n2,pipe 5"" "\n'
    path = written(tmp_path, text.replace(",", delimiter).encode())
    csv_bytes.check_quotes(path, "accounts.csv", delimiter)


@pytest.mark.parametrize(
    ("body", "row"),
    [
        (b'1,"a" "b"\n', 2),
        (b'\n1,"x\ny"\n\n"a" "b",2\n3,c\n', 3),
        (b'1,a\n2, "a" x "b"\n', 3),
        (b'1,a\n2,b\n3,"" ""', 4),
        (b'1," "\n2,"a\n', 3),
    ],
)
def test_text_behind_a_quoted_text_is_refused_with_its_row(
    tmp_path: Path, body: bytes, row: int
) -> None:
    path = written(tmp_path, b"\xef\xbb\xbf" + HEADER + body)
    with pytest.raises(InputError, match=rf'^accounts\.csv, row {row}: a quote \("\) is not clos'):
        csv_bytes.check_quotes(path, "accounts.csv", ",")


@pytest.mark.parametrize(
    ("row", "filled"), [(1, 1), (2, 2), (4, 3), (5, 4)], ids=["header", "first", "after", "last"]
)
def test_empty_lines_do_not_count(tmp_path: Path, row: int, filled: int) -> None:
    path = written(tmp_path, HEADER + b'1,"a\n\nb"\n\n2,b\n3\n')
    assert csv_bytes.filled_row(path, ",", row) == filled


def test_a_million_empty_lines_take_no_time(tmp_path: Path) -> None:
    content = HEADER + b"1,a" + b"\n" * 4 * BLOCK_BYTES + b'2,"' + b"\n" * 4 * BLOCK_BYTES + b'"\n'
    assert csv_bytes.check_text(written(tmp_path, content), "accounts.csv").has_blank_line
