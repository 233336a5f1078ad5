"""Generations of segmentations: what was fitted at a refresh, kept until it no longer fits.

One private table is kept, a row a segmentation that was fitted. A refresh uses the generation of
the last date up to its own, so that looking back uses nothing that was fitted later.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Any

import duckdb
import pyarrow as pa

from klantcentraal.segmentation.drift import FeatureBins
from klantcentraal.segmentation.fitted import Fitted
from klantcentraal.segmentation.frozen import from_text, to_text

_SCHEMA = pa.schema(
    [
        ("fitted_date", pa.date32()),
        ("candidate_id", pa.string()),
        ("method_family", pa.string()),
        ("fitted_segment_count", pa.int32()),
        ("is_used", pa.bool_()),
        ("fitted_because", pa.string()),
        ("fit_fingerprint", pa.string()),
        ("newest_account_key", pa.int32()),
        ("choice_nl", pa.string()),
        ("choice_en", pa.string()),
        ("segment_ids_text", pa.string()),
        ("given_ids_text", pa.string()),
        ("bins_text", pa.string()),
        ("model_text", pa.string()),
        ("scores_text", pa.string()),
        ("evaluations_text", pa.string()),
        ("events_text", pa.string()),
    ]
)

Rows = tuple[Mapping[str, Any], ...]  # rows of a published table, as plain values


@dataclass(frozen=True)
class KeptCandidate:
    """A segmentation of a generation.

    Attributes:
        candidate_id: Its name, such as kmeans_5.
        method_id: Its method.
        fitted: The segmentation; None = RFM as the models segments_rfm_* make it.
        segment_ids: Published id of each label, where it is used; else nothing.
        scores: Its rows of segment_scorecards.
        evaluations: Its rows of model_evaluations.
    """

    candidate_id: str
    method_id: str
    fitted: Fitted | None
    segment_ids: tuple[str, ...] = ()
    scores: Rows = ()
    evaluations: Rows = ()


@dataclass(frozen=True)
class Fitting:
    """When and why a generation was fitted.

    Attributes:
        as_of_date: Scoring date of the refresh.
        because: Why, as stale_because gives it.
        fingerprint: Of what decides a fit.
        newest_account_key: Of the accounts of that date; 0 = none had bought.
        bins: How the features were spread over the accounts of that date.
    """

    as_of_date: dt.date
    because: str
    fingerprint: str
    newest_account_key: int
    bins: tuple[FeatureBins, ...]


@dataclass(frozen=True)
class Generation:
    """What a refresh fitted.

    Attributes:
        fitting: When and why.
        candidates: The segmentations, the one in use among them.
        used_id: Which is in use.
        reason_nl: Why that one, in Dutch.
        reason_en: In English.
        events: Its rows of segment_events, without those of names.
        given_ids: Every id given before it, also for a later date, and by it; none is given
            twice.
    """

    fitting: Fitting
    candidates: tuple[KeptCandidate, ...]
    used_id: str
    reason_nl: str
    reason_en: str
    events: Rows = ()
    given_ids: tuple[str, ...] = ()

    @property
    def used(self) -> KeptCandidate:
        """The segmentation in use."""
        return next(one for one in self.candidates if one.candidate_id == self.used_id)

    @property
    def is_judged(self) -> bool:
        """Whether there were accounts of two dates to fit on and to choose by."""
        return any(one.evaluations for one in self.candidates)


def read_generations(
    kept: duckdb.DuckDBPyRelation | None, as_of_date: dt.date
) -> tuple[Generation, ...]:
    """Read the generations up to a date.

    Args:
        kept: The table of generations_table; None = there is none yet.
        as_of_date: Date of the refresh.

    Returns:
        Oldest first; the last is in use.
    """
    if kept is None:
        return ()
    rows = (
        kept.filter(f"fitted_date <= date '{as_of_date}'")
        .project(", ".join(_SCHEMA.names))
        .order("fitted_date, candidate_id")
        .fetchall()
    )
    named = [dict(zip(_SCHEMA.names, row, strict=True)) for row in rows]
    return tuple(
        _generation(list(of_date))
        for _, of_date in groupby(named, key=lambda row: row["fitted_date"])
    )


def ids_given(kept: duckdb.DuckDBPyRelation | None) -> tuple[str, ...]:
    """Read every id that a segment was given, at whatever date.

    Args:
        kept: The table of generations_table; None = there is none yet.

    Returns:
        The ids in order, also those of generations after the refresh: a refresh that looks back
        uses nothing of these, but may not give their ids to other segments.
    """
    every = read_generations(kept, dt.date.max)
    return tuple(sorted({name for one in every for name in one.given_ids}))


def generations_table(generations: Iterable[Generation]) -> pa.Table:
    """Give generations as rows of the kept table, one a candidate."""
    return pa.Table.from_pylist(
        [_row(one, candidate) for one in generations for candidate in one.candidates], _SCHEMA
    )


def plain(row: Any) -> Mapping[str, Any]:
    """Give the values of a dataclass by name."""
    return {one.name: getattr(row, one.name) for one in fields(row)}


def _row(one: Generation, candidate: KeptCandidate) -> dict[str, Any]:
    fitting, is_used = one.fitting, candidate.candidate_id == one.used_id
    return {
        "fitted_date": fitting.as_of_date,
        "candidate_id": candidate.candidate_id,
        "method_family": candidate.method_id,
        "fitted_segment_count": None
        if candidate.fitted is None
        else candidate.fitted.segment_count,
        "is_used": is_used,
        "fitted_because": fitting.because,
        "fit_fingerprint": fitting.fingerprint,
        "newest_account_key": fitting.newest_account_key,
        "choice_nl": one.reason_nl,
        "choice_en": one.reason_en,
        "segment_ids_text": _text(candidate.segment_ids),
        "given_ids_text": _text(one.given_ids if is_used else ()),
        "bins_text": _text([feature.to_json() for feature in fitting.bins]),
        "model_text": None if candidate.fitted is None else to_text(candidate.fitted),
        "scores_text": _text(candidate.scores),
        "evaluations_text": _text(candidate.evaluations),
        "events_text": _text(one.events if is_used else ()),
    }


def _generation(rows: list[dict[str, Any]]) -> Generation:
    used = next(row for row in rows if row["is_used"])
    return Generation(
        Fitting(
            used["fitted_date"],
            used["fitted_because"],
            used["fit_fingerprint"],
            used["newest_account_key"],
            tuple(map(FeatureBins.from_json, json.loads(used["bins_text"]))),
        ),
        tuple(
            KeptCandidate(
                row["candidate_id"],
                row["method_family"],
                None if row["model_text"] is None else from_text(row["model_text"]),
                tuple(json.loads(row["segment_ids_text"])),
                tuple(json.loads(row["scores_text"])),
                tuple(json.loads(row["evaluations_text"])),
            )
            for row in rows
        ),
        used["candidate_id"],
        used["choice_nl"],
        used["choice_en"],
        tuple(json.loads(used["events_text"])),
        tuple(json.loads(used["given_ids_text"])),
    )


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, allow_nan=False)
