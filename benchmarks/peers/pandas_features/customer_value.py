"""Revenue, margin, and profit after what it costs to serve an account."""

import pandas as pd

from benchmarks.peers.pandas_features.figures import over
from benchmarks.peers.pandas_features.known import Known

YEAR_DAYS = 365.25  # the mean year with its leap days
TAKEN = [
    *("revenue_12m_amount", "revenue_prior_12m_amount", "lifetime_revenue_amount"),
    *("margin_12m_amount", "lifetime_margin_amount"),
]


def customer_value(known: Known, consumed: pd.DataFrame, lived: pd.DataFrame) -> pd.DataFrame:
    """Compute what an account brought.

    Args:
        known: What was known at the date.
        consumed: The features of consumption.
        lived: The features of lifetime.

    Returns:
        One row per account.
    """
    found = (
        consumed[["account_key", *TAKEN]]
        .merge(lived[["account_key", "days_as_customer"]], on="account_key")
        .merge(known.accounts[["account_key", "cost_to_serve"]], on="account_key")
        .join(_prior_margins(known), on="account_key")
    )
    cost, days = found.pop("cost_to_serve"), found.pop("days_as_customer")
    nothing_sold = found["revenue_prior_12m_amount"] == 0
    prior_margin = found["margin_prior_12m_amount"]
    found["margin_prior_12m_amount"] = prior_margin.mask(prior_margin.isna() & nothing_sold, 0)
    was_customer = days >= (known.day - known.start_12m).days
    years = (days.fillna(0) / YEAR_DAYS).clip(lower=1)
    found["margin_share"] = over(
        found["margin_12m_amount"], found["revenue_12m_amount"].clip(lower=0)
    )
    found["profit_12m_amount"] = found["margin_12m_amount"] - cost
    found["profit_prior_12m_amount"] = found["margin_prior_12m_amount"] - cost * was_customer
    found["lifetime_profit_amount"] = found["lifetime_margin_amount"] - years * cost
    return found


def _prior_margins(known: Known) -> pd.Series:
    invoices = known.invoices
    prior = invoices["invoice_date"].between(known.start_24m, known.start_12m, inclusive="right")
    margins = invoices[prior].groupby("account_key")["margin_amount"].sum(min_count=1)
    return margins.round(2).rename("margin_prior_12m_amount")
