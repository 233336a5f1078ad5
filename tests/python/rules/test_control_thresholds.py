import csv

import pytest

from klantcentraal import contract

from .conftest import PROJECT, Judge, shipped

NAME = "rules_control_thresholds"


def test_shipped_thresholds_say_why() -> None:
    rows = list(csv.DictReader(shipped(NAME).splitlines()))
    assert [row["entity"] for row in rows] == list(contract.load(PROJECT))
    assert all(row["reason"] for row in rows)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "accounts,0.02",
            "account,0.02",
            "line 2, column entity: 'account' is no entity of input_contract: is it accounts?",
        ),
        (
            "accounts,0.02",
            "warehouses,0.02",
            "line 2, column entity: 'warehouses' is no entity of input_contract: use one of those",
        ),
        (
            "accounts,0.02",
            "accounts,2",
            "line 2, column max_quarantined_share: '2' is above 1: write a share from 0 to 1, such "
            "as 0.8 for 80 %",
        ),
        (
            "accounts,0.02",
            "accounts,-0.02",
            "line 2, column max_quarantined_share: '-0.02' is below 0: write a share from 0 to 1, "
            "such as 0.8 for 80 %",
        ),
        (
            "accounts,0.02",
            "accounts,2%",
            "line 2, column max_quarantined_share: '2%' is not a number: write it with a decimal "
            "point, such as 0.8",
        ),
        (
            "products,0.02",
            "accounts,0.02",
            "line 3, column entity: 'accounts' stands in line 2 too: keep one",
        ),
    ],
)
def test_thresholds_of_other_entities_or_values_are_refused(
    judge: Judge, old: str, new: str, message: str
) -> None:
    text = shipped(NAME)
    assert old in text
    assert judge(NAME, text.replace(old, new)) == message


def test_every_entity_has_one(judge: Judge) -> None:
    rows = [
        row
        for row in shipped(NAME).splitlines(keepends=True)
        if not row.startswith(("budgets,", "prospects,"))
    ]
    message = "no threshold for budgets, prospects: add a row for each entity"
    assert judge(NAME, "".join(rows)) == message
