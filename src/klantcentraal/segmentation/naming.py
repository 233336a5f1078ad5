"""Names of the segments of a refresh, from what sets their accounts apart."""

import datetime as dt
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from klantcentraal.segmentation.explanation_tables import names_table, read_name_sources
from klantcentraal.segmentation.facts import (
    FACTS,
    SegmentFact,
    distinguishing,
    fact_text,
    segment_facts,
)
from klantcentraal.segmentation.fit_sources import at_date, read_run
from klantcentraal.segmentation.names import name_segments
from klantcentraal.segmentation.yardstick import SAMPLE_ROWS

_FACTS = pa.schema(
    [
        ("segment_id", pa.string()),
        ("fact_name", pa.string()),
        ("fact_text_nl", pa.string()),
        ("fact_text_en", pa.string()),
        ("fact_value", pa.float64()),
        ("fact_index", pa.float64()),
    ]
)


@dataclass(frozen=True)
class FactSources:
    """What facts are measured on.

    Attributes:
        run: segments_run.
        assigned: segments_assigned.
        yardstick: segments_yardstick.
        features: features_accounts, for facts that are no part of the yardstick.
    """

    run: duckdb.DuckDBPyRelation
    assigned: duckdb.DuckDBPyRelation
    yardstick: duckdb.DuckDBPyRelation
    features: duckdb.DuckDBPyRelation


@dataclass(frozen=True)
class NamingSources:
    """What names are made from.

    Attributes:
        accounts: The accounts and their facts.
        edited: The seed rules_segment_names.
        rules: The seed rules_segment_facts.
    """

    accounts: FactSources
    edited: duckdb.DuckDBPyRelation
    rules: duckdb.DuckDBPyRelation


def segment_names(sources: NamingSources, kept: duckdb.DuckDBPyRelation | None) -> pa.Table:
    """Name the segments that have accounts at the scoring date.

    Args:
        sources: What names are made from.
        kept: Names given before; None = none. Those given after the scoring date do not count.

    Returns:
        One row per segment: its id, name, action and the date since when it has the name.
    """
    as_of_date = read_run(sources.accounts.run).as_of_date
    facts = _facts_at(sources.accounts, as_of_date)
    told = None if kept is None else kept.filter(f"since_date <= date '{as_of_date}'")
    read = read_name_sources(told, sources.edited, sources.rules)
    return names_table(name_segments(read, facts, as_of_date))


def clearest_facts(sources: FactSources) -> pa.Table:
    """Give the fact that sets each segment apart most.

    Args:
        sources: What facts are measured on.

    Returns:
        One row per segment of which a fact is clear: the fact, its mean, its index (100 = all
        accounts) and a sentence.
    """
    found = _facts_at(sources, read_run(sources.run).as_of_date)
    clear = [fact for facts in found.values() if (fact := distinguishing(facts)) is not None]
    return pa.Table.from_pylist(
        [
            {
                "segment_id": fact.segment_id,
                "fact_name": fact.fact_name,
                "fact_text_nl": fact_text(fact, "nl"),
                "fact_text_en": fact_text(fact, "en"),
                "fact_value": fact.fact_value,
                "fact_index": fact.fact_index,
            }
            for fact in clear
        ],
        _FACTS,
    )


def _facts_at(sources: FactSources, as_of_date: dt.date) -> dict[str, tuple[SegmentFact, ...]]:
    return read_facts(
        at_date(sources.assigned, as_of_date),
        at_date(sources.yardstick, as_of_date),
        at_date(sources.features, as_of_date),
    )


def read_facts(
    assigned: duckdb.DuckDBPyRelation,
    yardstick: duckdb.DuckDBPyRelation,
    features: duckdb.DuckDBPyRelation,
) -> dict[str, tuple[SegmentFact, ...]]:
    """Measure the facts of each segment on a sample of the accounts of a date.

    Args:
        assigned: account_key and segment_id.
        yardstick: Facts of those that have bought.
        features: Facts that are no part of the yardstick.

    Returns:
        The facts of every segment that has accounts, by id.
    """
    own = [name for name in FACTS if name in yardstick.columns]
    others = [name for name in FACTS if name in features.columns and name not in own]
    rows = (
        assigned.project("account_key, segment_id")
        .join(yardstick.project(", ".join(["account_key", "account_id", *own])), "account_key")
        .join(features.project(", ".join(["account_key", *others])), "account_key")
        .order("md5(account_id), account_id")
        .limit(SAMPLE_ROWS)
    )
    names = [*own, *others]
    numbers = ", ".join(f"cast({name} as double) as {name}" for name in names)
    columns = rows.project(f"segment_id, {numbers}").order("all").fetchnumpy()
    values = np.column_stack([np.ma.filled(columns[name], np.nan) for name in names])
    found = segment_facts(names, values, np.asarray(columns["segment_id"], dtype=object))
    present = [segment_id for (segment_id,) in assigned.project("segment_id").distinct().fetchall()]
    return {segment_id: found.get(segment_id, ()) for segment_id in sorted(present)}
