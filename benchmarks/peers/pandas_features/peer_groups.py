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
    division, size = found["industry_division_code"], found["size_class"]
    spenders = found[found["spend_12m_amount"] > 0].sort_values("spend_12m_amount")
    spending = []
    found["peer_group"] = None
    for group, least in (
        (division + " x " + size, MINIMUM_PEERS),
        ("size " + size, MINIMUM_PEERS),
        (pd.Series("all", index=found.index), 1),
    ):
        amounts = _spending(spenders["spend_12m_amount"], group, least)
        found["peer_group"] = found["peer_group"].fillna(group.where(group.isin(amounts.index)))
        spending.append(amounts)
    return found.join(pd.concat(spending), on="peer_group")


def _spending(amounts: pd.Series, group: pd.Series, least: int) -> pd.DataFrame:
    """Summarise the groups that have enough members; the amounts come in order."""
    ranked = pd.DataFrame({"amount": amounts, "peer_group": group.loc[amounts.index]})
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
