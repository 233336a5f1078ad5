"""The segment of every account at the scoring date and the dates of the history, streamed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import duckdb
import numpy as np
import pyarrow as pa

from klantcentraal.segmentation.assignment import (
    Assigned,
    Batch,
    Segments,
    SegmentState,
    assign_batches,
    dates_to_take,
    empty_state,
    read_state,
)
from klantcentraal.segmentation.continuity import used_features
from klantcentraal.segmentation.fit_sources import at_date, read_run
from klantcentraal.segmentation.fitted import Fitted
from klantcentraal.segmentation.generations import Generation, read_generations
from klantcentraal.segmentation.staleness import ASKED, CHANGED
from klantcentraal.segmentation.yardstick import YardstickFeature, read_batches

_KEPT = pa.schema(
    [
        ("as_of_date", pa.date32()),
        ("account_key", pa.int32()),
        ("segment_id", pa.string()),
        ("challenger_segment_id", pa.string()),
        ("is_backfilled", pa.bool_()),
    ]
)


@dataclass(frozen=True)
class LabelSources:
    """What labels are made from.

    Attributes:
        run: segments_run.
        generations: The kept table of generations.
        spine: features_spine.
        yardstick: segments_yardstick.
    """

    run: duckdb.DuckDBPyRelation
    generations: duckdb.DuckDBPyRelation
    spine: duckdb.DuckDBPyRelation
    yardstick: duckdb.DuckDBPyRelation


@dataclass(frozen=True)
class _Used:
    fitted: Fitted
    segments: Segments
    features: tuple[YardstickFeature, ...]


def kept_labels(
    sources: LabelSources, kept: duckdb.DuckDBPyRelation | None
) -> pa.RecordBatchReader:
    """Give each account the segment that this refresh is to tell.

    Args:
        sources: What labels are made from.
        kept: What earlier refreshes gave here; None = nothing.

    Returns:
        as_of_date, account_key, segment_id, challenger_segment_id (null = none) and is_backfilled,
        of the accounts that had bought, at the history dates since the last refresh and at the
        scoring date; these go on from where accounts stood. Where rules changed or a refit was
        asked for, segments mean something else, and each account gets its own at once. Nothing
        while RFM is in use.
    """
    run = read_run(sources.run)
    used = _used(sources, run.as_of_date)
    if used is None:
        return _reader(iter(()))
    history = _dates(sources.spine.filter("role = 'history'"))
    generations = read_generations(sources.generations, run.as_of_date)
    anew = max(
        (one.fitting.as_of_date for one in generations if _is_anew(one)), default=dt.date.min
    )
    told = None if kept is None else _without_rfm(kept, generations)
    dates = dates_to_take(history, [] if told is None else _dates(told), run.as_of_date)
    parts = [day for day in dates if day < anew], [day for day in dates if day >= anew]
    assigned = chain.from_iterable(
        assign_batches(_batches(part, used, sources), _state(told, since, part[0], used.segments))
        for part, since in zip(parts, (dt.date.min, anew), strict=True)
        if part
    )
    return _reader(_record_batches(assigned, used, run.as_of_date))


def replayed_labels(sources: LabelSources) -> pa.RecordBatchReader:
    """Give each account the segment that it would have had in the months before.

    Args:
        sources: What labels are made from.

    Returns:
        The columns of kept_labels at the history dates, as if segments had been refreshed at each
        of them and never before. Nothing while RFM is in use.
    """
    run = read_run(sources.run)
    used = _used(sources, run.as_of_date)
    if used is None:
        return _reader(iter(()))
    dates = sorted(_dates(sources.spine.filter("role = 'history'")))
    assigned = assign_batches(_batches(dates, used, sources), empty_state())
    return _reader(_record_batches(assigned, used, run.as_of_date))


def _is_anew(generation: Generation) -> bool:
    return generation.fitting.because in (ASKED, CHANGED)


def _without_rfm(
    kept: duckdb.DuckDBPyRelation, generations: Sequence[Generation]
) -> duckdb.DuckDBPyRelation:
    """Leave out what was told at dates at which RFM came into use after all.

    What a later refresh filled in for those dates stays: it is the month before that confirms.
    """
    ends = [*(one.fitting.as_of_date for one in generations[1:]), dt.date.max]
    for one, end in zip(generations, ends, strict=True):
        if one.used.fitted is None:
            start = one.fitting.as_of_date
            kept = kept.filter(
                f"is_backfilled or as_of_date < date '{start}' or as_of_date >= date '{end}'"
            )
    return kept


def _state(
    told: duckdb.DuckDBPyRelation | None, since: dt.date, first_date: dt.date, segments: Segments
) -> SegmentState:
    if told is None:
        return empty_state()
    return read_state(told.filter(f"as_of_date >= date '{since}'"), first_date, segments)


def _used(sources: LabelSources, as_of_date: dt.date) -> _Used | None:
    generations = read_generations(sources.generations, as_of_date)
    used = generations[-1].used
    if used.fitted is None:
        return None
    segments = Segments(used.segment_ids, _split_dates(generations))
    return _Used(used.fitted, segments, used_features(generations[-1].fitting))


def _dates(relation: duckdb.DuckDBPyRelation) -> list[dt.date]:
    return [day for (day,) in relation.project("as_of_date").distinct().fetchall()]


def _reader(batches: Iterator[pa.RecordBatch]) -> pa.RecordBatchReader:
    return pa.RecordBatchReader.from_batches(_KEPT, batches)


def _batches(dates: Iterable[dt.date], used: _Used, sources: LabelSources) -> Iterator[Batch]:
    for day in dates:
        for rows in read_batches(at_date(sources.yardstick, day), used.features):
            yield Batch(
                day, rows.account_keys, used.fitted.assign(rows), used.fitted.distances(rows)
            )


def _record_batches(
    assigned: Iterable[Assigned], used: _Used, as_of_date: dt.date
) -> Iterator[pa.RecordBatch]:
    names = np.array([*used.segments.segment_ids, None], dtype=object)  # -1 = none
    for one in assigned:
        count = len(one.account_keys)
        columns = (
            [one.as_of_date] * count,
            one.account_keys,
            names[one.segments],
            names[one.challengers],
            [one.as_of_date < as_of_date] * count,
        )
        arrays = [pa.array(column, kind.type) for column, kind in zip(columns, _KEPT, strict=True)]
        yield pa.record_batch(arrays, schema=_KEPT)


def _split_dates(generations: Sequence[Generation]) -> dict[str, dt.date]:
    """Last date on which each segment was split."""
    return {
        str(event["segment_id"]): one.fitting.as_of_date
        for one in generations
        for event in one.events
        if event["event"] == "split"
    }
