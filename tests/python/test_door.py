"""The door: a sound delivery goes through whole, any other is refused with file and advice."""

import os
from pathlib import Path

import duckdb
import pytest

from klantcentraal import contract, door
from klantcentraal.errors import InputError
from small_delivery import SOUND, write_delivery


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_delivery(tmp_path / "data")


def columns_of(data: Path, entity: str) -> list[str]:
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"describe select * from {door.read_sql(data, entity)}"
        ).fetchall()
    return [row[0] for row in rows]


def rows_of(data: Path, entity: str, columns: str = "*") -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"select {columns} from {door.read_sql(data, entity)}").fetchall()


def to_parquet(data: Path, entity: str, name: str = "") -> Path:
    target = data / (name or f"{entity}.parquet")
    target.parent.mkdir(exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select * from read_csv('{data / entity}.csv', all_varchar = true)) "
            f"to '{target}' (format parquet)"
        )
    return target


def test_sound_delivery_passes_without_notes(data: Path) -> None:
    assert door.check(data) == []


@pytest.mark.parametrize("entity", contract.load())
def test_every_entity_has_the_columns_of_the_contract(data: Path, entity: str) -> None:
    expected = [*contract.load()[entity].column_names, "source_file", "source_row_number"]
    assert columns_of(data, entity) == expected
    if entity in SOUND:
        to_parquet(data, entity)
        (data / f"{entity}.csv").unlink()
        assert columns_of(data, entity) == expected


def test_rows_know_their_file_and_row(data: Path) -> None:
    assert rows_of(
        data, "accounts", "account_id, city, region, source_file, source_row_number"
    ) == [
        ("001", "Breda", None, "accounts.csv", 2),
        ("002", "Delft", None, "accounts.csv", 3),
    ]


def test_absent_optional_entity_is_typed_and_empty(data: Path) -> None:
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"describe select * from {door.read_sql(data, 'leads')}"
        ).fetchall()
    types = {row[0]: row[1] for row in rows}
    assert rows_of(data, "leads") == []
    assert types["lead_id"] == "VARCHAR"
    assert types["created_at"] == "TIMESTAMP"
    assert types["quoted_amount"] == "DECIMAL(18,2)"


def test_parquet_reads_as_the_csv_did(data: Path) -> None:
    columns = "account_id, account_name, region, source_row_number"
    before = rows_of(data, "accounts", columns)
    to_parquet(data, "accounts")
    (data / "accounts.csv").unlink()
    assert door.check(data) == []
    assert rows_of(data, "accounts", columns) == before
    assert rows_of(data, "accounts", "distinct source_file") == [("accounts.parquet",)]


def test_parts_of_a_folder_read_as_one_file(data: Path) -> None:
    to_parquet(data, "accounts", "accounts/part-0.parquet")
    to_parquet(data, "accounts", "accounts/part-1.parquet")
    (data / "accounts.csv").unlink()
    (data / "accounts" / "_SUCCESS").touch()
    (data / "accounts" / ".part-0.parquet.crc").touch()
    assert door.check(data) == []
    assert rows_of(data, "accounts", "account_id, source_file, source_row_number") == [
        ("001", "accounts/part-0.parquet", 2),
        ("002", "accounts/part-0.parquet", 3),
        ("001", "accounts/part-1.parquet", 2),
        ("002", "accounts/part-1.parquet", 3),
    ]


def test_payments_may_be_empty_and_optional_files_too(data: Path) -> None:
    (data / "payments.csv").write_text("payment_id,account_id,payment_date,amount\n")
    (data / "contacts.csv").write_text("contact_id,account_id\n")
    assert door.check(data) == []
    assert rows_of(data, "payments") == []


def test_what_is_not_read_is_noted(data: Path) -> None:
    (data / "products.csv").write_text(
        "product_id,product_name,product_category,colour,\nP1,Bolt,Fasteners,red,\n"
    )
    (data / "klanten.csv").write_text("a\n")
    (data / "readme.txt").write_text("a\n")
    assert door.check(data) == [
        "products.csv: columns not read: colour",
        "products.csv: 1 columns without a name, not read",
        "klanten.csv is no file of the contract and is not read",
    ]


