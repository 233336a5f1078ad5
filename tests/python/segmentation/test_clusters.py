"""The cluster of each account beside its segment, from the generation in use."""

import datetime as dt
from collections.abc import Iterator

import duckdb
import numpy as np
import pandas as pd
import pytest

from klantcentraal.segmentation.candidates import fit_candidate, model_rows
from klantcentraal.segmentation.clusters import clusters
from klantcentraal.segmentation.drift import fit_bins
from klantcentraal.segmentation.generations import (
    Fitting,
    Generation,
    KeptCandidate,
    generations_table,
)
from klantcentraal.segmentation.yardstick import FACTS

from .planted import yardstick_of

JUNE, JULY = dt.date(2026, 6, 30), dt.date(2026, 7, 31)
MARGINS = np.repeat([10.0, 1000.0], 60) + np.tile(np.arange(60.0) / 60, 2)
RFM = KeptCandidate("rfm", "rfm", None)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def candidate(method_id: str, margins: np.ndarray = MARGINS) -> KeptCandidate:
    fitted = fit_candidate(method_id, model_rows(yardstick_of(margins[:, None]), None), 2)
    return KeptCandidate(f"{method_id}_2", method_id, fitted)


def generation(day: dt.date, *candidates: KeptCandidate) -> Generation:
    fitting = Fitting(day, "first", "print", 120, fit_bins(["margin_12m_amount"], MARGINS[:, None]))
    return Generation(fitting, candidates, candidates[0].candidate_id, "Gekozen.", "Chosen.")


def found(
    connection: duckdb.DuckDBPyConnection, *generations: Generation, batch_rows: int = 2048
) -> list[tuple[int, str]]:
    """The clusters at JUNE; one account more was there in July."""
    rows = yardstick_of(MARGINS[:, None])
    keys = {"account_key": rows.account_keys, "account_id": rows.account_ids}
    facts = {**dict.fromkeys(FACTS, np.nan), "margin_12m_amount": MARGINS}
    now = pd.DataFrame({**keys, "group_id": rows.group_ids, **facts, "as_of_date": JUNE})
    later = now.head(1).assign(as_of_date=JULY)
    run = connection.sql(
        f"select date '{JUNE}' as as_of_date, date '{JUNE}' as model_date, 'loyalty' as "
        f"objective_id, date '{JUNE}' as verification_date, false as has_refit_asked, "
        "'EUR' as own_currency_code"
    )
    kept = connection.from_arrow(generations_table(generations))
    dated = connection.from_df(pd.concat([now, later])).project(
        "* replace (cast(as_of_date as date) as as_of_date)"
    )
    table = clusters(run, kept, dated, batch_rows).read_all()
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def test_the_most_valuable_cluster_comes_first(connection: duckdb.DuckDBPyConnection) -> None:
    told = dict(found(connection, generation(JUNE, RFM, candidate("kmeans"))))
    assert len(told) == 120
    assert (told[1], told[120]) == ("cluster_2", "cluster_1")


def test_k_means_of_the_generation_in_use_counts_also_where_another_method_is_used(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    upside_down = candidate("kmeans", MARGINS[::-1] + 5000)
    now = generation(JUNE, candidate("ward"), candidate("kmeans"))
    earlier = generation(JUNE - dt.timedelta(days=30), upside_down)
    later = generation(JULY, upside_down)
    told = found(connection, earlier, now, later)
    assert told == found(connection, now)
    assert {name for _, name in told} == {"cluster_1", "cluster_2"}


@pytest.mark.parametrize("candidates", [(RFM,), (candidate("ward"), RFM)])
def test_without_k_means_nobody_has_a_cluster(
    connection: duckdb.DuckDBPyConnection, candidates: tuple[KeptCandidate, ...]
) -> None:
    assert found(connection, generation(JUNE, *candidates)) == []
