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
    facts = facts_at(sources.accounts, as_of_date)
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
    run = read_run(sources.run)
    found = facts_at(sources, run.as_of_date)
    clear = [fact for facts in found.values() if (fact := distinguishing(facts)) is not None]
    return pa.Table.from_pylist(
        [
            {
                "segment_id": fact.segment_id,
                "fact_name": fact.fact_name,
                "fact_text_nl": fact_text(fact, "nl", run.currency),
                "fact_text_en": fact_text(fact, "en", run.currency),
                "fact_value": fact.fact_value,
                "fact_index": fact.fact_index,
            }
            for fact in clear
        ],
        _FACTS,
    )


def facts_at(sources: FactSources, as_of_date: dt.date) -> dict[str, tuple[SegmentFact, ...]]:
    """Measure the facts of each segment on a sample of the accounts of a date.

    Args:
        sources: What facts are measured on.
        as_of_date: The date.

    Returns:
        The facts of every segment that has accounts, by id.
    """
    rows, names = fact_rows(sources, as_of_date)
    sample = rows.order("md5(account_id), account_id").limit(SAMPLE_ROWS)
    columns = sample.project(", ".join(["segment_id", *names])).order("all").fetchnumpy()
    values = np.column_stack([np.ma.filled(columns[name], np.nan) for name in names])
    found = segment_facts(names, values, np.asarray(columns["segment_id"], dtype=object))
    assigned = at_date(sources.assigned, as_of_date).project("segment_id").distinct()
    present = [segment_id for (segment_id,) in assigned.fetchall()]
    return {segment_id: found.get(segment_id, ()) for segment_id in sorted(present)}


def fact_rows(
    sources: FactSources, as_of_date: dt.date
) -> tuple[duckdb.DuckDBPyRelation, list[str]]:
    """Join the segment and the facts of each account of a date.

    Args:
        sources: What facts are measured on.
        as_of_date: The date.

    Returns:
        account_key, account_id, segment_id and the facts as doubles, of those that have bought; and
        the names of the facts.
    """
    assigned, yardstick, features = (
        at_date(relation, as_of_date)
        for relation in (sources.assigned, sources.yardstick, sources.features)
    )
    own = [name for name in FACTS if name in yardstick.columns]
    others = [name for name in FACTS if name in features.columns and name not in own]
    joined = (
        assigned.project("account_key, segment_id")
        .join(yardstick.project(", ".join(["account_key", "account_id", *own])), "account_key")
        .join(features.project(", ".join(["account_key", *others])), "account_key")
    )
    names = [*own, *others]
    numbers = ", ".join(f"cast({name} as double) as {name}" for name in names)
    return joined.project(f"account_key, account_id, segment_id, {numbers}"), names
