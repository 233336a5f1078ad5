"""How long an account is a customer, its stage, and its contracts."""

import datetime as dt

import polars as pl

from benchmarks.peers.polars_features.figures import days_between, only, sum_or_null
from benchmarks.peers.polars_features.known import Known

SLOWING_RHYTHMS, SILENT_RHYTHMS = 2, 4
ENDING_DAYS = dt.timedelta(days=90)


def lifetime(known: Known, consumed: pl.LazyFrame) -> pl.LazyFrame:
    """Compute stage, cohort and contracts.

    Args:
        known: What was known at the date.
        consumed: The features of consumption.

    Returns:
        One row per account.
    """
    first, last = pl.col("first_invoice_date"), pl.col("last_invoice_date")
    silence = pl.col("silence_in_rhythms_value")
    start = known.window.start_12m_date
    since = only("customer_since", pl.col("customer_since") <= known.day)
    stage = (
        pl.when(first.is_null())
        .then(pl.lit("prospect"))
        .when(last <= start)
        .then(pl.lit("lost"))
        .when(first > start)
        .then(pl.lit("new"))
        .when(silence > SILENT_RHYTHMS)
        .then(pl.lit("silent"))
        .when(silence > SLOWING_RHYTHMS)
        .then(pl.lit("slowing"))
        .otherwise(pl.lit("active"))
    )
    contracts_count = pl.col("contracts_count")
    return (
        known.accounts.select("account_key", "customer_since")
        .join(consumed, on="account_key")
        .join(_running_contracts(known), on="account_key", how="left")
        .select(
            "account_key",
            days_between(pl.min_horizontal(since, first), pl.lit(known.day)).alias(
                "days_as_customer"
            ),
            stage.alias("lifetime_stage"),
            first.dt.year().cast(pl.String).alias("cohort_year"),
            contracts_count.fill_null(0) if known.has_contracts else contracts_count,
            *("contract_yearly_amount", "days_until_contract_end", "is_contract_ending"),
        )
    )


def _running_contracts(known: Known) -> pl.LazyFrame:
    """Sum the contracts that run at the date, and say whether one is ending."""
    end_date = pl.col("end_date")
    running = known.contracts.filter(
        (pl.col("start_date") <= known.day) & (end_date >= known.day).fill_null(value=True)
    )
    has_notice = (pl.col("notice_date") <= known.day).fill_null(value=False)
    ends_soon = (end_date <= known.day + ENDING_DAYS).fill_null(value=False)
    renewed = _renewed(running, known.contracts).with_columns(is_renewed=True)
    return (
        running.join(renewed, on="contract_id", how="left")
        .group_by("account_key")
        .agg(
            pl.len().alias("contracts_count"),
            sum_or_null(pl.col("yearly_amount")).alias("contract_yearly_amount"),
            days_between(pl.lit(known.day), end_date.min()).alias("days_until_contract_end"),
            (has_notice | (pl.col("is_renewed").is_null() & ends_soon))
            .any()
            .alias("is_contract_ending"),
        )
    )


def _renewed(running: pl.LazyFrame, contracts: pl.LazyFrame) -> pl.LazyFrame:
    """Name the contracts that a later one of the same category, or of all, outlasts."""
    later = pl.col("product_category_later")
    return (
        running.filter(pl.col("end_date").is_not_null())
        .join(
            contracts.select("account_key", "product_category", "start_date", "end_date"),
            on="account_key",
            suffix="_later",
        )
        .filter(
            (later.is_null() | (later == pl.col("product_category")))
            & (pl.col("start_date_later") > pl.col("start_date"))
            & (pl.col("end_date_later") > pl.col("end_date")).fill_null(value=True)
        )
        .select("contract_id")
        .unique()
    )
