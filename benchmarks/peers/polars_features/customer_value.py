"""Revenue, margin, and profit after what it costs to serve an account."""

import polars as pl

from benchmarks.peers.polars_features.figures import over, sum_or_null
from benchmarks.peers.polars_features.known import Known

YEAR_DAYS = 365.25  # the mean year with its leap days


def customer_value(known: Known, consumed: pl.LazyFrame, lived: pl.LazyFrame) -> pl.LazyFrame:
    """Compute what an account brought.

    Args:
        known: What was known at the date.
        consumed: The features of consumption.
        lived: The features of lifetime.

    Returns:
        One row per account.
    """
    cost, days = pl.col("cost_to_serve"), pl.col("days_as_customer").fill_null(0)
    margin, lifetime_margin = pl.col("margin_12m_amount"), pl.col("lifetime_margin_amount")
    prior_margin = pl.col("margin_prior_12m_amount").fill_null(
        pl.when(pl.col("revenue_prior_12m_amount") == 0).then(0.0)
    )
    was_customer = days >= (known.day - known.window.start_12m_date).days
    years = (days / YEAR_DAYS).clip(lower_bound=1)
    return (
        consumed.join(lived.select("account_key", "days_as_customer"), on="account_key")
        .join(known.accounts.select("account_key", "cost_to_serve"), on="account_key")
        .join(_prior_margins(known), on="account_key", how="left")
        .select(
            *("account_key", "revenue_12m_amount", "revenue_prior_12m_amount"),
            *("lifetime_revenue_amount", "margin_12m_amount", "lifetime_margin_amount"),
            prior_margin.alias("margin_prior_12m_amount"),
            over(margin, pl.col("revenue_12m_amount").clip(lower_bound=0)).alias("margin_share"),
            (margin - cost).alias("profit_12m_amount"),
            (prior_margin - cost * was_customer).alias("profit_prior_12m_amount"),
            (lifetime_margin - years * cost).alias("lifetime_profit_amount"),
        )
    )


def _prior_margins(known: Known) -> pl.LazyFrame:
    window = known.window
    return (
        known.invoices.filter(
            pl.col("invoice_date").is_between(
                window.start_24m_date, window.start_12m_date, closed="right"
            )
        )
        .group_by("account_key")
        .agg(sum_or_null(pl.col("margin_amount")).round(2).alias("margin_prior_12m_amount"))
    )
