"""Parquet files: own types are kept, what depends on machine or writer is brought to one form."""

from pathlib import Path

import duckdb
import pytest

from klantcentraal import parquet_file
from klantcentraal.contract import Column
from klantcentraal.errors import InputError
from klantcentraal.parquet_file import ParquetFile


def written(path: Path, query: str) -> Path:
    with duckdb.connect() as connection:
        connection.execute(f"copy ({query}) to '{path}' (format parquet)")
    return path


def opened(folder: Path, query: str) -> ParquetFile:
    path = written(folder / "accounts.parquet", query)
    return parquet_file.read_schema((path,), "accounts.parquet", is_folder=False)


def values(file: ParquetFile, column: Column) -> list[object]:
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select {file.value(column)} from {file.relation()} order by file_row_number"
        ).fetchall()
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    ("value", "data_type", "read"),
    [
        ("'007'", "id", "007"),
        ("7", "id", 7),
        ("cast(7 as double)", "id", "7"),
        ("cast(7.5 as double)", "id", "7.5"),
        ("cast(90071992547409910 as double)", "id", "90071992547409904"),
        ("cast(7 as decimal(18,2))", "string", "7"),
        ("cast(null as double)", "id", None),
        ("cast('nan' as double)", "id", "nan"),
        ("cast(1.25 as double)", "double", 1.25),
        ("'1,25'", "money", "1,25"),
        ("'2024-02-30'", "date", "2024-02-30"),
    ],
)
def test_values_keep_their_type_or_take_one_form(
    tmp_path: Path, value: str, data_type: str, read: object
) -> None:
    column = Column("parent", data_type, False)
    file = opened(tmp_path, f"select {value} as parent")
    parquet_file.check_columns(file, (column,))
    assert values(file, column) == [read]


def test_moments_with_a_time_zone_are_read_in_utc_on_any_machine(tmp_path: Path) -> None:
    column = Column("valid_from", "timestamp", False)
    file = opened(tmp_path, "select timestamptz '2024-03-01 00:30:00+02' as valid_from")
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'America/New_York'")
        found = connection.execute(
            f"select cast({file.value(column)} as string) from {file.relation()}"
        ).fetchone()
    assert found == ("2024-02-29 22:30:00",)
    assert parquet_file.notes(file, (column,)) == [
        "accounts.parquet, column valid_from: has a time zone and is read in UTC"
    ]


@pytest.mark.parametrize(
    ("value", "data_type"),
    [
        ("[1, 2]", "id"),
        ("{'a': 1}", "string"),
        ("map {'a': 1}", "string"),
        ("'abc'::blob", "string"),
        ("time '10:00'", "string"),
        ("20240131", "date"),
        ("1.5", "date"),
        ("20240131", "timestamp"),
        ("true", "money"),
        ("date '2024-01-01'", "money"),
        ("date '2024-01-01'", "boolean"),
        ("timestamp '2024-01-01'", "int"),
    ],
)
def test_types_that_cannot_hold_the_values_are_refused(
    tmp_path: Path, value: str, data_type: str
) -> None:
    file = opened(tmp_path, f"select {value} as founded")
    with pytest.raises(InputError, match=r"^accounts\.parquet, column founded: type .* cannot"):
        parquet_file.check_columns(file, (Column("founded", data_type, False),))


def test_a_column_without_values_may_have_any_type(tmp_path: Path) -> None:
    column = Column("founded_date", "date", False)
    file = opened(tmp_path, "select 1 as account_id, cast(null as integer) as founded_date")
    parquet_file.check_columns(file, (column,))
    with duckdb.connect() as connection:
        found = connection.execute(
            f"select typeof({file.value(column)}), {file.value(column)} from {file.relation()}"
        ).fetchone()
    assert found == ("DATE", None)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"account_id,account_name\n1,a\n", b"PAR1" * 99])
def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "accounts.parquet"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"^accounts\.parquet is not a sound Parquet") as caught:
        parquet_file.read_schema((path,), "accounts.parquet", is_folder=False)
    assert str(tmp_path) not in str(caught.value)


