import datetime as dt
from decimal import Decimal

import pytest

from klantcentraal.segmentation import figures


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        ("0", "0", "0"),
        ("1234.50", "1.234,5", "1,234.5"),
        ("1E+6", "1.000.000", "1,000,000"),
        ("-1250", "-1.250", "-1,250"),
        ("0.00025", "0,00025", "0.00025"),
    ],
)
def test_numbers_are_written_in_each_language(value: str, nl: str, en: str) -> None:
    assert figures.number(Decimal(value), "nl") == nl
    assert figures.number(Decimal(value), "en") == en


@pytest.mark.parametrize(
    ("currency", "nl", "en"),
    [
        ("EUR", "-€ 5.000", "-€5,000"),
        ("CHF", "-CHF 5.000", "-CHF 5,000"),
        ("", "-5.000", "-5,000"),
    ],
)
def test_amounts_carry_their_currency(currency: str, nl: str, en: str) -> None:
    assert figures.amount(Decimal(-5000), "nl", currency) == nl
    assert figures.amount(Decimal(-5000), "en", currency) == en


def test_shares_are_percentages() -> None:
    assert figures.percentage(Decimal("0.125"), "nl") == "12,5 %"
    assert figures.percentage(Decimal("0.125"), "en") == "12.5%"


def test_days_are_written_out() -> None:
    assert figures.day(dt.date(2024, 3, 1), "nl") == "1 maart 2024"
    assert figures.day(dt.date(2024, 3, 1), "en") == "1 March 2024"


@pytest.mark.parametrize(
    ("parts", "text"), [(["a"], "a"), (["a", "b"], "a of b"), (["a", "b", "c"], "a, b of c")]
)
def test_parts_are_joined(parts: list[str], text: str) -> None:
    assert figures.one_of(parts, "nl") == text
    assert figures.all_of(parts, "en") == text.replace(" of ", " and ")


def test_halves_are_rounded_away_from_zero() -> None:
    assert figures.to_digits(2.5, 0) == Decimal(3)
    assert figures.to_digits(-0.125, 2) == Decimal("-0.13")
