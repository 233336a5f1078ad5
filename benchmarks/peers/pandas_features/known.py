"""What was known at one date."""

from dataclasses import dataclass

import pandas as pd

from benchmarks.peers.dates import Window
from benchmarks.peers.pandas_features.facts import Facts
from benchmarks.peers.pandas_features.figures import HALF_CENT


@dataclass(frozen=True)
class Known:
    """What was known at one date.

    Attributes:
        day: The as-of date.
        start_6m: Day before the 6 months begin.
        start_12m: Day before the 12 months begin.
        start_24m: Day before the 24 months begin.
        accounts: The version of each account that held.
        sales: Sums of lines.
        invoices: Invoices and credit notes, linked to the invoice that they credit.
        reversed_keys: Keys of the invoices that were credited in full.
        payments: Payments.
        contracts: Contracts.
        budgets: Budgets.
    """

    day: pd.Timestamp
    start_6m: pd.Timestamp
    start_12m: pd.Timestamp
    start_24m: pd.Timestamp
    accounts: pd.DataFrame
    sales: pd.DataFrame
    invoices: pd.DataFrame
    reversed_keys: pd.Series
    payments: pd.DataFrame
    contracts: pd.DataFrame
    budgets: pd.DataFrame

    @property
    def recent_invoices(self) -> pd.DataFrame:
        """Invoices and credit notes of the 12 months."""
        return self.invoices[self.invoices["invoice_date"] > self.start_12m]


def known_at(facts: Facts, window: Window) -> Known:
    """Keep what was known at a date.

    Args:
        facts: The facts of all dates.
        window: The date.

    Returns:
        What happened and was known by then.
    """
    day = pd.Timestamp(window.as_of_date)
    sales = facts.sales
    invoices = _linked(facts.invoices[facts.invoices["effective_date"] <= day])
    return Known(
        day=day,
        start_6m=pd.Timestamp(window.start_6m_date),
        start_12m=pd.Timestamp(window.start_12m_date),
        start_24m=pd.Timestamp(window.start_24m_date),
        accounts=_versions(facts.accounts, day),
        sales=sales[(sales["invoice_date"] <= day) & (sales["known_date"] <= day)],
        invoices=invoices,
        reversed_keys=_reversed_keys(invoices),
        payments=facts.payments[facts.payments["effective_date"] <= day],
        contracts=facts.contracts[facts.contracts["known_date"] <= day],
        budgets=facts.budgets[facts.budgets["known_date"] <= day],
    )


def _versions(accounts: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Take the version of each account that held at the date; the earliest holds before it."""
    is_later = accounts["valid_from"].dt.normalize() > day
    held = (
        accounts[~is_later]
        .sort_values("valid_from", na_position="first")
        .drop_duplicates("account_key", keep="last")
    )
    later = accounts[is_later & ~accounts["account_key"].isin(held["account_key"])]
    earliest = later.sort_values("valid_from").drop_duplicates("account_key")
    found: pd.DataFrame = pd.concat(
        [held.assign(is_history_assumed=False), earliest.assign(is_history_assumed=True)],
        ignore_index=True,
    )
    keys = found.set_index("account_id")["account_key"]
    payer = found["bill_to_account_id"].map(keys)
    found["bill_to_account_key"] = payer.fillna(found["account_key"]).astype("int64")
    return found


def _linked(invoices: pd.DataFrame) -> pd.DataFrame:
    """Link credit notes by the invoice that they name, else by the order."""
    is_note = ~invoices["is_purchase"] & (invoices["net_amount"] < 0)
    notes = invoices[is_note]
    purchases = invoices[invoices["is_purchase"] & invoices["order_id"].isin(notes["order_id"])]
    columns = [
        *("account_key", "order_id", "invoice_id", "invoice_key"),
        *("invoice_date", "effective_date"),
    ]
    by_order = (
        notes.dropna(subset="order_id")[columns]
        .merge(purchases[columns], on=["account_key", "order_id"], suffixes=("", "_bought"))
        .query("invoice_date >= invoice_date_bought and effective_date >= effective_date_bought")
        .sort_values(["invoice_key", "invoice_date_bought", "invoice_id_bought"])
        .drop_duplicates("invoice_key")
        .set_index("invoice_key")["invoice_key_bought"]
    )
    # the door keeps a named invoice only where it was known no later than the note
    linked_key = notes["credited_invoice_key"].fillna(notes["invoice_key"].map(by_order))
    return invoices.assign(linked_key=linked_key, is_note=is_note)


def _reversed_keys(invoices: pd.DataFrame) -> pd.Series:
    credited = -invoices.groupby("linked_key")["net_amount"].sum()
    purchases = invoices[invoices["is_purchase"] & invoices["invoice_key"].isin(credited.index)]
    amounts = purchases.set_index("invoice_key")["net_amount"].reindex(credited.index)
    return credited.index[credited > amounts - HALF_CENT].to_series()
