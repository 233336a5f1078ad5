import csv

import pytest

from .conftest import PROJECT, Judge, shipped

NAME = "rules_reconciliation_tolerances"


def test_shipped_tolerances_say_why() -> None:
    comparisons = PROJECT / "seeds" / "reference" / "comparisons.csv"
    with comparisons.open(encoding="utf-8", newline="") as stream:
        known = [row["comparison"] for row in csv.DictReader(stream)]
    rows = list(csv.DictReader(shipped(NAME).splitlines()))
    assert [row["comparison"] for row in rows] == known
    assert all(row["reason"] for row in rows)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "open_balance,0.25",
            "open_balances,0.25",
            "line 11, column comparison: 'open_balances' is no comparison of comparisons: is it "
            "open_balance?",
        ),
        (
            "open_balance,0.25",
            "open_balance,25",
            "line 11, column max_difference_share: '25' is above 1: write a share from 0 to 1, "
            "such as 0.8 for 80 %",
        ),
        (
            "open_invoices,0.25",
            "open_balance,0.25",
            "line 12, column comparison: 'open_balance' stands in line 11 too: keep one",
        ),
    ],
)
def test_tolerances_of_other_comparisons_or_values_are_refused(
    judge: Judge, old: str, new: str, message: str
) -> None:
    text = shipped(NAME)
    assert old in text
    assert judge(NAME, text.replace(old, new)) == message


def test_every_comparison_has_one(judge: Judge) -> None:
    rows = [
        row
        for row in shipped(NAME).splitlines(keepends=True)
        if not row.startswith(("open_balance,", "monthly_tax,"))
    ]
    message = "no tolerance for monthly_tax, open_balance: add a row for each comparison"
    assert judge(NAME, "".join(rows)) == message
