"""A hundred large and a hundred small accounts, and one that never bought."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from klantcentraal.segmentation.naming import (
    FactSources,
    NamingSources,
    clearest_facts,
    segment_names,
)
from segmentation.small_company import JUNE, MAY, RUN, Company, run_relation

RULES = Path(__file__).parents[3] / "seeds" / "rules" / "rules_segment_facts.csv"
MARGINS = np.repeat([1000.0, 10.0], 100) + np.tile(np.arange(100.0) / 100, 2)
NEVER = 201
TWO = tuple(["s001"] * 100 + ["s002"] * 100 + ["never_bought"])
JULY = dt.date(2025, 7, 30)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def facts_of(
    connection: duckdb.DuckDBPyConnection, day: dt.date, segment_ids: Sequence[str] = TWO
) -> FactSources:
    """May is the other way round: what was large is small."""
    days = {MAY: MARGINS[::-1, None], JUNE: MARGINS[:, None], JULY: MARGINS[:, None]}
    company = Company(replace(RUN, as_of_date=day), days)
    keys = np.arange(1, NEVER + 1)
    assigned = pd.concat(
        pd.DataFrame({"account_key": keys, "segment_id": segment_ids, "as_of_date": one})
        for one in days
    )
    features = assigned[["account_key", "as_of_date"]].assign(
        satisfaction_value=1.0, discount_share=np.where(assigned["account_key"] > 100, 0.5, 0.25)
    )
    yardstick = company.sources(connection).yardstick
    dated = "* replace (cast(as_of_date as date) as as_of_date)"
    return FactSources(
        run_relation(connection, company.run),
        connection.from_df(assigned).project(dated),
        yardstick.project("* exclude (satisfaction_value, days_since_last_invoice)"),
        connection.from_df(features).project(dated),
    )


def naming(
    connection: duckdb.DuckDBPyConnection,
    day: dt.date,
    edited: str = "false",
    segment_ids: Sequence[str] = TWO,
) -> NamingSources:
    columns = "segment_name_nl, segment_name_en, action_nl, action_en"
    names = (
        "select * from (values ('s001', 'Kern', 'Core', 'Bel.', 'Call.'), "
        "('never_bought', 'Nooit gekocht', 'Never bought', 'Bel.', 'Call.')) "
        f"as edited (segment_id, {columns}) where segment_id = 'never_bought' or {edited}"
    )
    return NamingSources(
        facts_of(connection, day, segment_ids),
        connection.sql(names),
        connection.read_csv(str(RULES), header=True),
    )


def by_id(names: pa.Table) -> dict[str, tuple[str, dt.date]]:
    return {
        row["segment_id"]: (row["segment_name_en"], row["since_date"]) for row in names.to_pylist()
    }


def test_names_say_what_sets_the_accounts_of_the_day_apart(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    june = by_id(segment_names(naming(connection, JUNE), None))
    assert june["never_bought"] == ("Never bought", JUNE)
    assert june["s002"][0] in ("Small buyers", "Bargain hunters")
    may = by_id(segment_names(naming(connection, MAY), None))
    assert may["s001"][0] != june["s001"][0]
    assert {since for _, since in may.values()} == {MAY}


def test_a_name_stays_whatever_the_facts_say_later(connection: duckdb.DuckDBPyConnection) -> None:
    may = segment_names(naming(connection, MAY), None)
    kept = connection.from_arrow(may)
    assert by_id(segment_names(naming(connection, JUNE), kept)) == by_id(may)


def test_looking_back_gives_the_names_of_the_day(connection: duckdb.DuckDBPyConnection) -> None:
    june = connection.from_arrow(segment_names(naming(connection, JUNE), None))
    back = segment_names(naming(connection, MAY), june)
    assert by_id(back) == by_id(segment_names(naming(connection, MAY), None))


def test_a_name_that_is_edited_goes_before_all(connection: duckdb.DuckDBPyConnection) -> None:
    kept = connection.from_arrow(segment_names(naming(connection, JUNE), None))
    names = by_id(segment_names(naming(connection, JULY, "true"), kept))
    assert names["s001"] == ("Core", JULY)
    assert names["s002"][1] == JUNE


def test_segments_without_accounts_get_no_name(connection: duckdb.DuckDBPyConnection) -> None:
    one = ("s001",) * 200 + ("never_bought",)
    names = by_id(segment_names(naming(connection, JUNE, segment_ids=one), None))
    assert set(names) == {"s001", "never_bought"}


def test_the_clearest_fact_is_told_of_segments_that_have_one(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = {
        row["segment_id"]: row for row in clearest_facts(facts_of(connection, JUNE)).to_pylist()
    }
    assert set(rows) == {"s001", "s002"}
    large = rows["s001"]
    column = MARGINS if large["fact_name"] != "discount_share" else np.repeat([0.25, 0.5], 100)
    assert large["fact_value"] == pytest.approx(column[:100].mean())
    assert large["fact_index"] == pytest.approx(100 * column[:100].mean() / column.mean())
    assert large["fact_text_nl"]
    assert large["fact_text_en"]


def test_a_day_without_accounts_has_no_names_and_no_facts(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    nobody = replace(RUN, as_of_date=dt.date(2001, 1, 31))
    sources = replace(facts_of(connection, JUNE), run=run_relation(connection, nobody))
    assert clearest_facts(sources).num_rows == 0
    named = segment_names(replace(naming(connection, JUNE), accounts=sources), None)
    assert named.num_rows == 0
