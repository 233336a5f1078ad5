"""Breadth and concentration over product categories."""

import pandas as pd

from benchmarks.peers.pandas_features.figures import over
from benchmarks.peers.pandas_features.known import Known


def cross_sales(known: Known) -> pd.DataFrame:
    """Compute how many categories an account buys, and how evenly; one row per account."""
    recent = known.sales["invoice_date"] > known.start_12m
    categories = (
        pd.DataFrame(
            {
                "account_key": known.sales["account_key"],
                "category_key": known.sales["category_key"],
                "own": known.sales["net_amount"].where(recent, 0),
                "before": known.sales["net_amount"].mask(recent, 0),
            }
        )
        .groupby(["account_key", "category_key"], as_index=False)
        .sum()
        .round({"own": 2, "before": 2})
    )
    own, before = categories["own"], categories["before"]
    categories["positive"] = own.where(own > 0)
    categories["squared"] = categories["positive"] ** 2
    categories["is_bought"] = own > 0
    categories["is_new"] = (own > 0) & (before <= 0)
    categories["is_ever_bought"] = (own > 0) | (before > 0)
    sums = categories.groupby("account_key").agg(
        categories_12m_count=("is_bought", "sum"),
        new_categories_12m_count=("is_new", "sum"),
        categories_lifetime_count=("is_ever_bought", "sum"),
        total=("positive", "sum"),
        top=("positive", "max"),
        squared=("squared", "sum"),
    )
    total = sums.pop("total")
    sums["top_category_share"] = over(sums.pop("top"), total)
    sums["category_concentration_share"] = over(sums.pop("squared"), total**2)
    found = known.accounts[["account_key"]].join(sums, on="account_key")
    counts = [name for name in found.columns if name.endswith("count")]
    found[counts] = found[counts].fillna(0)
    return found
