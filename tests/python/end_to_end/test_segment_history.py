"""What each refresh told stays told: three refreshes of a small company in one state folder."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from .conftest import PROJECT, environment

Rows = list[tuple[object, ...]]
HISTORY = (
    "select account_id, cast(as_of_date as varchar), revenue_12m_amount, is_backfilled "
    "from account_segment_history order by account_id, as_of_date"
)
MOVES = (
    "select cast(from_date as varchar), from_segment_id = 'NEW', "
    "case when to_segment_id in ('LOST', 'ERASED') then to_segment_id else '' end, "
    "sum(account_count), sum(opening_revenue_amount), sum(closing_revenue_amount) "
    "from segment_migrations group by all order by all"
)
DIFFERENCES = (
    "select sum(abs(account_difference_count)), sum(abs(revenue_difference_amount)) "
    "from release_opening_bases"
)
# Who bought when, for 10, 20, 40 and 80.
INVOICES = {
    "A1": ("2024-03-10", 10),
    "A2": ("2024-03-20", 20),
    "A3": ("2024-04-10", 40),
    "A4": ("2024-05-20", 80),
}


def write(folder: Path, name: str, header: str, rows: list[str]) -> None:
    (folder / f"{name}.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")


def deliver(folder: Path, accounts: str) -> Path:
    """A delivery of some accounts with their one invoice."""
    folder.mkdir()
    ids = accounts.split()
    invoices = [(a, *INVOICES[a]) for a in ids]
    write(folder, "accounts", "account_id,account_name", [f"{a},Bedrijf {a}" for a in ids])
    write(folder, "products", "product_id,product_name,product_category", ["P1,Bout,IJzerwaren"])
    write(
        folder,
        "invoices",
        "invoice_id,account_id,invoice_date",
        [f"I{a},{a},{day}" for a, day, _ in invoices],
    )
    write(
        folder,
        "invoice_lines",
        "invoice_line_id,invoice_id,product_id,quantity,net_amount",
        [f"L{a},I{a},P1,1,{net}" for a, _, net in invoices],
    )
    write(folder, "payments", "payment_id,account_id,payment_date,amount", [])
    return folder


def refresh(folder: Path, data: Path, as_of: str) -> tuple[Rows, Rows, Rows]:
    """The history, the moves and what these lack, after one more run in the state folder."""
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("dbt")),
            *("--warn-error", "--quiet", "build", "--profiles-dir", "profiles"),
            *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
            *("--select", "+release_opening_bases", "--vars", "{history_months: 1}"),
            *("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
        ],
        cwd=PROJECT,
        env=environment(data=str(data), state=str(folder / "state"), as_of=as_of),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    with duckdb.connect(str(folder / "state" / "work.duckdb"), read_only=True) as connection:
        history, moves, differences = (
            connection.execute(sql).fetchall() for sql in (HISTORY, MOVES, DIFFERENCES)
        )
    return history, moves, differences


@pytest.fixture(scope="module")
def refreshes(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Rows, Rows, Rows]]:
    folder = tmp_path_factory.mktemp("segment_history")
    (folder / "state").mkdir()
    april = deliver(folder / "april", "A1 A2 A3")
    may = deliver(folder / "may", "A2 A3 A4")
    return [
        refresh(folder, april, "2024-04-30"),
        refresh(folder, may, "2024-05-31"),
        refresh(folder, april, "2024-04-30"),
    ]


def test_the_month_before_the_first_refresh_is_filled(
    refreshes: list[tuple[Rows, Rows, Rows]],
) -> None:
    history, moves, _ = refreshes[0]
    assert history == [
        ("A1", "2024-03-30", 10, True),
        ("A1", "2024-04-30", 10, False),
        ("A2", "2024-03-30", 20, True),
        ("A2", "2024-04-30", 20, False),
        ("A3", "2024-04-30", 40, False),
    ]
    assert moves == [
        ("2024-03-30", False, "", 2, 30, 30),
        ("2024-03-30", True, "", 1, 0, 40),
    ]


def test_an_erased_account_leaves_a_row_in_the_migrations_alone(
    refreshes: list[tuple[Rows, Rows, Rows]],
) -> None:
    history, moves, _ = refreshes[1]
    assert history == [
        ("A2", "2024-04-30", 20, False),
        ("A2", "2024-05-31", 20, False),
        ("A3", "2024-04-30", 40, False),
        ("A3", "2024-05-31", 40, False),
        ("A4", "2024-05-31", 80, False),
    ]
    assert moves == [
        ("2024-04-30", False, "", 2, 60, 60),
        ("2024-04-30", False, "ERASED", 1, 10, 0),
        ("2024-04-30", True, "", 1, 0, 80),
    ]


def test_going_back_ignores_what_was_told_of_later(
    refreshes: list[tuple[Rows, Rows, Rows]],
) -> None:
    assert refreshes[2] == refreshes[0]


def test_each_segment_adds_up_to_its_opening_base(
    refreshes: list[tuple[Rows, Rows, Rows]],
) -> None:
    assert [differences for *_, differences in refreshes] == [[(0, 0)]] * 3
