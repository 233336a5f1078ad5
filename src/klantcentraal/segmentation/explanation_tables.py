"""What explanations read from dbt's relations and give back as tables."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import duckdb
import pyarrow as pa

from klantcentraal.quoting import identifier
from klantcentraal.segmentation.approvals import Approval, Subject, approval_status
from klantcentraal.segmentation.fit_sources import read_run
from klantcentraal.segmentation.names import NameRule, NameSources, SegmentName
from klantcentraal.segmentation.rules import RuleSettings, SegmentRule
from klantcentraal.segmentation.thresholds import RULE, TENDENCY, read_thresholds

_NAME = ("segment_name_nl", "segment_name_en", "action_nl", "action_en")
_NEVER_BOUGHT = "never_bought"  # outside every segmentation
_RULES = pa.schema(
    [
        *[(name, pa.string()) for name in ("segment_id", "rule_nl", "rule_en", "rule_sql")],
        *[(f"{name}_share", pa.float64()) for name in ("coverage", "precision", "fidelity")],
        ("is_tendency", pa.bool_()),
    ]
)
_APPROVALS = pa.schema(
    [
        *[(name, pa.string()) for name in ("segment_id", "segment_fingerprint")],
        ("is_approved", pa.bool_()),
        *[(name, pa.string()) for name in ("approval_nl", "approval_en")],
    ]
)
_NAMES = pa.schema(
    [
        *[(name, pa.string()) for name in ("segment_id", "name_id", *_NAME)],
        ("since_date", pa.date32()),
    ]
)


def read_name_sources(
    history: duckdb.DuckDBPyRelation | None,
    edited: duckdb.DuckDBPyRelation,
    rules: duckdb.DuckDBPyRelation,
) -> NameSources:
    """Read where names come from.

    Args:
        history: The kept table of names, with the columns of names_table; None = none was given.
        edited: The seed rules_segment_names.
        rules: The seed rules_segment_facts.

    Returns:
        The same, each in order of its key.
    """
    named = _rows(edited, ("segment_id", *_NAME))
    made = _rows(rules, ("name_id", "high_facts", "low_facts", *_NAME))
    return NameSources(
        () if history is None else read_names(history),
        tuple(
            SegmentName(segment_id, "", name_nl, name_en, action_nl, action_en, dt.date.min)
            for segment_id, name_nl, name_en, action_nl, action_en in named
        ),
        tuple(
            NameRule(row[0], tuple((row[1] or "").split()), tuple((row[2] or "").split()), *row[3:])
            for row in made
        ),
    )


def read_names(history: duckdb.DuckDBPyRelation) -> tuple[SegmentName, ...]:
    """Read names that were given.

    Args:
        history: The kept table of names, with the columns of names_table.

    Returns:
        Its names, by segment and day.
    """
    columns = ("segment_id", "name_id", *_NAME, "since_date")
    ordered = _rows(history, columns)
    return tuple(sorted((SegmentName(*row) for row in ordered), key=_of_segment))


def read_approvals(rules: duckdb.DuckDBPyRelation) -> tuple[Approval, ...]:
    """Read what was approved.

    Args:
        rules: The seed rules_segment_approvals.

    Returns:
        Its rows, by segment.
    """
    columns = ("segment_id", "fingerprint", "approved_by", "approved_on", "note")
    return tuple(
        Approval(row[0], row[1], row[2], row[3], row[4] or "") for row in _rows(rules, columns)
    )


def read_rule_settings(
    run: duckdb.DuckDBPyRelation, thresholds: duckdb.DuckDBPyRelation
) -> RuleSettings:
    """Read how rules are found and worded.

    Args:
        run: segments_run.
        thresholds: The seed rules_scorecard_thresholds.

    Returns:
        The settings.
    """
    told = thresholds.project("test_id, metric_name, threshold_value").fetchall()
    least = read_thresholds(told)
    return RuleSettings(
        currency=read_run(run).currency, least_fidelity=least[RULE], least_share=least[TENDENCY]
    )


def approvals_table(
    segments: duckdb.DuckDBPyRelation,
    in_use: duckdb.DuckDBPyRelation,
    approvals: duckdb.DuckDBPyRelation,
) -> pa.Table:
    """Say of each segment whether it is approved as it is.

    Args:
        segments: account_segments, for the names.
        in_use: segments_in_use, for what they were fitted from.
        approvals: The seed rules_segment_approvals.

    Returns:
        One row per segment that has accounts.
    """
    columns = ("segment_id", "segment_name_nl", "segment_name_en")
    [(segmentation_id, definition)] = in_use.project("segmentation_id, definition_text").fetchall()
    told = read_approvals(approvals)
    statuses = (
        approval_status(
            Subject("", segment_id, "", *names)
            if segment_id == _NEVER_BOUGHT
            else Subject(segmentation_id, segment_id, definition, *names),
            told,
        )
        for segment_id, *names in _rows(segments.project(", ".join(columns)).distinct(), columns)
    )
    rows = [
        (one.segment_id, one.fingerprint, one.is_approved, one.text_nl, one.text_en)
        for one in statuses
    ]
    return pa.Table.from_pylist(
        [dict(zip(_APPROVALS.names, row, strict=True)) for row in rows], _APPROVALS
    )


def rules_table(rules: Iterable[SegmentRule]) -> pa.Table:
    """Give rules as a table, one row per segment.

    Args:
        rules: Rules of different segments.
    """
    return pa.Table.from_pylist([asdict(rule) for rule in rules], _RULES)


def names_table(names: Iterable[SegmentName]) -> pa.Table:
    """Give names as a table, one row per segment and day since when it has the name.

    Args:
        names: Names of segments.
    """
    renamed = {"name_nl": "segment_name_nl", "name_en": "segment_name_en"}
    rows = (asdict(name).items() for name in names)
    return pa.Table.from_pylist(
        [{renamed.get(key, key): value for key, value in row} for row in rows], _NAMES
    )


def _of_segment(name: SegmentName) -> tuple[str, dt.date]:
    return name.segment_id, name.since_date


def _rows(relation: duckdb.DuckDBPyRelation, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Rows in the order of their first columns, which are the key."""
    listed = ", ".join(map(identifier, columns))
    return relation.project(listed).order(", ".join(map(identifier, columns[:2]))).fetchall()
