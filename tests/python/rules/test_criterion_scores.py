"""What may make a score: features that are numbers, of their own criterion, with a direction."""

import csv

import pytest

from klantcentraal.rules.criteria import CRITERIA
from klantcentraal.rules.criterion_scores import DIRECTIONS

from .conftest import PROJECT, Judge, shipped

NAME = "rules_criterion_scores"
LATE = "finances,late_invoice_share,lower,scale,0,1,2,How often\n"


def changed(old: str, new: str) -> str:
    text = shipped(NAME)
    assert old in text
    return text.replace(old, new)


def line_of(start: str) -> int:
    lines = shipped(NAME).splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(start))


def test_weights_may_have_decimals(judge: Judge) -> None:
    assert judge(NAME, changed(LATE, LATE.replace(",2,How", ",0.25,How"))) == ""


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (
            LATE.replace(",2,How", ",-1,How"),
            "line {line}, column weight: '-1' is below 0: a weight goes from 0 to 1000",
        ),
        (
            LATE.replace(",2,How", ",1001,How"),
            "line {line}, column weight: '1001' is above 1000: a weight goes from 0 to 1000",
        ),
        (
            LATE.replace("finances", "finance"),
            "line {line}, column criterion_id: 'finance' is unknown: is it finances?",
        ),
        (
            LATE.replace("late_invoice_share", "late_invoices_share"),
            "line {line}, column feature_name: 'late_invoices_share' is no feature_name of "
            "feature_catalog: is it late_invoice_share?",
        ),
        (
            LATE.replace("late_invoice_share", "wallet_share"),
            "line {line}, column feature_name: wallet_share is a feature of potential: put it "
            "there",
        ),
        (
            LATE + "lifetime,lifetime_stage,higher,rank,,,1,\n",
            "line {next_line}, column feature_name: lifetime_stage is a category, without more or "
            "less: remove the row",
        ),
        (
            LATE + LATE,
            "line {next_line}: has the criterion_id and feature_name of line {line}: keep one of "
            "the two",
        ),
        (
            LATE.replace("lower,scale", "down,scale"),
            "line {line}, column direction: 'down' is unknown: use higher, lower",
        ),
        (
            LATE.replace("scale", "band"),
            "line {line}, column method: 'band' is unknown: use rank, scale",
        ),
        (
            LATE.replace(",0,1,", ",1,0,"),
            "line {line}, column upper_value: 0 is not above lower_value, 1: make it higher; "
            "direction says which end is best",
        ),
        (
            LATE.replace(",0,1,", ",1,1,"),
            "line {line}, column upper_value: 1 is not above lower_value, 1: make it higher; "
            "direction says which end is best",
        ),
        (
            LATE.replace(",0,1,", ",0,,"),
            "line {line}, column upper_value: is empty, and a scale has two ends: fill it in",
        ),
        (
            LATE.replace("scale,0,1", "rank,0,"),
            "line {line}, column lower_value: is not used by a rank: empty it, or use scale",
        ),
    ],
)
def test_a_row_that_cannot_give_points_is_refused(judge: Judge, new: str, message: str) -> None:
    line = line_of("finances,late_invoice_share")
    expected = message.format(line=line, next_line=line + 1)
    assert judge(NAME, changed(LATE, new)) == expected


def test_a_criterion_without_a_feature_is_refused(judge: Judge) -> None:
    rows = [row for row in shipped(NAME).splitlines() if not row.startswith("media_power,")]
    assert judge(NAME, "\n".join(rows)) == "media_power has no feature: add a row for it"


def test_a_criterion_of_which_nothing_weighs_is_refused(judge: Judge) -> None:
    text = changed(
        "media_power,audience_size_count,higher,rank,,,2",
        "media_power,audience_size_count,higher,rank,,,0",
    )
    text = text.replace(
        "press_mentions_12m_count,higher,rank,,,1", "press_mentions_12m_count,higher,rank,,,0.0"
    )
    assert judge(NAME, text) == "all features of media_power weigh 0: give one of them a weight"


def test_shipped_directions_do_not_contradict_the_catalog() -> None:
    with (PROJECT / "seeds/reference/feature_catalog.csv").open(encoding="utf-8") as file:
        catalog = {row["feature_name"]: row["direction"] for row in csv.DictReader(file)}
    rules = list(csv.DictReader(shipped(NAME).splitlines()))
    assert {row["criterion_id"] for row in rules} == set(CRITERIA)
    assert all(row["direction"] in DIRECTIONS for row in rules)
    given = [(catalog[row["feature_name"]], row["direction"]) for row in rules]
    assert [pair for pair in given if pair[0] not in ("neutral", pair[1])] == []
