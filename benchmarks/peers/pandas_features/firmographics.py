"""What kind of company an account is, and the group that it belongs to."""

import pandas as pd

from benchmarks.peers.pandas_features.known import Known

LONGEST_CHAIN = 16  # of parents; a longer one can only be a ring
TAKEN = [
    *("account_key", "industry_code", "legal_form", "country_code", "region", "city"),
    *("employees", "is_history_assumed"),
]
OF_PEERS = ["account_key", "industry_division_code", "size_class", "peer_revenue_amount"]


def firmographics(known: Known, peers: pd.DataFrame) -> pd.DataFrame:
    """Compute the attributes of a company.

    Args:
        known: What was known at the date.
        peers: The accounts with their peers.

    Returns:
        One row per account. No account of the volume has a number to be a duplicate by.
    """
    accounts = known.accounts
    founded, day = accounts["founded_date"], known.day
    is_before_birthday = (founded.dt.month > day.month) | (
        (founded.dt.month == day.month) & (founded.dt.day > day.day)
    )
    years = day.year - founded.dt.year - is_before_birthday
    found = accounts[TAKEN].assign(
        duplicate_of_account_id=None,
        annual_turnover_amount=accounts["annual_turnover"],
        years_since_founding_number=years.where(founded <= day),
    )
    return found.join(groups(accounts)).merge(peers[OF_PEERS], on="account_key")


def groups(accounts: pd.DataFrame) -> pd.DataFrame:
    """Follow parents to the head of the group.

    Args:
        accounts: account_id and parent_account_id.

    Returns:
        group_id and is_parent_cycle on the index of the accounts; a ring is called after the
        first of its ids.
    """
    parents = accounts.set_index("account_id")["parent_account_id"]
    head = accounts["account_id"]
    above = accounts["parent_account_id"]
    for _ in range(LONGEST_CHAIN):
        if above.isna().all():
            break
        head = above.fillna(head)
        above = head.map(parents)
    is_ring = above.notna()
    member = first = head[is_ring]
    for _ in range(LONGEST_CHAIN if is_ring.any() else 0):
        member = member.map(parents)
        first = first.where(first <= member, member)
    return pd.DataFrame({"group_id": head.mask(is_ring, first), "is_parent_cycle": is_ring})
