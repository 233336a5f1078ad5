"""Breadth and concentration over product categories."""

import polars as pl

from benchmarks.peers.polars_features.figures import only, over
from benchmarks.peers.polars_features.known import Known


def cross_sales(known: Known) -> pl.LazyFrame:
    """Compute how many categories an account buys, and how evenly; one row per account."""
    recent = pl.col("invoice_date") > known.window.start_12m_date
    own, before = pl.col("own"), pl.col("before")
    positive = pl.when(own > 0).then(own)
    categories = (
        known.sales.group_by("account_key", "category_key")
        .agg(
            only("net_amount", recent).sum().round(2).alias("own"),
            only("net_amount", ~recent).sum().round(2).alias("before"),
        )
        .select(
            "account_key",
            (own > 0).alias("is_bought"),
            ((own > 0) & (before <= 0)).alias("is_new"),
            ((own > 0) | (before > 0)).alias("is_ever_bought"),
            positive.alias("positive"),
            (positive * positive).alias("squared"),
        )
    )
    sums = (
        categories.group_by("account_key")
        .agg(
            pl.col("is_bought").sum().alias("categories_12m_count"),
            pl.col("is_new").sum().alias("new_categories_12m_count"),
            pl.col("is_ever_bought").sum().alias("categories_lifetime_count"),
            pl.col("positive").sum().alias("total"),
            pl.col("positive").max().alias("top"),
            pl.col("squared").sum(),
        )
        .select(
            pl.all().exclude("total", "top", "squared"),
            over(pl.col("top"), pl.col("total")).alias("top_category_share"),
            over(pl.col("squared"), pl.col("total") ** 2).alias("category_concentration_share"),
        )
    )
    return (
        known.accounts.select("account_key")
        .join(sums, on="account_key", how="left")
        .with_columns(pl.selectors.ends_with("_count").fill_null(0))
    )
