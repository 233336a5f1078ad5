"""Refreshes of 100 large and 100 small accounts, of which some change sides."""

import datetime as dt
from collections.abc import Iterator

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
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

APRIL, MAY, JUNE, NEXT_DAY, JULY, AUGUST, LAST_DAY = DAYS = (
    dt.date(2025, 4, 30),
    dt.date(2025, 5, 30),
    dt.date(2025, 6, 30),
    dt.date(2025, 7, 1),
    dt.date(2025, 7, 30),
    dt.date(2025, 8, 30),
    dt.date(2025, 8, 31),
)
MARGINS = np.repeat([1000.0, 10.0], 100) + np.tile(np.arange(100.0) / 100, 2)
MOVED_IN_MAY, MOVED_IN_JUNE, MOVED_IN_AUGUST, WAVERING, SMALL = 1, 2, 3, 4, 150


def margins_at(day: dt.date) -> np.ndarray:
    margins = MARGINS.copy()
    if day >= MAY:
        margins[MOVED_IN_MAY - 1] = 10
    if day >= JUNE:
        margins[MOVED_IN_JUNE - 1] = 10
    if day >= AUGUST:
        margins[MOVED_IN_AUGUST - 1] = 10
    if day in (MAY, LAST_DAY):
        margins[WAVERING - 1] = 10
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


def generation(as_of_date: dt.date, because: str, candidate: KeptCandidate) -> Generation:
    bins = fit_bins(["margin_12m_amount"], MARGINS[:, None])
    fitting = Fitting(as_of_date, because, "print", 200, bins)
    return Generation(fitting, (candidate,), candidate.candidate_id, "Gekozen.", "Chosen.")


def sources(
    connection: duckdb.DuckDBPyConnection, as_of_date: dt.date, candidate: KeptCandidate
) -> LabelSources:
    return sources_of(connection, as_of_date, [generation(JUNE, "first", candidate)])


