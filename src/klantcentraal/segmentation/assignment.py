"""The segment of each account at each date: streamed in batches, with what stood before.

Between refreshes one private table is kept, by (account_key, as_of_date): segment_id,
challenger_segment_id (null = none) and is_backfilled. A refresh reads the rows before its first
date only and replaces the rows of the dates that it takes, so that repeating it, or looking back
with an earlier date, gives the same segments whatever was stored later.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import duckdb
import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix
from klantcentraal.quoting import literal
from klantcentraal.segmentation.hysteresis import NONE, step

# Two refreshes that are to confirm each other lie at least this far apart, the shortest month, and
# those between must not contradict them: a nightly refresh then moves nobody on two bad nights,
# and moves at the pace of a monthly backfill.
CONFIRM_DAYS = 28


@dataclass(frozen=True)
class SegmentState:
    """Where accounts stand before a refresh.

    Attributes:
        account_keys: Ascending, each once; shape (accounts,).
        segments: Label of the segment, -1 = none that still exists; shape (accounts,).
        challengers: Label of the challenger, -1 = none; shape (accounts,).
    """

    account_keys: Indices
    segments: Indices
    challengers: Indices

    def of(self, account_keys: Indices) -> tuple[Indices, Indices]:
        """Segments and challengers of some accounts, -1 where the state does not know them."""
        if not len(self.account_keys):
            nothing = np.full(len(account_keys), NONE)
            return nothing, nothing
        rows = np.searchsorted(self.account_keys, account_keys).clip(0, len(self.account_keys) - 1)
        is_known = self.account_keys[rows] == account_keys
        return (
            np.where(is_known, self.segments[rows], NONE),
            np.where(is_known, self.challengers[rows], NONE),
        )


@dataclass(frozen=True)
class Batch:
    """Some accounts of one date, as a frozen segmentation sees them.

    Attributes:
        as_of_date: The date.
        account_keys: Each at most once a date; shape (rows,).
        labels: What the segmentation says; shape (rows,).
        distances: To each segment, shape (rows, segments); None where rules decide (tiers, rfm,
            tree): then the label counts at once.
    """

    as_of_date: date
    account_keys: Indices
    labels: Indices
    distances: Matrix | None


@dataclass(frozen=True)
class Assigned:
    """The accounts of a batch, with what SegmentState says of each after that date."""

    as_of_date: date
    account_keys: Indices
    segments: Indices
    challengers: Indices


@dataclass(frozen=True)
class Segments:
    """The segments of the segmentation in use.

    Attributes:
        segment_ids: One a label.
        split_dates: Date of the last split of each segment that was split, up to the refresh.
            Accounts that were in it before go to the nearest at once, also where one of the parts
            keeps its id.
    """

    segment_ids: Sequence[str]
    split_dates: Mapping[str, date]

    def label(self, column: str, date_column: str) -> str:
        """SQL for the label of an id stored at some date; -1 = none, gone, or split since."""
        cases = [
            f"when {literal(name)} then case when {date_column} < date '{self.split_dates[name]}' "
            f"then {NONE} else {label} end"
            if name in self.split_dates
            else f"when {literal(name)} then {label}"
            for label, name in enumerate(self.segment_ids)
        ]
        return f"case {column} {' '.join(cases)} else {NONE} end" if cases else f"{NONE}"


def empty_state() -> SegmentState:
    """The state before the first refresh ever."""
    nothing = np.empty(0, dtype=np.int64)
    return SegmentState(nothing, nothing, nothing)


def dates_to_take(
    spine_dates: Iterable[date], stored_dates: Iterable[date], as_of_date: date
) -> tuple[date, ...]:
    """Dates that a refresh has to take, oldest first; the last is as_of_date itself.

    Args:
        spine_dates: The scoring date and the history dates before it.
        stored_dates: Dates with rows in the kept table; those from as_of_date on do not count.
        as_of_date: The date of the refresh.

    Returns:
        The history dates after the last one stored, then as_of_date. All but the last are
        backfilled: what a refresh wrote at the time is never replaced by a backfill.
    """
    last_stored = max((day for day in stored_dates if day < as_of_date), default=date.min)
    missed = {day for day in spine_dates if last_stored < day < as_of_date}
    return (*sorted(missed), as_of_date)


def read_state(kept: duckdb.DuckDBPyRelation, first_date: date, segments: Segments) -> SegmentState:
    """Read where accounts stood before the first date that a refresh takes.

    Args:
        kept: account_key, as_of_date, segment_id, challenger_segment_id.
        first_date: First date to take; rows of that date and later ones do not count.
        segments: Those in use.

    Returns:
        Per account the segment of its last row, however old, and the challenger of the last
        refresh at least 28 days back: none if the account was not seen at that refresh, has moved
        since, or was at some refresh since then nowhere else better off.
    """
    query = f"""
    with before as (select * from kept where as_of_date < date '{first_date}'),
    last_dates as (
        select account_key, max(as_of_date) as as_of_date from before group by account_key
    ),
    confirming as (
        select max(as_of_date) as as_of_date from before
        where as_of_date <= date '{first_date - timedelta(days=CONFIRM_DAYS)}'
    ),
    contradicted as (
        select distinct before.account_key from before
        inner join confirming on before.as_of_date > confirming.as_of_date
        where before.challenger_segment_id is null
    )
    select
        before.account_key,
        {segments.label("before.segment_id", "before.as_of_date")} as segment,
        case
            when contradicted.account_key is null
                then {segments.label("earlier.challenger_segment_id", "earlier.as_of_date")}
            else {NONE}
        end as challenger
    from last_dates
    inner join before
        on last_dates.account_key = before.account_key
        and last_dates.as_of_date = before.as_of_date
    cross join confirming
    left join before as earlier
        on before.account_key = earlier.account_key
        and before.segment_id = earlier.segment_id
        and confirming.as_of_date = earlier.as_of_date
    left join contradicted on before.account_key = contradicted.account_key
    order by before.account_key
    """
    columns = kept.query("kept", query).fetchnumpy()
    keys, labels, challengers = (np.asarray(columns[name], dtype=np.int64) for name in columns)
    return SegmentState(keys, labels, challengers)


def assign_batches(batches: Iterable[Batch], state: SegmentState) -> Iterator[Assigned]:
    """Give each account of each date its segment; in memory are one batch and the state.

    Args:
        batches: Dates ascending, each in one or more batches, accounts in any order. An account
            that skips a date keeps its segment for the next one, and its challenger lapses.
        state: Before the first date.

    Yields:
        One a batch, in the same order.

    Raises:
        ValueError: Dates descend, or an account comes twice at one date.
    """
    previous_date = date.min
    for as_of_date, of_date in groupby(batches, key=lambda batch: batch.as_of_date):
        if as_of_date < previous_date:
            raise ValueError(f"dates to assign must ascend: {as_of_date} after {previous_date}")
        taken = []
        for batch in of_date:
            taken.append(_assign(batch, state))
            yield taken[-1]
        state = _after(state, taken)
        previous_date = as_of_date


def _assign(batch: Batch, state: SegmentState) -> Assigned:
    segments, challengers = state.of(batch.account_keys)
    if batch.distances is None:
        segments, challengers = batch.labels, np.full(len(batch.labels), NONE)
    else:
        segments, challengers = step(segments, challengers, batch.distances)
    return Assigned(batch.as_of_date, batch.account_keys, segments, challengers)


def _after(state: SegmentState, taken: Sequence[Assigned]) -> SegmentState:
    """The state after a date: who was seen as assigned, who was not without a challenger."""
    keys = np.concatenate([assigned.account_keys for assigned in taken])
    unseen = ~np.isin(state.account_keys, keys)
    absent = state.account_keys[unseen]
    keys = np.concatenate([keys, absent])
    segments = [assigned.segments for assigned in taken]
    challengers = [assigned.challengers for assigned in taken]
    order = np.argsort(keys, kind="stable")
    if (np.diff(keys[order]) == 0).any():
        raise ValueError(f"an account comes twice at {taken[0].as_of_date}")
    return SegmentState(
        keys[order],
        np.concatenate([*segments, state.segments[unseen]])[order],
        np.concatenate([*challengers, np.full(len(absent), NONE)])[order],
    )
