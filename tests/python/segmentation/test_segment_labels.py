"""Refreshes of 100 large and 100 small accounts, of which some change sides."""

import datetime as dt
from collections.abc import Iterator

import duckdb
import numpy as np
import pandas as pd
import pytest

from klantcentraal.segmentation.candidates import fit_candidate, model_rows
from klantcentraal.segmentation.drift import fit_bins
from klantcentraal.segmentation.generations import (
    Fitting,
    Generation,
    KeptCandidate,
    generations_table,
)
from klantcentraal.segmentation.segment_labels import LabelSources, kept_labels, replayed_labels
from klantcentraal.segmentation.yardstick import FACTS

from .planted import yardstick_of

APRIL, MAY, JUNE, NEXT_DAY = (
    dt.date(2025, 4, 30),
    dt.date(2025, 5, 30),
    dt.date(2025, 6, 30),
    dt.date(2025, 7, 1),
)
MARGINS = np.repeat([1000.0, 10.0], 100) + np.tile(np.arange(100.0) / 100, 2)
MOVED_IN_MAY, MOVED_IN_JUNE, SMALL = 1, 2, 150


def margins_at(day: dt.date) -> np.ndarray:
    margins = MARGINS.copy()
    if day >= MAY:
        margins[MOVED_IN_MAY - 1] = 10
    if day >= JUNE:
        margins[MOVED_IN_JUNE - 1] = 10
    return margins


def yardstick(day: dt.date) -> pd.DataFrame:
    rows = yardstick_of(margins_at(day)[:, None])
    keys = {"account_key": rows.account_keys, "account_id": rows.account_ids}
    facts = dict.fromkeys(FACTS, np.nan)
    return pd.DataFrame(
        {**keys, "group_id": rows.group_ids, **facts, "margin_12m_amount": margins_at(day)}
    ).assign(as_of_date=pd.Timestamp(day))


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def sources(
    connection: duckdb.DuckDBPyConnection, as_of_date: dt.date, candidate: KeptCandidate
) -> LabelSources:
    bins = fit_bins(["margin_12m_amount"], MARGINS[:, None])
    fitting = Fitting(JUNE, "first", "print", 200, bins)
    generation = Generation(fitting, (candidate,), candidate.candidate_id, "Gekozen.", "Chosen.")
    days = pd.concat([yardstick(day) for day in (APRIL, MAY, JUNE, NEXT_DAY)])
    run = (
        f"select date '{as_of_date}' as as_of_date, date '{APRIL}' as model_date, "
        f"date '{APRIL}' as verification_date, 'loyalty' as objective_id, "
        "'has_repurchased' as target, false as has_refit_asked"
    )
    spine = f"values ('history', date '{APRIL}'), ('history', date '{MAY}')"
    return LabelSources(
        connection.sql(run),
        connection.from_arrow(generations_table([generation])),
        connection.sql(f"select * from ({spine}) as spine (role, as_of_date)"),
        connection.from_df(days).project("* replace (cast(as_of_date as date) as as_of_date)"),
    )


def clusters() -> KeptCandidate:
    fitted = fit_candidate("kmeans", model_rows(yardstick_of(MARGINS[:, None]), None), 2)
    return KeptCandidate("kmeans_2", "kmeans", fitted, ("s001", "s002"))


def told(rows: pd.DataFrame, account_key: int) -> list[tuple[str, str | None]]:
    """Segment and challenger of an account at each date, oldest first."""
    own = rows[rows["account_key"] == account_key].sort_values("as_of_date")
    return [
        (segment, None if pd.isna(challenger) else challenger)
        for segment, challenger in zip(own["segment_id"], own["challenger_segment_id"], strict=True)
    ]


def test_an_account_moves_at_the_second_refresh_that_says_so(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    first = kept_labels(sources(connection, JUNE, clusters()), None).read_pandas()
    assert told(first, MOVED_IN_MAY) == [("s001", None), ("s001", "s002"), ("s002", None)]
    assert told(first, MOVED_IN_JUNE) == [("s001", None), ("s001", None), ("s001", "s002")]
    assert told(first, SMALL) == [("s002", None)] * 3
    assert first.groupby("as_of_date")["is_backfilled"].mean().tolist() == [1, 1, 0]


def test_the_next_night_confirms_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    first = kept_labels(sources(connection, JUNE, clusters()), None).read_all()
    kept = connection.from_arrow(first)
    night = kept_labels(sources(connection, NEXT_DAY, clusters()), kept).read_pandas()
    assert night["as_of_date"].unique().tolist() == [NEXT_DAY]
    assert told(night, MOVED_IN_JUNE) == [("s001", "s002")]


def test_a_repeated_refresh_gives_the_same(connection: duckdb.DuckDBPyConnection) -> None:
    first = kept_labels(sources(connection, JUNE, clusters()), None).read_all()
    again = kept_labels(sources(connection, JUNE, clusters()), connection.from_arrow(first))
    last = connection.from_arrow(first).filter(f"as_of_date = date '{JUNE}'")
    assert again.read_all().sort_by("account_key").to_pylist() == (
        last.order("account_key").to_arrow_table().to_pylist()
    )


def test_the_months_before_are_replayed(connection: duckdb.DuckDBPyConnection) -> None:
    rows = replayed_labels(sources(connection, NEXT_DAY, clusters())).read_pandas()
    assert sorted(rows["as_of_date"].unique()) == [APRIL, MAY]
    assert told(rows, MOVED_IN_MAY) == [("s001", None), ("s001", "s002")]


def test_rfm_has_no_labels(connection: duckdb.DuckDBPyConnection) -> None:
    rfm = sources(connection, JUNE, KeptCandidate("rfm", "rfm", None))
    assert kept_labels(rfm, None).read_all().num_rows == 0
    assert replayed_labels(rfm).read_all().num_rows == 0
