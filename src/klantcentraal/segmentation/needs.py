"""The need that a segment states more often than others, and what to propose."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from klantcentraal.segmentation.figures import number, percentage, to_digits

LEAST_ACCOUNTS = 5  # that state it: fewer are single voices
_NORMAL = 1.645  # 95 of 100 chances that the true share is above the bound

_TEXT = {
    "nl": "{need}: {share} van de klanten vraagt erom (index {index}; gemiddelde klant = 100).",
    "en": "{need}: {share} of accounts ask for it (index {index}; average account = 100).",
}


@dataclass(frozen=True)
class Need:
    """A need of rules_needs that products answer.

    Attributes:
        need_id: Its id.
        name_nl: Name in Dutch.
        name_en: Name in English.
        proposition_nl: What to propose, in Dutch.
        proposition_en: What to propose, in English.
    """

    need_id: str
    name_nl: str
    name_en: str
    proposition_nl: str
    proposition_en: str


@dataclass(frozen=True)
class SegmentNeed:
    """The need that stands out in a segment.

    Attributes:
        segment_id: The segment.
        need: The need.
        account_count: Accounts of the segment that state it.
        account_share: The same as a share of the segment.
        need_index: 100 x that share / the share of all accounts.
    """

    segment_id: str
    need: Need
    account_count: int
    account_share: float
    need_index: float

    def text(self, language: str) -> str:
        """Write it as a sentence, in nl or en."""
        return _TEXT[language].format(
            need=self.need.name_nl if language == "nl" else self.need.name_en,
            share=percentage(to_digits(self.account_share, 2), language),
            index=number(to_digits(self.need_index, 0), language),
        )


def segment_needs(
    segments: Mapping[str, str], stated: Iterable[tuple[str, str]], needs: Iterable[Need]
) -> dict[str, SegmentNeed]:
    """Find the need that is over-represented most in each segment.

    Args:
        segments: Segment by account.
        stated: Account and need_id of each need that an account states.
        needs: Needs that products answer; others do not count.

    Returns:
        By segment the need with the highest index, of those whose share lies above the share of
        all accounts beyond chance (Wilson, 1927); a segment without one is left out.
    """
    known = {need.need_id: need for need in needs}
    pairs = {(account, need) for account, need in stated if account in segments and need in known}
    sizes = Counter(segments.values())
    base = Counter(need for _, need in pairs)
    counts = Counter((segments[account], need) for account, need in pairs)
    found: dict[str, SegmentNeed] = {}
    for (segment_id, need_id), count in sorted(counts.items()):
        size, share = sizes[segment_id], base[need_id] / len(segments)
        if count < LEAST_ACCOUNTS or _lowest(count, size) <= share:
            continue
        one = SegmentNeed(
            segment_id, known[need_id], count, count / size, 100 * count / size / share
        )
        if segment_id not in found or one.need_index > found[segment_id].need_index:
            found[segment_id] = one
    return found


def _lowest(count: int, size: int) -> float:
    """Lower bound of a share, by Wilson."""
    share, square = count / size, _NORMAL**2
    spread = math.sqrt(share * (1 - share) / size + square / (4 * size**2))
    return (share + square / (2 * size) - _NORMAL * spread) / (1 + square / size)
