"""The plain way of the benchmarks is a second opinion: every feature of every row must agree."""

import datetime as dt
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from benchmarks import naive_spine, typed_volume
from benchmarks.goals import Goal
from benchmarks.peers import comparison
from benchmarks.peers.dates import Window, period_ends
from benchmarks.peers.pandas_features.firmographics import groups
from benchmarks.volume_features import VolumeFeatures, measure_features

LINES = 20_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("volume")


@pytest.fixture(scope="module")
def found(folder: Path) -> VolumeFeatures:
    return measure_features(folder, LINES, 1)


def test_models_and_plain_queries_give_the_same_features(found: VolumeFeatures) -> None:
    assert found.line_count > LINES / 2
    assert found.differing_rows == dict.fromkeys(naive_spine.CRITERIA, 0)


def test_data_frame_libraries_give_the_same_features(found: VolumeFeatures) -> None:
    none = dict.fromkeys(naive_spine.CRITERIA, 0)
    assert "pandas" in found.peer_differing_rows
    assert found.peer_differing_rows == dict.fromkeys(comparison.installed(), none)


@pytest.mark.parametrize("table", ["accounts", "products", "invoices", "invoice_lines", "payments"])
def test_typed_volume_is_what_the_door_makes(
    folder: Path, found: VolumeFeatures, table: str, tmp_path: Path
) -> None:
    assert found.line_count > 0
    door = folder / "typed"
    typed_volume.write(folder / "raw", door, tmp_path)
    described = duckdb.execute(f"describe from '{door}/input_{table}.parquet'").fetchall()
    # keys are numbered otherwise; what they lead to is compared as features
    columns = ", ".join(name for name, *_ in described if not name.endswith("_key"))
    of_door, of_volume = (
        f"(select {columns} from '{place}/input_{table}.parquet')" for place in (door, tmp_path)
    )
    for one, other in ((of_door, of_volume), (of_volume, of_door)):
        assert duckdb.execute(f"from {one} except all from {other}").fetchall() == []


def test_typed_volume_links_no_credit_note_to_an_invoice_known_later(
    folder: Path, found: VolumeFeatures, tmp_path: Path
) -> None:
    assert found.line_count > 0
    raw = tmp_path / "raw"
    shutil.copytree(folder / "raw", raw)
    (raw / "invoices.parquet").unlink()
    duckdb.execute(f"""
        copy (
            with origins as (
                select credited_invoice_id, min(greatest(invoice_date, known_at)) as note_date
                from '{folder}/raw/invoices.parquet'
                where credited_invoice_id is not null
                group by credited_invoice_id
                order by credited_invoice_id
                limit 2
            )
            select invoices.* replace (
                coalesce(
                    case
                        when invoice_id = (select max(credited_invoice_id) from origins)
                            then note_date + interval 1 day
                        else note_date
                    end,
                    known_at
                ) as known_at
            )
            from '{folder}/raw/invoices.parquet' as invoices
            left join origins on invoices.invoice_id = origins.credited_invoice_id
        ) to '{raw}/invoices.parquet'
    """)
    typed_volume.write(raw, folder / "typed", tmp_path / "typed")
    links = "select count(credited_invoice_key) from '{}/typed/input_invoices.parquet'"
    (before,), (after,) = (
        duckdb.execute(links.format(place)).fetchall()[0] for place in (folder, tmp_path)
    )
    assert after == before - 1


@pytest.mark.parametrize(
    ("theirs", "count"),
    [
        ("'Ink', 10.0, 0.5", 0),
        ("'Ink', 10.01, 0.5", 0),
        ("'Ink', 10.02, 0.5", 1),
        ("'Ink', null, 0.5", 1),
        ("'Ink', 10.0, 0.50001", 1),
        ("'Pen', 10.0, 0.5", 1),
        ("null, 10.0, 0.5", 1),
    ],
)
def test_a_peer_may_differ_by_a_cent_only(tmp_path: Path, theirs: str, count: int) -> None:
    columns = "(as_of_date, account_key, brand, amount, share)"
    for name, row in (("ours", "'Ink', 10.00::decimal(18, 2), 0.5::double"), ("theirs", theirs)):
        duckdb.execute(
            f"copy (from (values (date '2024-06-30', 1, {row})) as rows {columns})"
            f" to '{tmp_path / name}.parquet'"
        )
    found = comparison.differing_rows(tmp_path / "ours.parquet", tmp_path / "theirs.parquet")
    assert found == count


def test_a_peer_has_to_compute_every_column(tmp_path: Path) -> None:
    row = "select date '2024-06-30' as as_of_date, 1 as account_key"
    duckdb.execute(f"copy ({row}, 1 as purchase_day_count) to '{tmp_path}/ours.parquet'")
    duckdb.execute(f"copy ({row}) to '{tmp_path}/theirs.parquet'")
    with pytest.raises(ValueError, match="purchase_day_count"):
        comparison.differing_rows(tmp_path / "ours.parquet", tmp_path / "theirs.parquet")


def test_periods_end_at_the_dates_and_where_their_12_months_begin() -> None:
    starts = (dt.date(2023, 12, 30), dt.date(2023, 6, 30), dt.date(2022, 6, 30))
    older = (dt.date(2022, 12, 30), dt.date(2022, 6, 30), dt.date(2021, 6, 30))
    windows = [Window(dt.date(2024, 6, 30), *starts), Window(dt.date(2023, 6, 30), *older)]
    assert period_ends(windows) == [
        dt.date(2022, 6, 30),
        dt.date(2023, 6, 30),
        dt.date(2024, 6, 30),
    ]


def test_a_group_is_called_after_its_head_and_a_ring_after_its_first() -> None:
    parents = {"A": None, "B": "A", "C": "B", "Q": "P", "P": "R", "R": "P"}
    accounts = pd.DataFrame({"account_id": parents.keys(), "parent_account_id": parents.values()})
    found = groups(accounts)
    assert found["group_id"].tolist() == ["A", "A", "A", "P", "P", "P"]
    assert found["is_parent_cycle"].tolist() == [False, False, False, True, True, True]


def test_a_goal_is_missed_above_its_limit() -> None:
    assert Goal("at the limit", 2.0, 2.0, "x").is_held
    assert not Goal("above it", 2.0, 2.01, "x").is_held
