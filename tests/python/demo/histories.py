"""What a classifier that knows the planted parameters can know of the purchases to come."""

import datetime as dt

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import gamma

from klantcentraal.demo.workdays import DAYS, FIRST_DAY, LAST_DAY

Vector = npt.NDArray[np.float64]

# What the product finds on the demo: facts are known within two days, a window is a quarter.
LAG_DAYS, WINDOW_DAYS = 2, 91
MODEL_DATE = LAST_DAY - dt.timedelta(days=LAG_DAYS + WINDOW_DAYS)
VERIFICATION_DATE = MODEL_DATE - dt.timedelta(days=WINDOW_DAYS)


def judged(connection: duckdb.DuckDBPyConnection, as_of: dt.date) -> pd.DataFrame:
    """Gives the eligible accounts at a date, what they did next and what could be known of it.

    Args:
        connection: A company of planted.build().
        as_of: Start of the window; its days come after it.

    Returns:
        One row per eligible account (METHOD-DETAILS 9): account, account_status, payer_type,
        has_contract, satisfaction, silence (days since the last purchase over the mean interval),
        is_inactive (no purchase in the window) and inactive_chance.
    """
    invoices = connection.execute(
        "select distinct account, invoice_date - ?::date as day from demo_documents "
        "where not is_credit_note order by account, day",
        [FIRST_DAY],
    ).df()
    buyers = connection.execute(
        "select * from demo_buyers inner join demo_statuses using (account) order by account"
    ).df()
    planted = dict(zip(buyers["account"], (row for _, row in buyers.iterrows()), strict=True))
    starts = _even_starts(connection)
    today = (as_of - FIRST_DAY).days
    rows = []
    for account, all_days in invoices.groupby("account")["day"]:
        days = all_days.to_numpy(dtype=np.int64)
        past = days[days <= today]
        if len(past) < 2 or today - past[-1] > 365 or 2 * np.median(np.diff(past)) > WINDOW_DAYS:
            continue
        buyer = planted[account]
        even = starts[(buyer["season"], buyer["weekday"])]
        times = (
            float(even[past[-1]] + even[past[-1] + 1]) / 2,
            float(even[today + 1]),
            float(even[today + 1 + WINDOW_DAYS]),
        )
        rows.append(
            {
                "account": account,
                "account_status": buyer["account_status"],
                "payer_type": buyer["payer_type"],
                "has_contract": buyer["has_contract"],
                "satisfaction": buyer["satisfaction"],
                "silence": (today - past[-1]) / np.diff(past).mean(),
                "is_inactive": not ((days > today) & (days <= today + WINDOW_DAYS)).any(),
                "inactive_chance": inactive_chance(buyer, times),
            }
        )
    return pd.DataFrame(rows)


def inactive_chance(buyer: "pd.Series[float]", times: tuple[float, float, float]) -> float:
    """Gives the chance of no purchase in a window, given the silence before it.

    For a Poisson rhythm this is p* of METHOD-DETAILS 9; the integral also serves the steady rhythm
    of contracts and a rhythm that grows.

    Args:
        buyer: Planted orders_per_year, rhythm_shape, growth, entry_day and stop_rate.
        times: Even day of the last purchase, of the start and of the end of the window.
    """
    last, start, end = times
    grid = np.linspace(last, end, 400)
    orders = _orders_until(buyer, grid) - _orders_until(buyer, np.array([last]))
    shape = float(buyer["rhythm_shape"])
    silent = gamma.sf(orders, shape, scale=1 / shape)
    alive = np.exp(-buyer["stop_rate"] / 365.25 * (grid - last))
    density = buyer["stop_rate"] / 365.25 * alive * silent
    steps = (density[1:] + density[:-1]) / 2 * np.diff(grid)
    # Silent up to each time: still there and not due yet, or stopped before it came to an order.
    chances = alive * silent + np.concatenate([[0.0], np.cumsum(steps)])
    return float(chances[-1] / np.interp(start, grid, chances))


def _orders_until(buyer: "pd.Series[float]", times: Vector) -> Vector:
    """Expected orders from the entry up to each even day, if nobody stopped."""
    life = DAYS - buyer["entry_day"]
    lived = (times - buyer["entry_day"]) / life
    share = (1 - buyer["growth"]) * lived + buyer["growth"] * lived**2
    return np.asarray(buyer["orders_per_year"] / 365.25 * life * share, dtype=np.float64)


def _even_starts(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], Vector]:
    """Even day at which each calendar day (0 up to DAYS) starts, per season and weekday profile."""
    calendar = connection.execute(
        "select season, weekday, calendar_date - ?::date as day, even_day_from "
        "from demo_calendar order by season, weekday, day",
        [FIRST_DAY],
    ).df()
    starts = {}
    for (season, weekday), profile in calendar.groupby(["season", "weekday"]):
        next_working_day = np.searchsorted(profile["day"].to_numpy(), np.arange(DAYS + 1))
        evens = np.append(profile["even_day_from"].to_numpy(dtype=np.float64), DAYS)
        starts[(str(season), str(weekday))] = evens[next_working_day]
    return starts
