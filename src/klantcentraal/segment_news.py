"""What became of segments in a run, read from the extracts in the run's folder."""

from dataclasses import dataclass
from pathlib import Path

from klantcentraal.control_extracts import read_extract
from klantcentraal.run_words import first_sentence


@dataclass(frozen=True)
class SegmentNews:
    """The segmentation in use and what changed, in one language.

    Attributes:
        choice: Why it is the one in use.
        events: What happened to segments on the date of the run, one sentence each.
        unapproved_count: Segments that wait for a person's approval.
    """

    choice: str
    events: tuple[str, ...] = ()
    unapproved_count: int = 0

    @property
    def short_choice(self) -> str:
        """The first sentence of the choice, without what was ruled out."""
        return first_sentence(self.choice)


def read_segment_news(folder: Path, language: str) -> SegmentNews | None:
    """Read what became of segments.

    Args:
        folder: the run's folder, with the extracts of `control_extracts`.
        language: `en` or `nl`.

    Returns:
        The news; None when the run stopped before segments were made.

    Raises:
        OSError: an extract cannot be opened.
    """
    run, in_use = read_extract(folder, "segments_run"), read_extract(folder, "segments_in_use")
    if not run or not in_use:
        return None
    today = run[0]["as_of_date"]
    return SegmentNews(
        choice=in_use[0][f"choice_{language}"],
        events=tuple(
            row[f"note_{language}"]
            for row in read_extract(folder, "segment_events")
            if row["event_date"] == today
        ),
        unapproved_count=sum(
            row.get("is_approved") == "false" for row in read_extract(folder, "segment_profiles")
        ),
    )
