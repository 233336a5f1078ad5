import pytest

from .conftest import Judge, shipped

NAME = "rules_satisfaction_bands"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "3,6.5,7.5",
            "3,7,7.5",
            "line 4, column lower_value: begins at 7 and leaves a gap after line 3, which ends at "
            "6.5: begin at 6.5",
        ),
        (
            "3,6.5,7.5",
            "3,6,7.5",
            "line 4, column lower_value: begins at 6 and overlaps line 3, which ends at 6.5: begin "
            "at 6.5",
        ),
        (
            "1,0,5",
            "1,1,5",
            "line 2, column lower_value: the lowest band begins at 1: begin at 0",
        ),
        (
            "5,8.5,",
            "5,8.5,10",
            "line 6, column upper_value: the highest band ends at 10: leave it empty",
        ),
        (
            "3,6.5,7.5",
            "3,6.5,",
            "line 4, column upper_value: is empty, as only in the highest band it may be: fill in "
            "where the band ends",
        ),
        (
            "3,6.5,7.5\n4,7.5,8.5",
            "3,6.5,6.5\n4,6.5,8.5",
            "line 4, column upper_value: 6.5 is not above lower_value, 6.5: make it higher",
        ),
        (
            "3,6.5,7.5\n4,7.5,8.5",
            "3,6.5,8.5",
            "no band for s_score 4: add a row for each of the 5 levels",
        ),
        (
            "3,6.5,7.5\n4,7.5,8.5",
            "4,6.5,7.5\n3,7.5,8.5",
            "line 5, column s_score: 3 stands above level 4: levels rise with the bounds",
        ),
        (
            "4,7.5,8.5",
            "3,7.5,8.5",
            "line 5, column s_score: '3' stands in line 4 too: keep one",
        ),
        ("5,8.5,", "6,8.5,", "line 6, column s_score: '6' is above 5: levels go from 1 to 5"),
        (
            "4,7.5,8.5",
            "4,7.5,85",
            "line 5, column upper_value: '85' is above 10: satisfaction goes from 0 to 10",
        ),
        (
            "1,0,5",
            "1,-1,5",
            "line 2, column lower_value: '-1' is below 0: satisfaction goes from 0 to 10",
        ),
        (
            "1,0,5",
            "1,zero,5",
            "line 2, column lower_value: 'zero' is not a number: write it with a decimal "
            "point, such as 0.8",
        ),
    ],
)
def test_bands_that_do_not_follow_each_other_are_refused(
    judge: Judge, old: str, new: str, message: str
) -> None:
    text = shipped(NAME)
    assert old in text
    assert judge(NAME, text.replace(old, new)) == message
