"""What accounts of the same division and size spend."""

import polars as pl

from benchmarks.peers.polars_features.known import Known

MINIMUM_PEERS = 30  # fewer say too little; a wider group is then taken
REACHABLE_SHARE, MIDDLE_SHARE = 0.85, 0.5
GROUPS = {"division_and_size": MINIMUM_PEERS, "size": MINIMUM_PEERS, "everyone": 1}


def peer_groups(known: Known, consumed: pl.LazyFrame) -> pl.LazyFrame:
    """Compare the spend of each account with that of its peers.

    Args:
        known: What was known at the date.
        consumed: The features of consumption.

    Returns:
        One row per account, with spend_12m_amount, peer_group, peer_count, reachable_amount (85 %
        of the peers spend at most this much) and peer_revenue_amount (the median).
    """
    division, size = pl.col("industry_division_code"), pl.col("size_class")
    accounts = known.accounts.join(consumed, on="account_key").select(
        *("account_key", "industry_division_code", "size_class"),
        pl.col("revenue_12m_amount").clip(lower_bound=0).alias("spend_12m_amount"),
        pl.concat_str(division, size, separator=" x ").alias("division_and_size"),
        pl.concat_str(pl.lit("size "), size).alias("size"),
        pl.lit("all").alias("everyone"),
    )
    spending = pl.concat(_spending(accounts, name, least) for name, least in GROUPS.items())
    for name in GROUPS:
        known_group = spending.select(pl.col("peer_group").alias(f"{name}_group"))
        accounts = accounts.join(
            known_group, left_on=name, right_on=f"{name}_group", how="left", coalesce=False
        )
    return (
        accounts.with_columns(pl.coalesce(f"{name}_group" for name in GROUPS).alias("peer_group"))
        .select(
            *("account_key", "industry_division_code", "size_class", "spend_12m_amount"),
            "peer_group",
        )
        .join(spending, on="peer_group", how="left")
    )


def _spending(accounts: pl.LazyFrame, name: str, least: int) -> pl.LazyFrame:
    """Summarise the groups that have enough members; a percentile is an amount that was spent."""
    spend = pl.col("spend_12m_amount")
    return (
        accounts.filter((spend > 0) & pl.col(name).is_not_null())
        .group_by(peer_group=name)
        .agg(
            pl.len().alias("peer_count"),
            spend.quantile(REACHABLE_SHARE, "equiprobable").alias("reachable_amount"),
            spend.quantile(MIDDLE_SHARE, "equiprobable").alias("peer_revenue_amount"),
        )
        .filter(pl.col("peer_count") >= least)
    )
