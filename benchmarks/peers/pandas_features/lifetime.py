"""How long an account is a customer, its stage, and its contracts."""

import numpy as np
import pandas as pd

from benchmarks.peers.pandas_features.figures import days_between
from benchmarks.peers.pandas_features.known import Known

SLOWING_RHYTHMS, SILENT_RHYTHMS = 2, 4
ENDING_DAYS = pd.Timedelta(days=90)


def lifetime(known: Known, consumed: pd.DataFrame) -> pd.DataFrame:
    """Compute stage, cohort and contracts.

    Args:
        known: What was known at the date.
        consumed: The features of consumption.

    Returns:
        One row per account.
    """
    columns = [
        *("account_key", "first_invoice_date", "last_invoice_date", "silence_in_rhythms_value"),
    ]
    found = known.accounts[["account_key", "customer_since"]].merge(
        consumed[columns], on="account_key"
    )
    first, last = found["first_invoice_date"], found["last_invoice_date"]
    silence = found["silence_in_rhythms_value"]
    since = found["customer_since"].where(found["customer_since"] <= known.day)
    found["days_as_customer"] = days_between(
        pd.concat([since, first], axis=1).min(axis=1), known.day
    )
    found["lifetime_stage"] = np.select(
        [
            first.isna(),
            last <= known.start_12m,
            first > known.start_12m,
            silence > SILENT_RHYTHMS,
            silence > SLOWING_RHYTHMS,
        ],
        ["prospect", "lost", "new", "silent", "slowing"],
        default="active",
    )
    found["cohort_year"] = first.dt.year.astype("Int64").astype("string")
    found = found.drop(columns=[*columns[1:], "customer_since"])
    found = found.join(_running_contracts(known), on="account_key")
    if not known.contracts.empty:
        found["contracts_count"] = found["contracts_count"].fillna(0)
    return found


def _running_contracts(known: Known) -> pd.DataFrame:
    """Sum the contracts that run at the date, and say whether one is ending."""
    contracts = known.contracts
    running = contracts[
        (contracts["start_date"] <= known.day) & ~(contracts["end_date"] < known.day)
    ]
    renewed = running["contract_id"].isin(_renewed_ids(running, contracts))
    has_notice = running["notice_date"] <= known.day
    ends_soon = running["end_date"] <= known.day + ENDING_DAYS
    grouped = running.assign(is_ending=has_notice | (~renewed & ends_soon)).groupby("account_key")
    return pd.DataFrame(
        {
            "contracts_count": grouped.size(),
            "contract_yearly_amount": grouped["yearly_amount"].sum(min_count=1),
            "days_until_contract_end": (grouped["end_date"].min() - known.day).dt.days,
            "is_contract_ending": grouped["is_ending"].any(),
        }
    )


def _renewed_ids(running: pd.DataFrame, contracts: pd.DataFrame) -> pd.Series:
    """Name the contracts that a later one of the same category, or of all, outlasts."""
    columns = ["account_key", "product_category", "start_date", "end_date"]
    pairs = running.dropna(subset="end_date").merge(
        contracts[columns], on="account_key", suffixes=("", "_later")
    )
    covers = pairs["product_category_later"].isna() | (
        pairs["product_category_later"] == pairs["product_category"]
    )
    outlasts = ~(pairs["end_date_later"] <= pairs["end_date"])
    starts_later = pairs["start_date_later"] > pairs["start_date"]
    return pairs.loc[covers & outlasts & starts_later, "contract_id"]
