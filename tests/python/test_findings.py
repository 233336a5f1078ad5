from decimal import Decimal
from pathlib import Path

from klantcentraal.findings import (
    Correction,
    Difference,
    EntityCount,
    FailedCheck,
    Findings,
    Refusal,
    read_findings,
)

EXTRACTS = {
    "control_counts": "entity,input_count,valid_count,quarantined_count,accounted_count,"
    "root_cause_count,root_cause_share,max_quarantined_share\n"
    "invoice_lines,10000,8766,1234,10000,1200,0.12,0.02\n",
    "control_refusal_reasons": "entity,first_rule_id,column_name,row_count,reason_rank,net_amount\n"
    "invoice_lines,parent_refused,invoice_id,3000,2,\n"
    "invoice_lines,not_a_number,net_amount,34,1,100.50\n"
    "payments,not_a_date,payment_date,40,1,\n",
    "control_corrections": "correction_id,entity,row_key,column_name,rule_id,is_applied\n"
    "1,invoice_lines,L1,net_amount,decimal_comma,true\n"
    "2,invoice_lines,L2,net_amount,decimal_comma,true\n"
    "3,invoice_lines,L3,,exact_duplicate_row,true\n"
    "4,accounts,A1,account_id,same_vat_number,false\n",
    "control_reconciliation": "comparison_id,comparison,difference_amount,is_within_tolerance,"
    "check_nl,check_en\n"
    "1,invoices_and_payments,-250.00,false,Kijk na,Look\n"
    "2,invoices_and_payments,10.00,false,x,y\n"
    "3,invoices_and_payments,99999.00,true,x,y\n"
    "4,line_counts,,false,Tel,Count\n",
    "control_results": "check_id,severity,observed,element_count,unexpected_count,is_passed,"
    "is_errored\n"
    "a.b.unique,critical,0 % unexpected,10,0,true,false\n"
    "a.c.mostly_filled,warning,50 % unexpected,2000,1000,false,false\n"
    "a.d.known,warning,,,,false,true\n"
    'a.e.in_range,critical,"7 (at most 5)",,,false,false\n',
}


def folder_with(folder: Path, *extracts: str) -> Path:
    for name in extracts:
        (folder / f"{name}.csv").write_text(EXTRACTS[name], encoding="utf-8")
    return folder


def test_a_run_that_built_nothing_found_nothing(tmp_path: Path) -> None:
    assert read_findings(tmp_path) == Findings()


def test_counts_hold_corrected_values_without_removed_rows(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "control_counts", "control_corrections")
    (count,) = read_findings(folder).counts
    assert count == EntityCount("invoice_lines", 10000, 8766, 1234, 0, 1200, 0.12, 0.02, 2)
    assert count.is_over


def test_removed_rows_are_counted_where_the_extract_has_them(tmp_path: Path) -> None:
    (tmp_path / "control_counts.csv").write_text(
        EXTRACTS["control_counts"]
        .replace("accounted_count", "removed_count")
        .replace(",10000,1200,", ",7,1200,")
    )
    assert read_findings(tmp_path).counts[0].removed_count == 7


def test_a_cascade_comes_after_the_reasons_that_caused_it(tmp_path: Path) -> None:
    findings = read_findings(folder_with(tmp_path, "control_refusal_reasons"))
    assert findings.refusals == (
        Refusal("payments", "not_a_date", "payment_date", 40, None),
        Refusal("invoice_lines", "not_a_number", "net_amount", 34, Decimal("100.50")),
        Refusal("invoice_lines", "parent_refused", "invoice_id", 3000, None),
    )
    assert findings.refused_amount == Decimal("100.50")


def test_suggestions_are_no_corrections(tmp_path: Path) -> None:
    findings = read_findings(folder_with(tmp_path, "control_corrections"))
    assert findings.corrections == (
        Correction("invoice_lines", "net_amount", "decimal_comma", 2),
        Correction("invoice_lines", "", "exact_duplicate_row", 1),
    )
    assert findings.suggestion_count == 1


def test_the_largest_difference_speaks_for_its_comparison(tmp_path: Path) -> None:
    assert read_findings(folder_with(tmp_path, "control_reconciliation")).differences == (
        Difference("invoices_and_payments", 2, Decimal("-250.00"), "Look", "Kijk na"),
        Difference("line_counts", 1, None, "Count", "Tel"),
    )


def test_warnings_are_told_apart_and_what_could_not_be_measured_is_a_failure(
    tmp_path: Path,
) -> None:
    findings = read_findings(folder_with(tmp_path, "control_results"))
    assert findings.failed_checks == (
        FailedCheck("a.c.mostly_filled", True, "1,000 / 2,000"),
        FailedCheck("a.d.known", False, "?"),
        FailedCheck("a.e.in_range", False, "7 (at most 5)"),
    )
    assert (findings.check_count, findings.warning_count, findings.failed_count) == (4, 1, 2)
