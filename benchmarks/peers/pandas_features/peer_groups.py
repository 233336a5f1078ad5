"""What accounts of the same division and size spend."""

import pandas as pd

from benchmarks.peers.pandas_features.known import Known

MINIMUM_PEERS = 30  # fewer say too little; a wider group is then taken
REACHABLE_PERCENT, MIDDLE_PERCENT = 85, 50


def peer_groups(known: Known, consumed: pd.DataFrame) -> pd.DataFrame:
    """Compare the spend of each account with that of its peers.

    Args:
        known: What was known at the date.
        consumed: The features of consumption.

    Returns:
        One row per account, with spend_12m_amount, peer_group, peer_count, reachable_amount (85 %
        of the peers spend at most this much) and peer_revenue_amount (the median).
    """
    found = known.accounts[["account_key", "industry_division_code", "size_class"]].merge(
        consumed[["account_key", "revenue_12m_amount"]], on="account_key"
    )
    found["spend_12m_amount"] = found.pop("revenue_12m_amount").clip(lower=0)
    groups = pd.DataFrame(
        {
            "division_and_size": found["industry_division_code"] + " x " + found["size_class"],
            "size": "size " + found["size_class"],
            "all": "all",
        }
    )
    spends = found["spend_12m_amount"] > 0
    spending = pd.concat(
        [
            _spending(found.loc[spends, "spend_12m_amount"], groups.loc[spends, name], least)
            for name, least in (("division_and_size", MINIMUM_PEERS), ("size", MINIMUM_PEERS), ("all", 1))
        ]
    )
    found["peer_group"] = groups.where(groups.isin(spending.index)).bfill(axis=1).iloc[:, 0]
    return found.join(spending, on="peer_group")


def _spending(amounts: pd.Series, group: pd.Series, least: int) -> pd.DataFrame:
    """Summarise the groups that have enough members."""
    ranked = pd.DataFrame({"amount": amounts, "peer_group": group}).sort_values("amount")
    grouped = ranked.groupby("peer_group")
    ranked["rank"] = grouped.cumcount() + 1
    ranked["peer_count"] = grouped["amount"].transform("size")
    ranked = ranked[ranked["peer_count"] >= least]
    return pd.DataFrame(
        {
            "peer_count": ranked.groupby("peer_group").size(),
            "reachable_amount": _percentile(ranked, REACHABLE_PERCENT),
            "peer_revenue_amount": _percentile(ranked, MIDDLE_PERCENT),
        }
    )


def _percentile(ranked: pd.DataFrame, percent: int) -> pd.Series:
    """Take the first amount that so many percent of a group do not exceed: one that was spent."""
    is_reached = 100 * ranked["rank"] >= percent * ranked["peer_count"]
    return ranked[is_reached].groupby("peer_group")["amount"].first()