def remove(data: Path) -> None:
    (data / "accounts.csv").unlink()


def rename(data: Path) -> None:
    (data / "accounts.csv").rename(data / "Acounts.CSV")


def deliver_twice(data: Path) -> None:
    to_parquet(data, "accounts")


def deliver_file_and_folder(data: Path) -> None:
    (data / "accounts").mkdir()


def drop_required_column(data: Path) -> None:
    (data / "accounts.csv").write_text("account_id,city\n1,Breda\n")


def rename_required_column(data: Path) -> None:
    (data / "accounts.csv").write_text("accountid,account_name\n1,a\n")


def translate_header(data: Path) -> None:
    (data / "accounts.csv").write_text("klantnr;naam;plaats\n1;a;Breda\n")


def empty_file(data: Path) -> None:
    (data / "accounts.csv").write_text("")


def header_only(data: Path) -> None:
    (data / "accounts.csv").write_text("account_id,account_name\n")


def ragged_row(data: Path) -> None:
    (data / "accounts.csv").write_text("account_id,account_name\n1,a\n2\n")


def broken_optional_file(data: Path) -> None:
    (data / "leads.csv").write_text("lead_id\n1\n")


def folder_without_parts(data: Path) -> None:
    remove(data)
    (data / "accounts").mkdir()


def folder_with_csv_parts(data: Path) -> None:
    (data / "accounts").mkdir()
    (data / "accounts.csv").rename(data / "accounts" / "part-0.csv")


def folder_called_csv(data: Path) -> None:
    remove(data)
    (data / "accounts.csv").mkdir()


def folder_called_parquet(data: Path) -> None:
    remove(data)
    (data / "accounts.parquet").mkdir()


def folder_within_parts(data: Path) -> None:
    remove(data)
    (data / "accounts" / "part-0.parquet").mkdir(parents=True)


def file_without_ending(data: Path) -> None:
    (data / "accounts.csv").rename(data / "accounts")


def csv_called_parquet(data: Path) -> None:
    (data / "accounts.csv").rename(data / "accounts.parquet")


def link_out_of_the_folder(data: Path) -> None:
    outside = data.parent / "secret.csv"
    (data / "accounts.csv").rename(outside)
    (data / "accounts.csv").symlink_to(outside)


def parts_link_out_of_the_folder(data: Path) -> None:
    (data.parent / "elsewhere").mkdir()
    to_parquet(data, "accounts", "../elsewhere/part-0.parquet")
    remove(data)
    (data / "accounts").mkdir()
    (data / "accounts" / "part-0.parquet").symlink_to(data.parent / "elsewhere" / "part-0.parquet")


def folder_links_out_of_the_folder(data: Path) -> None:
    (data.parent / "elsewhere").mkdir()
    to_parquet(data, "accounts", "../elsewhere/part-0.parquet")
    remove(data)
    (data / "accounts").symlink_to(data.parent / "elsewhere", target_is_directory=True)


def dangling_link(data: Path) -> None:
    remove(data)
    (data / "accounts.csv").symlink_to(data / "gone.csv")


def pipe(data: Path) -> None:
    remove(data)
    os.mkfifo(data / "accounts.csv")


