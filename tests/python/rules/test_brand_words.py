import pytest

from .conftest import Judge

HEADER = "word,note\n"


@pytest.mark.parametrize("rows", ["", "Vosmeer,\nVos & Meer,the old name\n", "3M,\n"])
def test_words_and_phrases_are_right(judge: Judge, rows: str) -> None:
    assert judge("rules_brand_words", HEADER + rows) == ""


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("V&,\n", "line 2, column word: 'V&' has fewer than 2 letters or digits: use a longer one"),
        (
            "Vosmeer,\nVOSMEER,\n",
            "line 3, column word: 'VOSMEER' stands in line 2 in other capitals: keep one",
        ),
        ("Vosmeer,\nVosmeer,\n", "line 3, column word: 'Vosmeer' stands in line 2 too: keep one"),
        (",a note\n", "line 2, column word: is empty: fill it in"),
    ],
)
def test_other_words_are_refused(judge: Judge, rows: str, message: str) -> None:
    assert judge("rules_brand_words", HEADER + rows) == message
