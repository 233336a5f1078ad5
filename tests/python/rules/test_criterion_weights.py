"""A weight for each objective and criterion, and one of them more than nothing."""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from klantcentraal import rule_files
from klantcentraal.errors import InputError

from .conftest import PROJECT, Judge, shipped

NAME = "rules_criterion_weights"
PAINS = "loyalty,pains,3,\n"


def changed(new: str) -> str:
    text = shipped(NAME)
    assert PAINS in text
    return text.replace(PAINS, new)


def line() -> int:
    return shipped(NAME).splitlines().index(PAINS.strip()) + 1


@pytest.mark.parametrize("weight", ["0", "0.125", "1000"])
def test_weights_from_nothing_to_a_thousand_are_right(judge: Judge, weight: str) -> None:
    assert judge(NAME, changed(PAINS.replace("3", weight))) == ""


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (
            PAINS.replace("3", "-0.1"),
            "line {line}, column weight: '-0.1' is below 0: a weight goes from 0 to 1000",
        ),
        (
            PAINS.replace("3", "3 %"),
            "line {line}, column weight: '3 %' is not a number: write it with a decimal point, "
            "such as 0.8",
        ),
        (PAINS.replace("3", ""), "line {line}, column weight: is empty: fill it in"),
        (
            PAINS.replace("pains", "pain"),
            "line {line}, column criterion_id: 'pain' is unknown: is it pains?",
        ),
        (
            PAINS.replace("loyalty", "loyal"),
            "line {line}, column objective_id: 'loyal' is no objective_id of rules_objectives: is "
            "it loyalty?",
        ),
        (
            PAINS + PAINS,
            "line {next_line}: has the objective_id and criterion_id of line {line}: keep one of "
            "the two",
        ),
        ("", "loyalty has no weight for pains: add a row for each"),
    ],
)
def test_a_weight_that_says_nothing_is_refused(judge: Judge, new: str, message: str) -> None:
    expected = message.format(line=line(), next_line=line() + 1)
    assert judge(NAME, changed(new)) == expected


def test_an_objective_of_which_nothing_weighs_is_refused(judge: Judge) -> None:
    header, *rows = shipped(NAME).splitlines()
    silenced = [
        ",".join([*row.split(",")[:2], "0", ""]) if row.startswith("loyalty,") else row
        for row in rows
    ]
    told = judge(NAME, "\n".join([header, *silenced]))
    assert told == "all weights of loyalty are 0: give one of them a weight"


def test_shipped_weights_are_a_hundred_points_an_objective() -> None:
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for row in csv.DictReader(shipped(NAME).splitlines()):
        totals[row["objective_id"]] += Decimal(row["weight"])
    assert totals == {"conversion": 100, "quantitative": 100, "loyalty": 100}


def test_an_objective_of_ones_own_asks_for_weights(tmp_path: Path) -> None:
    own = shipped("rules_objectives").replace("\nloyalty,", "\nretention,")
    (tmp_path / "rules_objectives.csv").write_text(own, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        rule_files.check(tmp_path, PROJECT)
    assert str(refused.value).startswith(
        "seeds/rules/rules_criterion_weights.csv, line 28, column objective_id: 'loyalty' is no "
        "objective_id of rules_objectives: use one of those, or add it there"
    )
