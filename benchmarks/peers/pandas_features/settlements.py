"""Which invoices were paid, and when: by payments that name them, else from the payer's pool."""

import numpy as np
import pandas as pd

from benchmarks.peers.pandas_features.figures import HALF_CENT
from benchmarks.peers.pandas_features.known import Known


def aged_receivables(known: Known) -> pd.DataFrame:
    """Give the invoices that are to be paid.

    Args:
        known: What was known at the date.

    Returns:
        One row per invoice, with open_amount and paid_date (null while it is open).
    """
    invoices = _settled(known)
    found = invoices.merge(_served(invoices, _pool(known)), on="invoice_key", how="left")
    found["open_amount"] = found["pool_open"].fillna(found["rest_amount"])
    reached_date = found["reached_date"].where(found["pool_open"] == 0)
    found["paid_date"] = found["settled_date"].fillna(reached_date)
    return found


def _settled(known: Known) -> pd.DataFrame:
    """Set payments and credits that name an invoice against it; gives what they left."""
    invoices = known.invoices
    receivables = invoices[
        invoices["is_purchase"] & ~invoices["invoice_key"].isin(known.reversed_keys)
    ]
    payments = known.payments.dropna(subset="invoice_key")
    credited = invoices[invoices["linked_key"].notna()]
    events = pd.concat(
        [
            payments[["invoice_key", "effective_date", "amount"]].assign(
                paid_date=payments["payment_date"]
            ),
            pd.DataFrame(
                {
                    "invoice_key": credited["linked_key"],
                    "effective_date": credited["effective_date"],
                    "amount": -credited["gross_amount"],
                    "paid_date": credited["invoice_date"],
                }
            ),
        ]
    )
    days = (
        events.groupby(["invoice_key", "effective_date"], as_index=False)
        .agg(amount=("amount", "sum"), paid_date=("paid_date", "max"))
        .merge(receivables[["invoice_key", "gross_amount"]], on="invoice_key")
    )
    by_invoice = days.groupby("invoice_key")
    days["paid_until"] = by_invoice["paid_date"].cummax()
    is_covered = by_invoice["amount"].cumsum() > days["gross_amount"] - HALF_CENT
    days["covered_date"] = days["effective_date"].where(is_covered)
    days["covering_date"] = days["paid_until"].where(is_covered)
    days["uncovered_date"] = days["effective_date"].where(~is_covered)
    states = days.groupby("invoice_key").agg(
        paid_amount=("amount", "sum"),
        asked_amount=("gross_amount", "first"),
        last_paid_date=("paid_date", "max"),
        covered_date=("covered_date", "min"),
        covering_date=("covering_date", "min"),
        uncovered_date=("uncovered_date", "max"),
    )
    settled_date = states["covering_date"].mask(
        states["uncovered_date"] > states["covered_date"], states["last_paid_date"]
    )
    states["settled_date"] = settled_date.where(
        states["paid_amount"] > states["asked_amount"] - HALF_CENT
    )
    found = receivables.join(
        states[["paid_amount", "last_paid_date", "settled_date"]], on="invoice_key"
    )
    rest = (found["gross_amount"] - found["paid_amount"].fillna(0)).clip(lower=0).round(2)
    found["rest_amount"] = rest.where(found["settled_date"].isna(), 0.0)
    return found


def _pool(known: Known) -> pd.DataFrame:
    """Give the money of each payer that names no invoice, in the order in which it came."""
    payments = known.payments.rename(columns={"payment_date": "paid_date"})
    loose = known.invoices[known.invoices["is_note"] & known.invoices["linked_key"].isna()]
    columns = ["payer", "event_id", "amount", "paid_date", "effective_date"]
    unnamed = payments[payments["invoice_key"].isna()].rename(
        columns={"account_key": "payer", "payment_id": "event_id"}
    )
    notes = pd.DataFrame(
        {
            "payer": loose["bill_to_account_key"],
            "event_id": loose["invoice_id"],
            "amount": -loose["gross_amount"],
            "paid_date": loose["invoice_date"],
            "effective_date": loose["effective_date"],
        }
    )
    refunds = payments.merge(
        loose[["invoice_key", "bill_to_account_key", "effective_date"]],
        on="invoice_key",
        suffixes=("", "_note"),
    ).rename(columns={"bill_to_account_key": "payer", "payment_id": "event_id"})
    refunds["effective_date"] = refunds[["effective_date", "effective_date_note"]].max(axis=1)
    money = pd.concat([unnamed[columns], notes, refunds[columns]]).sort_values(
        ["payer", "effective_date", "event_id"]
    )
    money["so_far"] = money.groupby("payer")["amount"].cumsum().round(2)
    by_payer = money.groupby("payer")
    money["reached"] = by_payer["so_far"].cummax()
    money["paid_until"] = by_payer["paid_date"].cummax()
    money["total"] = by_payer["so_far"].transform("last")
    return money


def _served(invoices: pd.DataFrame, money: pd.DataFrame) -> pd.DataFrame:
    """Let the pool pay the oldest due invoices first; gives pool_open and reached_date."""
    queue = invoices[invoices["rest_amount"] > 0].rename(columns={"bill_to_account_key": "payer"})
    queue = queue.assign(turn=queue["due_date"].fillna(queue["invoice_date"])).sort_values(
        ["payer", "turn", "invoice_date", "invoice_id"]
    )
    queue["reached"] = queue.groupby("payer")["rest_amount"].cumsum().round(2)
    found = pd.merge_asof(
        queue.sort_values("reached"),
        money[["payer", "reached", "paid_until"]].sort_values("reached", kind="stable"),
        on="reached",
        by="payer",
        direction="forward",
    ).merge(money.drop_duplicates("payer")[["payer", "total"]], on="payer")
    left = (found["reached"] - found["total"].clip(lower=0)).clip(lower=0)
    reached_date = found[["paid_until", "invoice_date", "last_paid_date"]].max(axis=1)
    return pd.DataFrame(
        {
            "invoice_key": found["invoice_key"],
            "pool_open": np.minimum(found["rest_amount"], left).round(2),
            "reached_date": reached_date.where(found["paid_until"].notna()),
        }
    )