def sources_of(
    connection: duckdb.DuckDBPyConnection, as_of_date: dt.date, generations: list[Generation]
) -> LabelSources:
    days = pd.concat([yardstick(day) for day in DAYS])
    run = (
        f"select date '{as_of_date}' as as_of_date, date '{APRIL}' as model_date, "
        f"date '{APRIL}' as verification_date, 'loyalty' as objective_id, "
        "false as has_refit_asked, 'EUR' as own_currency_code"
    )
    history = [day for day in (APRIL, MAY, JUNE, JULY, AUGUST) if day < as_of_date]
    spine = "values " + ", ".join(f"('history', date '{day}')" for day in history)
    return LabelSources(
        connection.sql(run),
        connection.from_arrow(generations_table(generations)),
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
    assert sorted(rows["as_of_date"].unique()) == [APRIL, MAY, JUNE]
    assert told(rows, MOVED_IN_MAY) == [("s001", None), ("s001", "s002"), ("s002", None)]


def test_rfm_has_no_labels(connection: duckdb.DuckDBPyConnection) -> None:
    rfm = sources(connection, JUNE, KeptCandidate("rfm", "rfm", None))
    assert kept_labels(rfm, None).read_all().num_rows == 0
    assert replayed_labels(rfm).read_all().num_rows == 0


class Kept:
    """The kept table, as the incremental model keeps it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.rows: pa.Table | None = None

    def refresh(self, as_of_date: dt.date, generations: list[Generation]) -> pd.DataFrame:
        """Rows of a refresh, which stand in the place of those of the same dates."""
        kept = None if self.rows is None else self.connection.from_arrow(self.rows)
        made = kept_labels(sources_of(self.connection, as_of_date, generations), kept).read_all()
        taken = made.column("as_of_date").unique().to_pylist()
        if self.rows is not None:
            is_other = [day not in taken for day in self.rows.column("as_of_date").to_pylist()]
            self.rows = pa.concat_tables([self.rows.filter(is_other), made])
        else:
            self.rows = made
        told: pd.DataFrame = made.to_pandas()
        return told.sort_values(["as_of_date", "account_key"], ignore_index=True)


@pytest.fixture
def kept(connection: duckdb.DuckDBPyConnection) -> Kept:
    return Kept(connection)


RFM = KeptCandidate("rfm", "rfm", None)


def scored(rows: pd.DataFrame, as_of_date: dt.date) -> pd.DataFrame:
    return rows[rows["as_of_date"] == as_of_date].reset_index(drop=True)


@pytest.mark.parametrize(
    ("because", "june"), [("other_accounts", ("s001", "s002")), ("rules_changed", ("s002", None))]
)
def test_what_rfm_replaced_on_the_same_day_does_not_count(
    kept: Kept, because: str, june: tuple[str, str | None]
) -> None:
    kept.refresh(JUNE, [generation(JUNE, "first", clusters())])
    assert kept.refresh(JUNE, [generation(JUNE, because, RFM)]).empty
    back = [generation(JUNE, because, RFM), generation(AUGUST, "aged", clusters())]
    rows = kept.refresh(AUGUST, back)
    assert sorted(rows["as_of_date"].unique()) == [JUNE, JULY, AUGUST]
    assert told(rows, MOVED_IN_JUNE) == [june, ("s002", None), ("s002", None)]


@pytest.mark.parametrize("because", ["aged", "longer_history", "other_accounts", "rules_changed"])
def test_a_repeated_refresh_after_rfm_gives_the_same(kept: Kept, because: str) -> None:
    back = [generation(MAY, "first", RFM), generation(AUGUST, because, clusters())]
    first = kept.refresh(AUGUST, back)
    for _ in range(2):
        again = kept.refresh(AUGUST, back)
        pd.testing.assert_frame_equal(scored(again, AUGUST), scored(first, AUGUST))
    expected = ("s002", None) if because == "rules_changed" else ("s001", "s002")
    assert told(scored(first, AUGUST), MOVED_IN_AUGUST) == [expected]


def test_the_night_after_rfm_is_confirmed_by_no_month_but_the_last(kept: Kept) -> None:
    back = [generation(JUNE, "first", RFM), generation(AUGUST, "longer_history", clusters())]
    first = kept.refresh(AUGUST, back)
    wavered = [("s001", None), ("s001", "s002"), *[("s001", None)] * 3]
    assert told(first, WAVERING) == wavered
    assert told(kept.refresh(LAST_DAY, back), WAVERING) == [("s001", "s002")]


@pytest.mark.parametrize("because", ["rules_changed", "asked"])
@pytest.mark.parametrize("refreshed", [(JUNE, JULY), (JUNE,)])
def test_changed_rules_count_at_once_also_when_months_were_missed(
    kept: Kept, because: str, refreshed: tuple[dt.date, ...]
) -> None:
    first = generation(JUNE, "first", clusters())
    for day in refreshed:
        kept.refresh(day, [first])
    both = [first, generation(AUGUST, because, clusters())]
    rows = kept.refresh(AUGUST, both)
    assert told(scored(rows, AUGUST), MOVED_IN_AUGUST) == [("s002", None)]
    again = kept.refresh(AUGUST, both)
    assert again["as_of_date"].unique().tolist() == [AUGUST]
    pd.testing.assert_frame_equal(again, scored(rows, AUGUST))


def test_months_missed_since_changed_rules_start_from_them(kept: Kept) -> None:
    first = generation(JUNE, "first", clusters())
    kept.refresh(JUNE, [first])
    rows = kept.refresh(AUGUST, [first, generation(JULY, "rules_changed", clusters())])
    assert sorted(rows["as_of_date"].unique()) == [JULY, AUGUST]
    assert told(rows, MOVED_IN_JUNE) == [("s002", None)] * 2
    assert told(rows, MOVED_IN_AUGUST) == [("s001", None), ("s001", "s002")]


@pytest.mark.parametrize("because", ["aged", "moved margin_12m_amount", "other_accounts"])
def test_an_automatic_refit_moves_nobody_at_once(kept: Kept, because: str) -> None:
    first = generation(JUNE, "first", clusters())
    kept.refresh(JUNE, [first])
    kept.refresh(JULY, [first])
    both = [first, generation(AUGUST, because, clusters())]
    rows = kept.refresh(AUGUST, both)
    assert told(rows, MOVED_IN_AUGUST) == [("s001", "s002")]
    pd.testing.assert_frame_equal(kept.refresh(AUGUST, both), rows)


def test_looking_back_uses_the_segments_of_the_day(kept: Kept) -> None:
    first = generation(JUNE, "first", clusters())
    before = kept.refresh(JUNE, [first])
    both = [first, generation(AUGUST, "asked", clusters())]
    kept.refresh(AUGUST, both)
    pd.testing.assert_frame_equal(kept.refresh(JUNE, both), scored(before, JUNE))
