"""Figures as people write them, in Dutch and English."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

LANGUAGES = ("nl", "en")

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
_AND = {"nl": "en", "en": "and"}
_OR = {"nl": "of", "en": "or"}
_NUMBER = re.compile(r"\[([^|\]]*)\|([^|\]]*)\]")


def number(value: Decimal, language: str) -> str:
    """Write a number: 1.234,5 in Dutch, 1,234.5 in English; no zeros at the end.

    Args:
        value: Any finite number.
        language: nl or en.
    """
    text = f"{value.normalize():,f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def percentage(share: Decimal, language: str) -> str:
    """Write a share as a percentage: 25 % in Dutch, 25% in English.

    Args:
        share: A share, 1 = all.
        language: nl or en.
    """
    return f"{number(share * 100, language)}{' %' if language == 'nl' else '%'}"


def amount(value: Decimal, language: str, currency: str) -> str:
    """Write an amount: € 5.000 in Dutch, €5,000 in English.

    Args:
        value: The amount.
        language: nl or en.
        currency: ISO 4217 code, or '' to leave it out.
    """
    sign = _SIGNS.get(currency, currency)
    space = " " if language == "nl" or sign.isalpha() else ""
    minus = "-" if value < 0 else ""
    return f"{minus}{sign}{space if sign else ''}{number(abs(value), language)}"


def day(date: dt.date, language: str) -> str:
    """Write a day: 1 januari 2024 in Dutch, 1 January 2024 in English.

    Args:
        date: The day.
        language: nl or en.
    """
    return f"{date.day} {_MONTHS[language].split()[date.month - 1]} {date.year}"


def in_number(text: str, count: Decimal) -> str:
    """Choose between [one|more] by the number that stands before.

    Args:
        text: Words with one or more such places.
        count: The number.
    """
    return _NUMBER.sub(r"\1" if count == 1 else r"\2", text)


def all_of(parts: Sequence[str], language: str) -> str:
    """Join parts that all hold: a, b and c.

    Args:
        parts: One or more parts.
        language: nl or en.
    """
    return _joined(parts, _AND[language])


def one_of(parts: Sequence[str], language: str) -> str:
    """Join parts of which one holds: a, b or c.

    Args:
        parts: One or more parts.
        language: nl or en.
    """
    return _joined(parts, _OR[language])


def to_digits(value: float, digits: int) -> Decimal:
    """Round a figure for reading, halves away from zero.

    Args:
        value: Any finite number.
        digits: Digits behind the point.
    """
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _joined(parts: Sequence[str], word: str) -> str:
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"