def test_a_damaged_page_is_refused(tmp_path: Path) -> None:
    columns = (Column("account_id", "id", True), Column("account_name", "string", True))
    path = written(
        tmp_path / "accounts.parquet",
        "select i as account_id, md5(cast(i as string)) as account_name from range(10000) r (i)",
    )
    content = bytearray(path.read_bytes())
    content[len(content) // 3 : len(content) // 3 + 4000] = b"\xff" * 4000
    path.write_bytes(content)
    file = parquet_file.read_schema((path,), "accounts.parquet", is_folder=False)
    with pytest.raises(InputError, match=r"^accounts\.parquet is damaged"):
        parquet_file.scan(file, columns)


@pytest.mark.parametrize("name", ["filename", "File_Row_Number"])
def test_names_that_the_reader_needs_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="a column may not be called"):
        opened(tmp_path, f"select 1 as {name}")


def test_names_count_once_whatever_their_case_and_nested_ones_do_not_count(
    tmp_path: Path,
) -> None:
    file = opened(tmp_path, "select 1 as A, {'a': 1, 'b': {'a': 2}} as s, [{'a': 1}] as l, 2 as b")
    assert list(file.types) == ["a", "s", "l", "b"]


def test_parts_are_read_in_order_with_their_own_row_numbers(tmp_path: Path) -> None:
    parts = tuple(
        written(tmp_path / f"part-{n}.parquet", f"select i + {n * 10} as a from range(3) r (i)")
        for n in (1, 2)
    )
    file = parquet_file.read_schema(parts, "accounts/", is_folder=True)
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select a, {file.source_file()}, file_row_number from {file.relation()}"
        ).fetchall()
    assert rows[0] == (10, "accounts/part-1.parquet", 0)
    assert rows[5] == (22, "accounts/part-2.parquet", 2)
    assert parquet_file.scan(file, (Column("a", "int", True),)) == 6


ACCOUNT_ID = Column("account_id", "id", True)
CITY = Column("city", "string", False)


def parts_of(folder: Path, *queries: str) -> ParquetFile:
    paths = tuple(written(folder / f"part-{n}.parquet", query) for n, query in enumerate(queries))
    return parquet_file.read_schema(paths, "accounts/", is_folder=True)


def test_parts_may_differ_in_size_of_numbers_and_optional_columns(tmp_path: Path) -> None:
    file = parts_of(
        tmp_path,
        "select 1 as account_id, 'Breda' as city",
        "select cast(2 as double) as account_id",
        "select cast(3 as hugeint) as account_id, cast(null as integer) as city",
    )
    parquet_file.check_columns(file, (ACCOUNT_ID, CITY))
    assert sorted(map(str, values(file, ACCOUNT_ID))) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("cast(1 as double)", "'x'"),
        ("date '2024-01-01'", "timestamptz '2024-01-01'"),
        ("true", "1"),
    ],
)
def test_parts_with_different_kinds_of_values_are_refused(
    tmp_path: Path, first: str, second: str
) -> None:
    file = parts_of(tmp_path, f"select {first} as account_id", f"select {second} as account_id")
    with pytest.raises(InputError, match=r"^accounts/, column account_id: .* in accounts/part-0"):
        parquet_file.check_columns(file, (ACCOUNT_ID,))


def test_a_part_with_a_nested_type_is_named(tmp_path: Path) -> None:
    file = parts_of(tmp_path, "select 'a' as account_id", "select [1] as account_id")
    with pytest.raises(InputError, match=r"^accounts/part-1\.parquet, column account_id: type INT"):
        parquet_file.check_columns(file, (ACCOUNT_ID,))


def test_only_the_columns_in_use_are_read(tmp_path: Path) -> None:
    file = opened(tmp_path, "select 1 as account_id, 'x' as account_name, 'y' as city")
    with duckdb.connect() as connection:
        plan = connection.execute(
            f"explain select city, file_row_number from {file.relation()}"
        ).fetchall()[0][1]
    assert "city" in plan
    assert "account_name" not in plan
