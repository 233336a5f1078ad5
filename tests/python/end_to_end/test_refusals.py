"""Broken input and closed gates: the exit code, the message, and what stays published."""

from pathlib import Path

import pytest

from . import deliveries
from .conftest import DEMO, Run, run_refresh


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    return deliveries.copy(DEMO, tmp_path / "delivery")


def fingerprint(run: Run) -> tuple[object, ...]:
    target = run.published.resolve()
    return (target, target.stat().st_mtime_ns, run.value("select output_hash from publish_info"))


def test_a_missing_required_column_stops_before_anything_is_built(
    demo_copy: Run, delivery: Path
) -> None:
    before = fingerprint(demo_copy)
    deliveries.rewrite(
        delivery, delivery, "invoices", "select * exclude (invoice_date) from {rows}"
    )
    run = run_refresh(demo_copy.state, "--data", str(delivery))
    assert run.exit_code == 4, run.output
    assert "invoices.csv" in run.output
    assert "invoice_date" in run.output
    assert "Traceback" not in run.output
    assert fingerprint(demo_copy) == before


def test_a_missing_required_file_is_named(demo_copy: Run, delivery: Path) -> None:
    before = fingerprint(demo_copy)
    (delivery / "products.csv").unlink()
    run = run_refresh(demo_copy.state, "--data", str(delivery))
    assert run.exit_code == 4, run.output
    assert "products.csv" in run.output
    assert fingerprint(demo_copy) == before


def test_a_closed_gate_publishes_nothing_and_leaves_its_evidence(
    demo_copy: Run, delivery: Path
) -> None:
    before = fingerprint(demo_copy)
    deliveries.rewrite(
        delivery,
        delivery,
        "invoice_lines",
        "select * replace (case when hash(invoice_line_id) % 3 = 0 then 'twelve' "
        "else net_amount end as net_amount) from {rows}",
    )
    run = run_refresh(demo_copy.state, "--data", str(delivery))
    assert run.exit_code == 3, run.output
    assert "invoice_lines" in run.output
    assert "Traceback" not in run.output
    assert fingerprint(demo_copy) == before
    evidence = max((demo_copy.state / "runs").iterdir())
    assert (evidence / "summary.json").exists()
    results = (evidence / "control_results.csv").read_text()
    assert "invoice_lines" in results
    assert "critical" in results


def test_no_dated_fact_and_no_as_of_date(tmp_path: Path, delivery: Path) -> None:
    for entity in ("invoices", "invoice_lines", "payments"):
        deliveries.rewrite(delivery, delivery, entity, "select * from {rows} limit 0")
    run = run_refresh(tmp_path / "state", "--data", str(delivery))
    assert run.exit_code == 4, run.output
    assert "Traceback" not in run.output


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--as-of", "31-12-2025"), "31-12-2025"),
        (("--data", "no/such/folder"), "no/such/folder"),
        (("--source", "no_such_source"), "no_such_source"),
        (("--no-such-option",), "--no-such-option"),
    ],
)
def test_wrong_usage_is_one_clear_line(tmp_path: Path, options: tuple[str, ...], word: str) -> None:
    run = run_refresh(tmp_path / "state", *options)
    assert run.exit_code == 2, run.output
    assert word in run.output
    assert len(run.output.strip().splitlines()) == 1
