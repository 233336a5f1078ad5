import pytest

from .conftest import Judge

NAME = "rules_accepted_differences"
HEADER = "entity,row_key,rule_id,old_value,reason,decided_by,valid_until\n"
RIGHT = "invoice_lines,L1,duplicate_key,L1,known at the source,data steward,\n"
RECONCILIATION = "invoices and lines,I1,reconciliation,-12.50,rounding,controller,2027-01-31\n"


@pytest.mark.parametrize("rows", [RIGHT, RECONCILIATION, RIGHT + RECONCILIATION])
def test_findings_of_control_are_right(judge: Judge, rows: str) -> None:
    assert judge(NAME, HEADER + rows) == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "invoice_lines",
            "invoicelines",
            "line 2, column entity: 'invoicelines' is no entity of input_contract: is it "
            "invoice_lines?",
        ),
        (
            "duplicate_key",
            "duplicate_keys",
            "line 2, column rule_id: 'duplicate_keys' is no rule_id of control_rules: is it "
            "duplicate_key?",
        ),
        (
            "duplicate_key,L1",
            "reconciliation,",
            "line 2, column old_value: is not the difference_amount that is accepted: write "
            "it with a decimal point, such as 0.8",
        ),
        (
            "duplicate_key,L1",
            "reconciliation,ten",
            "line 2, column old_value: is not the difference_amount that is accepted: write "
            "it with a decimal point, such as 0.8",
        ),
        ("known at the source", "", "line 2, column reason: is empty: fill it in"),
        ("data steward", "", "line 2, column decided_by: is empty: fill it in"),
        (
            "steward,",
            "steward,forever",
            "line 2, column valid_until: 'forever' is not a date: write it as YYYY-MM-DD",
        ),
        (
            RIGHT,
            RIGHT + RIGHT,
            "line 3: has the entity, row_key and rule_id of line 2: keep one of the two",
        ),
    ],
)
def test_other_findings_are_refused(judge: Judge, old: str, new: str, message: str) -> None:
    assert old in RIGHT
    assert judge(NAME, HEADER + RIGHT.replace(old, new)) == message
