"""Why an account buys: discounts, brands, price tiers and the channel."""

import pandas as pd

from benchmarks.peers.pandas_features.figures import over
from benchmarks.peers.pandas_features.known import Known

TIERS = ["low", "mid", "premium"]


def buying_motive(known: Known) -> pd.DataFrame:
    """Compute what an account looks for; one row per account. Nobody in the volume states it."""
    sales = known.sales[known.sales["invoice_date"] > known.start_12m]
    return (
        known.accounts[["account_key"]]
        .assign(stated_motive=None)
        .join(_top_brands(sales), on="account_key")
        .join(_premium_shares(sales).rename("premium_tier_share"), on="account_key")
        .join(_discount_shares(known).rename("discount_share"), on="account_key")
        .join(_online_shares(known).rename("online_share"), on="account_key")
    )


def _top_brands(sales: pd.DataFrame) -> pd.DataFrame:
    """Take the brand of most revenue, the first by name where brands tie."""
    sums = _sums(sales, "brand").reset_index()
    bought = sums[sums["net_amount"] > 0]
    by_account = bought.groupby("account_key")["net_amount"]
    top = bought.loc[by_account.idxmax()].set_index("account_key")
    return pd.DataFrame(
        {
            "top_brand": top["brand"].astype("str"),
            "top_brand_share": over(top["net_amount"], by_account.sum()),
        }
    )


def _premium_shares(sales: pd.DataFrame) -> pd.Series:
    tiers = _sums(sales, "price_tier").clip(lower=0).unstack().reindex(columns=TIERS).fillna(0)
    return over(tiers["premium"], tiers.sum(axis=1))


def _sums(sales: pd.DataFrame, part: str) -> pd.Series:
    return sales.groupby(["account_key", part], observed=True)["net_amount"].sum().round(2)


def _discount_shares(known: Known) -> pd.Series:
    amounts = ["net_amount", "discount_amount"]
    sums = known.recent_invoices.groupby("account_key")[amounts].sum(min_count=1)
    discount = sums["discount_amount"]
    if discount.isna().all():  # the company delivers no discounts
        return discount
    listed = (sums["net_amount"] + discount.fillna(0)).round(2)
    return over(discount.fillna(0), listed.where(listed > 0)).clip(0, 1)


def _online_shares(known: Known) -> pd.Series:
    invoices = known.recent_invoices
    purchases = invoices[invoices["is_purchase"]].dropna(subset="sales_channel")
    is_online = purchases["sales_channel"] == "online"
    return is_online.groupby(purchases["account_key"]).mean().round(9)
