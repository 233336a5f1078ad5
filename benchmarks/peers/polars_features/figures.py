"""Ratios, days and sums as the features give them, and plans that are computed once."""

import polars as pl

HALF_CENT = 0.005  # sums of doubles are compared to the cent


def over(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """Divide to 9 digits; null where the whole is 0."""
    return pl.when(whole != 0).then(part / whole).round(9)


def days_between(earlier: pl.Expr, later: pl.Expr) -> pl.Expr:
    """Count days; null where a date is."""
    return (later - earlier).dt.total_days()


def only(name: str, condition: pl.Expr) -> pl.Expr:
    """Take a column where a condition holds, else null."""
    return pl.when(condition).then(pl.col(name))


def sum_or_null(column: pl.Expr) -> pl.Expr:
    """Add up; null where nothing is known."""
    return pl.when(column.count() > 0).then(column.sum())


def computed(query: pl.LazyFrame) -> pl.LazyFrame:
    """Compute a plan that several others read: each would compute it anew."""
    return query.collect(engine="streaming").lazy()
