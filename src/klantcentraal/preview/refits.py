"""Whether segments would be made anew, and why it would be those."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from klantcentraal.quoting import literal
from klantcentraal.run_words import first_sentence

# What a fit writes, and nothing else.
_FIGURES = ("model_evaluations", "segment_scorecards")


@dataclass(frozen=True)
class Refit:
    """Segments made anew.

    Attributes:
        reason_nl: Why the segmentation is the one that would be used, in Dutch.
        reason_en: The same in English.
    """

    reason_nl: str
    reason_en: str

    def reason(self, language: str) -> str:
        """Give the first sentence in a language, `en` or `nl`: not all that was ruled out."""
        whole = self.reason_nl if language == "nl" else self.reason_en
        return first_sentence(whole)


def find_refit(published: Path, candidate: Path) -> Refit | None:
    """Say whether segments would be made anew.

    Args:
        published: Database as it stands published.
        candidate: Database as it would be.

    Returns:
        Why those; None when the segmentation that stands would stay, with the same figures.
    """
    with duckdb.connect() as connection:
        for name, path in (("published", published), ("candidate", candidate)):
            connection.execute(f"attach {literal(str(path))} as {name} (read_only)")
        if all(_is_same(connection, relation) for relation in _FIGURES):
            return None
        [reasons] = connection.execute(
            "select choice_nl, choice_en from candidate.segmentations"
        ).fetchall()
    return Refit(*reasons)


def _is_same(connection: duckdb.DuckDBPyConnection, relation: str) -> bool:
    before, after = (f"select * from {name}.{relation}" for name in ("published", "candidate"))
    rows = connection.execute(
        f"({before} except all {after}) union all ({after} except all {before})"
    )
    return rows.fetchone() is None
