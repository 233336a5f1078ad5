"""What happened to segments at a refit: birth, split, merge and retirement, in plain words.

METHOD-DETAILS 8, identity. Shares are of the accounts that both segmentations know: who came or
left says nothing about where a segment went. Every id that begins or ends has a row: what no
definition covers is logged as a birth or a retirement that names where the accounts are.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Flags, Indices
from klantcentraal.run_words import number
from klantcentraal.segmentation.identity import Membership, count_overlap, labelled

GIVES_SHARE = 0.30  # a smaller part does not tell where a segment comes from or went
DRAWS_SHARE = 0.60  # of its own accounts, for a part to be no more than a part
EVENTS = ("birth", "split", "merge", "retire")  # the names of segments add rename


@dataclass(frozen=True)
class SegmentEvent:
    """One event of one segment.

    Attributes:
        segment_id: The segment that was split or retired, was born or is the result of a merge.
        event: One of EVENTS.
        related_segment_ids: The other segments in it, in order of id: the parts of a split, the
            sources of a merge; for a birth and a retirement those that gave or took at least
            30 %, mostly none.
        account_count: Accounts that went into the parts of a split or came from the sources of a
            merge, accounts at birth or when retired.
        note_nl: In Dutch.
        note_en: In English.
    """

    segment_id: str
    event: str
    related_segment_ids: tuple[str, ...]
    account_count: int
    note_nl: str
    note_en: str


def find_events(earlier: Membership, later: Membership) -> tuple[SegmentEvent, ...]:
    """Find what happened to segments between the fit before and the new one.

    Args:
        earlier: Where the accounts stood with the fit before; empty for the first fit.
        later: Where the same accounts stand with the new fit, under the ids of match_segments.

    Returns:
        In order of event and segment. A split: two or more later segments each take at least 30 %
        of the earlier one and draw at least 60 % of their accounts from it. A merge: two or more
        earlier segments each give at least 30 % of the later one and go into it for at least
        60 %. A birth: a new id outside those; no earlier segment gives it 30 %, or the event names
        the one that does. A retirement: an id that ends outside those, so without a successor.

    Raises:
        ValueError: An account stands in one of them twice.
    """
    before, after = labelled(earlier), labelled(later)
    earlier_ids, later_ids = list(map(str, before.own_ids)), list(map(str, after.own_ids))
    overlap = count_overlap(before, after)
    gives, draws = overlap.earlier_shares, overlap.later_shares
    parts = (gives >= GIVES_SHARE) & (draws >= DRAWS_SHARE)
    parts &= parts.sum(axis=1, keepdims=True) >= 2
    sources = (draws >= GIVES_SHARE) & (gives >= DRAWS_SHARE)
    sources &= sources.sum(axis=0, keepdims=True) >= 2
    explained = parts | sources
    events = [
        _split(earlier_ids[row], _cells(later_ids, parts[row], overlap.shared[row]))
        for row in np.flatnonzero(parts.any(axis=1)).tolist()
    ]
    for column in np.flatnonzero(sources.any(axis=0)).tolist():
        cells = _cells(earlier_ids, sources[:, column], overlap.shared[:, column])
        events.append(_merge(later_ids[column], cells))
    for column, name in enumerate(later_ids):
        if name not in earlier_ids and not explained[:, column].any():
            givers = draws[:, column] >= GIVES_SHARE
            cells = _cells(earlier_ids, givers, overlap.shared[:, column])
            events.append(_birth(name, int((after.labels == column).sum()), cells))
    for row, name in enumerate(earlier_ids):
        if name not in later_ids and not explained[row].any():
            takers = gives[row] >= GIVES_SHARE
            cells = _cells(later_ids, takers, overlap.shared[row])
            events.append(_retire(name, int((before.labels == row).sum()), cells))
    return tuple(sorted(events, key=lambda event: (EVENTS.index(event.event), event.segment_id)))


def empty_events(begun: Iterable[str], ended: Iterable[str]) -> tuple[SegmentEvent, ...]:
    """Give the events of segments that no account is in, so that find_events cannot see them.

    Args:
        begun: Ids that are new.
        ended: Ids that are no more.

    Returns:
        A birth or a retirement of each, with 0 accounts.
    """
    births = (_birth(name, 0, {}) for name in sorted(begun))
    return (*births, *(_retire(name, 0, {}) for name in sorted(ended)))


def _cells(names: list[str], chosen: Flags, counts: Indices) -> dict[str, int]:
    return {names[place]: int(counts[place]) for place in np.flatnonzero(chosen).tolist()}


def _split(segment_id: str, parts: dict[str, int]) -> SegmentEvent:
    note_nl = f"Segment {segment_id} is gesplitst in {_listed(parts, 'nl')}."
    note_en = f"Segment {segment_id} was split into {_listed(parts, 'en')}."
    return SegmentEvent(
        segment_id, "split", _others(segment_id, parts), sum(parts.values()), note_nl, note_en
    )


def _merge(segment_id: str, sources: dict[str, int]) -> SegmentEvent:
    note_nl = f"Segment {segment_id} is samengevoegd uit {_listed(sources, 'nl')}."
    note_en = f"Segment {segment_id} was merged from {_listed(sources, 'en')}."
    return SegmentEvent(
        segment_id, "merge", _others(segment_id, sources), sum(sources.values()), note_nl, note_en
    )


def _birth(segment_id: str, count: int, givers: dict[str, int]) -> SegmentEvent:
    note_nl = f"Segment {segment_id} is nieuw, met {_accounts(count, 'nl')}"
    note_en = f"Segment {segment_id} is new, with {_accounts(count, 'en')}"
    if givers:
        note_nl += f"; een deel komt uit {_listed(givers, 'nl')}."
        note_en += f"; a part comes from {_listed(givers, 'en')}."
    else:
        note_nl += "; geen eerder segment leverde er 30 % of meer van."
        note_en += "; no earlier segment gave 30% or more of them."
    return SegmentEvent(segment_id, "birth", tuple(givers), count, note_nl, note_en)


def _retire(segment_id: str, count: int, takers: dict[str, int]) -> SegmentEvent:
    note_nl = f"Segment {segment_id} bestaat niet meer; het had {_accounts(count, 'nl')}"
    note_en = f"Segment {segment_id} no longer exists; it had {_accounts(count, 'en')}"
    if takers:
        note_nl += f", waarvan nu in {_listed(takers, 'nl')}."
        note_en += f", of which now in {_listed(takers, 'en')}."
    else:
        note_nl += ", nu verdeeld over andere segmenten of niet meer aanwezig."
        note_en += ", now spread over other segments or no longer present."
    return SegmentEvent(segment_id, "retire", tuple(takers), count, note_nl, note_en)


def _others(segment_id: str, cells: dict[str, int]) -> tuple[str, ...]:
    return tuple(name for name in cells if name != segment_id)


def _listed(cells: dict[str, int], language: str) -> str:
    """Segments with their accounts: s001 (60 accounts), s002 (30) and s003 (10)."""
    texts = [
        f"{name} ({_accounts(count, language) if place == 0 else number(count, language)})"
        for place, (name, count) in enumerate(cells.items())
    ]
    last = " en " if language == "nl" else " and "
    return last.join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def _accounts(count: int, language: str) -> str:
    return f"{number(count, language)} account{'' if count == 1 else 's'}"
