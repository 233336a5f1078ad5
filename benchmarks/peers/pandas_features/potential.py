"""What an account could spend: its budget, else what its peers spend."""

import numpy as np
import pandas as pd

from benchmarks.peers.pandas_features.figures import over
from benchmarks.peers.pandas_features.known import Known


def potential(known: Known, peers: pd.DataFrame) -> pd.DataFrame:
    """Compute potential and share of wallet.

    Args:
        known: What was known at the date.
        peers: The accounts with their peers.

    Returns:
        One row per account.
    """
    found = peers[["account_key", "peer_group", "peer_count"]].copy()
    own, reachable = peers["spend_12m_amount"], peers["reachable_amount"]
    budget = found["account_key"].map(_budgets(known))
    asked = budget.fillna(reachable)
    found["potential_source"] = pd.Series(
        np.where(budget.notna(), "budget", "peers"), index=found.index
    ).where(asked.notna())
    found["potential_amount"] = asked.clip(lower=own)
    found["wallet_share"] = over(own, found["potential_amount"])
    found["untapped_amount"] = found["potential_amount"] - own
    is_capped = (own > 0) & (own == found["potential_amount"])
    found["is_capped"] = is_capped.astype("boolean").where(asked.notna())
    return found


def _budgets(known: Known) -> pd.Series:
    """Take the newest budget of this year or the last: in all, else the sum of the categories."""
    recent = known.budgets[(known.day.year - known.budgets["budget_year"]).between(0, 1)]
    newest_year = recent.groupby("account_key")["budget_year"].transform("max")
    newest = recent[recent["budget_year"] == newest_year]
    in_all = newest[newest["product_category"].isna()]
    totals, sums = (
        budgets.groupby("account_key")["available_budget"].sum() for budgets in (in_all, newest)
    )
    return totals.combine_first(sums).round(2)
