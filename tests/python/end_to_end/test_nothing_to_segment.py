"""Accounts that are all alike: RFM, and the reason said."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from .conftest import PROJECT, environment
from .test_segment_history import Rows, write

ACCOUNTS = range(60)
MONTHS = [dt.date(2023 + month // 12, 1 + month % 12, 15) for month in range(36)]
MODELS = ("segments_in_use", "segments_assigned", "segment_scorecards", "segment_events")


def deliver(folder: Path) -> Path:
    """Accounts that each buy the same on the same day of every month."""
    folder.mkdir()
    invoices = [(f"I{a}-{i}", f"A{a}", day) for a in ACCOUNTS for i, day in enumerate(MONTHS)]
    write(folder, "accounts", "account_id,account_name", [f"A{a},Bedrijf {a}" for a in ACCOUNTS])
    write(folder, "products", "product_id,product_name,product_category", ["P1,Bout,IJzerwaren"])
    write(
        folder,
        "invoices",
        "invoice_id,account_id,invoice_date",
        [f"{invoice},{account},{day}" for invoice, account, day in invoices],
    )
    write(
        folder,
        "invoice_lines",
        "invoice_line_id,invoice_id,product_id,quantity,net_amount",
        [f"L{invoice},{invoice},P1,1,100.00" for invoice, *_ in invoices],
    )
    write(folder, "payments", "payment_id,account_id,payment_date,amount", [])
    return folder


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The segmentation in use, and what follows from it."""
    folder = tmp_path_factory.mktemp("nothing_to_segment")
    (folder / "state").mkdir()
    data = deliver(folder / "data")
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("dbt")),
            *("--warn-error", "--quiet", "build", "--profiles-dir", "profiles"),
            *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
            *("--select", *(f"+{model}" for model in MODELS), "--vars", "{history_months: 1}"),
            *("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
        ],
        cwd=PROJECT,
        env=environment(data=str(data), state=str(folder / "state"), as_of="2025-12-31"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return folder / "state" / "work.duckdb"


def query(database: Path, sql: str) -> Rows:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_rfm_is_in_use_and_the_reason_is_said(work: Path) -> None:
    [(segmentation_id, reason)] = query(
        work, "select segmentation_id, choice_en from segments_in_use where is_rfm"
    )
    assert segmentation_id == "rfm"
    assert str(reason).startswith("No segmentation meets every demand, so RFM is used. Ruled out: ")
    assert "RFM with 11 segments: accounts are in 1 segment, not in 2 to 10" in str(reason)


def test_all_accounts_are_in_the_segment_of_the_middle(work: Path) -> None:
    middle = (
        "select rfm_segment_id from segments_rfm_map "
        "where r_score = 3 and f_score = 3 and m_score = 3 and s_score = 0"
    )
    assert query(work, "select distinct segment_id from segments_assigned") == query(work, middle)
    assert query(work, "from segment_events") == []


def test_they_are_held_to_the_tests_all_the_same(work: Path) -> None:
    roles = "select role from features_spine where role in ('model', 'verification') order by role"
    assert query(work, roles) == [("model",), ("verification",)]
    assert query(
        work,
        "select test_id, is_passed from segment_scorecards where segment_id = 'ALL' order by 1",
    ) == [
        ("heterogeneous", None),
        ("homogeneous", None),
        ("identifiable", None),
        ("reachable", None),
        ("substantial", True),
    ]
