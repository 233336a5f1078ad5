import pytest

from .conftest import Judge, shipped

NAME = "rules_criteria"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "\nkeywords,Keywords,Keywords,85,",
            "\nsearch_words,Keywords,Keywords,85,",
            "line 14, column criterion_id: 'search_words' is unknown: is it keywords?",
        ),
        (
            "pains,Pains,Pains,75",
            "pain,Pains,Pains,75",
            "line 13, column criterion_id: 'pain' is unknown: is it pains?",
        ),
        (
            "pains,Pains,Pains,75",
            "pains,Pains,Pains,101",
            "line 13, column effort_score: '101' is above 100: effort goes from 0 (lies ready) to "
            "100 (hardest)",
        ),
        (
            "pains,Pains,Pains,75,1,",
            "pains,Pains,Pains,75,-1,",
            "line 13, column assumed_impact_value: '-1' is below 0: impact is a number of "
            "percentage points from 0 to 100",
        ),
        (
            "pains,Pains,Pains,75,1,",
            "pains,Pains,Pains,7.5,1,",
            "line 13, column effort_score: '7.5' is not a whole number: write it in digits only, "
            "such as 12",
        ),
        (
            "pains,Pains,Pains",
            "keywords,Pains,Pains",
            "line 14, column criterion_id: 'keywords' stands in line 13 too: keep one",
        ),
        (
            "pains,Pains,Pains",
            "pains,Pains,Keywords",
            "line 14, column criterion_name_en: 'Keywords' stands in line 13 too: keep one",
        ),
    ],
)
def test_other_criteria_and_numbers_are_refused(
    judge: Judge, old: str, new: str, message: str
) -> None:
    text = shipped(NAME)
    assert old in text
    assert judge(NAME, text.replace(old, new)) == message


def test_all_criteria_must_be_there(judge: Judge) -> None:
    lines = shipped(NAME).splitlines()
    assert lines[-1].startswith("keywords,")
    assert judge(NAME, "\n".join(lines[:-1])) == "keywords is absent: add a row for it"


def test_effort_and_impact_of_ones_own_are_right(judge: Judge) -> None:
    assert judge(NAME, shipped(NAME).replace("Pains,Pains,75,1,", "Pains,Pains,0,4.5,")) == ""
