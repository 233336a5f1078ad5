"""A real wholesaler's ERP through `klantcentraal refresh`: figures of ../shared/data/README.md."""

import datetime as dt
from decimal import Decimal

import duckdb
import pytest

from .conftest import Run


def test_accounts_revenue_and_margin(wide_world_importers_run: Run) -> None:
    assert wide_world_importers_run.query(
        "select count(*), sum(lifetime_revenue_amount), sum(lifetime_margin_amount) from accounts"
    ) == [(663, Decimal("172261341.20"), Decimal("85729180.90"))]


@pytest.mark.parametrize(
    ("year", "invoices", "accounts"),
    [(2013, 18_767, 625), (2014, 20_303, 640), (2015, 22_250, 657), (2016, 9_190, 663)],
)
def test_invoices_and_active_accounts_a_year(
    wide_world_importers_run: Run, year: int, invoices: int, accounts: int
) -> None:
    with duckdb.connect(
        str(wide_world_importers_run.state / "work.duckdb"), read_only=True
    ) as connection:
        assert connection.execute(
            "select count(*), count(distinct account_id) from input_invoices "
            "where date_part('year', invoice_date) = ?",
            [year],
        ).fetchall() == [(invoices, accounts)]


def test_open_balance_by_first_in_first_out(wide_world_importers_run: Run) -> None:
    with duckdb.connect(
        str(wide_world_importers_run.state / "work.duckdb"), read_only=True
    ) as connection:
        assert connection.execute(
            "select sum(open_amount), count(*) from features_pool_settlements "
            "where open_amount > 0 and as_of_date = date '2016-05-31'"
        ).fetchall() == [(Decimal("267011.44"), 84)]


def test_files_agree_to_the_cent(wide_world_importers_run: Run) -> None:
    totals = dict[object, tuple[object, ...]](
        (row[0], row[1:])
        for row in wide_world_importers_run.query(
            "select comparison, left_amount, right_amount, difference_amount, difference_count "
            "from control_reconciliation where period_date is null"
        )
    )
    invoiced, paid, still_open = (
        Decimal("198043439.45"),
        Decimal("197776428.01"),
        Decimal("267011.44"),
    )
    assert totals["open_balance"] == (invoiced, paid, still_open, 84)
    assert totals["open_invoices"][:3] == (still_open, still_open, Decimal(0))
    assert totals["invoices_against_lines"] == (invoiced, invoiced, Decimal(0), 0)
    net = Decimal("172261341.20")
    for comparison in ("revenue_by_bill_to", "revenue_by_group"):
        assert totals[comparison] == (net, net, Decimal(0), None)


def test_no_comparison_of_files_warns(wide_world_importers_run: Run) -> None:
    assert (
        wide_world_importers_run.query(
            "select comparison_id from control_reconciliation where not is_within_tolerance"
        )
        == []
    )


def test_as_of_date_is_the_last_delivered_day(wide_world_importers_run: Run) -> None:
    assert wide_world_importers_run.value("select max(as_of_date) from accounts") == dt.date(
        2016, 5, 31
    )


def test_head_offices_group_their_branches_and_pay_for_them(wide_world_importers_run: Run) -> None:
    groups = wide_world_importers_run.query(
        "select count(*) from accounts group by group_id having count(*) > 1 order by 1"
    )
    assert len(groups) == 2
    assert wide_world_importers_run.value(
        "select count(*) from accounts where is_payment_inherited"
    ) == sum(int(str(count)) - 1 for (count,) in groups)


def test_nothing_is_quarantined_and_no_critical_check_fails(wide_world_importers_run: Run) -> None:
    assert wide_world_importers_run.value("select count(*) from control_quarantine") == 0
    assert (
        wide_world_importers_run.value(
            "select count(*) from control_results where severity = 'critical' and not is_passed"
        )
        == 0
    )
