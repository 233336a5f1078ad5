"""What was known at one date."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from benchmarks.peers.dates import Window
from benchmarks.peers.polars_features.facts import Facts
from benchmarks.peers.polars_features.figures import HALF_CENT


@dataclass(frozen=True)
class Known:
    """What was known at one date.

    Attributes:
        window: The date, and where its windows begin.
        accounts: The version of each account that held.
        sales: Sums of lines.
        invoices: Invoices and credit notes, linked to the invoice that they credit.
        payments: Payments.
        contracts: Contracts.
        budgets: Budgets.
        has_payments: Payments were delivered by then.
        has_contracts: Contracts were delivered by then.
    """

    window: Window
    accounts: pl.LazyFrame
    sales: pl.LazyFrame
    invoices: pl.LazyFrame
    payments: pl.LazyFrame
    contracts: pl.LazyFrame
    budgets: pl.LazyFrame
    has_payments: bool
    has_contracts: bool

    @property
    def day(self) -> dt.date:
        """The as-of date."""
        return self.window.as_of_date

    @property
    def recent_invoices(self) -> pl.LazyFrame:
        """Invoices and credit notes of the 12 months."""
        return self.invoices.filter(pl.col("invoice_date") > self.window.start_12m_date)


def known_at(facts: Facts, window: Window) -> Known:
    """Keep what was known at a date.

    Args:
        facts: The facts of all dates.
        window: The date.

    Returns:
        What happened and was known by then.
    """
    day = window.as_of_date
    is_known = pl.col("known_date") <= day
    is_effective = pl.col("effective_date") <= day
    payments = facts.payments.filter(is_effective)
    contracts = facts.contracts.filter(is_known)
    accounts, invoices = pl.collect_all(
        [
            _versions(facts.accounts.lazy(), day),
            _linked(facts.invoices.lazy().filter(is_effective)),
        ],
        engine="streaming",
    )
    return Known(
        window=window,
        accounts=accounts.lazy(),
        sales=facts.sales.lazy().filter(is_known & (pl.col("invoice_date") <= day)),
        invoices=invoices.lazy(),
        payments=payments.lazy(),
        contracts=contracts.lazy(),
        budgets=facts.budgets.lazy().filter(is_known),
        has_payments=not payments.is_empty(),
        has_contracts=not contracts.is_empty(),
    )


def _versions(accounts: pl.LazyFrame, day: dt.date) -> pl.LazyFrame:
    """Take the version of each account that held at the date; the earliest holds before it."""
    is_later = (pl.col("valid_from").cast(pl.Date) > day).fill_null(value=False)
    marked = accounts.sort("valid_from", nulls_last=False).with_columns(is_history_assumed=is_later)
    held = marked.filter(~is_later).unique("account_key", keep="last", maintain_order=True)
    earliest = (
        marked.filter(is_later)
        .join(held, on="account_key", how="anti")
        .unique("account_key", keep="first", maintain_order=True)
    )
    found = pl.concat([held, earliest])
    payers = found.select(bill_to_account_id="account_id", bill_to_account_key="account_key")
    return found.join(payers, on="bill_to_account_id", how="left").with_columns(
        pl.coalesce("bill_to_account_key", "account_key").alias("bill_to_account_key")
    )


def _linked(invoices: pl.LazyFrame) -> pl.LazyFrame:
    """Link credit notes by the invoice that they name, else by the order; mark full credits."""
    is_note = ~pl.col("is_purchase") & (pl.col("net_amount") < 0)
    notes = invoices.filter(is_note)
    purchases = invoices.filter("is_purchase")
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
        .unique("invoice_key", keep="first", maintain_order=True)
        .select("invoice_key", "order_key")
    )
    # the door keeps a named invoice only where it was known no later than the note
    links = notes.join(by_order, on="invoice_key", how="left").select(
        "invoice_key", "net_amount", linked_key=pl.coalesce("credited_invoice_key", "order_key")
    )
    credited = (
        links.drop_nulls("linked_key")
        .group_by(invoice_key="linked_key")
        .agg((-pl.col("net_amount").sum()).alias("credited_amount"))
    )
    is_reversed = pl.col("is_purchase") & (
        pl.col("credited_amount") > pl.col("net_amount") - HALF_CENT
    )
    return (
        invoices.join(links.select("invoice_key", "linked_key"), on="invoice_key", how="left")
        .join(credited, on="invoice_key", how="left")
        .with_columns(is_note=is_note, is_reversed=is_reversed.fill_null(value=False))
    )
