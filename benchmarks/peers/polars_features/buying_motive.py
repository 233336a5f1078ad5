"""Why an account buys: discounts, brands, price tiers and the channel."""

import polars as pl

from benchmarks.peers.polars_features.figures import over, sum_or_null
from benchmarks.peers.polars_features.known import Known


def buying_motive(known: Known) -> pl.LazyFrame:
    """Compute what an account looks for; one row per account. Nobody in the volume states it."""
    sales = known.sales.filter(pl.col("invoice_date") > known.window.start_12m_date)
    found = known.accounts.select(
        "account_key", pl.lit(None, dtype=pl.String).alias("stated_motive")
    )
    for part in (
        _top_brands(sales),
        _premium_shares(sales),
        _discount_shares(known),
        _online_shares(known),
    ):
        found = found.join(part, on="account_key", how="left")
    return found


def _top_brands(sales: pl.LazyFrame) -> pl.LazyFrame:
    """Take the brand of most revenue, the first by name where brands tie."""
    amount = pl.col("net_amount")
    return (
        _sums(sales, "brand")
        .filter(amount > 0)
        .group_by("account_key")
        .agg(
            pl.col("brand").filter(amount == amount.max()).min().alias("top_brand"),
            over(amount.max(), amount.sum()).alias("top_brand_share"),
        )
    )


def _premium_shares(sales: pl.LazyFrame) -> pl.LazyFrame:
    amount = pl.col("net_amount").clip(lower_bound=0)
    premium = amount.filter(pl.col("price_tier") == "premium")
    return (
        _sums(sales, "price_tier")
        .group_by("account_key")
        .agg(over(premium.sum(), amount.sum()).alias("premium_tier_share"))
    )


def _sums(sales: pl.LazyFrame, part: str) -> pl.LazyFrame:
    return (
        sales.filter(pl.col(part).is_not_null())
        .group_by("account_key", part)
        .agg(pl.col("net_amount").sum().round(2))
    )


def _discount_shares(known: Known) -> pl.LazyFrame:
    amount, discount = pl.col("net_amount"), pl.col("discount_amount")
    has_discounts = discount.count().sum() > 0
    listed = (amount + discount.fill_null(0)).round(2)
    return (
        known.recent_invoices.group_by("account_key")
        .agg(amount.sum(), sum_or_null(discount))
        .select(
            "account_key",
            pl.when(has_discounts & (listed > 0))
            .then(over(discount.fill_null(0), listed).clip(0, 1))
            .alias("discount_share"),
        )
    )


def _online_shares(known: Known) -> pl.LazyFrame:
    is_online = pl.col("sales_channel") == "online"
    return (
        known.recent_invoices.filter("is_purchase")
        .group_by("account_key")
        .agg(is_online.mean().round(9).alias("online_share"))
    )
