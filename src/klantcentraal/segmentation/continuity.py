"""The ids of a new generation, and what happened to the segments of the one before."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

from klantcentraal.segmentation.fitted import Fitted
from klantcentraal.segmentation.generations import Fitting, Generation
from klantcentraal.segmentation.identity import Labelled, Membership, match_segments
from klantcentraal.segmentation.segment_events import SegmentEvent, find_events
from klantcentraal.segmentation.yardstick import Yardstick, YardstickFeature, read_sample

_NOBODY = Membership(np.empty(0, dtype=object), np.empty(0, dtype=object))


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
    generations: Sequence[Generation],
    fitted: Fitted | None,
    now: Yardstick,
    accounts: duckdb.DuckDBPyRelation,
) -> Continued:
    """Give the segments of a new generation their ids.

    Args:
        generations: Those before, oldest first.
        fitted: The segmentation that comes into use; None = RFM.
        now: Accounts of the refresh, with the features that it was fitted on.
        accounts: The yardstick of the same date: the one before may use other features of it.

    Returns:
        The ids, with those of the one before where a segment goes on, and the events.
    """
    earlier = _NOBODY if not generations else _membership(generations[-1], accounts)
    given_ids = generations[-1].given_ids if generations else ()
    if fitted is None:
        return Continued((), given_ids, find_events(earlier, _NOBODY))
    labels = fitted.assign(now)
    fit = Labelled(now.account_ids, labels, fitted.own_ids)
    segment_ids = match_segments(earlier, fit, given_ids).segment_ids
    later = Membership(now.account_ids, np.array(segment_ids, dtype=object)[labels])
    given = tuple(sorted({*given_ids, *segment_ids}))
    return Continued(segment_ids, given, find_events(earlier, later))


def used_features(fitting: Fitting) -> tuple[YardstickFeature, ...]:
    """Give the features that a generation was fitted on, as they are read."""
    return tuple(YardstickFeature(feature.name, "none") for feature in fitting.bins)


def _membership(generation: Generation, accounts: duckdb.DuckDBPyRelation) -> Membership:
    """Where the accounts stand by a generation; nowhere by RFM."""
    used = generation.used
    features = used_features(generation.fitting)
    if used.fitted is None or {one.name for one in features} - set(accounts.columns):
        return _NOBODY
    rows = read_sample(accounts, features)
    segment_ids = np.array(used.segment_ids, dtype=object)
    return Membership(rows.account_ids, segment_ids[used.fitted.assign(rows)])
