"""Recency, frequency, money, rhythm and trend."""

import pandas as pd

from benchmarks.peers.pandas_features.figures import days_between, over
from benchmarks.peers.pandas_features.known import Known


def consumption(known: Known) -> pd.DataFrame:
    """Compute what an account bought; one row per account."""
    found = known.accounts[["account_key"]].join(_sums(known), on="account_key")
    zero_where_nothing = [
        *("invoices_12m_count", "purchase_day_count", "lifetime_revenue_amount"),
        *("revenue_12m_amount", "revenue_prior_12m_amount"),
    ]
    found[zero_where_nothing] = found[zero_where_nothing].fillna(0)
    money = [name for name in found.columns if name.endswith("amount")]
    found[money] = found[money].round(2)
    first, last = found["first_invoice_date"], found["last_invoice_date"]
    found["days_since_last_invoice"] = days_between(last, known.day)
    found["days_since_first_invoice"] = days_between(first, known.day)
    revenue, before = found["revenue_12m_amount"], found["revenue_prior_12m_amount"]
    found["revenue_per_invoice_amount"] = over(revenue, found["invoices_12m_count"]).round(2)
    found["days_between_purchases_value"] = over(
        days_between(first, last), found["purchase_day_count"].clip(lower=1) - 1
    )
    found["silence_in_rhythms_value"] = over(
        found["days_since_last_invoice"], found["days_between_purchases_value"]
    )
    own, earlier = revenue.clip(lower=0), before.clip(lower=0)
    found["revenue_trend_value"] = over(own - earlier, own + earlier)
    for name, amount in (
        ("margin_12m_amount", revenue),
        ("lifetime_margin_amount", found["lifetime_revenue_amount"]),
    ):
        found[name] = found[name].mask(found[name].isna() & (amount == 0), 0.0)
    return found


def _sums(known: Known) -> pd.DataFrame:
    invoices = known.invoices
    recent = invoices["invoice_date"] > known.start_12m
    prior = (invoices["invoice_date"] > known.start_24m) & ~recent
    bought = invoices["is_purchase"]
    masked = pd.DataFrame(
        {
            "account_key": invoices["account_key"],
            "net_amount": invoices["net_amount"],
            "margin_amount": invoices["margin_amount"],
            "is_counted": bought & recent & ~invoices["invoice_key"].isin(known.reversed_keys),
            "net_prior": invoices["net_amount"].where(prior, 0),
            "net_12m": invoices["net_amount"].where(recent, 0),
            "margin_12m": invoices["margin_amount"].where(recent),
            "bought_date": invoices["invoice_date"].where(bought),
        }
    )
    grouped = masked.groupby("account_key")
    sums = grouped.agg(
        invoices_12m_count=("is_counted", "sum"),
        lifetime_revenue_amount=("net_amount", "sum"),
        revenue_12m_amount=("net_12m", "sum"),
        revenue_prior_12m_amount=("net_prior", "sum"),
        first_invoice_date=("bought_date", "min"),
        last_invoice_date=("bought_date", "max"),
    )
    sums["lifetime_margin_amount"] = grouped["margin_amount"].sum(min_count=1)
    sums["margin_12m_amount"] = grouped["margin_12m"].sum(min_count=1)
    days = masked[["account_key", "bought_date"]].dropna().drop_duplicates()
    sums["purchase_day_count"] = days.groupby("account_key").size()
    return sums
