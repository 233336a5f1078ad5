"""The datasets: groups, windows, labels against the raw files, and a leak that is let in."""

import csv
import datetime as dt
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from .conftest import DEMO, Run, run_refresh

LABELLED = ("model", "verification")
LEAKING_RULE = """attribute_name,criterion_id,reason
account_status,lifetime,seems to predict well
city,firmographics,harmless
"""


def work(run: Run, sql: str) -> list[tuple[object, ...]]:
    """Rows of a query on the work database."""
    with duckdb.connect(str(run.state / "work.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def label_window(run: Run, role: str) -> tuple[dt.date, dt.date, dt.date]:
    """The last day before the label window, its last day, and the day by which facts are known."""
    ((after, end, known_by),) = work(
        run,
        "select window_after_date, window_end_date, known_by_date from dataset_label_windows "
        f"where role = '{role}'",
    )
    assert isinstance(after, dt.date)
    assert isinstance(end, dt.date)
    assert isinstance(known_by, dt.date)
    return after, end, known_by


def delivered(entity: str) -> list[dict[str, str]]:
    with (DEMO / f"{entity}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def window_invoices(run: Run, role: str) -> dict[str, str]:
    """account_id by invoice_id of the raw file's invoices in a label window."""
    after, end, known_by = label_window(run, role)
    return {
        row["invoice_id"]: row["account_id"]
        for row in delivered("invoices")
        if after < dt.date.fromisoformat(row["invoice_date"]) <= end
        and dt.date.fromisoformat((row["known_at"] or row["invoice_date"])[:10]) <= known_by
    }


def test_no_group_stands_on_both_sides_of_a_fold(demo_run: Run) -> None:
    folds = work(
        demo_run,
        "select group_id, count(distinct fold_number), count(distinct account_id) from ("
        "select group_id, fold_number, account_id from dataset_model union all "
        "select group_id, fold_number, account_id from dataset_verification union all "
        "select group_id, fold_number, account_id from dataset_scoring) group by group_id",
    )
    assert {count for _, count, _ in folds} == {1}
    assert any(accounts != 1 for _, _, accounts in folds)


def test_each_fold_holds_about_a_fifth_of_the_accounts(demo_run: Run) -> None:
    shares = work(
        demo_run,
        "select fold_number, count(*) / sum(count(*)) over () from dataset_scoring "
        "group by fold_number order by fold_number",
    )
    assert [fold for fold, _ in shares] == [0, 1, 2, 3, 4]
    assert all(0.15 < float(str(share)) < 0.25 for _, share in shares)


def test_an_account_stands_in_each_dataset_from_the_day_it_exists(demo_run: Run) -> None:
    counts = {
        str(role): int(str(count))
        for role, count in work(
            demo_run, "select role, count(*) from dataset_accounts group by role"
        )
    }
    assert counts["verification"] < counts["model"] < counts["scoring"]
    assert counts["scoring"] == len({row["account_id"] for row in delivered("accounts")})
    assert work(
        demo_run,
        "with signs as (select account_key, invoice_date as day from input_invoices union all "
        "select account_key, payment_date from input_payments union all "
        "select account_key, cast(created_at as date) from input_leads union all "
        "select account_key, customer_since from input_accounts union all "
        "select account_key, cast(valid_from as date) from input_accounts) "
        "select count(*) from dataset_model where account_key in (select account_key from signs "
        "group by account_key having min(day) > (select model_date from dataset_windows))",
    ) == [(0,)]


def test_label_windows_share_no_day_with_each_other_or_with_predictors(demo_run: Run) -> None:
    (model_date, verification_date, scoring_date) = work(
        demo_run, "select model_date, verification_date, as_of_date from dataset_windows"
    )[0]
    after, end, known_by = label_window(demo_run, "model")
    earlier_after, earlier_end, _ = label_window(demo_run, "verification")
    assert model_date == after == earlier_end
    assert verification_date == earlier_after
    assert end < known_by == scoring_date


@pytest.mark.parametrize("role", LABELLED)
def test_next_revenue_adds_up_to_the_raw_lines(demo_run: Run, role: str) -> None:
    accounts = window_invoices(demo_run, role)
    expected: dict[str, Decimal] = defaultdict(Decimal)
    for line in delivered("invoice_lines"):
        if line["invoice_id"] in accounts:
            expected[accounts[line["invoice_id"]]] += Decimal(line["net_amount"])
    found = work(demo_run, f"select account_id, next_revenue_amount from dataset_{role}")
    revenues = {account: amount for account, amount in found if amount != 0}
    existing = {account for account, _ in found}
    assert len(revenues) > 500
    assert revenues == {
        account: amount
        for account, amount in expected.items()
        if account in existing and amount != 0
    }


@pytest.mark.parametrize("role", LABELLED)
def test_who_repurchased_has_an_invoice_that_stands(demo_run: Run, role: str) -> None:
    """Of the accounts without credit notes in play the raw file says it all."""
    accounts = window_invoices(demo_run, role)
    credited = {
        row["account_id"] for row in delivered("invoices") if row["is_credit_note"] == "true"
    }
    found = work(demo_run, f"select account_id, has_repurchased from dataset_{role}")
    expected = {(account, account in set(accounts.values())) for account, _ in found}
    assert {row for row in found if row[0] not in credited} == {
        row for row in expected if row[0] not in credited
    }


def test_no_column_of_the_demo_alarms(demo_run: Run) -> None:
    assert work(demo_run, "select gate from dataset_leak_gate") == [("open",)]
    judged = work(
        demo_run,
        "select role, target from dataset_leak_alarms_computed where not is_skipped group by all",
    )
    assert set(judged) >= {
        ("model", "has_repurchased"),
        ("verification", "has_repurchased"),
        ("model", "is_next_late_payer"),
    }


def test_one_class_is_skipped_and_said(wide_world_importers_run: Run) -> None:
    """All customers of Wide World Importers go on buying: nothing can be said of repurchase."""
    ((note,),) = work(wide_world_importers_run, "select skipped_note_en from dataset_leak_gate")
    assert "has_repurchased of the model dataset" in str(note)
    assert str(note) in wide_world_importers_run.output


def test_a_leak_that_is_let_in_closes_the_gate_and_is_named(tmp_path: Path) -> None:
    """The demo's status is changed when an account has left, and dated as if known before."""
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "rules_extra_predictors.csv").write_text(LEAKING_RULE, encoding="utf-8")
    run = run_refresh(tmp_path / "state", "--rules", str(rules))
    assert run.exit_code == 3, run.output
    assert not run.published.exists()
    told = str(run.summary())
    for output in (run.output, told):
        assert "GATE CLOSED: known too well to be known in time: account_status knows" in output
        assert "take an extra predictor out of rules_extra_predictors" in output
        assert "city" not in output.partition("GATE CLOSED")[2].partition("What is known")[0]
