"""Recency, frequency, money, rhythm and trend."""

import polars as pl

from benchmarks.peers.polars_features.figures import days_between, only, over, sum_or_null
from benchmarks.peers.polars_features.known import Known

ZERO_WHERE_NOTHING = (
    *("invoices_12m_count", "purchase_day_count", "lifetime_revenue_amount"),
    *("revenue_12m_amount", "revenue_prior_12m_amount"),
)


def consumption(known: Known) -> pl.LazyFrame:
    """Compute what an account bought; one row per account."""
    first, last = pl.col("first_invoice_date"), pl.col("last_invoice_date")
    day = pl.lit(known.day)
    revenue, before = pl.col("revenue_12m_amount"), pl.col("revenue_prior_12m_amount")
    own, earlier = revenue.clip(lower_bound=0), before.clip(lower_bound=0)
    further_days = pl.col("purchase_day_count").cast(pl.Int64) - 1
    return (
        known.accounts.select("account_key")
        .join(_sums(known), on="account_key", how="left")
        .with_columns(pl.col(ZERO_WHERE_NOTHING).fill_null(0))
        .with_columns(pl.col(pl.Float64).round(2))
        .with_columns(
            days_between(last, day).alias("days_since_last_invoice"),
            days_between(first, day).alias("days_since_first_invoice"),
            over(revenue, pl.col("invoices_12m_count"))
            .round(2)
            .alias("revenue_per_invoice_amount"),
            over(days_between(first, last), further_days.clip(lower_bound=0)).alias(
                "days_between_purchases_value"
            ),
            over(own - earlier, own + earlier).alias("revenue_trend_value"),
            pl.col("margin_12m_amount").fill_null(pl.when(revenue == 0).then(0.0)),
            pl.col("lifetime_margin_amount").fill_null(
                pl.when(pl.col("lifetime_revenue_amount") == 0).then(0.0)
            ),
        )
        .with_columns(
            over(pl.col("days_since_last_invoice"), pl.col("days_between_purchases_value")).alias(
                "silence_in_rhythms_value"
            )
        )
    )


def _sums(known: Known) -> pl.LazyFrame:
    recent = pl.col("invoice_date") > known.window.start_12m_date
    prior = (pl.col("invoice_date") > known.window.start_24m_date) & ~recent
    bought = pl.col("is_purchase")
    masked = known.invoices.select(
        *("account_key", "net_amount", "margin_amount"),
        (bought & recent & ~pl.col("is_reversed")).alias("is_counted"),
        only("net_amount", prior).alias("net_prior"),
        only("net_amount", recent).alias("net_12m"),
        only("margin_amount", recent).alias("margin_12m"),
        only("invoice_date", bought).alias("bought_date"),
    )
    purchase_days = (
        masked.select("account_key", "bought_date")
        .drop_nulls()
        .unique()
        .group_by("account_key")
        .len("purchase_day_count")
    )
    return (
        masked.group_by("account_key")
        .agg(
            pl.col("is_counted").sum().alias("invoices_12m_count"),
            pl.col("net_amount").sum().alias("lifetime_revenue_amount"),
            sum_or_null(pl.col("margin_amount")).alias("lifetime_margin_amount"),
            pl.col("net_12m").sum().alias("revenue_12m_amount"),
            pl.col("net_prior").sum().alias("revenue_prior_12m_amount"),
            sum_or_null(pl.col("margin_12m")).alias("margin_12m_amount"),
            pl.col("bought_date").min().alias("first_invoice_date"),
            pl.col("bought_date").max().alias("last_invoice_date"),
        )
        .join(purchase_days, on="account_key", how="left")
    )
