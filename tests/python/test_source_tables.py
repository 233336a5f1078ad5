"""The tables of a staging folder: found in its yml, and refused by file and column."""

import os
from pathlib import Path

import duckdb
import pytest

from klantcentraal import door, source_tables
from klantcentraal.errors import InputError

YML = """\
sources:
  - name: erp
    config:
      meta:
        external_location: >-
          read_parquet('{{ env_var('KLANTCENTRAAL_DATA', 'seeds/demo') | replace("'", "''") }}\
/{identifier}.parquet', file_row_number = true)
    tables:
      - name: customers
        identifier: Sales.Customers
        columns:
          - name: CustomerID
          - name: file_row_number
      - name: lines
"""


def project_with(folder: Path, yml: str) -> Path:
    staging = folder / "models" / "staging" / "erp"
    staging.mkdir(parents=True)
    (staging / "_erp__sources.yml").write_text(yml, encoding="utf-8")
    (staging / "stg_erp__accounts.yml").write_text("models: [{name: stg_erp__accounts}]\n")
    return folder


def deliver(folder: Path, name: str, query: str) -> None:
    folder.mkdir(exist_ok=True)
    target = str(folder / f"{name}.parquet").replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute(f"copy ({query}) to '{target}' (format parquet)")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "it's here"
    deliver(folder, "Sales.Customers", "select 1 as customerid")
    deliver(folder, "lines", "select 1 as a")
    return folder


def test_tables_are_read_as_dbt_reads_them(tmp_path: Path, data: Path) -> None:
    tables = source_tables.read_tables(project_with(tmp_path, YML), "erp", data)
    assert [table.name for table in tables] == ["customers", "lines"]
    assert tables[0].columns == ("CustomerID", "file_row_number")
    assert tables[0].paths == (data / "Sales.Customers.parquet",)
    assert tables[1].paths == (data / "lines.parquet",)


def test_sound_delivery_passes_and_is_hashed(tmp_path: Path, data: Path) -> None:
    project = project_with(tmp_path, YML)
    assert door.check_source("erp", data, project) == []
    before = door.data_hash(data, "erp", project)
    deliver(data, "lines", "select 2 as a")
    assert door.data_hash(data, "erp", project) != before


def test_absent_file_is_named(tmp_path: Path, data: Path) -> None:
    (data / "Sales.Customers.parquet").unlink()
    with pytest.raises(InputError, match=r"^Sales\.Customers\.parquet is required and is not in"):
        door.check_source("erp", data, project_with(tmp_path, YML))


def test_absent_column_is_named_with_its_file(tmp_path: Path, data: Path) -> None:
    deliver(data, "Sales.Customers", "select 1 as KlantID")
    with pytest.raises(
        InputError, match=r"^Sales\.Customers\.parquet: required column CustomerID is absent"
    ):
        door.check_source("erp", data, project_with(tmp_path, YML))


def test_unreadable_file_is_named(tmp_path: Path, data: Path) -> None:
    (data / "lines.parquet").write_text("no parquet")
    with pytest.raises(InputError, match=r"^lines\.parquet cannot be read") as caught:
        door.check_source("erp", data, project_with(tmp_path, YML))
    assert str(data) not in str(caught.value)


def test_link_out_of_the_folder_is_refused(tmp_path: Path, data: Path) -> None:
    (data / "lines.parquet").rename(tmp_path / "elsewhere.parquet")
    (data / "lines.parquet").symlink_to(tmp_path / "elsewhere.parquet")
    with pytest.raises(InputError, match=r"^lines\.parquet links to a place outside"):
        door.check_source("erp", data, project_with(tmp_path, YML))


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_is_refused_and_not_waited_for(
    tmp_path: Path, data: Path, kind: str
) -> None:
    path = data / "lines.parquet"
    path.unlink()
    os.mkfifo(path) if kind == "pipe" else path.mkdir()
    project = project_with(tmp_path, YML)
    with pytest.raises(InputError, match=r"^lines\.parquet is no file: put the data in a file"):
        door.check_source("erp", data, project)
    with pytest.raises(InputError, match=r"^lines\.parquet is no file"):
        door.data_hash(data, "erp", project)


def test_file_that_is_too_large_is_refused(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLANTCENTRAAL_MAX_FILE_BYTES", "10")
    with pytest.raises(
        InputError, match=r"^Sales\.Customers\.parquet has .* bytes, more than the 10"
    ):
        door.check_source("erp", data, project_with(tmp_path, YML))


def test_a_pattern_stands_for_its_files(tmp_path: Path, data: Path) -> None:
    deliver(data, "lines_2024", "select 1 as a")
    project = project_with(tmp_path, YML.replace("{identifier}.parquet", "{identifier}*.parquet"))
    tables = source_tables.read_tables(project, "erp", data)
    assert [path.name for path in tables[1].paths] == ["lines.parquet", "lines_2024.parquet"]
    assert door.check_source("erp", data, project) == []


def test_tables_of_an_attached_database_are_left_to_it(tmp_path: Path, data: Path) -> None:
    project = project_with(tmp_path, "sources: [{name: erp, tables: [{name: customers}]}]\n")
    assert source_tables.read_tables(project, "erp", data) == []


def test_unknown_source_is_refused(tmp_path: Path, data: Path) -> None:
    with pytest.raises(InputError, match=r"^models/staging/sap does not exist"):
        door.check_source("sap", data, project_with(tmp_path, YML))


@pytest.mark.parametrize(
    "yml",
    [
        "sources: [",
        "sources: text\n",
        "sources: [{name: erp, tables: [{identifier: a, meta: {external_location: x}}]}]\n",
        "sources: [{name: erp, meta: {external_location: '{{ oops'}, tables: [{name: a}]}]\n",
        "sources: [{name: erp, meta: {external_location: '{oops}'}, tables: [{name: a}]}]\n",
        "sources: [{name: erp, meta: {external_location: '{}'}, tables: [{name: a}]}]\n",
        "sources: [{name: erp, meta: {external_location: 5}, tables: [{name: a}]}]\n",
        "- sources\n",
    ],
)
def test_broken_sources_file_is_named(tmp_path: Path, data: Path, yml: str) -> None:
    with pytest.raises(
        InputError, match=r"^models/staging/erp/_erp__sources\.yml cannot be read"
    ) as caught:
        door.check_source("erp", data, project_with(tmp_path, yml))
    assert "\n" not in str(caught.value)
