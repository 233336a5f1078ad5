"""The as-of dates that the peers compute features for."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import duckdb


@dataclass(frozen=True)
class Window:
    """One as-of date with the starts of its windows.

    Attributes:
        as_of_date: Facts count up to this day, as known by it.
        start_12m_date: Day before the 12 months begin.
        start_24m_date: Day before the 24 months begin.
    """

    as_of_date: dt.date
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
        "select as_of_date, start_12m_date, start_24m_date from read_parquet(?) order by all",
        [str(path)],
    ).fetchall()
    return [Window(*row) for row in rows]
