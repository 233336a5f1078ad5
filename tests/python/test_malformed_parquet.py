"""Malformed and odd Parquet files: refused in one line with file and advice, or read whole."""

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from door_checks import parquet, refusal, remove, rows_of
from klantcentraal import door
from small_delivery import write_delivery

Harm = Callable[[Path], object]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_delivery(tmp_path / "data")


REFUSED_TYPES = {
    "list_as_id": (
        "[1, 2] account_id, 'a' account_name",
        "account_id: type INTEGER.* cannot hold an",
    ),
    "struct_as_text": (
        "1 account_id, {'a': 1} account_name",
        "account_name: type STRUCT.* cannot hold",
    ),
    "map_as_text": (
        "1 account_id, map {'a': 1} account_name",
        "account_name: type MAP.* cannot hold",
    ),
    "blob_as_text": (
        "1 account_id, 'a'::blob account_name",
        "account_name: type BLOB cannot hold a st",
    ),
    "time_as_text": (
        "1 account_id, time '10:00' account_name",
        "account_name: type TIME cannot hold",
    ),
    "list_of_structs": (
        "1 account_id, 'a' account_name, [{'a': 1}] annual_turnover",
        "annual_turnover: type STRUCT.* cannot hold a money: write it as decimal",
    ),
    "boolean_as_money": (
        "1 account_id, 'a' account_name, true annual_turnover",
        "annual_turnover: ty",
    ),
    "boolean_as_int": (
        "1 account_id, 'a' account_name, true employees",
        "employees: type BOOLEAN can",
    ),
    "int_as_date": (
        "1 account_id, 'a' account_name, 20240101 founded_date",
        "founded_date: type INT",
    ),
    "double_as_date": (
        "1 account_id, 'a' account_name, 45291.0::double founded_date",
        "founded_date: ",
    ),
    "date_as_money": (
        "1 account_id, 'a' account_name, date '2024-01-01' annual_turnover",
        "annual_turnover: type DATE cannot hold a money",
    ),
    "date_as_boolean": (
        "1 account_id, 'a' account_name, date '2024-01-01' is_on_hold",
        "is_on_hold: ",
    ),
    "interval_as_int": (
        "1 account_id, 'a' account_name, interval 1 day employees",
        "employees: type IN",
    ),
}


@pytest.mark.parametrize(("columns", "message"), REFUSED_TYPES.values(), ids=REFUSED_TYPES)
def test_type_that_cannot_hold_the_values_is_refused(
    data: Path, columns: str, message: str
) -> None:
    remove(data)
    parquet(data / "accounts.parquet", f"select {columns}")
    assert re.match(rf"accounts\.parquet, column {message}", refusal(data)), refusal(data)


READ_TYPES = {
    "int_ids": ("7::int account_id, 'a' account_name", "account_id", 7),
    "long_ids": (
        "repeat('9', 38)::decimal(38,0) account_id, 'a' account_name",
        "account_id",
        "9" * 38,
    ),
    "double_ids": ("7::double account_id, 'a' account_name", "account_id", "7"),
    "text_ids": ("'007' account_id, 'a' account_name", "account_id", "007"),
    "boolean_as_name": ("1 account_id, true account_name", "account_name", True),
    "wide_decimal": (
        "1 account_id, '123.4567890123'::decimal(38,10) account_name",
        "account_name",
        "123.4567890123",
    ),
    "infinite_name": ("1 account_id, 'inf'::double account_name", "account_name", "inf"),
    "no_number_as_name": ("1 account_id, 'nan'::double account_name", "account_name", "nan"),
    "text_with_a_nul": (
        "1 account_id, 'a' || chr(0) || 'b' account_name",
        "account_name",
        "a\0b",
    ),
}


@pytest.mark.parametrize(("columns", "read", "value"), READ_TYPES.values(), ids=READ_TYPES)
def test_other_types_are_read_as_they_stand(
    data: Path, columns: str, read: str, value: object
) -> None:
    remove(data)
    parquet(data / "accounts.parquet", f"select {columns}")
    door.check(data)
    assert rows_of(data, read) == [(value,)]


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("annual_turnover", "1e308::double", "1e+308"),
        ("annual_turnover", "-1e308::double", "-1e+308"),
        ("annual_turnover", "12.5::double", "12.5"),
        ("annual_turnover", "1234567890123456789012345678.0123456789::decimal(38,10)", None),
        ("employees", "9223372036854775808::decimal(19,0)", "9223372036854775808"),
        ("employees", "18446744073709551615::ubigint", "18446744073709551615"),
        ("is_on_hold", "1::int", "1"),
        ("founded_date", "date '0001-01-01'", "0001-01-01"),
        ("founded_date", "date '9999-12-31'", "9999-12-31"),
        ("founded_date", "'infinity'::date", "infinity"),
        ("founded_date", "'2023-02-29'", "2023-02-29"),
        ("valid_from", "timestamp '0001-01-01'", "0001-01-01 00:00:00"),
        ("valid_from", "timestamptz '2024-03-01 00:30:00+02'", "2024-02-29 22:30:00"),
        (
            "valid_from",
            "timestamp_ns '2024-03-01 00:30:00.123456789'",
            "2024-03-01 00:30:00.123456789",
        ),
        ("valid_from", "'-infinity'::timestamp", "-infinity"),
    ],
)
def test_extreme_parquet_values_arrive_as_they_stand(
    data: Path, name: str, value: str, text: str | None
) -> None:
    remove(data)
    parquet(data / "accounts.parquet", f"select 1 account_id, 'a' account_name, {value} {name}")
    door.check(data)
    expected = text or value.partition(":")[0]
    assert rows_of(data, f"cast({name} as string)") == [(expected,)]


