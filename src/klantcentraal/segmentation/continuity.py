"""The ids of a new generation, and what happened to the segments of the one before."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

from klantcentraal.segmentation.fitted import Fitted
from klantcentraal.segmentation.generations import Fitting, Generation
from klantcentraal.segmentation.identity import Labelled, Membership, match_segments
from klantcentraal.segmentation.segment_events import SegmentEvent, empty_events, find_events
from klantcentraal.segmentation.yardstick import YardstickFeature, read_batches

_NOBODY = Membership(np.empty(0, dtype=object), np.empty(0, dtype=object))


@dataclass(frozen=True)
class Before:
    """What a new generation follows on.

    Attributes:
        generations: Those up to the date of the refresh, oldest first.
        given_ids: Every id given, also at later dates.
    """

    generations: Sequence[Generation] = ()
    given_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Continued:
    """How a new generation follows on the one before.

    Attributes:
        segment_ids: Published id of each label; nothing for RFM.
        given_ids: Every id given up to now, in order.
        events: What happened to segments; RFM segments are rules that neither begin nor end.
    """

    segment_ids: tuple[str, ...]
    given_ids: tuple[str, ...]
    events: tuple[SegmentEvent, ...]


def continued(
    before: Before,
    fitted: Fitted | None,
    features: Sequence[YardstickFeature],
    accounts: duckdb.DuckDBPyRelation,
) -> Continued:
    """Give the segments of a new generation their ids.

    Args:
        before: What it follows on.
        fitted: The segmentation that comes into use; None = RFM.
        features: Those that it was fitted on; the one before may use others.
        accounts: The yardstick of the date of the refresh.

    Returns:
        The ids, with those of the one before where a segment goes on, and the events.
    """
    generations, given_ids = before.generations, before.given_ids
    earlier = _NOBODY if not generations else _membership(generations[-1], accounts)
    earlier_ids = generations[-1].used.segment_ids if generations else ()
    if fitted is None:
        gone = set(earlier_ids) - set(earlier.segment_ids)
        return Continued((), given_ids, find_events(earlier, _NOBODY) + empty_events((), gone))
    fit = _labelled(fitted, features, accounts)
    segment_ids = match_segments(earlier, fit, given_ids).segment_ids
    later = _with_ids(fit, segment_ids)
    given = tuple(sorted({*given_ids, *segment_ids}))
    begun = set(segment_ids) - set(earlier_ids) - set(later.segment_ids)
    ended = set(earlier_ids) - set(segment_ids) - set(earlier.segment_ids)
    events = find_events(earlier, later) + empty_events(begun, ended)
    return Continued(segment_ids, given, events)


def used_features(fitting: Fitting) -> tuple[YardstickFeature, ...]:
    """Give the features that a generation was fitted on, as they are read."""
    return tuple(YardstickFeature(feature.name, "none") for feature in fitting.bins)


def _membership(generation: Generation, accounts: duckdb.DuckDBPyRelation) -> Membership:
    """Where the accounts stand by a generation; nowhere by RFM."""
    used = generation.used
    features = used_features(generation.fitting)
    if used.fitted is None or {one.name for one in features} - set(accounts.columns):
        return _NOBODY
    return _with_ids(_labelled(used.fitted, features, accounts), used.segment_ids)


def _labelled(
    fitted: Fitted, features: Sequence[YardstickFeature], accounts: duckdb.DuckDBPyRelation
) -> Labelled:
    """Put every account through a segmentation, not a sample: events count them."""
    account_ids, labels = [_NOBODY.account_ids], [np.empty(0, dtype=np.int64)]
    for rows in read_batches(accounts, features):
        account_ids.append(rows.account_ids)
        labels.append(fitted.assign(rows))
    return Labelled(np.concatenate(account_ids), np.concatenate(labels), fitted.own_ids)


def _with_ids(fit: Labelled, segment_ids: Sequence[str]) -> Membership:
    return Membership(fit.account_ids, np.array(segment_ids, dtype=object)[fit.labels])
