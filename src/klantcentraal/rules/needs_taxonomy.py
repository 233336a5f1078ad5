"""rules_needs_taxonomy: terms by which a text is sorted under a need or motive."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from klantcentraal.need_texts import normalised
from klantcentraal.rules.kinds import Choice, Reference, Text, quoted
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

LANGUAGES = ("nl", "en")
STEM = "*"

# At least two letters or digits: one alone begins or is a word in half of all texts.
_TERM = re.compile(r"[a-z0-9]+( [a-z0-9]+)*")
_MINIMUM_LENGTH = 2


@dataclass(frozen=True)
class Term(Text):
    """A word or phrase; a * at its end also finds longer words."""

    sql_type: ClassVar[str] = "string"

    def fault(self, text: str) -> str | None:
        """Refuse what no text could match, or nearly every text would; see Kind.fault."""
        fault = super().fault(text)
        if fault:
            return fault
        bare = text.removesuffix(STEM)
        if STEM in bare:
            return f"{quoted(text)} has a {STEM} before its end: end the word with it, or remove it"
        if bare.endswith(" "):
            return f"{quoted(text)} has a space before the {STEM}: remove one of the two"
        plain = normalised(bare)
        if not plain:
            return f"{quoted(text)} holds no letter or digit: write a word"
        if not _TERM.fullmatch(plain):
            return f"{quoted(text)} holds a letter that texts are not searched for: use a to z"
        if len(plain) < _MINIMUM_LENGTH:
            return f"{quoted(text)} is too short to mean one thing: write a word"
        return None


def _repeated_terms(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    first_lines: dict[str, int] = {}
    for row in rows:
        form = normalised(row["term"]) + STEM * row["term"].endswith(STEM)
        first = first_lines.setdefault(form, row.line)
        if first != row.line:
            reason = f"{quoted(row['term'])} finds the same as line {first}: keep one"
            yield Problem(reason, row.line, "term")


TABLE = RuleTable(
    "rules_needs_taxonomy",
    columns=(
        Column("need_id", Reference("rules_needs", "need_id")),
        Column("language", Choice(LANGUAGES)),
        Column("term", Term()),
    ),
    keys=(("term",),),
    rules=(_repeated_terms,),
)
