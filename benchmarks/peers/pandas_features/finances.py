"""Payment behaviour at the payer, open amounts at the buyer."""

import pandas as pd

from benchmarks.peers.pandas_features.figures import days_between, over
from benchmarks.peers.pandas_features.known import Known
from benchmarks.peers.pandas_features.settlements import aged_receivables

HALVING_DAYS = 90  # a quarter of a year halves the weight of a due invoice
BUYER_AMOUNTS = ["open_amount", "overdue_amount", "due_12m_amount"]


def finances(known: Known) -> pd.DataFrame:
    """Compute how an account pays and what it owes; one row per account."""
    relations = _relations(known)
    buyers = relations.groupby("account_key")[BUYER_AMOUNTS].sum()
    payers = relations.groupby("bill_to_account_key").sum()
    accounts = known.accounts
    limits = accounts.set_index("account_key")["credit_limit"]
    own = accounts[["account_key", "bill_to_account_key"]]
    amounts = own.join(buyers, on="account_key")[BUYER_AMOUNTS].fillna(0).round(2)
    paid = own[["bill_to_account_key"]].join(payers, on="bill_to_account_key")
    recent, before = (
        paid[f"late_days_{half}_amount"] / paid[f"due_{half}_amount"].where(lambda due: due != 0)
        for half in ("6m", "before")
    )
    found = own.assign(
        open_amount=amounts["open_amount"],
        overdue_amount=amounts["overdue_amount"],
        due_12m_amount=amounts["due_12m_amount"],
        due_invoices_12m_count=paid["due_count"].fillna(0),
        late_invoice_share=over(paid["late_count"], paid["due_count"]),
        days_late_value=over(
            paid["late_days_6m_amount"] + paid["late_days_before_amount"], paid["due_12m_amount"]
        ),
        days_late_recent_value=over(paid["recent_late_days_amount"], paid["recent_amount"]),
        days_late_trend_value=(recent - before).round(9),
        credit_use_value=over(
            paid["open_amount"].fillna(0), own["bill_to_account_key"].map(limits)
        ),
    )
    if known.payments.empty:
        found[found.columns.drop(own.columns)] = None
    assumed = accounts["is_history_assumed"]
    return found.assign(
        disputed_share=own["account_key"].map(_disputed_shares(known)),
        dunning_level_number=accounts["dunning_level"].mask(assumed),
        is_on_hold=accounts["is_on_hold"].astype("boolean").mask(assumed),
        is_payment_inherited=own["bill_to_account_key"] != own["account_key"],
    ).drop(columns="bill_to_account_key")


def _relations(known: Known) -> pd.DataFrame:
    """Sum the receivables of each buyer at each payer."""
    invoices = aged_receivables(known)
    gross, due_date = invoices["gross_amount"], invoices["due_date"]
    is_due = (due_date > known.start_12m) & (due_date <= known.day)
    is_due_6m = is_due & (due_date > known.start_6m)
    is_due_before = is_due & ~is_due_6m
    days_late = days_between(due_date, invoices["paid_date"].fillna(known.day)).clip(lower=0)
    weight = 0.5 ** (days_between(due_date, known.day) / HALVING_DAYS)
    late_days = days_late * gross
    return (
        pd.DataFrame(
            {
                "account_key": invoices["account_key"],
                "bill_to_account_key": invoices["bill_to_account_key"],
                "due_count": is_due,
                "late_count": is_due & (days_late > 0),
                "open_amount": invoices["open_amount"],
                "overdue_amount": invoices["open_amount"].where(due_date < known.day, 0),
                "due_12m_amount": gross.where(is_due, 0),
                "due_6m_amount": gross.where(is_due_6m, 0),
                "due_before_amount": gross.where(is_due_before, 0),
                "late_days_6m_amount": late_days.where(is_due_6m, 0),
                "late_days_before_amount": late_days.where(is_due_before, 0),
                "recent_amount": (gross * weight).where(is_due, 0),
                "recent_late_days_amount": (late_days * weight).where(is_due, 0),
            }
        )
        .groupby(["account_key", "bill_to_account_key"])
        .sum()
    )


def _disputed_shares(known: Known) -> pd.Series:
    invoices = known.recent_invoices
    purchases = invoices[invoices["is_purchase"]].dropna(subset="is_disputed")
    is_disputed = purchases["is_disputed"].astype("float64")
    return is_disputed.groupby(purchases["account_key"]).mean().round(9)
