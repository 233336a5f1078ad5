"""The typed Parquet as data frames, collapsed once for all dates."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from benchmarks.peers.dates import Window, period_ends
from benchmarks.peers.polars_features.figures import sum_or_null

ASSORTMENT = ("category_key", "brand", "price_tier")


@dataclass(frozen=True)
class Facts:
    """What the features are computed from.

    Attributes:
        sales: Sums of lines by account and assortment; the days of invoice and of knowledge are
            those on which a period between the dates ends.
        invoices: Invoices and credit notes with the sums of their lines.
        payments: Payments with the day on which they count.
        accounts: Versions of accounts, with division and size class.
        contracts: Contracts.
        budgets: Budgets by account, year and category.
    """

    sales: pl.DataFrame
    invoices: pl.DataFrame
    payments: pl.DataFrame
    accounts: pl.DataFrame
    contracts: pl.DataFrame
    budgets: pl.DataFrame


def read_facts(folder: Path, windows: Sequence[Window]) -> Facts:
    """Read the inputs.

    Args:
        folder: Folder with the typed Parquet.
        windows: The dates that features are asked for.

    Returns:
        The facts; money is a double.
    """
    lines = _read(folder / "input_invoice_lines.parquet")
    payments = _read(folder / "input_payments.parquet").with_columns(
        pl.max_horizontal("payment_date", "known_date").alias("effective_date")
    )
    queries = [
        _sales(lines, _read(folder / "input_products.parquet"), period_ends(windows)),
        _invoices(lines, _read(folder / "input_invoices.parquet")),
        payments,
        _accounts(folder),
        _read(folder / "input_contracts.parquet"),
        _read(folder / "input_budgets.parquet"),
    ]
    return Facts(*pl.collect_all(queries, engine="streaming"))


def _read(path: Path) -> pl.LazyFrame:
    return pl.scan_parquet(path).with_columns(pl.selectors.decimal().cast(pl.Float64))


def _sales(lines: pl.LazyFrame, products: pl.LazyFrame, ends: Sequence[dt.date]) -> pl.LazyFrame:
    numbered = products.select(
        *("product_key", *ASSORTMENT), assortment_key=pl.struct(ASSORTMENT).rank("dense")
    )
    assortments = numbered.select("assortment_key", *ASSORTMENT).unique()
    return (
        lines.join(numbered.select("product_key", "assortment_key"), on="product_key")
        .with_columns(_period_end(name, ends) for name in ("invoice_date", "known_date"))
        .group_by("account_key", "assortment_key", "invoice_date", "known_date")
        .agg(pl.col("net_amount").sum())
        .drop_nulls(["invoice_date", "known_date"])
        .join(assortments, on="assortment_key")
    )


def _period_end(name: str, ends: Sequence[dt.date]) -> pl.Expr:
    """Move a day to the end of its period; null when that lies after all dates."""
    return pl.coalesce(pl.when(pl.col(name) <= end).then(pl.lit(end)) for end in ends).alias(name)


def _invoices(lines: pl.LazyFrame, invoices: pl.LazyFrame) -> pl.LazyFrame:
    sums = lines.group_by("invoice_key").agg(
        pl.col("net_amount", "tax_amount").sum(),
        sum_or_null(pl.col("discount_amount")),
        sum_or_null(pl.col("margin_amount")),
    )
    net_amount = pl.col("net_amount").fill_null(0).round(2)
    return (
        invoices.select(
            *("invoice_key", "account_key", "bill_to_account_key", "credited_invoice_key"),
            *("invoice_id", "order_id", "sales_channel", "is_credit_note", "is_disputed"),
            *("invoice_date", "due_date", "known_date"),
        )
        .join(sums, on="invoice_key", how="left")
        .with_columns(
            net_amount,
            (net_amount + pl.col("tax_amount").fill_null(0)).round(2).alias("gross_amount"),
            ((net_amount > 0) & ~pl.col("is_credit_note")).alias("is_purchase"),
            pl.max_horizontal("invoice_date", "known_date").alias("effective_date"),
        )
        .drop("tax_amount")
    )


def _accounts(folder: Path) -> pl.LazyFrame:
    classes = _read(folder / "rules_size_classes.parquet").rename({"size_class": "of_employees"})
    return (
        _read(folder / "input_accounts.parquet")
        .sort("employees")
        .join_asof(
            classes.sort("minimum_employees"),
            left_on="employees",
            right_on="minimum_employees",
            strategy="backward",
        )
        .with_columns(
            pl.col("industry_code").str.head(2).alias("industry_division_code"),
            pl.when(
                pl.col("maximum_employees").is_null()
                | (pl.col("employees") <= pl.col("maximum_employees"))
            )
            .then("of_employees")
            .fill_null(pl.col("size_class"))
            .alias("size_class"),
        )
        .drop("of_employees", "maximum_employees")
    )
