"""Names of segments: chosen by their facts, kept for as long as the id lives, edited by hand."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from scipy.optimize import linear_sum_assignment

from klantcentraal.segmentation.facts import SegmentFact

# A fact gives a name from a medium effect on: Romano and others (2006) on Cliff's delta.
LEAST_EFFECT = 0.33
# A name that says one fact more may fit a tenth less.
_WORTH_OF_FACT = 0.1

_NOTE = {
    "nl": "Naam gewijzigd van '{old}' in '{new}'.",
    "en": "Name changed from '{old}' to '{new}'.",
}


@dataclass(frozen=True)
class NameRule:
    """A name that a segment can get: a row of rules_segment_facts.

    Attributes:
        name_id: Id of the name.
        high_facts: Facts that must be high in the segment.
        low_facts: Facts that must be low; no facts at all = the name where no other fits.
        name_nl: Name in Dutch.
        name_en: Name in English.
        action_nl: What to do, in Dutch.
        action_en: What to do, in English.
    """

    name_id: str
    high_facts: tuple[str, ...]
    low_facts: tuple[str, ...]
    name_nl: str
    name_en: str
    action_nl: str
    action_en: str


@dataclass(frozen=True)
class SegmentName:
    """The name of a segment from a day on; also a row of rules_segment_names.

    Attributes:
        segment_id: The segment.
        name_id: Name of rules_segment_facts that it was given; '' = named in rules_segment_names.
        name_nl: Name in Dutch.
        name_en: Name in English.
        action_nl: What to do, in Dutch.
        action_en: What to do, in English.
        since_date: First as-of date with this name.
    """

    segment_id: str
    name_id: str
    name_nl: str
    name_en: str
    action_nl: str
    action_en: str
    since_date: dt.date


@dataclass(frozen=True)
class Rename:
    """The event that a segment got another name.

    Attributes:
        segment_id: The segment.
        event_date: First as-of date with the new name.
        note_nl: Old and new name, in Dutch.
        note_en: Old and new name, in English.
    """

    segment_id: str
    event_date: dt.date
    note_nl: str
    note_en: str


@dataclass(frozen=True)
class NameSources:
    """Where names come from.

    Attributes:
        history: Names given before, of all segments that ever were: the kept table, keyed by
            segment_id and since_date.
        edited: Rows of rules_segment_names; their since_date does not matter.
        rules: Rows of rules_segment_facts.
    """

    history: Sequence[SegmentName]
    edited: Sequence[SegmentName]
    rules: Sequence[NameRule]


def name_segments(
    sources: NameSources, facts: Mapping[str, Sequence[SegmentFact]], as_of_date: dt.date
) -> tuple[SegmentName, ...]:
    """Name the segments of a segmentation.

    A row of rules_segment_names for the id goes before all; else a segment keeps the name that it
    has. New ids get the names, free in both languages, that together fit best (Kuhn, 1955, on the
    effects of the facts); where none fits, the name without facts, numbered. Names of segments
    that are no more stay taken, so that a name in an old report means one segment.

    Args:
        sources: Where names come from.
        facts: Facts of every segment that is there now, by id; none = too small to say.
        as_of_date: The day of the run.

    Returns:
        The names of the segments in facts, by segment_id, no two alike; those that are not in the
        history are to be put there, in the place of one of the same id and day.
    """
    latest = {name.segment_id: name for name in sorted(sources.history, key=_since)}
    edited = {name.segment_id: name for name in sources.edited if name.segment_id in facts}
    named = {
        segment_id: _kept(latest.get(segment_id), replace(name, name_id=""), as_of_date)
        for segment_id, name in edited.items()
    }
    taken = {text for name in named.values() for text in (name.name_nl, name.name_en)}
    for segment_id in sorted(set(latest) & set(facts) - set(edited)):
        name = _with_action(latest[segment_id], sources.rules)
        if not taken & {name.name_nl, name.name_en}:
            named[segment_id] = name
            taken |= {name.name_nl, name.name_en}
    past = {text for name in sources.history for text in (name.name_nl, name.name_en)}
    new_ids = sorted(set(facts) - set(named))
    free = [rule for rule in sources.rules if not (taken | past) & {rule.name_nl, rule.name_en}]
    fitting = _assigned(new_ids, facts, [rule for rule in free if _is_specific(rule)])
    for segment_id in new_ids:
        rule = fitting.get(segment_id) or _numbered(sources.rules, taken | past)
        taken |= {rule.name_nl, rule.name_en}
        given = SegmentName(
            segment_id,
            rule.name_id,
            rule.name_nl,
            rule.name_en,
            rule.action_nl,
            rule.action_en,
            as_of_date,
        )
        named[segment_id] = _kept(latest.get(segment_id), given, as_of_date)
    return tuple(named[segment_id] for segment_id in sorted(named))


def renames(names: Iterable[SegmentName]) -> tuple[Rename, ...]:
    """Give the renames in a history of names.

    Args:
        names: Names of any segments, keyed by segment_id and since_date.

    Returns:
        An event for each name after the first of its segment that reads differently, in order.
    """
    ordered = sorted(names, key=lambda name: (name.segment_id, name.since_date))
    return tuple(
        Rename(
            new.segment_id,
            new.since_date,
            _NOTE["nl"].format(old=old.name_nl, new=new.name_nl),
            _NOTE["en"].format(old=old.name_en, new=new.name_en),
        )
        for old, new in pairwise(ordered)
        if old.segment_id == new.segment_id
        and (old.name_nl, old.name_en) != (new.name_nl, new.name_en)
    )


def fit(rule: NameRule, facts: Sequence[SegmentFact]) -> float | None:
    """Say how well a name fits.

    Args:
        rule: The name.
        facts: The facts of a segment.

    Returns:
        The mean effect of its facts in the direction that it asks, and a little for each further
        fact that it says; None when one of them is not clear, or the name says none.
    """
    effects = {fact.fact_name: fact.effect for fact in facts}
    asked = [effects.get(name, 0.0) for name in rule.high_facts]
    asked += [-effects.get(name, 0.0) for name in rule.low_facts]
    if not asked or min(asked) < LEAST_EFFECT:
        return None
    return sum(asked) / len(asked) + _WORTH_OF_FACT * (len(asked) - 1)


def _assigned(
    segment_ids: Sequence[str], facts: Mapping[str, Sequence[SegmentFact]], rules: list[NameRule]
) -> dict[str, NameRule]:
    """The names that together fit best, each for one segment."""
    fits = [[fit(rule, facts[segment_id]) or 0.0 for rule in rules] for segment_id in segment_ids]
    if not segment_ids or not rules:
        return {}
    rows, columns = linear_sum_assignment(np.array(fits), maximize=True)
    return {
        segment_ids[row]: rules[column]
        for row, column in zip(rows, columns, strict=True)
        if fits[row][column] > 0
    }


def _numbered(rules: Sequence[NameRule], taken: set[str]) -> NameRule:
    """The name without facts, with the first number that makes it free."""
    [plain] = [rule for rule in rules if not _is_specific(rule)]
    number, rule = 1, plain
    while taken & {rule.name_nl, rule.name_en}:
        number += 1
        rule = replace(
            plain, name_nl=f"{plain.name_nl} {number}", name_en=f"{plain.name_en} {number}"
        )
    return rule


def _kept(had: SegmentName | None, name: SegmentName, as_of_date: dt.date) -> SegmentName:
    """The name with the day since when the segment has it."""
    if had is None:
        return replace(name, since_date=as_of_date)
    if (had.name_nl, had.name_en) == (name.name_nl, name.name_en):
        return replace(name, since_date=had.since_date)
    return replace(name, since_date=max(as_of_date, had.since_date))


def _with_action(name: SegmentName, rules: Iterable[NameRule]) -> SegmentName:
    """The name with the action that its rule has today."""
    for rule in rules:
        if rule.name_id == name.name_id:
            return replace(name, action_nl=rule.action_nl, action_en=rule.action_en)
    return name


def _is_specific(rule: NameRule) -> bool:
    return bool(rule.high_facts or rule.low_facts)


def _since(name: SegmentName) -> dt.date:
    return name.since_date
