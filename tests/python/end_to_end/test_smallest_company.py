"""The least that a company can deliver: one account, one invoice, no payments, no extras."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from .conftest import Run, run_refresh

FILES = {
    "accounts": "account_id,account_name\nA1,Een BV\n",
    "products": "product_id,product_name,product_category\nP1,Bout,IJzerwaren\n",
    "invoices": "invoice_id,account_id,invoice_date\nF1,A1,2026-01-05\n",
    "invoice_lines": "invoice_line_id,invoice_id,product_id,quantity,net_amount\n"
    "L1,F1,P1,1,10.00\n",
    "payments": "payment_id,account_id,payment_date,amount\n",
}


@pytest.fixture(scope="module")
def smallest_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("smallest")
    for entity, text in FILES.items():
        (folder / f"{entity}.csv").write_text(text)
    state: Path = folder / "state"
    run = run_refresh(state, "--data", str(folder))
    assert run.exit_code == 0, run.output
    return run


def test_one_account_gets_the_middle_levels(smallest_run: Run) -> None:
    assert smallest_run.query(
        "select r_score, f_score, m_score, s_score, cluster_id, value_tier from account_segments"
    ) == [(3, 3, 3, 0, None, "A")]


def test_rfm_is_used_without_a_date_to_judge_by_and_the_reason_is_said(smallest_run: Run) -> None:
    with duckdb.connect(str(smallest_run.state / "work.duckdb"), read_only=True) as work:
        assert work.execute(
            "select segmentation_id, choice_nl, choice_en from segments_in_use"
        ).fetchall() == [
            (
                "rfm",
                "RFM is in gebruik: de historie is te kort om andere indelingen te maken.",
                "RFM is in use: history is too short to make other segmentations.",
            )
        ]
    assert smallest_run.query("select segmentation_id from account_segments") == [("rfm",)]
    assert smallest_run.query("from segment_scorecards") == []


def test_what_was_not_delivered_is_missing_not_zero(smallest_run: Run) -> None:
    assert smallest_run.query(
        "select revenue_12m_amount, margin_12m_amount, days_late_value, overdue_amount, "
        "satisfaction_value, size_class from accounts"
    ) == [(Decimal("10.00"), None, None, None, None, None)]
    assert smallest_run.query(
        "select distinct unavailable_reason from account_features "
        "where feature_name = 'days_late_value'"
    ) == [("No invoices due in 12 months or no payments delivered",)]
