"""Payment behaviour at the payer, open amounts at the buyer."""

import polars as pl

from benchmarks.peers.polars_features.figures import computed, days_between, only, over
from benchmarks.peers.polars_features.known import Known
from benchmarks.peers.polars_features.settlements import aged_receivables

HALVING_DAYS = 90  # a quarter of a year halves the weight of a due invoice
BUYER_AMOUNTS = ("open_amount", "overdue_amount", "due_12m_amount")
PAYER = "bill_to_account_key"


def finances(known: Known) -> pl.LazyFrame:
    """Compute how an account pays and what it owes; one row per account."""
    accounts = known.accounts.select(
        *("account_key", PAYER, "credit_limit", "dunning_level", "is_on_hold"),
        "is_history_assumed",
    )
    limits = accounts.select(bill_to_account_key="account_key", payer_limit="credit_limit")
    is_observed = ~pl.col("is_history_assumed")
    return (
        accounts.join(limits, on=PAYER, how="left")
        .join(_behaviour(known), on="account_key", how="left")
        .join(_disputed_shares(known), on="account_key", how="left")
        .select(
            *("account_key", *BUYER_AMOUNTS, "due_invoices_12m_count", "late_invoice_share"),
            *("days_late_value", "days_late_recent_value", "days_late_trend_value"),
            "disputed_share",
            over(pl.col("payer_open_amount"), pl.col("payer_limit")).alias("credit_use_value"),
            only("dunning_level", is_observed).alias("dunning_level_number"),
            only("is_on_hold", is_observed).alias("is_on_hold"),
            (pl.col(PAYER) != pl.col("account_key")).alias("is_payment_inherited"),
        )
    )


def _behaviour(known: Known) -> pl.LazyFrame:
    """Give every account its own amounts and the behaviour of its payer; nothing unpaid as 0."""
    relations = computed(_relations(known))
    buyers = relations.group_by("account_key").agg(pl.col(BUYER_AMOUNTS).sum())
    payers = relations.group_by(PAYER).agg(
        pl.exclude("account_key", *BUYER_AMOUNTS).sum(),
        pl.col("open_amount").sum().alias("payer_open_amount"),
    )
    late_6m, late_before = pl.col("late_days_6m_amount"), pl.col("late_days_before_amount")
    due_6m, due_before = pl.col("due_6m_amount"), pl.col("due_before_amount")
    trend = late_6m / only("due_6m_amount", due_6m != 0) - late_before / only(
        "due_before_amount", due_before != 0
    )
    return (
        known.accounts.filter(known.has_payments)
        .select("account_key", PAYER)
        .join(payers, on=PAYER, how="left")
        .join(buyers, on="account_key", how="left")
        .select(
            "account_key",
            pl.col(BUYER_AMOUNTS).fill_null(0).round(2),
            pl.col("payer_open_amount").fill_null(0),
            pl.col("due_count").fill_null(0).alias("due_invoices_12m_count"),
            over(pl.col("late_count"), pl.col("due_count")).alias("late_invoice_share"),
            over(late_6m + late_before, due_6m + due_before).alias("days_late_value"),
            over(pl.col("recent_late_days_amount"), pl.col("recent_amount")).alias(
                "days_late_recent_value"
            ),
            trend.round(9).alias("days_late_trend_value"),
        )
    )


def _relations(known: Known) -> pl.LazyFrame:
    """Sum the receivables of each buyer at each payer."""
    due_date, day = pl.col("due_date"), pl.lit(known.day)
    due = ((due_date > known.window.start_12m_date) & (due_date <= day)).fill_null(value=False)
    due_6m = due & (due_date > known.window.start_6m_date)
    due_before = due & ~due_6m
    days_late = days_between(due_date, pl.col("paid_date").fill_null(day)).clip(lower_bound=0)
    weight = 0.5 ** (days_between(due_date, day) / HALVING_DAYS)
    gross = pl.col("gross_amount")
    late_days = days_late * gross
    return (
        aged_receivables(known)
        .group_by("account_key", PAYER)
        .agg(
            due.sum().alias("due_count"),
            (due & (days_late > 0)).sum().alias("late_count"),
            pl.col("open_amount").sum(),
            only("open_amount", due_date < day).sum().alias("overdue_amount"),
            gross.filter(due).sum().alias("due_12m_amount"),
            gross.filter(due_6m).sum().alias("due_6m_amount"),
            gross.filter(due_before).sum().alias("due_before_amount"),
            late_days.filter(due_6m).sum().alias("late_days_6m_amount"),
            late_days.filter(due_before).sum().alias("late_days_before_amount"),
            (gross * weight).filter(due).sum().alias("recent_amount"),
            (late_days * weight).filter(due).sum().alias("recent_late_days_amount"),
        )
    )


def _disputed_shares(known: Known) -> pl.LazyFrame:
    return (
        known.recent_invoices.filter("is_purchase")
        .group_by("account_key")
        .agg(pl.col("is_disputed").mean().round(9).alias("disputed_share"))
    )
