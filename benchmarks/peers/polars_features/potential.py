"""What an account could spend: its budget, else what its peers spend."""

import polars as pl

from benchmarks.peers.polars_features.figures import over, sum_or_null
from benchmarks.peers.polars_features.known import Known


def potential(known: Known, peers: pl.LazyFrame) -> pl.LazyFrame:
    """Compute potential and share of wallet.

    Args:
        known: What was known at the date.
        peers: The accounts with their peers.

    Returns:
        One row per account.
    """
    own, asked = pl.col("spend_12m_amount"), pl.coalesce("budget_amount", "reachable_amount")
    amount = pl.col("potential_amount")
    source = pl.when(pl.col("budget_amount").is_not_null()).then(pl.lit("budget"))
    return (
        peers.join(_budgets(known), on="account_key", how="left")
        .with_columns(
            pl.when(asked.is_not_null())
            .then(pl.max_horizontal(asked, own))
            .alias("potential_amount")
        )
        .select(
            *("account_key", "peer_group", "peer_count", "potential_amount"),
            source.when(amount.is_not_null()).then(pl.lit("peers")).alias("potential_source"),
            over(own, amount).alias("wallet_share"),
            (amount - own).alias("untapped_amount"),
            ((own > 0) & (own == amount)).alias("is_capped"),
        )
    )


def _budgets(known: Known) -> pl.LazyFrame:
    """Take the newest budget of this year or the last: in all, else the sum of the categories."""
    year, budget = pl.col("budget_year"), pl.col("available_budget")
    in_all = budget.filter(pl.col("product_category").is_null())
    return (
        known.budgets.filter((known.day.year - year).is_between(0, 1))
        .filter(year == year.max().over("account_key"))
        .group_by("account_key")
        .agg(pl.coalesce(sum_or_null(in_all), budget.sum()).round(2).alias("budget_amount"))
    )
