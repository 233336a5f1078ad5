"""What accounts are told of their segment, in their own figures."""

import datetime as dt
from collections.abc import Iterator

import duckdb
import numpy as np
import pandas as pd
import pytest

from klantcentraal.segmentation.facts import SegmentFact
from klantcentraal.segmentation.naming import FactSources
from klantcentraal.segmentation.reasons import choose_facts, fact_texts, shared_facts

JUNE = dt.date(2026, 6, 30)


def fact(name: str, value: float, base: float, effect: float = 0.8) -> SegmentFact:
    return SegmentFact("s001", name, value, base, None, effect, 50)


INVOICES = fact("invoices_12m_count", 12.0, 8.0)
DISCOUNT = fact("discount_share", 0.01, 0.06, -0.7)
MARGIN = fact("margin_12m_amount", 1728.3, 1270.68, 0.6)
REVENUE = fact("revenue_12m_amount", 5068.0, 4060.12, 0.5)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def test_the_two_strongest_facts_on_the_side_of_the_segment_are_chosen() -> None:
    own = np.array(
        [
            [20.0, 0.00, 2000.0],
            [20.0, 0.20, 2000.0],
            [2.0, 0.20, 100.0],
            [np.nan, 0.00, np.nan],
            [8.0, 0.06, 2000.0],
        ]
    )
    chosen = choose_facts(own, [INVOICES, DISCOUNT, MARGIN])
    assert chosen.tolist() == [[0, 1], [0, 2], [-1, -1], [1, -1], [2, -1]]


def test_of_facts_that_say_the_same_one_is_told() -> None:
    own = np.array([[2000.0, 9000.0, 0.0], [100.0, 9000.0, 0.2]])
    chosen = choose_facts(own, [MARGIN, REVENUE, DISCOUNT])
    assert chosen.tolist() == [[0, 2], [1, -1]]


def test_a_segment_without_facts_shares_none() -> None:
    assert choose_facts(np.empty((2, 0)), []).tolist() == [[-1, -1]] * 2


def told(name: str, value: float, language: str) -> str:
    facts, own = [fact(name, 12.0, 8.0)], np.array([[value]])
    [text] = fact_texts(own, facts, np.array([[0, -1]]), (language, "EUR"))
    return str(text).partition(" (")[0]


@pytest.mark.parametrize(
    ("name", "value", "dutch", "english"),
    [
        ("invoices_12m_count", 0.0, "geen factuur in 12 maanden", "no invoice in 12 months"),
        ("invoices_12m_count", 1.0, "1 factuur in 12 maanden", "1 invoice in 12 months"),
        ("employees", 1.0, "1 medewerker", "1 employee"),
        ("overdue_amount", 0.0, "niets over de vervaldatum", "nothing overdue"),
        ("days_late_value", 0.0, "altijd op tijd betaald", "always paid in time"),
        (
            "days_since_first_invoice",
            1.0,
            "eerste factuur 1 dag geleden",
            "first invoice 1 day ago",
        ),
        ("margin_12m_amount", 5068.4, "€ 5.068 marge in 12 maanden", "€5,068 margin in 12 months"),
        ("margin_12m_amount", -3.0, "geen marge in 12 maanden", "no margin in 12 months"),
    ],
)
def test_an_own_figure_is_said_in_words(name: str, value: float, dutch: str, english: str) -> None:
    assert told(name, value, "nl") == dutch
    assert told(name, value, "en") == english


def test_the_figures_of_segment_and_all_accounts_stand_beside_the_own_ones() -> None:
    own = np.array([[16.0, 0.0], [16.0, 0.2]])
    chosen = choose_facts(own, [INVOICES, DISCOUNT])
    assert fact_texts(own, [INVOICES, DISCOUNT], chosen, ("nl", "EUR")).tolist() == [
        "16 facturen in 12 maanden (segment 12, gemiddelde klant 8) en geen korting "
        "(segment 1 %, gemiddelde klant 6 %)",
        "16 facturen in 12 maanden (segment 12, gemiddelde klant 8)",
    ]


def sources(connection: duckdb.DuckDBPyConnection) -> FactSources:
    """Forty accounts that buy often, of which the last no longer does; a hundred that do not.

    The last account is a key account.
    """
    keys = np.arange(1, 142)
    segment_ids = np.where(keys <= 40, "s001", np.where(keys < 141, "s002", "key_accounts"))
    invoices = np.where(keys <= 40, 20.0, 2.0)
    invoices[39] = 1.0
    dated = {"account_key": keys, "as_of_date": pd.Timestamp(JUNE)}
    yardstick = {
        "account_id": [f"A{key:03}" for key in keys],
        "invoices_12m_count": invoices,
        "margin_12m_amount": np.where(keys < 141, 10.0, 14_000.0),
    }
    frames = {
        "assigned": pd.DataFrame({**dated, "segment_id": segment_ids}),
        "yardstick": pd.DataFrame({**dated, **yardstick}),
        "features": pd.DataFrame({**dated, "satisfaction_value": np.where(keys <= 40, 9.0, 5.0)}),
    }
    relations = (
        connection.from_df(frame.sort_values("account_key", ascending=False)).project(
            "* replace (cast(as_of_date as date) as as_of_date, "
            "cast(account_key as int) as account_key)"
        )
        for frame in frames.values()
    )
    run = (
        f"select date '{JUNE}' as as_of_date, date '{JUNE}' as model_date, 'loyalty' as "
        f"objective_id, date '{JUNE}' as verification_date, false as has_refit_asked, "
        "'EUR' as own_currency_code"
    )
    return FactSources(connection.sql(run), *relations)


def test_accounts_are_told_what_they_share_whatever_the_batches(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    in_use = connection.sql("select false as is_rfm")
    rows = shared_facts(sources(connection), in_use, batch_rows=2048).read_all().to_pylist()
    assert [row["account_key"] for row in rows] == list(range(1, 142))
    assert rows[0]["shared_facts_en"] == (
        "20 invoices in 12 months (segment 19.5, average account 7)"
    )
    assert rows[39] == {"account_key": 40, "shared_facts_nl": None, "shared_facts_en": None}
    assert rows[140]["shared_facts_nl"] == (
        "€ 14.000 marge in 12 maanden (segment € 14.000, gemiddelde klant € 109)"
    )
    assert "satisf" not in str(rows)


def test_nothing_is_told_while_rfm_is_in_use(connection: duckdb.DuckDBPyConnection) -> None:
    in_use = connection.sql("select true as is_rfm")
    assert shared_facts(sources(connection), in_use).read_all().num_rows == 0
