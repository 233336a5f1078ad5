"""What kind of company an account is, and the group that it belongs to."""

import polars as pl

from benchmarks.peers.polars_features.known import Known

LONGEST_CHAIN = 16  # of parents; a longer one can only be a ring


def firmographics(known: Known, peers: pl.LazyFrame) -> pl.LazyFrame:
    """Compute the attributes of a company.

    Args:
        known: What was known at the date.
        peers: The accounts with their peers.

    Returns:
        One row per account. No account of the volume has a number to be a duplicate by.
    """
    founded, day = pl.col("founded_date"), known.day
    month, day_of_month = founded.dt.month(), founded.dt.day()
    is_before_birthday = (month > day.month) | ((month == day.month) & (day_of_month > day.day))
    years = day.year - founded.dt.year() - is_before_birthday.cast(pl.Int32)
    return (
        known.accounts.join(peers.select("account_key", "peer_revenue_amount"), on="account_key")
        .join(groups(known.accounts), on="account_id")
        .select(
            *("account_key", "group_id", "industry_code", "industry_division_code", "size_class"),
            *("legal_form", "country_code", "region", "city", "employees", "peer_revenue_amount"),
            *("is_history_assumed", "is_parent_cycle"),
            pl.lit(None, dtype=pl.String).alias("duplicate_of_account_id"),
            pl.col("annual_turnover").alias("annual_turnover_amount"),
            pl.when(founded <= day).then(years).alias("years_since_founding_number"),
        )
    )


def groups(accounts: pl.LazyFrame) -> pl.LazyFrame:
    """Follow parents to the head of the group.

    Args:
        accounts: account_id and parent_account_id.

    Returns:
        account_id, group_id and is_parent_cycle; a ring is called after the first of its ids.
    """
    frame = accounts.select("account_id", above="parent_account_id").collect()
    parents = frame.select(head="account_id", above="above")
    chains = frame.with_columns(head=pl.col("account_id"))
    for _ in range(LONGEST_CHAIN):
        if chains["above"].null_count() == chains.height:
            break
        chains = chains.select("account_id", head=pl.coalesce("above", "head")).join(
            parents, on="head", how="left"
        )
    rings = chains.filter(pl.col("above").is_not_null()).with_columns(first=pl.col("head"))
    for _ in range(0 if rings.is_empty() else LONGEST_CHAIN):
        rings = rings.select(
            "account_id", first=pl.min_horizontal("first", "above"), head="above"
        ).join(parents, on="head", how="left")
    return (
        chains.lazy()
        .join(rings.lazy().select("account_id", "first"), on="account_id", how="left")
        .select(
            "account_id",
            group_id=pl.coalesce("first", "head"),
            is_parent_cycle=pl.col("first").is_not_null(),
        )
    )
