"""CSV files: header, delimiter, encoding and rows; what was checked is what is read."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from klantcentraal import csv_file
from klantcentraal.csv_file import CsvFile
from klantcentraal.errors import InputError

KNOWN = ("account_id", "account_name", "comment")


def written(folder: Path, content: bytes) -> Path:
    path = folder / "accounts.csv"
    path.write_bytes(content)
    return path


def opened(folder: Path, content: bytes) -> CsvFile:
    return csv_file.read_header(written(folder, content), "accounts.csv", KNOWN)


def rows(file: CsvFile, threads: int = 2) -> list[tuple[object, ...]]:
    with duckdb.connect(config={"threads": threads}) as connection:
        return connection.execute(f"select * from {file.relation()}").fetchall()


@pytest.mark.parametrize(
    ("content", "delimiter"),
    [
        (b"account_id,account_name\n1,a\n", ","),
        (b"account_id;account_name\n1;a,b\n", ";"),
        (b"account_id\taccount_name\n1\ta\n", "\t"),
        (b"account_id|account_name\n1|a\n", "|"),
        (b'"account_id";"account, name";"account_name"\n1;a;b\n', ";"),
        (b"account_id\n1\n", ","),
    ],
)
def test_delimiter_is_found_in_the_header(tmp_path: Path, content: bytes, delimiter: str) -> None:
    assert opened(tmp_path, content).delimiter == delimiter


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b"\xef\xbb\xbfaccount_id,account_name\n", ("account_id", "account_name")),
        (b'\xef\xbb\xbf"account_id","account_name"\n', ("account_id", "account_name")),
        (b"Account_ID , ACCOUNT_NAME\r\n1,a\r\n", ("account_id", "account_name")),
        (b"account_id,account_name,\n1,a,\n", ("account_id", "account_name", "")),
        (b"account_id,account_name", ("account_id", "account_name")),
    ],
)
def test_names_are_read_without_mark_case_and_spaces(
    tmp_path: Path, content: bytes, names: Sequence[str]
) -> None:
    assert opened(tmp_path, content).names == names


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"account_id,account_name\n007, a \n", [("007", " a ")]),
        (b"\xef\xbb\xbfaccount_id,account_name\n1,a\n", [("1", "a")]),
        (b"account_id,account_name\r\n1,a\r\n2,b\r\n", [("1", "a"), ("2", "b")]),
        (b"account_id,account_name\r1,a\r2,b", [("1", "a"), ("2", "b")]),
        (b'account_id,account_name\n1,""\n2,\n', [("1", None), ("2", None)]),
        (b'account_id,account_name\n1,"a ""b"" c"\n', [("1", 'a "b" c')]),
        (b'account_id,account_name\r\n1,"a\nb"\r\n', [("1", "a\nb")]),
        (b'account_id;account_name\n1;"a;b"\n', [("1", "a;b")]),
        ("account_id,account_name\n1,Caf\u00e9 \u20ac\n".encode(), [("1", "Caf\u00e9 \u20ac")]),
        (b"account_id,account_name\n#1,NULL\n", [("#1", "NULL")]),
        (b"account_id,account_name\n", []),
    ],
)
def test_values_are_read_as_they_were_written(
    tmp_path: Path, content: bytes, found: list[tuple[str | None, ...]]
) -> None:
    file = opened(tmp_path, content)
    assert csv_file.scan(file) == (len(found), ())
    assert rows(file) == found


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"^accounts\.csv is empty"),
        (b"\xef\xbb\xbf", r"^accounts\.csv is empty"),
        (b"  \n\n", r"^accounts\.csv is empty"),
        (b"\naccount_id,account_name\n", r"row 1 is empty"),
        (b'"account_id,account_name\n1,a\n', r"row 1: a quote in the header is not closed"),
        (b"account_id,account_id\n", r"row 1: column account_id is there twice \(columns 1 and 2"),
        (b"account_id,Account_ID \n", r"row 1: column account_id is there twice"),
        (b"\xff\xfea\x00,\x00", "not UTF-8 but UTF-16 or UTF-32"),
        (b"account_id,account_n\xe4me\n", r"line 1, byte 21: the text is not UTF-8"),
        (b"\xef\xbb\xbfaccount_id,\x00\n", r"line 1, byte 15: a NUL byte"),
        (b"a" * 2_000_000, "row 1: the header is longer than 1 MB"),
    ],
)
def test_broken_header_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        opened(tmp_path, content)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"1,a\n2\n", r"row 3: 1 columns where the header has 2: complete the row"),
        (b"1,a\n2,b,c\n", r"row 3: 3 columns where the header has 2: quote the value .* comma"),
        (b"1,a\n   \n", r"row 3: 1 columns where the header has 2"),
        (b'1,"x\ny"\n2,"b\n3,c\n', r'row 3: a quote \("\) is not closed'),
        (b'1,a\n2,"b" c\n', r'row 3: a quote \("\) is not closed, or text follows it'),
        (b"1,a\n2,caf\xe9\n3,c\n", r"line 3, byte 34: the text is not UTF-8"),
        (b"1,a\n2,\xe2\x82", r"line 3, byte 31: the text is not UTF-8"),
        (b"1,a\n2,b\x00c\n", r"line 3, byte 32: a NUL byte"),
        (b"1,a\n2,b\r\n3,c\n", r"line 3: ends with another kind of line end"),
        (b'1,"a\r\nb"\n2,b\r\n', r"line 4: ends with another kind of line end"),
        (b"1," + b"x" * 2_200_000 + b"\n", r"row 2: longer than 2 MB"),
        (b'1,"' + b"x\n" * 1_100_000, r"row 2: "),
    ],
)
def test_broken_row_is_refused_with_its_place(tmp_path: Path, body: bytes, message: str) -> None:
    file = opened(tmp_path, b"account_id,account_name\n" + body)
    with pytest.raises(InputError, match=rf"^accounts\.csv, {message}"):
        csv_file.scan(file)


def test_message_never_repeats_the_row(tmp_path: Path) -> None:
    file = opened(tmp_path, b"account_id,account_name\n1,Jan de Vries,surplus\n")
    with pytest.raises(InputError) as caught:
        csv_file.scan(file)
    assert "Vries" not in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize(
    ("body", "is_noted"),
    [
        (b"1,a\n\n2,b\n", True),
        (b"1,a\r\n\r\n\r\n2,b\r\n", True),
        (b'1,"a"\n\n2,b\n', True),
        (b'1,"a\n\nb"\n2,b\n', False),
        (b"1,a\n2,b\n\n\n", False),
    ],
)
def test_empty_lines_between_rows_are_noted(tmp_path: Path, body: bytes, is_noted: bool) -> None:
    header = b"account_id,account_name" + (b"\r\n" if b"\r\n" in body else b"\n")
    _, notes = csv_file.scan(opened(tmp_path, header + body))
    assert bool(notes) == is_noted


def test_encoding_error_in_a_later_block_names_its_byte(tmp_path: Path) -> None:
    header = b"account_id,account_name\n"
    # The euro sign lies over the border of two blocks of 1 MB and is sound; the last byte is not.
    filler = b"1," + b"x" * (1_048_576 - len(header) - 2 - 1) + "\u20ac".encode() + b"\n"
    file = opened(tmp_path, header + filler + b"2,\xe9\n")
    with pytest.raises(InputError, match=r"line 3, byte 1048582: the text is not UTF-8"):
        csv_file.scan(file)


def test_a_file_that_changes_is_scanned_again(tmp_path: Path) -> None:
    content = b"account_id,account_name\n1,a\n"
    file = opened(tmp_path, content)
    assert csv_file.scan(file)[0] == 1
    assert csv_file.scan(opened(tmp_path, content + b"2,b\n"))[0] == 2


def test_a_folder_called_as_a_column_does_not_fill_it(tmp_path: Path) -> None:
    folder = tmp_path / "account_name=Breda"
    folder.mkdir()
    file = opened(folder, b"account_id,account_name\n1,a\n")
    assert csv_file.scan(file)[0] == 1
    assert rows(file) == [("1", "a")]


@pytest.mark.parametrize("name", ["it's", "a[1]", "b*", "c?", "{d}", "e f", "caf\u00e9"])
def test_folders_with_odd_names_are_read(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    (tmp_path / "bx").mkdir()
    written(tmp_path / "bx", b"account_id,account_name\n9,other\n")
    file = opened(folder, b'account_id,account_name,it\'s "odd"\n1,a,z\n')
    assert csv_file.scan(file)[0] == 1
    assert rows(file) == [("1", "a", "z")]


def test_rows_are_numbered_in_file_order_by_any_number_of_threads(tmp_path: Path) -> None:
    # Over a million rows and several of DuckDB's 32 MB buffers, some rows over two lines.
    row_count = 1_200_000
    path = tmp_path / "accounts.csv"
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select i as account_id, case when i % 1000 = 0 then 'two' || chr(10) || 'lines' "
            "else 'a name of some length, with a comma' end as account_name "
            f"from range({row_count}) as r (i)) to '{path}' (header, force_quote (account_name))"
        )
    file = csv_file.read_header(path, path.name, KNOWN)
    assert csv_file.scan(file) == (row_count, ())
    for threads in (1, 2, 4):
        with duckdb.connect(config={"threads": threads}) as connection:
            wrong = connection.execute(
                "select count(*) from (select account_id, row_number() over () as place "
                f"from {file.relation()}) where cast(account_id as bigint) != place - 1"
            ).fetchone()
        assert wrong == (0,)


@pytest.mark.parametrize("value", [b'"x""y"', b'""""', b'"""a"', b'"a" ', b'" "'])
def test_a_surplus_value_is_refused_every_time(tmp_path: Path, value: bytes) -> None:
    # Where it read some columns only, DuckDB did so at random.
    for number in range(30):
        file = opened(tmp_path, b"account_id,account_name\n%d,a,%b\n" % (number, value))
        with pytest.raises(InputError, match=r"row 2: 3 columns where the header has 2"):
            csv_file.scan(file)


def test_only_the_columns_in_use_are_read(tmp_path: Path) -> None:
    file = opened(tmp_path, b"account_id,account_name,comment\n1,a,b\n")
    with duckdb.connect() as connection:
        plan = connection.execute(
            "explain select account_name from "
            f"(select *, row_number() over () + 1 as place from {file.relation()})"
        ).fetchall()[0][1]
    assert "account_name" in plan
    assert "comment" not in plan
