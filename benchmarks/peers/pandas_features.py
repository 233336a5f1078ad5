"""The features of consumption, cross-sales and finances in pandas."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.peers.dates import Window, read_windows

KEY = ["as_of_date", "account_key"]
HALF_CENT = 0.005  # sums of doubles are compared to the cent

Frame = pd.DataFrame
Series = pd.Series


@dataclass(frozen=True)
class Facts:
    """What the features are computed from.

    Attributes:
        lines: Sums of lines, by account, category, invoice day and known day.
        invoices: Invoices and credit notes with the sums of their lines.
        payments: Payments with the day on which they count.
        accounts: Versions of accounts.
    """

    lines: Frame
    invoices: Frame
    payments: Frame
    accounts: Frame


def read_facts(folder: Path) -> Facts:
    """Read the typed Parquet; money becomes a double."""
    lines = _read(
        folder / "input_invoice_lines.parquet",
        *("invoice_key", "account_key", "category_key", "net_amount", "tax_amount"),
        *("margin_amount", "invoice_date", "known_date"),
    )
    sums = lines.groupby("invoice_key", sort=False).agg(
        net_amount=("net_amount", "sum"),
        tax_amount=("tax_amount", "sum"),
        margin_amount=("margin_amount", "sum"),
        margin_count=("margin_amount", "count"),
    )
    sums["margin_amount"] = sums["margin_amount"].where(sums.pop("margin_count") > 0)
    invoices = _read(
        folder / "input_invoices.parquet",
        *("invoice_key", "account_key", "bill_to_account_key", "credited_invoice_key"),
        *("invoice_id", "order_id", "is_credit_note", "invoice_date", "due_date", "known_date"),
    ).join(sums, on="invoice_key")
    invoices["net_amount"] = invoices["net_amount"].fillna(0).round(2)
    invoices["gross_amount"] = invoices["net_amount"] + invoices.pop("tax_amount").fillna(0)
    invoices["effective_date"] = invoices[["invoice_date", "known_date"]].max(axis=1)
    invoices["is_purchase"] = (invoices["net_amount"] > 0) & ~invoices["is_credit_note"]
    payments = _read(
        folder / "input_payments.parquet",
        *("account_key", "invoice_key", "payment_id", "amount", "payment_date", "known_date"),
    )
    payments["effective_date"] = payments[["payment_date", "known_date"]].max(axis=1)
    collapsed = (
        lines.groupby(["account_key", "category_key", "invoice_date", "known_date"], sort=False)
        .agg(net_amount=("net_amount", "sum"))
        .reset_index()
    )
    accounts = _read(
        folder / "input_accounts.parquet",
        *("account_key", "account_id", "bill_to_account_id", "credit_limit", "valid_from"),
    )
    return Facts(collapsed, invoices, payments, accounts)


def _read(path: Path, *columns: str) -> Frame:
    frame = pd.read_parquet(path, columns=list(columns))
    for name in columns:
        if name.endswith(("_date", "valid_from")):
            frame[name] = pd.to_datetime(frame[name])
        elif name.endswith(("amount", "limit")):
            frame[name] = frame[name].astype("float64")
    return frame


def _over(part: Series, whole: Series) -> Series:
    return (part / whole.where(whole != 0)).round(9)


def _days(later: Any, earlier: Any) -> Series:
    found: Series = (later - earlier).dt.days
    return found


def account_versions(facts: Facts, window: Window) -> Frame:
    """Take the version of each account that held at the date; the earliest holds before it."""
    versions = facts.accounts.copy()
    day = pd.Timestamp(window.as_of_date)
    versions["is_future"] = versions["valid_from"].dt.normalize() > day
    past = versions["valid_from"].where(~versions["is_future"], pd.NaT)
    versions["turn"] = -past.astype("int64").where(past.notna(), np.iinfo("int64").min + 1)
    future = versions["valid_from"].where(versions["is_future"], pd.NaT)
    versions["later_turn"] = future.astype("int64").where(future.notna(), 0)
    return (
        versions.sort_values(["account_key", "is_future", "turn", "later_turn"])
        .drop_duplicates("account_key")
        .reset_index(drop=True)
    )


@dataclass(frozen=True)
class Known:
    """What was known of invoices at one date.

    Attributes:
        invoices: Invoices and credit notes, linked to the invoice that they credit.
        reversed_keys: Keys of the invoices that were credited in full.
    """

    invoices: Frame
    reversed_keys: Series


def known_at(facts: Facts, window: Window) -> Known:
    """Keep what was known, and link credit notes by the named invoice, else by the order."""
    day = pd.Timestamp(window.as_of_date)
    known = facts.invoices[facts.invoices["effective_date"] <= day]
    purchases = known[known["is_purchase"]]
    notes = known[~known["is_purchase"] & (known["net_amount"] < 0)]
    named = known[["invoice_key", "effective_date"]].rename(
        columns={"invoice_key": "credited_invoice_key", "effective_date": "named_effective"}
    )
    columns = ["account_key", "order_id", "invoice_id", "invoice_key", "invoice_date"]
    by_order = (
        notes[[*columns, "effective_date"]]
        .dropna(subset="order_id")
        .merge(
            purchases[[*columns, "effective_date"]],
            on=["account_key", "order_id"],
            suffixes=("", "_bought"),
        )
        .query("invoice_date >= invoice_date_bought and effective_date >= effective_date_bought")
        .sort_values(["invoice_key", "invoice_date_bought", "invoice_id_bought"])
        .drop_duplicates("invoice_key")
        .set_index("invoice_key")["invoice_key_bought"]
    )
    linked = notes[["invoice_key", "credited_invoice_key", "effective_date"]].merge(
        named, on="credited_invoice_key", how="left"
    )
    is_named = linked["effective_date"] >= linked["named_effective"]
    linked["linked_key"] = (
        linked["credited_invoice_key"].where(is_named).fillna(linked["invoice_key"].map(by_order))
    )
    linked["is_note"] = True
    invoices = known.merge(
        linked[["invoice_key", "linked_key", "is_note"]], on="invoice_key", how="left"
    )
    invoices["is_note"] = invoices["is_note"].eq(other=True)
    credited = -invoices.groupby("linked_key")["net_amount"].sum()
    amounts = purchases.set_index("invoice_key")["net_amount"].reindex(credited.index)
    return Known(invoices, credited.index[credited > amounts - HALF_CENT].to_series())


def consumption(known: Known, accounts: Frame, window: Window) -> Frame:
    """Compute recency, frequency, money, rhythm and trend; one row per account."""
    day = pd.Timestamp(window.as_of_date)
    invoices = known.invoices
    recent = invoices["invoice_date"] > pd.Timestamp(window.start_12m_date)
    prior = (invoices["invoice_date"] > pd.Timestamp(window.start_24m_date)) & ~recent
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
    found = accounts[["account_key"]].join(sums, on="account_key")
    zero_where_nothing = [
        *("invoices_12m_count", "purchase_day_count", "lifetime_revenue_amount"),
        *("revenue_12m_amount", "revenue_prior_12m_amount"),
    ]
    found[zero_where_nothing] = found[zero_where_nothing].fillna(0)
    money = [name for name in found.columns if name.endswith("amount")]
    found[money] = found[money].round(2)
    found["as_of_date"] = day
    found["days_since_last_invoice"] = _days(day, found["last_invoice_date"])
    found["days_since_first_invoice"] = _days(day, found["first_invoice_date"])
    revenue, before = found["revenue_12m_amount"], found["revenue_prior_12m_amount"]
    found["revenue_per_invoice_amount"] = _over(revenue, found["invoices_12m_count"]).round(2)
    found["days_between_purchases_value"] = _over(
        _days(found["last_invoice_date"], found["first_invoice_date"]),
        found["purchase_day_count"].clip(lower=1) - 1,
    )
    found["silence_in_rhythms_value"] = _over(
        found["days_since_last_invoice"], found["days_between_purchases_value"]
    )
    own, earlier = revenue.clip(lower=0), before.clip(lower=0)
    found["revenue_trend_value"] = _over(own - earlier, own + earlier)
    for name, amount in (
        ("margin_12m_amount", revenue),
        ("lifetime_margin_amount", found["lifetime_revenue_amount"]),
    ):
        found[name] = found[name].mask(found[name].isna() & (amount == 0), 0.0)
    return found


def cross_sales(facts: Facts, accounts: Frame, window: Window) -> Frame:
    """Compute breadth and concentration over product categories; one row per account."""
    day = pd.Timestamp(window.as_of_date)
    lines = facts.lines
    lines = lines[(lines["invoice_date"] <= day) & (lines["known_date"] <= day)]
    recent = lines["invoice_date"] > pd.Timestamp(window.start_12m_date)
    categories = (
        pd.DataFrame(
            {
                "account_key": lines["account_key"],
                "category_key": lines["category_key"],
                "own": lines["net_amount"].where(recent, 0),
                "before": lines["net_amount"].mask(recent, 0),
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
    sums["top_category_share"] = _over(sums.pop("top"), total)
    sums["category_concentration_share"] = _over(sums.pop("squared"), total**2)
    found = accounts[["account_key"]].join(sums, on="account_key")
    counts = [name for name in found.columns if name.endswith("count")]
    found[counts] = found[counts].fillna(0)
    found["as_of_date"] = day
    return found


def settled(known: Known, facts: Facts, window: Window) -> Frame:
    """Give the invoices that are to be paid, with what payments and credits that name them left."""
    invoices = known.invoices
    receivables = invoices[
        invoices["is_purchase"] & ~invoices["invoice_key"].isin(known.reversed_keys)
    ]
    payments = payments_at(facts, window).dropna(subset="invoice_key")
    credited = invoices[invoices["linked_key"].notna()]
    events = pd.concat(
        [
            payments[["invoice_key", "effective_date", "amount"]].assign(
                paid_date=payments["payment_date"]
            ),
            pd.DataFrame(
                {
                    "invoice_key": credited["linked_key"],
                    "effective_date": credited["effective_date"],
                    "amount": -credited["gross_amount"],
                    "paid_date": credited["invoice_date"],
                }
            ),
        ]
    )
    days = (
        events.groupby(["invoice_key", "effective_date"], as_index=False)
        .agg(amount=("amount", "sum"), paid_date=("paid_date", "max"))
        .merge(receivables[["invoice_key", "gross_amount"]], on="invoice_key")
    )
    by_invoice = days.groupby("invoice_key")
    days["paid_until"] = by_invoice["paid_date"].cummax()
    is_covered = by_invoice["amount"].cumsum() > days["gross_amount"] - HALF_CENT
    days["covered_date"] = days["effective_date"].where(is_covered)
    days["covering_date"] = days["paid_until"].where(is_covered)
    days["uncovered_date"] = days["effective_date"].where(~is_covered)
    states = days.groupby("invoice_key").agg(
        paid_amount=("amount", "sum"),
        asked_amount=("gross_amount", "first"),
        last_paid_date=("paid_date", "max"),
        covered_date=("covered_date", "min"),
        covering_date=("covering_date", "min"),
        uncovered_date=("uncovered_date", "max"),
    )
    settled_date = states["covering_date"].mask(
        states["uncovered_date"] > states["covered_date"], states["last_paid_date"]
    )
    states["settled_date"] = settled_date.where(
        states["paid_amount"] > states["asked_amount"] - HALF_CENT
    )
    found = receivables.join(
        states[["paid_amount", "last_paid_date", "settled_date"]], on="invoice_key"
    )
    rest = (found["gross_amount"] - found["paid_amount"].fillna(0)).clip(lower=0).round(2)
    found["rest_amount"] = rest.where(found["settled_date"].isna(), 0.0)
    return found


def payments_at(facts: Facts, window: Window) -> Frame:
    """Keep the payments that were made and known by the date."""
    return facts.payments[facts.payments["effective_date"] <= pd.Timestamp(window.as_of_date)]


def pool(known: Known, facts: Facts, window: Window) -> Frame:
    """Give the money of each payer that names no invoice, in the order in which it came."""
    payments = payments_at(facts, window).rename(columns={"payment_date": "paid_date"})
    invoices = known.invoices
    loose = invoices[invoices["is_note"] & invoices["linked_key"].isna()]
    columns = ["payer", "event_id", "amount", "paid_date", "effective_date"]
    unnamed = payments[payments["invoice_key"].isna()].rename(
        columns={"account_key": "payer", "payment_id": "event_id"}
    )
    notes = pd.DataFrame(
        {
            "payer": loose["bill_to_account_key"],
            "event_id": loose["invoice_id"],
            "amount": -loose["gross_amount"],
            "paid_date": loose["invoice_date"],
            "effective_date": loose["effective_date"],
        }
    )
    refunds = payments.merge(
        loose[["invoice_key", "bill_to_account_key", "effective_date"]],
        on="invoice_key",
        suffixes=("", "_note"),
    ).rename(columns={"bill_to_account_key": "payer", "payment_id": "event_id"})
    refunds["effective_date"] = refunds[["effective_date", "effective_date_note"]].max(axis=1)
    money = pd.concat([unnamed[columns], notes, refunds[columns]]).sort_values(
        ["payer", "effective_date", "event_id"]
    )
    money["so_far"] = money.groupby("payer")["amount"].cumsum().round(2)
    by_payer = money.groupby("payer")
    money["reached"] = by_payer["so_far"].cummax()
    money["paid_until"] = by_payer["paid_date"].cummax()
    money["total"] = by_payer["so_far"].transform("last")
    return money


def served(invoices: Frame, money: Frame) -> Frame:
    """Let the pool pay the oldest due invoices first; gives pool_open and reached_date."""
    queue = invoices[invoices["rest_amount"] > 0].rename(columns={"bill_to_account_key": "payer"})
    queue = queue.assign(turn=queue["due_date"].fillna(queue["invoice_date"])).sort_values(
        ["payer", "turn", "invoice_date", "invoice_id"]
    )
    queue["reached"] = queue.groupby("payer")["rest_amount"].cumsum().round(2)
    found = pd.merge_asof(
        queue.sort_values("reached"),
        money[["payer", "reached", "paid_until"]].sort_values("reached", kind="stable"),
        on="reached",
        by="payer",
        direction="forward",
    ).merge(money.drop_duplicates("payer")[["payer", "total"]], on="payer")
    left = (found["reached"] - found["total"].clip(lower=0)).clip(lower=0)
    reached_date = found[["paid_until", "invoice_date", "last_paid_date"]].max(axis=1)
    return pd.DataFrame(
        {
            "invoice_key": found["invoice_key"],
            "pool_open": np.minimum(found["rest_amount"], left).round(2),
            "reached_date": reached_date.where(found["paid_until"].notna()),
        }
    )


def finances(known: Known, facts: Facts, accounts: Frame, window: Window) -> Frame:
    """Compute payment behaviour at the payer and open amounts at the buyer."""
    day = pd.Timestamp(window.as_of_date)
    invoices = settled(known, facts, window)
    aged = invoices.merge(
        served(invoices, pool(known, facts, window)), on="invoice_key", how="left"
    )
    aged["open_amount"] = aged["pool_open"].fillna(aged["rest_amount"])
    due = (aged["due_date"] > pd.Timestamp(window.start_12m_date)) & (aged["due_date"] <= day)
    reached_date = aged["reached_date"].where(aged["pool_open"] == 0)
    paid_date = aged["settled_date"].fillna(reached_date).fillna(day)
    days_late = _days(paid_date, aged["due_date"]).clip(lower=0)
    aged["is_due"] = due
    aged["is_late"] = due & (days_late > 0)
    aged["due_amount"] = aged["gross_amount"].where(due, 0)
    aged["late_days_amount"] = (days_late * aged["gross_amount"]).where(due, 0)
    aged["overdue_amount"] = aged["open_amount"].where(aged["due_date"] < day, 0)
    payers = aged.groupby("bill_to_account_key").agg(
        due_invoices_12m_count=("is_due", "sum"),
        late_count=("is_late", "sum"),
        due_amount=("due_amount", "sum"),
        late_days_amount=("late_days_amount", "sum"),
        payer_open=("open_amount", "sum"),
    )
    buyers = aged.groupby("account_key")[["open_amount", "overdue_amount"]].sum().round(2)
    keys = accounts.set_index("account_id")[["account_key", "credit_limit"]].rename(
        columns={"account_key": "payer_key", "credit_limit": "payer_limit"}
    )
    found = accounts[["account_key", "bill_to_account_id", "credit_limit"]].join(
        keys, on="bill_to_account_id"
    )
    limit = found["payer_limit"].where(found["payer_key"].notna(), found["credit_limit"])
    found["bill_to_account_key"] = found["payer_key"].fillna(found["account_key"])
    found = found.join(payers, on="bill_to_account_key").join(buyers, on="account_key")
    return pd.DataFrame(
        {
            "as_of_date": day,
            "account_key": found["account_key"],
            "due_invoices_12m_count": found["due_invoices_12m_count"].fillna(0),
            "open_amount": found["open_amount"].fillna(0),
            "overdue_amount": found["overdue_amount"].fillna(0),
            "late_invoice_share": _over(found["late_count"], found["due_invoices_12m_count"]),
            "days_late_value": _over(found["late_days_amount"], found["due_amount"]),
            "credit_use_value": _over(found["payer_open"].fillna(0), limit),
        }
    )


def features(facts: Facts, windows: Sequence[Window]) -> dict[str, Frame]:
    """Compute all features for all dates.

    Args:
        facts: The typed facts.
        windows: The as-of dates.

    Returns:
        One frame per criterion: a row per as-of date and account.
    """
    found: dict[str, list[Frame]] = {"consumption": [], "cross_sales": [], "finances": []}
    for window in windows:
        accounts = account_versions(facts, window)
        known = known_at(facts, window)
        found["consumption"].append(consumption(known, accounts, window))
        found["cross_sales"].append(cross_sales(facts, accounts, window))
        found["finances"].append(finances(known, facts, accounts, window))
    return {name: pd.concat(frames) for name, frames in found.items()}


def main(typed: str, dates: str, out: str) -> None:
    """Read the typed Parquet, compute the features and write a Parquet per criterion."""
    found = features(read_facts(Path(typed)), read_windows(Path(dates)))
    Path(out).mkdir(parents=True, exist_ok=True)
    for name, frame in found.items():
        frame.sort_values(KEY).to_parquet(Path(out) / f"{name}.parquet", index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
