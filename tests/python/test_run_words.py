import string
from decimal import Decimal
from pathlib import Path

import pytest

from klantcentraal.contract import find_project_dir
from klantcentraal.run_words import (
    LANGUAGES,
    TEXTS,
    amount,
    correction_reasons,
    number,
    percent,
    refusal_reasons,
)


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same() -> None:
    english, dutch = (TEXTS[language] for language in LANGUAGES)
    assert english.keys() == dutch.keys()
    assert {name for name in english if places(english[name]) != places(dutch[name])} == set()


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", ("1,234,567", "-1,234.50", "12.3%")), ("nl", ("1.234.567", "-1.234,50", "12,3%"))],
)
def test_figures_are_written_as_the_language_does(
    language: str, written: tuple[str, str, str]
) -> None:
    found = (
        number(1234567, language),
        amount(Decimal("-1234.5"), language),
        percent(0.1234, language),
    )
    assert found == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_hold_no_delivered_value(language: str) -> None:
    reasons = refusal_reasons(find_project_dir(), language)
    assert len(reasons) > 10
    assert all("{value}" not in reason and "'" not in reason[:12] for reason, _ in reasons.values())
    assert all(places(reason) <= {"column"} for reason, _ in reasons.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_that_is_absent_has_no_reasons(language: str, tmp_path: Path) -> None:
    assert correction_reasons(tmp_path, language) == {}
