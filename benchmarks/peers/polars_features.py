"""The features of consumption, cross-sales and finances in polars."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from benchmarks.peers.dates import Window, read_windows

LINE_COLUMNS = (
    *("invoice_key", "account_key", "category_key", "net_amount", "discount_amount"),
    *("tax_amount", "margin_amount", "invoice_date", "known_date"),
)
KEY = ("as_of_date", "account_key")
HALF_CENT = 0.005  # sums of doubles are compared to the cent


@dataclass(frozen=True)
class Facts:
    """What the features are computed from.

    Attributes:
        lines: Lines of invoices, by account, category, invoice day and known day.
        invoices: Invoices and credit notes with the sums of their lines.
        payments: Payments with the day on which they count.
        accounts: Versions of accounts.
    """

    lines: pl.DataFrame
    invoices: pl.DataFrame
    payments: pl.DataFrame
    accounts: pl.DataFrame


def read_facts(folder: Path) -> Facts:
    """Read the typed Parquet; money becomes a double."""
    lines = _doubles(pl.scan_parquet(folder / "input_invoice_lines.parquet").select(LINE_COLUMNS))
    sums = lines.group_by("invoice_key").agg(
        pl.col("net_amount").sum(),
        (pl.col("net_amount").sum() + pl.col("tax_amount").sum()).alias("gross_amount"),
        _sum_or_null("margin_amount"),
    )
    invoices = (
        pl.scan_parquet(folder / "input_invoices.parquet")
        .select(
            *("invoice_key", "account_key", "bill_to_account_key", "credited_invoice_key"),
            *("invoice_id", "order_id", "is_credit_note", "invoice_date", "due_date"),
            *("known_date", "sales_channel", "is_disputed"),
        )
        .join(sums, on="invoice_key", how="left")
        .with_columns(
            pl.col("net_amount", "gross_amount").fill_null(0).round(2),
            pl.max_horizontal("invoice_date", "known_date").alias("effective_date"),
        )
        .with_columns(((pl.col("net_amount") > 0) & ~pl.col("is_credit_note")).alias("is_purchase"))
    )
    payments = _doubles(
        pl.scan_parquet(folder / "input_payments.parquet").with_columns(
            pl.max_horizontal("payment_date", "known_date").alias("effective_date")
        )
    )
    collapsed = lines.group_by("account_key", "category_key", "invoice_date", "known_date").agg(
        pl.col("net_amount").sum()
    )
    accounts = _doubles(pl.scan_parquet(folder / "input_accounts.parquet"))
    return Facts(*pl.collect_all([collapsed, invoices, payments, accounts]))


def _doubles(frame: pl.LazyFrame) -> pl.LazyFrame:
    return frame.with_columns(pl.selectors.decimal().cast(pl.Float64))


def _sum_or_null(name: str) -> pl.Expr:
    return pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name)


def _where(condition: pl.Expr, name: str) -> pl.Expr:
    return pl.when(condition).then(pl.col(name)).alias(name)


def _over(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return pl.when(whole != 0).then(part / whole).round(9)


def _days(later: pl.Expr, earlier: pl.Expr) -> pl.Expr:
    return (later - earlier).dt.total_days()


def account_versions(facts: Facts, window: Window) -> pl.DataFrame:
    """Take the version of each account that held at the date; the earliest holds before it."""
    is_future = (pl.col("valid_from").cast(pl.Date) > window.as_of_date).fill_null(value=False)
    past_from = pl.when(~is_future).then(pl.col("valid_from"))
    return (
        facts.accounts.with_columns(is_future.alias("is_future"), past_from.alias("past_from"))
        .sort(
            *("account_key", "is_future", "past_from", "valid_from"),
            descending=[False, False, True, False],
            nulls_last=[False, False, True, True],
        )
        .group_by("account_key", maintain_order=True)
        .first()
    )


@dataclass(frozen=True)
class Known:
    """What was known of invoices at one date.

    Attributes:
        invoices: Invoices and credit notes, linked to the invoice that they credit.
        reversed_keys: Keys of the invoices that were credited in full.
    """

    invoices: pl.DataFrame
    reversed_keys: pl.Series


def known_at(facts: Facts, window: Window) -> Known:
    """Keep what was known, and link credit notes by the named invoice, else by the order."""
    day = window.as_of_date
    known = facts.invoices.filter((pl.col("invoice_date") <= day) & (pl.col("known_date") <= day))
    purchases = known.filter("is_purchase")
    notes = known.filter(~pl.col("is_purchase") & (pl.col("net_amount") < 0))
    named = known.select(
        credited_invoice_key="invoice_key", named_effective="effective_date"
    ).with_columns(named_key="credited_invoice_key")
    by_order = (
        notes.filter(pl.col("order_id").is_not_null())
        .select("invoice_key", "account_key", "order_id", "invoice_date", "effective_date")
        .join(
            purchases.select(
                *("account_key", "order_id", "invoice_id"),
                order_key="invoice_key",
                order_date="invoice_date",
                order_effective="effective_date",
            ),
            on=["account_key", "order_id"],
        )
        .filter(
            (pl.col("invoice_date") >= pl.col("order_date"))
            & (pl.col("effective_date") >= pl.col("order_effective"))
        )
        .sort("invoice_key", "order_date", "invoice_id")
        .group_by("invoice_key", maintain_order=True)
        .agg(pl.col("order_key").first())
    )
    links = (
        notes.join(named, on="credited_invoice_key", how="left")
        .join(by_order, on="invoice_key", how="left")
        .select(
            "invoice_key",
            linked_key=pl.coalesce(
                pl.when(pl.col("effective_date") >= pl.col("named_effective")).then(
                    pl.col("named_key")
                ),
                "order_key",
            ),
            is_note=pl.lit(value=True),
        )
    )
    invoices = known.join(links, on="invoice_key", how="left")
    credited = (
        invoices.filter(pl.col("linked_key").is_not_null())
        .group_by("linked_key")
        .agg((-pl.col("net_amount").sum()).round(2).alias("credited_amount"))
    )
    whole = purchases.join(credited, left_on="invoice_key", right_on="linked_key").filter(
        pl.col("credited_amount") > pl.col("net_amount") - HALF_CENT
    )
    return Known(invoices, whole["invoice_key"])


def consumption(known: Known, accounts: pl.DataFrame, window: Window) -> pl.DataFrame:
    """Compute recency, frequency, money, rhythm and trend; one row per account."""
    recent = pl.col("invoice_date") > window.start_12m_date
    prior = (pl.col("invoice_date") > window.start_24m_date) & ~recent
    bought = pl.col("is_purchase")
    masked = known.invoices.join(
        known.reversed_keys.to_frame().with_columns(is_reversed=pl.lit(value=True)),
        on="invoice_key",
        how="left",
    ).select(
        *("account_key", "net_amount", "margin_amount"),
        (bought & recent & pl.col("is_reversed").is_null()).alias("is_counted"),
        _where(prior, "net_amount").alias("net_prior"),
        _where(recent, "net_amount").alias("net_12m"),
        _where(recent, "margin_amount").alias("margin_12m"),
        _where(bought, "invoice_date").alias("bought_date"),
    )
    purchase_days = (
        masked.select("account_key", "bought_date")
        .drop_nulls()
        .unique()
        .group_by("account_key")
        .len("purchase_day_count")
    )
    sums = (
        masked.group_by("account_key")
        .agg(
            pl.col("is_counted").sum().alias("invoices_12m_count"),
            pl.col("net_amount").sum().alias("lifetime_revenue_amount"),
            pl.col("margin_amount").sum().alias("lifetime_margin_amount"),
            pl.col("margin_amount").count().alias("margin_count"),
            pl.col("net_12m").sum().alias("revenue_12m_amount"),
            pl.col("net_prior").sum().alias("revenue_prior_12m_amount"),
            pl.col("margin_12m").sum().alias("margin_12m_amount"),
            pl.col("margin_12m").count().alias("margin_12m_count"),
            pl.col("bought_date").min().alias("first_invoice_date"),
            pl.col("bought_date").max().alias("last_invoice_date"),
        )
        .with_columns(
            _where(pl.col("margin_count") > 0, "lifetime_margin_amount"),
            _where(pl.col("margin_12m_count") > 0, "margin_12m_amount"),
        )
        .drop("margin_count", "margin_12m_count")
        .join(purchase_days, on="account_key", how="left")
    )
    zero_where_nothing = (
        *("invoices_12m_count", "purchase_day_count", "lifetime_revenue_amount"),
        *("revenue_12m_amount", "revenue_prior_12m_amount"),
    )
    first, last = pl.col("first_invoice_date"), pl.col("last_invoice_date")
    day = pl.lit(window.as_of_date)
    days_between = _over(
        _days(last, first).cast(pl.Float64), pl.col("purchase_day_count").cast(pl.Float64) - 1
    )
    own, before = (
        pl.col(name).clip(lower_bound=0)
        for name in ("revenue_12m_amount", "revenue_prior_12m_amount")
    )
    return (
        accounts.select("account_key")
        .join(sums, on="account_key", how="left")
        .with_columns(pl.col(zero_where_nothing).fill_null(0))
        .with_columns(pl.col(pl.Float64).round(2))
        .with_columns(
            pl.lit(window.as_of_date).alias("as_of_date"),
            _days(day, last).alias("days_since_last_invoice"),
            _days(day, first).alias("days_since_first_invoice"),
            _over(pl.col("revenue_12m_amount"), pl.col("invoices_12m_count").clip(0))
            .round(2)
            .alias("revenue_per_invoice_amount"),
            pl.when(pl.col("purchase_day_count") > 1)
            .then(days_between)
            .alias("days_between_purchases_value"),
            _over(own - before, own + before).alias("revenue_trend_value"),
            pl.col("margin_12m_amount").fill_null(
                pl.when(pl.col("revenue_12m_amount") == 0).then(0.0)
            ),
            pl.col("lifetime_margin_amount").fill_null(
                pl.when(pl.col("lifetime_revenue_amount") == 0).then(0.0)
            ),
        )
        .with_columns(
            _over(pl.col("days_since_last_invoice"), pl.col("days_between_purchases_value")).alias(
                "silence_in_rhythms_value"
            )
        )
    )


def cross_sales(facts: Facts, accounts: pl.DataFrame, window: Window) -> pl.DataFrame:
    """Compute breadth and concentration over product categories; one row per account."""
    day = window.as_of_date
    recent = pl.col("invoice_date") > window.start_12m_date
    own, before = pl.col("own"), pl.col("before")
    positive = pl.when(own > 0).then(own)
    categories = (
        facts.lines.filter((pl.col("invoice_date") <= day) & (pl.col("known_date") <= day))
        .select(
            *("account_key", "category_key"),
            pl.when(recent).then(pl.col("net_amount")).otherwise(0).alias("own"),
            pl.when(recent).then(0).otherwise(pl.col("net_amount")).alias("before"),
        )
        .group_by("account_key", "category_key")
        .agg(own.sum().round(2), before.sum().round(2))
        .select(
            "account_key",
            (own > 0).alias("is_bought"),
            ((own > 0) & (before <= 0)).alias("is_new"),
            ((own > 0) | (before > 0)).alias("is_ever_bought"),
            positive.alias("positive"),
            (positive * positive).alias("squared"),
        )
    )
    total = pl.col("positive").sum()
    sums = (
        categories.group_by("account_key")
        .agg(
            pl.col("is_bought").sum().alias("categories_12m_count"),
            pl.col("is_new").sum().alias("new_categories_12m_count"),
            pl.col("is_ever_bought").sum().alias("categories_lifetime_count"),
            total.alias("total"),
            pl.col("positive").max().alias("top"),
            pl.col("squared").sum(),
        )
        .select(
            pl.all().exclude("total", "top", "squared"),
            _over(pl.col("top"), pl.col("total")).alias("top_category_share"),
            _over(pl.col("squared"), pl.col("total") ** 2).alias("category_concentration_share"),
        )
    )
    return (
        accounts.select("account_key")
        .join(sums, on="account_key", how="left")
        .with_columns(
            pl.lit(day).alias("as_of_date"),
            pl.col(pl.UInt32).fill_null(0),
        )
    )


def settled(known: Known, facts: Facts, window: Window) -> pl.DataFrame:
    """Give the invoices that are to be paid, with what payments and credits that name them left."""
    receivables = known.invoices.filter(
        pl.col("is_purchase") & ~pl.col("invoice_key").is_in(known.reversed_keys.implode())
    )
    linked_payments = payments_at(facts, window).filter(pl.col("invoice_key").is_not_null())
    credited = known.invoices.filter(pl.col("linked_key").is_not_null()).select(
        invoice_key="linked_key",
        effective_date="effective_date",
        amount=-pl.col("gross_amount"),
        paid_date="invoice_date",
    )
    paid = linked_payments.select(
        "invoice_key", "effective_date", "amount", paid_date="payment_date"
    )
    days = (
        pl.concat([paid, credited])
        .group_by("invoice_key", "effective_date")
        .agg(pl.col("amount").sum(), pl.col("paid_date").max())
        .join(receivables.select("invoice_key", "gross_amount"), on="invoice_key")
    )
    counts = days.group_by("invoice_key").len("day_count")
    counted = days.join(counts, on="invoice_key")
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
    days = pl.concat([once, often.select(once.columns)]).with_columns(
        (pl.col("so_far") > pl.col("gross_amount") - HALF_CENT).alias("is_covered")
    )
    covered = pl.col("is_covered")
    day = pl.col("effective_date")
    paid_amount = pl.col("paid_amount")
    states = (
        days.with_columns(
            pl.when(covered).then(day).alias("covered_date"),
            pl.when(~covered).then(day).alias("uncovered_date"),
            pl.when(covered).then(pl.col("paid_until")).alias("covering_date"),
        )
        .group_by("invoice_key")
        .agg(
            pl.col("amount").sum().round(2).alias("paid_amount"),
            pl.col("paid_date").max().alias("last_paid_date"),
            pl.col("covered_date", "covering_date").min(),
            pl.col("uncovered_date").max(),
            pl.col("gross_amount").first().alias("asked_amount"),
        )
        .with_columns(
            pl.when(paid_amount > pl.col("asked_amount") - HALF_CENT)
            .then(
                pl.when(pl.col("uncovered_date") > pl.col("covered_date"))
                .then(pl.col("last_paid_date"))
                .otherwise(pl.col("covering_date"))
            )
            .alias("settled_date")
        )
        .select("invoice_key", "paid_amount", "last_paid_date", "settled_date")
    )
    rest = (pl.col("gross_amount") - pl.col("paid_amount").fill_null(0)).clip(lower_bound=0)
    return receivables.join(states, on="invoice_key", how="left").with_columns(
        pl.when(pl.col("settled_date").is_not_null())
        .then(0.0)
        .otherwise(rest.round(2))
        .alias("rest_amount")
    )


def payments_at(facts: Facts, window: Window) -> pl.DataFrame:
    """Keep the payments that were made and known by the date."""
    return facts.payments.filter(pl.col("effective_date") <= window.as_of_date)


def pool(known: Known, facts: Facts, window: Window) -> pl.DataFrame:
    """Give the money of each payer that names no invoice, in the order in which it came."""
    payments = payments_at(facts, window)
    loose = known.invoices.filter(pl.col("is_note") & pl.col("linked_key").is_null())
    events = [
        payments.filter(pl.col("invoice_key").is_null()).select(
            bill_to_account_key="account_key",
            event_id="payment_id",
            amount="amount",
            paid_date="payment_date",
            effective_date="effective_date",
        ),
        loose.select(
            "bill_to_account_key",
            event_id="invoice_id",
            amount=-pl.col("gross_amount"),
            paid_date="invoice_date",
            effective_date="effective_date",
        ),
        payments.join(
            loose.select("invoice_key", "bill_to_account_key", note_date="effective_date"),
            on="invoice_key",
        ).select(
            "bill_to_account_key",
            event_id="payment_id",
            amount="amount",
            paid_date="payment_date",
            effective_date=pl.max_horizontal("effective_date", "note_date"),
        ),
    ]
    payer = "bill_to_account_key"
    return (
        pl.concat(events)
        .sort(payer, "effective_date", "event_id")
        .with_columns(pl.col("amount").cum_sum().over(payer).round(2).alias("so_far"))
        .with_columns(
            pl.col("so_far").cum_max().over(payer).alias("reached"),
            pl.col("so_far").last().over(payer).alias("total"),
            pl.col("paid_date").cum_max().over(payer).alias("paid_until"),
        )
    )


def served(invoices: pl.DataFrame, money: pl.DataFrame) -> pl.DataFrame:
    """Let the pool pay the oldest due invoices first; adds open_amount and reached_date."""
    payer = "bill_to_account_key"
    queue = (
        invoices.filter(pl.col("rest_amount") > 0)
        .with_columns(pl.coalesce("due_date", "invoice_date").alias("turn"))
        .sort(payer, "turn", "invoice_date", "invoice_id")
        .with_columns(pl.col("rest_amount").cum_sum().over(payer).round(2).alias("reached"))
        .select(payer, "invoice_key", "reached", "rest_amount", "invoice_date", "last_paid_date")
        .sort("reached")
    )
    first_reaching = queue.join_asof(
        money.select(payer, "reached", "paid_until").sort("reached"),
        on="reached",
        by=payer,
        strategy="forward",
        check_sortedness=False,
    )
    totals = money.group_by(payer).agg(pl.col("total").first())
    left = (pl.col("reached") - pl.col("total").clip(lower_bound=0)).clip(lower_bound=0)
    return first_reaching.join(totals, on=payer).select(
        "invoice_key",
        pool_open=pl.min_horizontal("rest_amount", left).round(2),
        reached_date=pl.when(pl.col("paid_until").is_not_null()).then(
            pl.max_horizontal("paid_until", "invoice_date", "last_paid_date")
        ),
    )


def finances(known: Known, facts: Facts, accounts: pl.DataFrame, window: Window) -> pl.DataFrame:
    """Compute payment behaviour at the payer and open amounts at the buyer."""
    day = pl.lit(window.as_of_date)
    invoices = settled(known, facts, window)
    aged = invoices.join(
        served(invoices, pool(known, facts, window)), on="invoice_key", how="left"
    ).with_columns(
        pl.coalesce("pool_open", "rest_amount").alias("open_amount"),
        ((pl.col("due_date") > window.start_12m_date) & (pl.col("due_date") <= day))
        .fill_null(value=False)
        .alias("is_due_12m"),
        (pl.col("due_date") < day).fill_null(value=False).alias("is_past_due"),
        _days(
            pl.coalesce(
                "settled_date",
                pl.when(pl.col("pool_open") == 0).then(pl.col("reached_date")),
                day,
            ),
            pl.col("due_date"),
        )
        .clip(lower_bound=0)
        .alias("days_late"),
    )
    due, late = pl.col("is_due_12m"), pl.col("days_late")
    aged = aged.with_columns(
        (due & (late > 0)).alias("is_late"),
        pl.when(due).then(pl.col("gross_amount")).alias("due_amount"),
        pl.when(due).then(late * pl.col("gross_amount")).alias("late_days_amount"),
        pl.when("is_past_due").then("open_amount").alias("overdue_amount"),
    )
    payers = aged.group_by("bill_to_account_key").agg(
        due.sum().alias("due_count"),
        pl.col("is_late").sum().alias("late_count"),
        pl.col("due_amount", "late_days_amount").sum(),
        pl.col("open_amount").sum().alias("payer_open"),
    )
    buyers = aged.group_by("account_key").agg(
        pl.col("open_amount", "overdue_amount").sum().round(2)
    )
    keys = accounts.select(
        bill_to_account_id="account_id",
        payer_key="account_key",
        payer_limit="credit_limit",
    )
    return (
        accounts.select("account_key", "bill_to_account_id", "credit_limit")
        .join(keys, on="bill_to_account_id", how="left")
        .with_columns(
            pl.coalesce("payer_key", "account_key").alias("bill_to_account_key"),
            pl.when(pl.col("payer_key").is_null())
            .then("credit_limit")
            .otherwise("payer_limit")
            .alias("limit"),
        )
        .join(payers, on="bill_to_account_key", how="left")
        .join(buyers, on="account_key", how="left")
        .select(
            pl.lit(window.as_of_date).alias("as_of_date"),
            "account_key",
            pl.col("due_count").fill_null(0).alias("due_invoices_12m_count"),
            pl.col("open_amount", "overdue_amount").fill_null(0),
            _over(pl.col("late_count"), pl.col("due_count")).alias("late_invoice_share"),
            _over(pl.col("late_days_amount"), pl.col("due_amount")).alias("days_late_value"),
            _over(pl.col("payer_open").fill_null(0), pl.col("limit")).alias("credit_use_value"),
        )
    )


def features(facts: Facts, windows: Sequence[Window]) -> dict[str, pl.DataFrame]:
    """Compute all features for all dates.

    Args:
        facts: The typed facts.
        windows: The as-of dates.

    Returns:
        One frame per criterion: a row per as-of date and account.
    """
    found: dict[str, list[pl.DataFrame]] = {"consumption": [], "cross_sales": [], "finances": []}
    for window in windows:
        accounts = account_versions(facts, window)
        known = known_at(facts, window)
        found["consumption"].append(consumption(known, accounts, window))
        found["cross_sales"].append(cross_sales(facts, accounts, window))
        found["finances"].append(finances(known, facts, accounts, window))
    return {name: pl.concat(frames) for name, frames in found.items()}


def main(typed: str, dates: str, out: str) -> None:
    """Read the typed Parquet, compute the features and write a Parquet per criterion."""
    found = features(read_facts(Path(typed)), read_windows(Path(dates)))
    Path(out).mkdir(parents=True, exist_ok=True)
    for name, frame in found.items():
        frame.sort(KEY).write_parquet(Path(out) / f"{name}.parquet")


if __name__ == "__main__":
    main(*sys.argv[1:])