def sound_parquet(data: Path) -> Path:
    path = data / "accounts.parquet"
    parquet(path, "select i account_id, md5(i::varchar) account_name from range(20000) r (i)")
    remove(data)
    return path


def cut(data: Path) -> None:
    path = sound_parquet(data)
    path.write_bytes(path.read_bytes()[:-20])


def cut_to_its_first_bytes(data: Path) -> None:
    path = sound_parquet(data)
    path.write_bytes(path.read_bytes()[:100])


def emptied(data: Path) -> None:
    sound_parquet(data).write_bytes(b"")


def zeroed(data: Path) -> None:
    path = sound_parquet(data)
    path.write_bytes(b"\0" * path.stat().st_size)


def bad_first_bytes(data: Path) -> None:
    path = sound_parquet(data)
    path.write_bytes(b"\x01\x02\x03\x04" + path.read_bytes()[4:])


def bad_footer_length(data: Path) -> None:
    path = sound_parquet(data)
    path.write_bytes(path.read_bytes()[:-8] + b"\xff\xff\xff\x7fPAR1")


def damaged_page(data: Path) -> None:
    path = sound_parquet(data)
    content = bytearray(path.read_bytes())
    content[5000:9000] = b"\xff" * 4000
    path.write_bytes(content)


def text_that_is_not_utf8(data: Path) -> None:
    remove(data)
    # Written as bytes and then called text: an old writer that kept its own encoding.
    table = pa.table({"account_id": ["1"], "account_name": ["Vries-xx"]})
    path = data / "accounts.parquet"
    pq.write_table(table, path, compression="none", use_dictionary=False, write_statistics=False)
    path.write_bytes(path.read_bytes().replace(b"Vries-xx", b"Vries-\xe9\xe9"))


def footer_that_promises_more(data: Path) -> None:
    remove(data)
    path = data / "accounts.parquet"
    pq.write_table(pa.table({"account_id": ["1"] * 3, "account_name": ["a"] * 3}), path)
    content = path.read_bytes()
    # Thrift: field 3 of the footer, an i64 of 3 rows, then field 4, a list of one row group.
    assert content.count(b"\x16\x06\x19\x1c") == 1
    path.write_bytes(content.replace(b"\x16\x06\x19\x1c", b"\x16\x0c\x19\x1c"))


def csv_text(data: Path) -> None:
    (data / "accounts.csv").rename(data / "accounts.parquet")


def workbook_called_parquet(data: Path) -> None:
    remove(data)
    (data / "accounts.parquet").write_bytes(b"PK\x03\x04\x14\x00" + b"\0" * 50)


def encrypted(data: Path) -> None:
    remove(data)
    with duckdb.connect() as connection:
        connection.execute("set force_mbedtls_unsafe = 'true'")
        connection.execute("pragma add_parquet_key('key', '0123456789abcdef')")
        connection.execute(
            f"copy (select 1 account_id, 'a' account_name) to '{data}/accounts.parquet' "
            "(format parquet, encryption_config {footer_key: 'key'})"
        )


def no_rows(data: Path) -> None:
    remove(data)
    parquet(data / "accounts.parquet", "select 1 account_id, 'a' account_name where false")


def no_columns_of_ours(data: Path) -> None:
    remove(data)
    parquet(data / "accounts.parquet", "select 1 klantnummer, 'a' naam")


def column_twice(data: Path) -> None:
    remove(data)
    table = pa.table([["1"], ["2"], ["a"]], names=["account_id", "Account_ID", "account_name"])
    pq.write_table(table, data / "accounts.parquet")


def readers_own_column(data: Path) -> None:
    remove(data)
    parquet(data / "accounts.parquet", "select 1 account_id, 'a' account_name, 'x' \"FileName\"")


def name_with_a_line_end(data: Path) -> None:
    remove(data)
    parquet(data / "accounts.parquet", "select 1 \"account\nid\", 'a' account_name")


def name_with_a_space(data: Path) -> None:
    remove(data)
    parquet(data / "accounts.parquet", "select 1 \"account_id \", 'a' account_name")


def part(data: Path, number: int, columns: str) -> None:
    (data / "accounts.csv").unlink(missing_ok=True)
    parquet(data / "accounts" / f"part-{number}.parquet", f"select {columns}")


def parts_of_different_types(data: Path) -> None:
    part(data, 0, "1 account_id, 'a' account_name")
    part(data, 1, "'x' account_id, 'a' account_name")


