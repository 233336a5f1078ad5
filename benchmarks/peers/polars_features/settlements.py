"""Which invoices were paid, and when: by payments that name them, else from the payer's pool."""

import polars as pl

from benchmarks.peers.polars_features.figures import HALF_CENT, computed
from benchmarks.peers.polars_features.known import Known

PAYER = "bill_to_account_key"


def aged_receivables(known: Known) -> pl.LazyFrame:
    """Give the invoices that are to be paid.

    Args:
        known: What was known at the date.

    Returns:
        One row per invoice, with open_amount and paid_date (null while it is open).
    """
    invoices = computed(_settled(known))
    reached_date = pl.when(pl.col("pool_open") == 0).then("reached_date")
    return invoices.join(
        _served(invoices, _pool(known)), on="invoice_key", how="left"
    ).with_columns(
        pl.coalesce("pool_open", "rest_amount").alias("open_amount"),
        pl.coalesce("settled_date", reached_date).alias("paid_date"),
    )


def _settled(known: Known) -> pl.LazyFrame:
    """Set payments and credits that name an invoice against it; gives what they left."""
    receivables = known.invoices.filter(pl.col("is_purchase") & ~pl.col("is_reversed"))
    paid = known.payments.filter(pl.col("invoice_key").is_not_null()).select(
        "invoice_key", "effective_date", "amount", paid_date="payment_date"
    )
    credited = known.invoices.filter(pl.col("linked_key").is_not_null()).select(
        invoice_key="linked_key",
        effective_date="effective_date",
        amount=-pl.col("gross_amount"),
        paid_date="invoice_date",
    )
    days = computed(
        pl.concat([paid, credited])
        .group_by("invoice_key", "effective_date")
        .agg(pl.col("amount").sum(), pl.col("paid_date").max())
        .join(receivables.select("invoice_key", "gross_amount"), on="invoice_key")
    )
    rest = (pl.col("gross_amount") - pl.col("paid_amount").fill_null(0)).clip(lower_bound=0)
    return receivables.join(_states(days), on="invoice_key", how="left").with_columns(
        pl.when(pl.col("settled_date").is_not_null())
        .then(0.0)
        .otherwise(rest.round(2))
        .alias("rest_amount")
    )


def _states(days: pl.LazyFrame) -> pl.LazyFrame:
    """Say of each invoice that money came for what was paid, and when it was covered."""
    counted = days.join(days.group_by("invoice_key").len("day_count"), on="invoice_key")
    # nearly all are paid in one day: only the others need sums over days
    once = counted.filter(pl.col("day_count") == 1).with_columns(
        so_far=pl.col("amount"), paid_until=pl.col("paid_date")
    )
    often = (
        counted.filter(pl.col("day_count") > 1)
        .sort("invoice_key", "effective_date")
        .with_columns(
            pl.col("amount").cum_sum().over("invoice_key").alias("so_far"),
            pl.col("paid_date").cum_max().over("invoice_key").alias("paid_until"),
        )
    )
    covered = pl.col("so_far") > pl.col("gross_amount") - HALF_CENT
    day = pl.col("effective_date")
    settled_date = (
        pl.when(pl.col("uncovered_date") > pl.col("covered_date"))
        .then("last_paid_date")
        .otherwise("covering_date")
    )
    is_settled = pl.col("paid_amount") > pl.col("asked_amount") - HALF_CENT
    return (
        pl.concat([once, often])
        .with_columns(
            pl.when(covered).then(day).alias("covered_date"),
            pl.when(~covered).then(day).alias("uncovered_date"),
            pl.when(covered).then("paid_until").alias("covering_date"),
        )
        .group_by("invoice_key")
        .agg(
            pl.col("amount").sum().round(2).alias("paid_amount"),
            pl.col("gross_amount").first().alias("asked_amount"),
            pl.col("paid_date").max().alias("last_paid_date"),
            pl.col("covered_date", "covering_date").min(),
            pl.col("uncovered_date").max(),
        )
        .select(
            *("invoice_key", "paid_amount", "last_paid_date"),
            pl.when(is_settled).then(settled_date).alias("settled_date"),
        )
    )


def _pool(known: Known) -> pl.LazyFrame:
    """Give the money of each payer that names no invoice, in the order in which it came."""
    loose = known.invoices.filter(pl.col("is_note") & pl.col("linked_key").is_null())
    unnamed = known.payments.filter(pl.col("invoice_key").is_null()).select(
        bill_to_account_key="account_key",
        event_id="payment_id",
        amount="amount",
        paid_date="payment_date",
        effective_date="effective_date",
    )
    notes = loose.select(
        PAYER,
        event_id="invoice_id",
        amount=-pl.col("gross_amount"),
        paid_date="invoice_date",
        effective_date="effective_date",
    )
    refunds = known.payments.join(
        loose.select("invoice_key", PAYER, note_date="effective_date"), on="invoice_key"
    ).select(
        PAYER,
        event_id="payment_id",
        amount="amount",
        paid_date="payment_date",
        effective_date=pl.max_horizontal("effective_date", "note_date"),
    )
    return (
        pl.concat([unnamed, notes, refunds])
        .sort(PAYER, "effective_date", "event_id")
        .with_columns(pl.col("amount").cum_sum().over(PAYER).round(2).alias("so_far"))
        .with_columns(
            pl.col("so_far").cum_max().over(PAYER).alias("reached"),
            pl.col("so_far").last().over(PAYER).alias("total"),
            pl.col("paid_date").cum_max().over(PAYER).alias("paid_until"),
        )
    )


def _served(invoices: pl.LazyFrame, money: pl.LazyFrame) -> pl.LazyFrame:
    """Let the pool pay the oldest due invoices first; gives pool_open and reached_date."""
    queue = (
        invoices.filter(pl.col("rest_amount") > 0)
        .with_columns(pl.coalesce("due_date", "invoice_date").alias("turn"))
        .sort(PAYER, "turn", "invoice_date", "invoice_id")
        .with_columns(pl.col("rest_amount").cum_sum().over(PAYER).round(2).alias("reached"))
        .select(PAYER, "invoice_key", "reached", "rest_amount", "invoice_date", "last_paid_date")
        .sort("reached")
    )
    first_reaching = queue.join_asof(
        money.select(PAYER, "reached", "paid_until").sort("reached", maintain_order=True),
        on="reached",
        by=PAYER,
        strategy="forward",
        check_sortedness=False,
    )
    totals = money.group_by(PAYER).agg(pl.col("total").first())
    left = (pl.col("reached") - pl.col("total").clip(lower_bound=0)).clip(lower_bound=0)
    return first_reaching.join(totals, on=PAYER).select(
        "invoice_key",
        pool_open=pl.min_horizontal("rest_amount", left).round(2),
        reached_date=pl.when(pl.col("paid_until").is_not_null()).then(
            pl.max_horizontal("paid_until", "invoice_date", "last_paid_date")
        ),
    )
