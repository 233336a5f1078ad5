"""How people and systems write values badly: functions from a clean text to a dirty one.

Each gives None for a text that it cannot spoil without doubt about what was meant.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from stdnum.nl import btw

Spoiler = Callable[[str], str | None]

NO_BREAK_SPACE = "\u00a0"
# In the order in which they are likely in a Dutch name.
_ACCENTS = {"e": "é", "i": "ï", "o": "ö", "u": "ü", "a": "ä"}


def written(text: str) -> Spoiler:
    """Gives a spoiler that writes one text over every other text."""
    return lambda clean: None if clean == text else text


def instead_of(clean_text: str, text: str) -> Spoiler:
    """Gives a spoiler that writes one text over one other text."""
    return lambda clean: text if clean == clean_text else None


def framed(before: str, after: str) -> Spoiler:
    """Gives a spoiler that puts something around a text."""
    return lambda clean: before + clean + after if clean else None


def first_space(other: str) -> Spoiler:
    """Gives a spoiler that writes the first space between words otherwise."""
    return lambda clean: clean.replace(" ", other, 1) if " " in clean.strip() else None


def upper(clean: str) -> str | None:
    """Writes capitals."""
    return clean.upper() if clean.upper() != clean else None


def capital(clean: str) -> str | None:
    """Writes a capital first."""
    return clean.capitalize() if clean.capitalize() != clean else None


def lower(clean: str) -> str | None:
    """Writes no capitals."""
    return clean.lower() if clean.lower() != clean else None


def decimal_comma(clean: str) -> str | None:
    """Writes 1234.56 as 1234,56."""
    return clean.replace(".", ",") if "." in clean else None


def dutch_number(clean: str) -> str | None:
    """Writes 1234.56 as 1.234,56."""
    grouped = english_number(clean)
    return grouped.translate(str.maketrans(",.", ".,")) if grouped else None


def english_number(clean: str) -> str | None:
    """Writes 1234.56 as 1,234.56."""
    if not clean or abs(Decimal(clean)) < 1000:
        return None
    return f"{Decimal(clean):,}"


def euro_dutch_number(clean: str) -> str | None:
    """Writes 1234.56 as € 1.234,56."""
    return framed("€ ", "")(dutch_number(clean) or "")


def trailing_minus(clean: str) -> str | None:
    """Writes -100.00 as 100.00-."""
    return f"{clean[1:]}-" if clean.startswith("-") else None


def without_sign(clean: str) -> str | None:
    """Writes -100.00 as 100.00."""
    return clean[1:] if clean.startswith("-") and Decimal(clean) != 0 else None


def with_sign(clean: str) -> str | None:
    """Writes 5 as -5."""
    return f"-{clean}" if clean and Decimal(clean) > 0 else None


def times_1000(clean: str) -> str | None:
    """Writes 12.50 as 12500.00."""
    return f"{Decimal(clean) * 1000:.2f}"


def a_thousandth(clean: str) -> str | None:
    """Writes 1250.00 as 1.25, where rounding leaves it about a thousandth."""
    return f"{Decimal(clean) / 1000:.2f}" if Decimal(clean) >= 300 else None


def date_as(layout: str, is_ambiguous: bool | None = None) -> Spoiler:
    """Gives a spoiler that writes dates otherwise.

    Args:
        layout: As strftime has it.
        is_ambiguous: True for dates that are another date with day and month exchanged, False for
            those that are none, None for both; dates that stay the same are left out.

    Returns:
        The spoiler.
    """

    def spoil(clean: str) -> str | None:
        if not clean:
            return None
        day = dt.date.fromisoformat(clean[:10])
        if day.day == day.month or (is_ambiguous is not None and is_ambiguous != (day.day <= 12)):
            return None
        return day.strftime(layout)

    return spoil


def unpadded_date(clean: str) -> str | None:
    """Writes 2024-03-25 as 25-3-2024, where that is certain."""
    day = dt.date.fromisoformat(clean[:10])
    return f"{day.day}-{day.month}-{day.year}" if day.day > 12 else None


def accented(clean: str) -> str:
    """Writes a vowel with an accent, unless there is an accent."""
    if not clean.isascii():
        return clean
    letter = next(letter for letter in _ACCENTS if letter in clean)
    return clean.replace(letter, _ACCENTS[letter], 1)


def mojibake(clean: str) -> str | None:
    """Writes Café as CafÃ©: UTF-8 read as Windows-1252; puts an accent in where there is none."""
    if not any(letter in _ACCENTS for letter in clean):
        return None
    return accented(clean).encode("utf-8").decode("cp1252")


def with_curly_quote(clean: str) -> str:
    """Writes a straight apostrophe as a curly one."""
    return clean.replace("'", "\u2019")


def curly_mojibake(clean: str) -> str | None:
    """Writes 's-Hertogenbosch as â€™s-Hertogenbosch."""
    return with_curly_quote(clean).encode("utf-8").decode("cp1252") if "'" in clean else None


def vat_with_dots(clean: str) -> str | None:
    """Writes NL896454721B02 as NL 8964.54.721.B02."""
    return f"NL {clean[2:6]}.{clean[6:8]}.{clean[8:11]}.{clean[11:]}" if clean else None


def vat_without_country(clean: str) -> str | None:
    """Writes NL896454721B02 as 896454721B02."""
    return clean[2:] or None


def vat_with_wrong_digit(clean: str) -> str | None:
    """Changes the last digit before the B so that no check of the number holds."""
    for digit in "0123456789":
        wrong = clean[:10] + digit + clean[11:]
        if clean and not btw.is_valid(wrong):
            return wrong
    return None


def without_zeros(clean: str) -> str | None:
    """Writes 00472736 as 472736, as a spreadsheet does."""
    return clean.lstrip("0") if clean.startswith("0") else None


def registration_with_dots(clean: str) -> str | None:
    """Writes 00472736 as 00.47.27.36."""
    return ".".join(clean[place : place + 2] for place in range(0, 8, 2)) if clean else None


def registration_with_spaces(clean: str) -> str | None:
    """Writes 00472736 as 0047 2736."""
    return f"{clean[:4]} {clean[4:]}" if clean else None


def joined(clean: str) -> str | None:
    """Leaves spaces out."""
    return clean.replace(" ", "") if " " in clean else None


def joined_lower(clean: str) -> str | None:
    """Leaves spaces and capitals out."""
    return clean.replace(" ", "").lower() or None
