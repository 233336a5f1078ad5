import pytest

from .conftest import Judge

NAME = "rules_needs_taxonomy"
HEADER = "need_id,language,term\n"


@pytest.mark.parametrize(
    "rows", ["cleaning,nl,schoonma*\noffice,en,A4 paper\n", "brand,nl,a-merk*\nprice,nl,kórting\n"]
)
def test_words_phrases_and_stems_are_right(judge: Judge, rows: str) -> None:
    assert judge(NAME, HEADER + rows) == ""


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "cleanin,nl,vuil\n",
            "line 2, column need_id: 'cleanin' is no need_id of rules_needs: is it cleaning?",
        ),
        ("cleaning,nl,\n", "line 2, column term: is empty: fill it in"),
        (
            "cleaning,de,Schmutz\n",
            "line 2, column language: 'de' is unknown: use nl, en",
        ),
        (
            "cleaning,nl,?!\n",
            "line 2, column term: '?!' holds no letter or digit: write a word",
        ),
        ("cleaning,nl,*\n", "line 2, column term: '*' holds no letter or digit: write a word"),
        (
            "cleaning,nl,v*\n",
            "line 2, column term: 'v*' is too short to mean one thing: write a word",
        ),
        (
            "cleaning,nl,чисто\n",
            "line 2, column term: 'чисто' holds a letter that texts are not searched for: use a to "
            "z",
        ),
        (
            "cleaning,nl,schoon*maak\n",
            "line 2, column term: 'schoon*maak' has a * before its end: end the word with it, or "
            "remove it",
        ),
        (
            "cleaning,nl,schoon *\n",
            "line 2, column term: 'schoon *' has a space before the *: remove one of the two",
        ),
        (
            "cleaning,nl,vuil\noffice,en,vuil\n",
            "line 3, column term: 'vuil' stands in line 2 too: keep one",
        ),
        (
            "cleaning,nl,hygiëne\nhygiene,en,Hygiene\n",
            "line 3, column term: 'Hygiene' finds the same as line 2: keep one",
        ),
        (
            "cleaning,nl,wc-papier\nhygiene,en,wc papier\n",
            "line 3, column term: 'wc papier' finds the same as line 2: keep one",
        ),
    ],
)
def test_other_terms_are_refused(judge: Judge, rows: str, message: str) -> None:
    assert judge(NAME, HEADER + rows) == message


def test_a_word_and_its_stem_are_two_terms(judge: Judge) -> None:
    assert judge(NAME, HEADER + "lighting,nl,lamp\nlighting,nl,lamp*\n") == ""
