"""Kinds of values: which texts a column of a rule file may hold, and why others are refused.

What passes here, DuckDB reads as the column's SQL type; texts that it would read in its own way
(12.5 as 13, ` 1` as 1) are refused.
"""

import datetime as dt
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Protocol

from klantcentraal.reading import shown

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_WHOLE_NUMBER = re.compile(r"-?[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIMESTAMP = re.compile(r"([0-9-]{10})[ T]([0-9:]{8})(\.[0-9]{1,6})?")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_INT_MAXIMUM = 2_147_483_647


class Kind(Protocol):
    """A kind of value."""

    sql_type: ClassVar[str]

    def fault(self, text: str) -> str | None:
        """Say why a text is refused and what to do; None when it is right.

        Args:
            text: What stands in the file, not empty and not spaces only.
        """


def quoted(text: str) -> str:
    """Show a value in a message.

    Args:
        text: Any value that may be shown.

    Returns:
        The value between single quotes, on one line, with what cannot be seen made visible.
    """
    return f"'{shown(' '.join(text.split()))}'"


def advice(text: str, allowed: Iterable[str], otherwise: str) -> str:
    """Advise what to write in place of an unknown word.

    Args:
        text: The unknown word.
        allowed: The known ones.
        otherwise: The advice when none of them is alike.

    Returns:
        The most similar known word as a question, or the other advice.
    """
    near = difflib.get_close_matches(text, sorted(set(allowed)), n=1)
    return f"is it {near[0]}?" if near else otherwise


@dataclass(frozen=True)
class Text:
    """Any text without spaces around it."""

    sql_type: ClassVar[str] = "string"

    def fault(self, text: str) -> str | None:
        """Refuse spaces around the text; see Kind.fault."""
        return "has spaces around it: remove them" if text != text.strip() else None


@dataclass(frozen=True)
class Name:
    """A name that no reader sees: a letter, then letters, digits and _, all lower case."""

    sql_type: ClassVar[str] = "string"

    def fault(self, text: str) -> str | None:
        """Refuse other characters; see Kind.fault."""
        if _NAME.fullmatch(text):
            return None
        return f"{quoted(text)} is no id: use lower case, digits and _, and begin with a letter"


@dataclass(frozen=True)
class Choice:
    """One of a few words.

    Attributes:
        words: The words.
    """

    words: tuple[str, ...]
    sql_type: ClassVar[str] = "string"

    def fault(self, text: str) -> str | None:
        """Refuse other words; see Kind.fault."""
        if text in self.words:
            return None
        return f"{quoted(text)} is unknown: " + advice(
            text, self.words, f"use {', '.join(self.words)}"
        )


@dataclass(frozen=True)
class Words:
    """Some of a few words, separated by spaces, none of them twice.

    Attributes:
        words: The words.
    """

    words: tuple[str, ...]
    sql_type: ClassVar[str] = "string"

    def fault(self, text: str) -> str | None:
        """Refuse other words and repeated ones; see Kind.fault."""
        given = text.split()
        for word in given:
            if fault := Choice(self.words).fault(word):
                return fault
            if given.count(word) > 1:
                return f"{quoted(word)} stands there twice: keep one"
        return None


@dataclass(frozen=True)
class Reference:
    """A value that stands in a column of another table.

    Attributes:
        table: Rule file or reference list, without its ending.
        column: Its column.
        extra: Further values that are right.
    """

    table: str
    column: str
    extra: tuple[str, ...] = ()
    sql_type: ClassVar[str] = "string"

    def fault(self, text: str, values: Iterable[str]) -> str | None:
        """Say why a text is refused and what to do; None when it is right.

        Args:
            text: What stands in the file, not empty.
            values: What stands in the other table.
        """
        allowed = {*values, *self.extra}
        if text in allowed:
            return None
        is_rule_file = self.table.startswith("rules_")
        return f"{quoted(text)} is no {self.column} of {self.table}: " + advice(
            text,
            allowed,
            "use one of those, or add it there" if is_rule_file else "use one of those",
        )


@dataclass(frozen=True)
class Number:
    """A number within bounds, bounds included.

    Attributes:
        minimum: Lowest value; None = no lowest.
        maximum: Highest value; None = no highest.
        hint: What to do about a number outside the bounds.
    """

    minimum: float | None = None
    maximum: float | None = None
    hint: str = "correct it"
    sql_type: ClassVar[str] = "double"
    what: ClassVar[str] = "a number"
    how: ClassVar[str] = "with a decimal point, such as 0.8"
    pattern: ClassVar[re.Pattern[str]] = _NUMBER

    def fault(self, text: str) -> str | None:
        """Refuse other texts and numbers outside the bounds; see Kind.fault."""
        if not self.pattern.fullmatch(text):
            return f"{quoted(text)} is not {self.what}: write it {self.how}"
        number = Decimal(text)
        if self.minimum is not None and number < Decimal(str(self.minimum)):
            return f"{quoted(text)} is below {self.minimum}: {self.hint}"
        if self.maximum is not None and number > Decimal(str(self.maximum)):
            return f"{quoted(text)} is above {self.maximum}: {self.hint}"
        return None


@dataclass(frozen=True)
class WholeNumber(Number):
    """A whole number within bounds, bounds included.

    Attributes:
        minimum: Lowest value.
        maximum: Highest value; the default is the highest that the SQL type holds.
        hint: What to do about a number outside the bounds.
    """

    minimum: float | None = -_INT_MAXIMUM
    maximum: float | None = _INT_MAXIMUM
    sql_type: ClassVar[str] = "int"
    what: ClassVar[str] = "a whole number"
    how: ClassVar[str] = "in digits only, such as 12"
    pattern: ClassVar[re.Pattern[str]] = _WHOLE_NUMBER


@dataclass(frozen=True)
class Date:
    """A day of the calendar."""

    sql_type: ClassVar[str] = "date"
    what: ClassVar[str] = "a date"
    how: ClassVar[str] = "as YYYY-MM-DD"

    def fault(self, text: str) -> str | None:
        """Refuse other texts and days that do not exist; see Kind.fault."""
        if _DATE.fullmatch(text) and _is_moment(text):
            return None
        return f"{quoted(text)} is not {self.what}: write it {self.how}"


@dataclass(frozen=True)
class Timestamp:
    """A moment in UTC."""

    sql_type: ClassVar[str] = "timestamp"
    what: ClassVar[str] = "a moment in time"
    how: ClassVar[str] = "as YYYY-MM-DD HH:MM:SS"

    def fault(self, text: str) -> str | None:
        """Refuse other texts and moments that do not exist; see Kind.fault."""
        found = _TIMESTAMP.fullmatch(text)
        if found and _DATE.fullmatch(found[1]) and _is_moment(f"{found[1]} {found[2]}"):
            return None
        return f"{quoted(text)} is not {self.what}: write it {self.how}"


@dataclass(frozen=True)
class Flag:
    """True or false."""

    sql_type: ClassVar[str] = "boolean"
    what: ClassVar[str] = "yes or no"
    how: ClassVar[str] = "as true or false"

    def fault(self, text: str) -> str | None:
        """Refuse other words; see Kind.fault."""
        if text in ("true", "false"):
            return None
        return f"{quoted(text)} is not {self.what}: write it {self.how}"


SHARE = Number(0, 1, "write a share from 0 to 1, such as 0.8 for 80 %")


def _is_moment(text: str) -> bool:
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
