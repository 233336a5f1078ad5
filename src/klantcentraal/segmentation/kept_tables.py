"""What is published of the generations that were kept: scorecards, evaluations and events."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa

from klantcentraal.segmentation.explanation_tables import read_names
from klantcentraal.segmentation.fit_sources import read_run
from klantcentraal.segmentation.generations import read_generations
from klantcentraal.segmentation.names import renames

_SCORECARDS = pa.schema(
    [
        *[(name, pa.string()) for name in ("segmentation_id", "segment_id", "test_id")],
        ("metric_name", pa.string()),
        ("metric_value", pa.float64()),
        ("threshold_value", pa.float64()),
        ("is_passed", pa.bool_()),
    ]
)
_EVALUATIONS = pa.schema(
    [
        *[(name, pa.string()) for name in ("target", "method_id", "dataset_role", "segment_id")],
        ("metric", pa.string()),
        ("metric_value", pa.float64()),
        ("metric_value_low", pa.float64()),
        ("metric_value_high", pa.float64()),
        ("baseline_value", pa.float64()),
        ("row_count", pa.int64()),
        ("is_champion", pa.bool_()),
        ("verdict", pa.string()),
    ]
)
_EVENTS = pa.schema(
    [
        ("segment_id", pa.string()),
        ("event", pa.string()),
        ("related_segment_ids", pa.string()),
        ("account_count", pa.int64()),
        ("note_nl", pa.string()),
        ("note_en", pa.string()),
        ("event_date", pa.date32()),
    ]
)
RENAME = "rename"


def scorecards_table(
    run: duckdb.DuckDBPyRelation, generations: duckdb.DuckDBPyRelation
) -> pa.Table:
    """Give the scorecards of the segmentation in use.

    Args:
        run: segments_run.
        generations: The kept table of generations.

    Returns:
        Rows of segment_scorecards; none where nothing could be held to the tests.
    """
    last = read_generations(generations, read_run(run).as_of_date)[-1]
    return pa.Table.from_pylist(list(last.used.scores), _SCORECARDS)


def evaluations_table(
    run: duckdb.DuckDBPyRelation, generations: duckdb.DuckDBPyRelation
) -> pa.Table:
    """Give how the segmentation in use was chosen.

    Args:
        run: segments_run.
        generations: The kept table of generations.

    Returns:
        Rows of model_evaluations, of every segmentation that was fitted beside it; none where there
        was nothing to choose.
    """
    last = read_generations(generations, read_run(run).as_of_date)[-1]
    rows = [row for candidate in last.candidates for row in candidate.evaluations]
    return pa.Table.from_pylist(rows, _EVALUATIONS)


def events_table(
    run: duckdb.DuckDBPyRelation,
    generations: duckdb.DuckDBPyRelation,
    names: duckdb.DuckDBPyRelation,
    history: duckdb.DuckDBPyRelation,
) -> pa.Table:
    """Give what happened to segments up to the scoring date.

    Args:
        run: segments_run.
        generations: The kept table of generations.
        names: The kept table of names.
        history: segments_history, for the accounts of a segment when it got another name.

    Returns:
        Rows of segment_events.
    """
    as_of_date = read_run(run).as_of_date
    rows: list[Mapping[str, Any]] = [
        {**event, "event_date": dt.date.fromisoformat(event["event_date"])}
        for generation in read_generations(generations, as_of_date)
        for event in generation.events
    ]
    counts = _counts(history)
    given = read_names(names.filter(f"since_date <= date '{as_of_date}'"))
    rows += [
        {
            "segment_id": rename.segment_id,
            "event": RENAME,
            "related_segment_ids": "",
            "account_count": counts.get((rename.segment_id, rename.event_date), 0),
            "note_nl": rename.note_nl,
            "note_en": rename.note_en,
            "event_date": rename.event_date,
        }
        for rename in renames(given)
    ]
    return pa.Table.from_pylist(rows, _EVENTS)


def _counts(history: duckdb.DuckDBPyRelation) -> dict[tuple[str, dt.date], int]:
    rows = history.aggregate("segment_id, as_of_date, count(*)").fetchall()
    return {(segment_id, day): count for segment_id, day, count in rows}