def parts_that_lose_digits(data: Path) -> None:
    part(data, 0, "9007199254740993::bigint account_id, 'a' account_name")
    part(data, 1, "1::double account_id, 'a' account_name")


def part_without_a_column(data: Path) -> None:
    part(data, 0, "'1' account_id, 'a' account_name")
    part(data, 1, "'2' account_id")


def part_that_is_damaged(data: Path) -> None:
    part(data, 0, "'1' account_id, 'a' account_name")
    (data / "accounts" / "part-1.parquet").write_bytes(b"PAR1 PAR1")


def parts_with_a_struct(data: Path) -> None:
    part(data, 0, "'1' account_id, 'a' account_name")
    part(data, 1, "'1' account_id, {'a': 1} account_name")


PARQUET_FILES: dict[str, tuple[Harm, str]] = {
    "cut": (cut, r"accounts\.parquet is not a sound Parquet file .*: export it again$"),
    "cut_to_its_first_bytes": (cut_to_its_first_bytes, r"accounts\.parquet is not a sound Parquet"),
    "emptied": (emptied, r"accounts\.parquet is not a sound .*: it is empty: export it again$"),
    "zeroed": (zeroed, r"accounts\.parquet is not a sound .* begin as one: export it again$"),
    "bad_first_bytes": (bad_first_bytes, r"accounts\.parquet is not a sound .*: export it again$"),
    "bad_footer_length": (bad_footer_length, r"accounts\.parquet is not a sound Parquet file"),
    "damaged_page": (damaged_page, r"accounts\.parquet is damaged \(.*\): export it again$"),
    "text_that_is_not_utf8": (text_that_is_not_utf8, r"accounts\.parquet is damaged \(.*encoding"),
    "footer_that_promises_more": (
        footer_that_promises_more,
        r"accounts\.parquet is damaged \(it promises 6 rows and holds 3\): export it again$",
    ),
    "csv_text": (
        csv_text,
        r"accounts\.parquet .*: it is text: give it the ending \.csv, or export",
    ),
    "workbook_called_parquet": (
        workbook_called_parquet,
        r"accounts\.parquet .*: it is an Excel work",
    ),
    "encrypted": (encrypted, r"accounts\.parquet is encrypted: deliver it without encryption$"),
    "no_rows": (no_rows, r"accounts\.parquet has no rows: deliver at least one$"),
    "no_columns_of_ours": (
        no_columns_of_ours,
        r"accounts\.parquet: required column account_id is absent: .* of klantnummer, naam$",
    ),
    "column_twice": (
        column_twice,
        r"accounts\.parquet: column account_id is there 2 times: keep one",
    ),
    "readers_own_column": (
        readers_own_column,
        r"accounts\.parquet: a column may not be called filen",
    ),
    "name_with_a_line_end": (
        name_with_a_line_end,
        r".* column account_id is absent: is it account\\n",
    ),
    "name_with_a_space": (
        name_with_a_space,
        r'accounts\.parquet: .*: is it "account_id "\? Rename it',
    ),
    "parts_of_different_types": (
        parts_of_different_types,
        r"accounts/, column account_id: INTEGER in accounts/part-0.* and VARCHAR in accounts/p",
    ),
    "parts_that_lose_digits": (
        parts_that_lose_digits,
        r"accounts/part-0\.parquet, column account_id: type BIGINT would lose digits as DOUBLE",
    ),
    "part_without_a_column": (
        part_without_a_column,
        r"accounts/part-1\.parquet: required column acc",
    ),
    "part_that_is_damaged": (
        part_that_is_damaged,
        r"accounts/part-1\.parquet is not a sound Parquet",
    ),
    "parts_with_a_struct": (parts_with_a_struct, r"accounts/"),
}


@pytest.mark.parametrize(("harm", "message"), PARQUET_FILES.values(), ids=PARQUET_FILES)
def test_malformed_parquet_is_refused(data: Path, harm: Harm, message: str) -> None:
    harm(data)
    told = refusal(data)
    assert re.match(message, told), told
    assert "Vries" not in told


def test_parquet_with_nested_columns_of_others_is_read(data: Path) -> None:
    remove(data)
    parquet(
        data / "accounts.parquet",
        "select 1 account_id, 'a' account_name, {'account_id': 2} s, map {'k': [1]} m, [[1]] l, "
        "'x'::blob b, 3 \"x'); drop table y; --\"",
    )
    assert door.check(data) == [
        "accounts.parquet: columns not read: s, m, l, b, x'); drop table y; --"
    ]
    assert rows_of(data, "account_id, account_name") == [(1, "a")]


def test_parts_with_odd_names_are_read_and_named(data: Path) -> None:
    remove(data)
    names = ["it's.parquet", "a[1]*?.parquet", 'say "x".parquet', "a\\b.parquet", "x=1.parquet"]
    for name in names:
        parquet(data / "accounts" / name, "select 'x' account_id, 'a' account_name")
    assert door.check(data) == []
    found = rows_of(data, "source_file, source_row_number")
    assert found == [(f"accounts/{name}", 2) for name in sorted(names)]
