from decimal import Decimal
from pathlib import Path

import pytest

from klantcentraal.findings import (
    Correction,
    Difference,
    EntityCount,
    FailedCheck,
    Findings,
    Refusal,
)
from klantcentraal.run_page import RunOutcome, RunPage, columns, run_page

LINES = EntityCount("invoice_lines", 10000, 8766, 1234, 0, 1200, 0.12, 0.02, 300)
FINDINGS = Findings(
    counts=(LINES, EntityCount("contacts", 0, 0, 0, 0, 0, 0.0, 0.1, 0)),
    refusals=(
        Refusal("invoice_lines", "not_a_number", "net_amount", 1200, Decimal("1234.50")),
        Refusal("invoice_lines", "rule_of_tomorrow", "", 34, None),
    ),
    corrections=(Correction("invoice_lines", "net_amount", "decimal_comma", 300),),
    suggestion_count=2,
    differences=(Difference("invoices_and_payments", 3, Decimal("-9.5"), "Look.", "Kijk na."),),
    check_count=120,
    failed_checks=(
        FailedCheck("a.b.known", True, "3 / 10"),
        FailedCheck("a.c.unique", False, "?"),
    ),
)
REASONS = {"not_a_number": ("{column} is not a number", "Write numbers.")}
CORRECTIONS = {"decimal_comma": "A decimal comma became a point."}
CLOSED = RunOutcome(Path("runs/r1"), "gate_closed", "GATE CLOSED: why", ["a note"], [("t1", 4)])
INFO = {"account_count": 1200, "as_of_date": "2024-05-31", "source": "files"}


def page(
    outcome: RunOutcome = CLOSED, findings: Findings = FINDINGS, language: str = "en"
) -> RunPage:
    return RunPage(outcome, findings, language, REASONS, CORRECTIONS)


def test_the_page_of_a_closed_gate() -> None:
    assert (
        page().markdown()
        == """\
# Run r1

The gate closed: nothing was published. What stood published before stays as it was.

## Why

GATE CLOSED: why

- invoice_lines: 1,200 of 10,000 rows were refused for a reason of their own \
(12.00%; allowed 2.00%).

## What came in

| file | rows in | accepted | corrected values | refused | doubles removed |
| --- | ---: | ---: | ---: | ---: | ---: |
| invoice_lines | 10,000 | 8,766 | 300 | 1,234 | 0 |

## Why rows were refused

- invoice_lines: 1,200 rows with 1,234.50 of net amount: net_amount is not a number. Write numbers.
- invoice_lines: 34 rows: rule of tomorrow.
- The refused rows hold 1,234.50 of net amount.

## What was corrected

- invoice_lines.net_amount (300): A decimal comma became a point.
- 2 suggestions wait for a decision: control_corrections.csv, is_applied = false.

## What does not agree

- invoices and payments, differences: 3, the largest -9.50. Look.

## Checks

Checks: 120 run, 1 warnings, 1 failed

- failed: data test t1: 4 rows
- failed: a.c.unique (?)
- warning: a.b.known (3 / 10)

## Notes on the files

- a note

## What to do next

- Fix the rows that runs/r1/control_quarantine.csv lists (file, row, column and what is wrong) \
at the source and deliver again.
- Or accept them, with a reason and a name, in rules_accepted_differences.csv of your rules folder.
- Or raise the share in rules_control_thresholds.csv of your rules folder.
- Then run klantcentraal refresh again.
"""
    )


def test_the_page_in_dutch() -> None:
    text = page(language="nl").markdown()
    assert "De poort is gesloten: er is niets gepubliceerd." in text
    assert "1.200 van 10.000 rijen zijn om een eigen reden geweigerd (12,00%" in text
    assert "het grootste -9,50. Kijk na." in text
    assert "Controles: 120 uitgevoerd, 1 waarschuwingen, 1 mislukt" in text


def test_what_was_not_found_has_no_heading() -> None:
    outcome = RunOutcome(Path("r1"), "published", publish_info=INFO)
    assert page(outcome, Findings()).markdown() == (
        "# Run r1\n\nPublished 1,200 accounts as of 2024-05-31 (source files).\n\n"
        "## What to do next\n\n"
        "- Open the database, read only, in DuckDB or your BI tool.\n"
        "- Your own files: klantcentraal refresh --data FOLDER --state FOLDER\n"
    )


@pytest.mark.parametrize(
    ("status", "found", "step"),
    [
        ("gate_closed", Findings(counts=(LINES,)), "Fix the rows"),
        ("gate_closed", Findings(check_count=1), "r1/control_results.csv has every"),
        ("input_broken", Findings(check_count=1), "Repair what the message above names"),
    ],
)
def test_the_next_step_fits_what_happened(status: str, found: Findings, step: str) -> None:
    assert page(RunOutcome(Path("r1"), status, "why"), found).steps()[0].startswith(step)


def test_the_short_form_has_what_matters_most() -> None:
    lines = page().on_screen()
    assert lines[:5] == [
        "What came in",
        "file           rows in  accepted  corrected values  refused  doubles removed",
        "-------------  -------  --------  ----------------  -------  ---------------",
        "invoice_lines   10,000     8,766               300    1,234                0",
        "",
    ]
    assert lines[5].startswith("- invoice_lines: 1,200 of 10,000 rows were refused")
    assert lines[-2:] == [
        "Checks: 120 run, 1 warnings, 1 failed",
        "Explained in runs/r1/summary.en.md",
    ]
    assert len(lines) == 12


def test_more_reasons_than_anyone_reads_are_counted() -> None:
    refusals = tuple(Refusal("payments", "r", f"c{i}", 9 - i, None) for i in range(8))
    assert list(page(findings=Findings(refusals=refusals)).refusals())[-1] == "3 more"


def test_reasons_come_from_the_reference_lists(tmp_path: Path) -> None:
    (tmp_path / "control_refusal_reasons.csv").write_text(
        "entity,first_rule_id,column_name,row_count,reason_rank,net_amount\n"
        "payments,not_a_date,payment_date,40,1,\n"
    )
    found = run_page(RunOutcome(tmp_path, "published", publish_info=INFO), "nl")
    assert next(found.refusals()).startswith("payments: 40 rijen: payment_date is geen datum.")


def test_no_header_no_table() -> None:
    assert columns([]) == []
