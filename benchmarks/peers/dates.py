"""The as-of dates that the peers compute features for."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb


@dataclass(frozen=True)
class Window:
    """One as-of date with the starts of its windows.

    Attributes:
        as_of_date: Facts count up to this day, as known by it.
        start_6m_date: Day before the 6 months begin.
        start_12m_date: Day before the 12 months begin.
        start_24m_date: Day before the 24 months begin.
    """

    as_of_date: dt.date
    start_6m_date: dt.date
    start_12m_date: dt.date
    start_24m_date: dt.date


def read_windows(path: Path) -> list[Window]:
    """Read the dates that the features were computed for.

    Args:
        path: Parquet of features_dates.

    Returns:
        The windows, oldest first.
    """
    rows = duckdb.execute(
        "select as_of_date, start_6m_date, start_12m_date, start_24m_date "
        "from read_parquet(?) order by all",
        [str(path)],
    ).fetchall()
    return [Window(*row) for row in rows]


def period_ends(windows: Sequence[Window]) -> list[dt.date]:
    """Cut time at the dates and where their 12 months begin.

    Args:
        windows: The as-of dates.

    Returns:
        The last days of the periods, oldest first: a period lies within 12 months or outside.
    """
    ends = {window.as_of_date for window in windows}
    return sorted(ends | {window.start_12m_date for window in windows})
