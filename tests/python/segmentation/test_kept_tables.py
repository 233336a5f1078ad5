import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import duckdb
import pytest

from klantcentraal.segmentation.explanation_tables import names_table
from klantcentraal.segmentation.generations import (
    Fitting,
    Generation,
    KeptCandidate,
    Rows,
    generations_table,
)
from klantcentraal.segmentation.kept_tables import (
    evaluations_table,
    events_table,
    scorecards_table,
)
from klantcentraal.segmentation.methods.tiers import Tiers
from klantcentraal.segmentation.names import SegmentName
from segmentation.small_company import RUN, run_relation

MAY, JUNE, JULY, AUGUST = (
    dt.date(2025, 5, 31),
    dt.date(2025, 6, 30),
    dt.date(2025, 7, 31),
    dt.date(2025, 8, 31),
)
RFM = KeptCandidate("rfm", "rfm", None)


def score(segmentation_id: str, segment_id: str, is_passed: bool | None) -> dict[str, Any]:
    return {
        "segmentation_id": segmentation_id,
        "segment_id": segment_id,
        "test_id": "substantial",
        "metric_name": "account_count",
        "metric_value": None if is_passed is None else 40.0,
        "threshold_value": 30.0,
        "is_passed": is_passed,
    }


def evaluation(method_id: str, is_champion: bool) -> dict[str, Any]:
    numbers = ("metric_value", "metric_value_low", "metric_value_high", "baseline_value")
    return {
        "target": "segmentation",
        "method_id": method_id,
        "dataset_role": "verification",
        "segment_id": "ALL",
        "metric": "quality_value",
        **dict.fromkeys(numbers),
        "metric_value": 0.5,
        "row_count": 100,
        "is_champion": is_champion,
        "verdict": "chosen" if is_champion else "beaten",
    }


def event(name: str, segment_id: str, day: dt.date) -> dict[str, Any]:
    return {
        "segment_id": segment_id,
        "event": name,
        "related_segment_ids": "",
        "account_count": 60,
        "note_nl": f"{name} {segment_id}, in het Nederlands",
        "note_en": f"{name} {segment_id}",
        "event_date": day.isoformat(),
    }


def generation(day: dt.date, candidates: tuple[KeptCandidate, ...], events: Rows) -> Generation:
    fitting = Fitting(day, "first", "print", 100, ())
    used_id = candidates[-1].candidate_id
    return Generation(fitting, candidates, used_id, "Gekozen.", "Chosen.", events)


TIERS = KeptCandidate(
    "tiers",
    "tiers",
    Tiers(("A",), (100.0,)),
    ("s001", "s002"),
    (score("tiers", "s001", True), score("tiers", "ALL", None)),
    (evaluation("tiers", True),),
)
GENERATIONS = (
    generation(
        MAY,
        (replace(RFM, evaluations=(evaluation("rfm", False),)), TIERS),
        (event("birth", "s001", MAY), event("birth", "s002", MAY)),
    ),
    generation(JULY, (RFM,), (event("retire", "s002", JULY),)),
)


def name(segment_id: str, text: str, since_date: dt.date) -> SegmentName:
    return SegmentName(segment_id, "large", text, f"{text} en", "Doe iets.", "Act.", since_date)


NAMES = (
    name("s001", "Groot", MAY),
    name("s001", "Groots", JUNE),
    name("s001", "Grootst", AUGUST),
    name("s002", "Klein", MAY),
    replace(name("s002", "Klein", JUNE), action_nl="Doe iets anders."),
)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def run(connection: duckdb.DuckDBPyConnection, day: dt.date) -> duckdb.DuckDBPyRelation:
    return run_relation(connection, replace(RUN, as_of_date=day))


def kept(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    return connection.from_arrow(generations_table(GENERATIONS))


def events(connection: duckdb.DuckDBPyConnection, day: dt.date) -> list[dict[str, Any]]:
    history = (
        "select * from (values ('s001', date '2025-06-30'), ('s001', date '2025-06-30'), "
        "('s002', date '2025-06-30'), ('s001', date '2025-05-31')) as t (segment_id, as_of_date)"
    )
    names = connection.from_arrow(names_table(NAMES))
    told = events_table(run(connection, day), kept(connection), names, connection.sql(history))
    rows: list[dict[str, Any]] = told.to_pylist()
    return rows


@pytest.mark.parametrize("day", [MAY, JUNE])
def test_scorecards_and_evaluations_are_those_of_the_segmentation_in_use(
    connection: duckdb.DuckDBPyConnection, day: dt.date
) -> None:
    scores = scorecards_table(run(connection, day), kept(connection))
    assert scores.to_pylist() == list(TIERS.scores)
    judged = evaluations_table(run(connection, day), kept(connection))
    assert judged.to_pylist() == [evaluation("rfm", False), evaluation("tiers", True)]


def test_where_nothing_was_chosen_nothing_is_told(connection: duckdb.DuckDBPyConnection) -> None:
    scores = scorecards_table(run(connection, AUGUST), kept(connection))
    assert (scores.num_rows, scores.column_names) == (0, list(TIERS.scores[0]))
    judged = evaluations_table(run(connection, AUGUST), kept(connection))
    assert (judged.num_rows, judged.column_names) == (0, list(evaluation("rfm", False)))


def test_events_of_all_refreshes_are_told_with_their_dates(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = events(connection, AUGUST)
    assert [(row["event"], row["segment_id"], row["event_date"]) for row in rows] == [
        ("birth", "s001", MAY),
        ("birth", "s002", MAY),
        ("retire", "s002", JULY),
        ("rename", "s001", JUNE),
        ("rename", "s001", AUGUST),
    ]
    assert rows[2] == {**event("retire", "s002", JULY), "event_date": JULY}


def test_a_rename_tells_both_names_and_the_accounts_of_the_day(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    of_june, of_august = events(connection, AUGUST)[-2:]
    assert of_june == {
        "segment_id": "s001",
        "event": "rename",
        "related_segment_ids": "",
        "account_count": 2,
        "note_nl": "Naam gewijzigd van 'Groot' in 'Groots'.",
        "note_en": "Name changed from 'Groot en' to 'Groots en'.",
        "event_date": JUNE,
    }
    assert of_august["account_count"] == 0


@pytest.mark.parametrize(("day", "count"), [(MAY, 2), (JUNE, 3), (JULY, 4), (AUGUST, 5)])
def test_looking_back_tells_nothing_that_came_later(
    connection: duckdb.DuckDBPyConnection, day: dt.date, count: int
) -> None:
    rows = events(connection, day)
    assert len(rows) == count
    assert max(row["event_date"] for row in rows) <= day
