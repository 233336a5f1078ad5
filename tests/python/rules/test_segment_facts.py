import pytest

from klantcentraal.rules.segment_facts import FACTS
from klantcentraal.segmentation import facts

from .conftest import Judge, shipped

NAME = "rules_segment_facts"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "online_buyers,online_share,",
            "online_buyers,onlineshare,",
            "column high_facts: 'onlineshare' is unknown: is it online_share?",
        ),
        (
            "online_buyers,online_share,",
            "online_buyers,online_share online_share,",
            "column high_facts: 'online_share' stands there twice: keep one",
        ),
        (
            "online_buyers,online_share,",
            "online_buyers,online_share,online_share",
            "column low_facts: online_share stands in high_facts too: keep one of the two",
        ),
        (
            "online_buyers,online_share,",
            "online_buyers,discount_share online_share,",
            "has the facts of line 13: one segment cannot have two names",
        ),
        (
            "Online kopers,",
            "Groeiers,",
            "column segment_name_nl: 'Groeiers' stands in line 7 too: keep one",
        ),
        (
            "Online kopers,",
            ",",
            "column segment_name_nl: is empty: fill it in",
        ),
    ],
)
def test_names_that_no_segment_can_have_are_refused(
    judge: Judge, old: str, new: str, message: str
) -> None:
    text = shipped(NAME)
    assert text.count(old) == 1
    line = text[: text.index(old)].count("\n") + 1
    place = f"line {line}, " if message.startswith("column") else f"line {line}: "
    assert judge(NAME, text.replace(old, new)) == place + message


def test_a_second_name_without_facts_is_refused(judge: Judge) -> None:
    text = shipped(NAME).replace("online_buyers,online_share,", "online_buyers,,")
    last = text.count("\n")
    assert judge(NAME, text) == (
        f"line {last}: has the facts of line 15: one segment cannot have two names"
    )


def test_a_file_without_a_name_for_all_others_is_refused(judge: Judge) -> None:
    rows = shipped(NAME).splitlines()[:-1]
    assert rows[-1] != shipped(NAME).splitlines()[-1]
    assert judge(NAME, "\n".join(rows) + "\n") == (
        "no row without facts: add one, the name where no other fits"
    )


def test_facts_that_give_names_can_be_said_and_measured() -> None:
    assert set(facts.FACTS) == set(FACTS)
