"""Two deliveries that do not agree, one after the other in one state folder; amounts by hand."""

import datetime as dt
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from .conftest import PROJECT, environment

Rows = list[tuple[object, ...]]

INVOICES = (
    ("I1", "A1", "2024-01-10", 100),
    ("I2", "A2", "2024-01-20", 200),
    ("I3", "A3", "2024-03-10", 300),
    ("I4", "A1", "2024-04-10", 400),
)
LATER = ("I5", "A1", "2024-05-10", 500)
ACCEPTED = (
    "entity,row_key,rule_id,old_value,reason,decided_by,valid_until\n"
    "invoices_without_lines,invoices_without_lines,reconciliation,1,free samples,controller,\n"
)


@dataclass(frozen=True)
class Built:
    """What control_reconciliation held after each of three builds."""

    first: Rows
    second: Rows
    third: Rows


def write(folder: Path, name: str, header: str, rows: list[str]) -> None:
    (folder / f"{name}.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")


def write_delivery(
    folder: Path, accounts: str, invoices: tuple[tuple[str, str, str, int], ...]
) -> None:
    """A delivery in which A1 and A3 have paid all, and I5 has no line."""
    folder.mkdir()
    write(
        folder,
        "accounts",
        "account_id,account_name",
        [f"{a},Bedrijf {a}" for a in accounts.split()],
    )
    write(folder, "products", "product_id,product_name,product_category", ["P1,Bout,IJzerwaren"])
    write(
        folder,
        "invoices",
        "invoice_id,account_id,invoice_date",
        [f"{invoice},{account},{day}" for invoice, account, day, _ in invoices],
    )
    write(
        folder,
        "invoice_lines",
        "invoice_line_id,invoice_id,product_id,quantity,net_amount,tax_amount",
        [f"L{i},{i},P1,1,{net},{net * 0.21:.2f}" for i, _, _, net in invoices if i != "I5"],
    )
    write(
        folder,
        "payments",
        "payment_id,account_id,payment_date,amount",
        [f"B{i},{a},{d},{net * 1.21:.2f}" for i, a, d, net in invoices if a != "A2" and i != "I5"],
    )


def build(folder: Path, data: str, **settings: str) -> Rows:
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("dbt")),
            *("--warn-error", "--quiet", "build", "--profiles-dir", "profiles"),
            *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
            *("--select", "+control_reconciliation"),
            *("--exclude-resource-type", "test", "unit_test"),
        ],
        cwd=PROJECT,
        env=environment(data=str(folder / data), state=str(folder / "state"), **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    with duckdb.connect(str(folder / "state" / "work.duckdb"), read_only=True) as connection:
        return connection.execute(
            "select comparison_id, left_amount, right_amount, left_count, right_count, examples, "
            "is_within_tolerance, is_accepted from control_reconciliation order by comparison_id"
        ).fetchall()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("reconciliation")
    (folder / "state").mkdir()
    (folder / "rules").mkdir()
    (folder / "rules" / "rules_accepted_differences.csv").write_text(ACCEPTED, encoding="utf-8")
    write_delivery(folder / "first", "A1 A2 A3", INVOICES)
    changed = (("I1", "A1", "2024-01-10", 150), *INVOICES[1:], LATER)
    write_delivery(folder / "second", "A1 A2", changed)
    return Built(
        build(folder, "first"),
        build(folder, "second"),
        build(folder, "second", rules=str(folder / "rules")),
    )


def warnings(rows: Rows) -> dict[object, tuple[object, ...]]:
    """Both amounts, both counts and the examples of the rows that warn."""
    return {row[0]: row[1:6] for row in rows if not row[6]}


def test_a_first_delivery_has_nothing_to_be_compared_with(built: Built) -> None:
    assert not [row for row in built.first if "last_time" in str(row[0])]


def test_a_large_customer_without_payments_is_missed(built: Built) -> None:
    wanted = "top_customers_missing_from_payments:A2"
    assert warnings(built.second)[wanted] == (Decimal(200), Decimal(0), None, None, None)
    assert wanted not in warnings(built.first), "it had no invoice due for 90 days yet"


def test_an_account_that_left_is_missed_twice(built: Built) -> None:
    day = dt.date(2024, 4, 10)
    assert warnings(built.second)["top_customers_missing_from_accounts:A3"][0] == Decimal(300)
    assert warnings(built.second)[f"accounts_gone_since_last_time:{day}:A3"][0] == Decimal(300)
    fewer = warnings(built.second)[f"rows_fewer_than_last_time:accounts:{day}"]
    assert fewer == (None, None, 3, 2, None)


def test_a_closed_month_that_changed_is_told_with_both_totals(built: Built) -> None:
    changed = warnings(built.second)["monthly_net_revenue_since_last_time:2024-01-01"]
    assert changed[:2] == (Decimal(300), Decimal(350))
    changed = warnings(built.second)["monthly_payments_since_last_time:2024-01-01"]
    assert changed == (Decimal(121), Decimal("181.50"), 1, 1, None)


def test_what_was_refused_shows_in_money(built: Built) -> None:
    refused = warnings(built.second)["monthly_invoices:2024-03-01"]
    assert refused == (Decimal(363), Decimal(0), 1, 0, None)


def test_an_invoice_without_lines_is_named(built: Built) -> None:
    assert warnings(built.second)["invoices_without_lines"] == (None, None, 4, 3, "I5")


def test_the_same_delivery_again_gives_the_same_rows(built: Built) -> None:
    other = {row[0] for row in {*built.second} ^ {*built.third}}
    assert other == {"invoices_without_lines"}


def test_an_accepted_difference_no_longer_warns(built: Built) -> None:
    row = next(row for row in built.third if row[0] == "invoices_without_lines")
    assert row[6:] == (True, True)
