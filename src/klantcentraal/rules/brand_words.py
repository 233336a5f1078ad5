"""rules_brand_words: by which words people search for the company itself."""

from collections.abc import Iterator, Sequence

from klantcentraal.rules.kinds import Text, quoted
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

# A shorter one would be found in the search words of nearly everyone.
_SHORTEST = 2


def _words(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    first_lines: dict[str, int] = {}
    for row in rows:
        word = row["word"]
        if sum(letter.isalnum() for letter in word) < _SHORTEST:
            reason = (
                f"{quoted(word)} has fewer than {_SHORTEST} letters or digits: use a longer one"
            )
            yield Problem(reason, row.line, "word")
        first = first_lines.setdefault(word.casefold(), row.line)
        if first != row.line:
            reason = f"{quoted(word)} stands in line {first} in other capitals: keep one"
            yield Problem(reason, row.line, "word")


TABLE = RuleTable(
    "rules_brand_words",
    columns=(
        Column("word", Text()),
        Column("note", Text(), is_required=False),
    ),
    keys=(("word",),),
    rules=(_words,),
    may_be_empty=True,
)