def part_without_a_column(data: Path) -> None:
    to_parquet(data, "accounts", "accounts/part-0.parquet")
    remove(data)
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select '1' as account_id) to '{data}/accounts/part-1.parquet' (format parquet)"
        )


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (remove, r"^accounts\.csv \(or accounts\.parquet\) is required and is not in .*: add it$"),
        (rename, r"^accounts\.csv .* is required .*: is it Acounts\.CSV\? Rename it$"),
        (deliver_twice, r"^accounts\.csv and accounts\.parquet are both there"),
        (deliver_file_and_folder, r"^accounts\.csv and accounts/ are both there"),
        (drop_required_column, r"^accounts\.csv, row 1: required column account_name is absent: a"),
        (rename_required_column, r"row 1: required column account_id is absent: is it accountid\?"),
        (translate_header, r"column account_id is absent: add it, or rename .* klantnr, naam, pl"),
        (empty_file, r"^accounts\.csv is empty"),
        (header_only, r"^accounts\.csv has no rows: deliver at least one$"),
        (ragged_row, r"^accounts\.csv, row 3: 1 columns where the header has 2"),
        (broken_optional_file, r"^leads\.csv, row 1: required column created_at is absent"),
        (folder_without_parts, r"^accounts/ holds no Parquet file"),
        (folder_with_csv_parts, r"^accounts/ holds part-0\.csv: only Parquet parts belong"),
        (folder_called_csv, r"^accounts\.csv is no file"),
        (folder_called_parquet, r"^accounts\.parquet is no file"),
        (folder_within_parts, r"^accounts/part-0\.parquet is no file"),
        (file_without_ending, r"^accounts has no ending: call it accounts\.csv or \.parquet"),
        (csv_called_parquet, r"^accounts\.parquet is not a sound Parquet file"),
        (link_out_of_the_folder, r"^accounts\.csv links to a place outside the data folder"),
        (parts_link_out_of_the_folder, r"^accounts/part-0\.parquet links to a place outside"),
        (folder_links_out_of_the_folder, r"^accounts/ links to a place outside"),
        (dangling_link, r"^accounts\.csv links to a file that does not exist"),
        (pipe, r"^accounts\.csv is no file"),
        (part_without_a_column, r"^accounts/part-1\.parquet: required column account_name is abs"),
    ],
)
def test_harm_is_refused_with_file_and_advice(data: Path, harm: object, message: str) -> None:
    assert callable(harm)
    harm(data)
    with pytest.raises(InputError, match=message) as caught:
        door.check(data)
    assert "\n" not in str(caught.value)
    assert str(data) not in str(caught.value)


def test_link_within_the_folder_is_followed(data: Path) -> None:
    (data / "accounts.csv").rename(data / "accounts_2024.txt")
    (data / "accounts.csv").symlink_to("accounts_2024.txt")
    assert door.check(data) == []


@pytest.mark.parametrize("name", ["gone", "data/accounts.csv"])
def test_data_folder_that_is_none_is_refused(data: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"^data folder .*: name the folder with the files$"):
        door.check(data.parent / name)


def test_unknown_entity_is_refused(data: Path) -> None:
    with pytest.raises(InputError, match=r"^klanten is no entity: use one of accounts,"):
        door.read_sql(data, "klanten")


def test_names_of_the_data_folder_cannot_become_sql(tmp_path: Path) -> None:
    data = write_delivery(tmp_path / 'it\'s; drop [1] * "x"')
    assert door.check(data) == []
    assert len(rows_of(data, "accounts")) == 2


def test_hash_depends_on_content_and_names_only(data: Path, tmp_path: Path) -> None:
    first = door.data_hash(data, "files")
    other = write_delivery(tmp_path / "other")
    assert door.data_hash(other, "files") == first
    (other / "notes.txt").write_text("not read")
    assert door.data_hash(other, "files") == first
    with (other / "payments.csv").open("a") as stream:
        stream.write("B2,002,2024-03-01,1.00\n")
    assert door.data_hash(other, "files") != first


def test_source_files_is_checked_as_files(data: Path) -> None:
    assert door.check_source("files", data) == []
    remove(data)
    with pytest.raises(InputError, match=r"accounts\.csv"):
        door.check_source("files", data)


def test_column_with_a_quoted_name_is_read(data: Path) -> None:
    (data / "accounts.csv").write_text(
        'account_id;"account_name";"it\'s ""odd"""\n1;a;b\n', encoding="utf-8"
    )
    assert rows_of(data, "accounts", "account_id, account_name") == [("1", "a")]
