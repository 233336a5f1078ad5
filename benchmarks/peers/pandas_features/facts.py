"""The typed Parquet as data frames, collapsed once for all dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.peers.dates import Window, period_ends


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

    sales: pd.DataFrame
    invoices: pd.DataFrame
    payments: pd.DataFrame
    accounts: pd.DataFrame
    contracts: pd.DataFrame
    budgets: pd.DataFrame


def read_facts(folder: Path, windows: Sequence[Window]) -> Facts:
    """Read the inputs.

    Args:
        folder: Folder with the typed Parquet.
        windows: The dates that features are asked for.

    Returns:
        The facts; money is a double.
    """
    lines = _read(
        folder / "input_invoice_lines.parquet",
        *("invoice_key", "account_key", "product_key", "net_amount", "discount_amount"),
        *("tax_amount", "margin_amount", "invoice_date", "known_date"),
    )
    payments = _read(
        folder / "input_payments.parquet",
        *("account_key", "invoice_key", "payment_id", "amount", "payment_date", "known_date"),
    )
    payments["effective_date"] = payments[["payment_date", "known_date"]].max(axis=1)
    return Facts(
        sales=_sales(lines, _assortments(folder), windows),
        invoices=_invoices(folder, lines),
        payments=payments,
        accounts=_accounts(folder),
        contracts=_read(folder / "input_contracts.parquet"),
        budgets=_read(folder / "input_budgets.parquet"),
    )


def _read(path: Path, *columns: str) -> pd.DataFrame:
    """Read columns, or all; pandas would make an object of every decimal and date."""
    table = pq.read_table(path, columns=list(columns) or None)
    types = [_plain(field.type) for field in table.schema]
    schema = pa.schema(list(zip(table.column_names, types, strict=True)))
    frame: pd.DataFrame = table.cast(schema).to_pandas()
    return frame


def _plain(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_decimal(kind):
        return pa.float64()
    return pa.timestamp("us") if pa.types.is_date(kind) else kind


def _invoices(folder: Path, lines: pd.DataFrame) -> pd.DataFrame:
    amounts = ["net_amount", "discount_amount", "tax_amount", "margin_amount"]
    sums = lines.groupby("invoice_key")[amounts].sum(min_count=1)
    invoices = _read(
        folder / "input_invoices.parquet",
        *("invoice_key", "account_key", "bill_to_account_key", "credited_invoice_key"),
        *("invoice_id", "order_id", "sales_channel", "is_credit_note", "is_disputed"),
        *("invoice_date", "due_date", "known_date"),
    ).join(sums, on="invoice_key")
    invoices["net_amount"] = invoices["net_amount"].fillna(0).round(2)
    invoices["gross_amount"] = invoices["net_amount"] + invoices.pop("tax_amount").fillna(0)
    invoices["effective_date"] = invoices[["invoice_date", "known_date"]].max(axis=1)
    invoices["is_purchase"] = (invoices["net_amount"] > 0) & ~invoices["is_credit_note"]
    return invoices


def _assortments(folder: Path) -> pd.DataFrame:
    """Number the combinations of category, brand and price tier; a row per product."""
    products = _read(
        folder / "input_products.parquet", "product_key", "category_key", "brand", "price_tier"
    )
    parts = ["category_key", "brand", "price_tier"]
    products["assortment_key"] = products.groupby(parts, dropna=False).ngroup()
    return products.astype({"brand": "category", "price_tier": "category"})


def _sales(lines: pd.DataFrame, products: pd.DataFrame, windows: Sequence[Window]) -> pd.DataFrame:
    ends = pd.DatetimeIndex(period_ends(windows))
    assortments = products.set_index("product_key")["assortment_key"]
    sums = (
        pd.DataFrame(
            {
                "account_key": lines["account_key"],
                "assortment_key": lines["product_key"].map(assortments),
                "invoice_period": ends.searchsorted(lines["invoice_date"]),
                "known_period": ends.searchsorted(lines["known_date"]),
                "net_amount": lines["net_amount"],
            }
        )
        .groupby(
            ["account_key", "assortment_key", "invoice_period", "known_period"],
            sort=False,
            as_index=False,
        )
        .sum()
    )
    sums = sums[sums[["invoice_period", "known_period"]].lt(len(ends)).all(axis=1)].copy()
    sums["invoice_date"] = ends[sums.pop("invoice_period")]
    sums["known_date"] = ends[sums.pop("known_period")]
    parts = products.drop(columns="product_key").drop_duplicates("assortment_key")
    return sums.merge(parts, on="assortment_key")


def _accounts(folder: Path) -> pd.DataFrame:
    accounts = _read(
        folder / "input_accounts.parquet",
        *("account_key", "account_id", "parent_account_id", "bill_to_account_id", "legal_form"),
        *("industry_code", "size_class", "country_code", "region", "city", "employees"),
        *("annual_turnover", "credit_limit", "cost_to_serve", "dunning_level", "is_on_hold"),
        *("founded_date", "customer_since", "valid_from"),
    )
    accounts["industry_division_code"] = accounts["industry_code"].str[:2]
    classes = _read(folder / "rules_size_classes.parquet")
    ranges = pd.IntervalIndex.from_arrays(
        classes["minimum_employees"].astype("float64"),
        classes["maximum_employees"].fillna(float("inf")),
        closed="both",
    )
    position = ranges.get_indexer(pd.Index(accounts["employees"]))
    by_employees = classes["size_class"].reindex(position).set_axis(accounts.index)
    accounts["size_class"] = by_employees.fillna(accounts["size_class"])
    return accounts
