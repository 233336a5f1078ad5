import pytest

from .conftest import Judge

NAME = "rules_manual_corrections"
HEADER = "entity,row_key,column_name,old_value,new_value,reason,decided_by,valid_until\n"
RIGHT = "invoices,I1,due_date,2024-03-01,2024-03-31,typing error,data steward,\n"


@pytest.mark.parametrize(
    "rows",
    [
        RIGHT,
        RIGHT + RIGHT.replace("due_date", "order_date"),
        "accounts,007 from 2024-01-01,employees,,12,register,data steward,2027-06-30\n",
        "invoices,I1,due_date,01-03-24,,unknown,data steward,\n",
        "invoice_lines,L1,net_amount,1000,-10.50,credit,data steward,\n",
        "invoices,I1,is_disputed,,true,letter,data steward,\n",
        "payments,P1,known_at,,2024-03-31 13:45:00,bank,data steward,\n",
        'contacts,C1,full_name,"Jansen, J.",J. Jansen,asked,sales,\n',
    ],
)
def test_corrections_of_delivered_values_are_right(judge: Judge, rows: str) -> None:
    assert judge(NAME, HEADER + rows) == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "invoices,I1",
            "invoice,I1",
            "line 2, column entity: 'invoice' is no entity of input_contract: is it invoices?",
        ),
        (
            "due_date",
            "duedate",
            "line 2, column column_name: 'duedate' is no column of invoices: is it due_date?",
        ),
        (
            "due_date",
            "employees",
            "line 2, column column_name: 'employees' is no column of invoices: use one that "
            "input_contract lists for it",
        ),
        (
            "2024-03-31",
            "2024-03-01",
            "line 2, column new_value: is the same as old_value: fill in what it must be, or "
            "remove the row",
        ),
        (
            "2024-03-01,2024-03-31",
            ",",
            "line 2, column new_value: is the same as old_value: fill in what it must be, or "
            "remove the row",
        ),
        (
            "2024-03-31",
            "2024-02-30",
            "line 2, column new_value: due_date is a date: write it as YYYY-MM-DD",
        ),
        (
            "due_date,2024-03-01,2024-03-31",
            "invoice_date,2024-03-01,",
            "line 2, column new_value: is empty, and invoice_date is required in invoices: fill it "
            "in",
        ),
        (
            "due_date,2024-03-01,2024-03-31",
            "is_disputed,nee,ja",
            "line 2, column new_value: is_disputed is yes or no: write it as true or false",
        ),
        (
            "due_date,2024-03-01,2024-03-31",
            "known_at,,31-3-2024",
            "line 2, column new_value: known_at is a moment in time: write it as "
            "YYYY-MM-DD HH:MM:SS",
        ),
        (
            "invoices,I1,due_date,2024-03-01,2024-03-31",
            'payments,P1,amount,10,"1.000,50"',
            "line 2, column new_value: amount is a number: write it with a "
            "decimal point, such as 0.8",
        ),
        (
            "invoices,I1,due_date,2024-03-01,2024-03-31",
            "accounts,A1,employees,12,12.5",
            "line 2, column new_value: employees is a whole number: write it in digits "
            "only, such as 12",
        ),
        ("I1", "", "line 2, column row_key: is empty: fill it in"),
        ("typing error", "", "line 2, column reason: is empty: fill it in"),
        ("data steward", "", "line 2, column decided_by: is empty: fill it in"),
        ("data steward", " ", "line 2, column decided_by: holds spaces only: fill it in"),
        (
            "steward,",
            "steward,31-12-2024",
            "line 2, column valid_until: '31-12-2024' is not a date: write it as YYYY-MM-DD",
        ),
        (
            "steward,",
            "steward,2026-02-29",
            "line 2, column valid_until: '2026-02-29' is not a date: write it as YYYY-MM-DD",
        ),
        (
            RIGHT,
            RIGHT + RIGHT.replace("2024-03-31", "2024-04-01"),
            "line 3: has the entity, row_key and column_name of line 2: keep one of the two",
        ),
        (
            RIGHT,
            RIGHT + ",,,,,,,\n",
            "line 3: holds no values: remove the line",
        ),
    ],
)
def test_other_corrections_are_refused(judge: Judge, old: str, new: str, message: str) -> None:
    assert old in RIGHT
    assert judge(NAME, HEADER + RIGHT.replace(old, new)) == message


@pytest.mark.parametrize(
    "row",
    [
        "contacts,C1,email,jan@example.org,jan@example.org,asked,sales,\n",
        "contacts,C1,full_name,Jan, Jan,asked,sales,\n",
        "contacts,C1,is_primary,Jan,Jan Jansen,asked,sales,\n",
    ],
)
def test_values_that_may_be_personal_are_never_shown(judge: Judge, row: str) -> None:
    message = judge(NAME, HEADER + row)
    assert message.startswith("line 2, column new_value: ")
    assert "jan" not in message.lower()
