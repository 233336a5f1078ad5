import pytest

from .conftest import Judge, shipped

NAME = "rules_segment_names"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "lost,Verloren,Lost",
            "lost,Kampioenen,Lost",
            "line 11, column segment_name_nl: 'Kampioenen' stands in line 2 too: keep one",
        ),
        (
            "lost,Verloren,Lost",
            "lost,Verloren,Champions",
            "line 11, column segment_name_en: 'Champions' stands in line 2 too: keep one",
        ),
        (
            "lost,Verloren,Lost",
            "new,Verloren,Lost",
            "line 11, column segment_id: 'new' stands in line 5 too: keep one",
        ),
        (
            "lost,Verloren,Lost",
            "ALL,Verloren,Lost",
            "line 11, column segment_id: 'ALL' is no id: use lower case, digits and _, and begin "
            "with a letter",
        ),
        (
            "lost,Verloren,Lost",
            "lost,,Lost",
            "line 11, column segment_name_nl: is empty: fill it in",
        ),
        (
            '"Send one targeted offer in their largest product category."',
            '" "',
            "line 8, column action_en: holds spaces only: fill it in",
        ),
    ],
)
def test_names_that_cannot_be_told_apart_are_refused(
    judge: Judge, old: str, new: str, message: str
) -> None:
    text = shipped(NAME)
    assert old in text
    assert judge(NAME, text.replace(old, new)) == message
