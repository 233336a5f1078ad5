import datetime as dt
from collections.abc import Iterator

import duckdb
import numpy as np
import pandas as pd
import pytest

from klantcentraal.segmentation.medoid import MedoidSources, medoids, medoids_table
from klantcentraal.segmentation.naming import FactSources
from klantcentraal.segmentation.yardstick import FACTS

JUNE = dt.date(2026, 6, 30)

POINTS = np.array([[0.0], [1.0], [2.0], [9.0], [11.0]])
SEGMENTS = np.array(["a", "a", "a", "b", "b"], dtype=object)
IDS = ["K3", "K2", "K1", "K9", "K8"]
NOBODY = np.zeros(5, dtype=bool)


def test_the_account_nearest_to_the_mean_stands_for_its_segment() -> None:
    assert medoids(POINTS, SEGMENTS, IDS, NOBODY)["a"] == "K2"


def test_of_equally_near_accounts_the_first_id_is_taken() -> None:
    assert medoids(POINTS, SEGMENTS, IDS, NOBODY)["b"] == "K8"


def test_a_sole_trader_stands_for_a_segment_of_these_only() -> None:
    sole = np.array([False, True, False, True, True])
    assert medoids(POINTS, SEGMENTS, IDS, sole) == {"a": "K1", "b": "K8"}


def test_row_order_is_irrelevant() -> None:
    rng = np.random.default_rng([5, 2])
    points, order = rng.normal(size=(60, 4)), rng.permutation(60)
    segments = np.array(["a", "b", "c"] * 20, dtype=object)
    ids = [f"K{place}" for place in range(60)]
    sole = rng.random(60) < 0.2
    shuffled = [ids[place] for place in order]
    assert medoids(points, segments, ids, sole) == medoids(
        points[order], segments[order], shuffled, sole[order]
    )


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def sources(connection: duckdb.DuckDBPyConnection, margins: list[float]) -> MedoidSources:
    """Accounts of 1,000 and more are large; the second account is a sole trader."""
    keys = list(range(1, len(margins) + 1))
    dated = {"account_key": keys, "as_of_date": pd.Series([pd.Timestamp(JUNE)] * len(keys))}
    ids = [f"K{key:03}" for key in keys]
    facts = {name: np.full(len(keys), np.nan) for name in FACTS}
    yardstick = {"account_id": ids, "group_id": ids, **facts, "margin_12m_amount": margins}
    segment_ids = ["large" if margin >= 1000 else "small" for margin in margins]
    forms = ["Eenmanszaak." if key == 2 else "BV" for key in keys]
    assigned, values, features = (
        connection.from_df(pd.DataFrame({**dated, **columns})).project(
            "* replace (cast(as_of_date as date) as as_of_date)"
        )
        for columns in ({"segment_id": segment_ids}, yardstick, {"legal_form": forms})
    )
    run = (
        f"select date '{JUNE}' as as_of_date, date '{JUNE}' as model_date, 'loyalty' as "
        f"objective_id, date '{JUNE}' as verification_date, false as has_refit_asked, "
        "'EUR' as own_currency_code"
    )
    return MedoidSources(
        FactSources(connection.sql(run), assigned, values, features),
        connection.sql("select 'margin_12m_amount' as feature_name, 'log' as transformation"),
        connection.sql("select 'eenmanszaak' as legal_form, 'NL' as country_code"),
    )


def test_a_segment_that_a_sample_would_miss_has_its_account_too(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    margins = [10.0, 20.0, 21.0, 40.0, *([20.0] * 100), 5000.0]
    found = medoids_table(sources(connection, margins), segment_rows=3).to_pylist()
    assert [row["segment_id"] for row in found] == ["large", "small"]
    assert found[0]["medoid_account_id"] == "K105"


def test_a_sole_trader_is_left_out_by_legal_form(connection: duckdb.DuckDBPyConnection) -> None:
    margins = [10.0, 20.0, 21.0, 40.0]
    [row] = medoids_table(sources(connection, margins)).to_pylist()
    assert row == {"segment_id": "small", "medoid_account_id": "K003"}


def test_while_nobody_has_bought_nobody_stands_for_a_segment(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    given = sources(connection, [10.0])
    accounts = given.accounts
    empty = FactSources(
        accounts.run, accounts.assigned, accounts.yardstick.filter("false"), accounts.features
    )
    nobody = MedoidSources(empty, given.features, given.forms)
    assert medoids_table(nobody).num_rows == 0
