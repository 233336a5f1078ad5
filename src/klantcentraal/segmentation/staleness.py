"""When segments are fitted anew (METHOD-DETAILS 8): seldom, because a fit renames and moves."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix
from klantcentraal.segmentation.drift import moved_features, psi_by_feature
from klantcentraal.segmentation.generations import Fitting

FIRST, ASKED, CHANGED, LONGER, OTHERS, AGED, MOVED = (
    "first",
    "asked",
    "rules_changed",
    "longer_history",
    "other_accounts",
    "aged",
    "moved",
)
AGE = "days_since_first_invoice"  # grows by a day a day for every account: that is no drift
_MOST_MONTHS = 12
_LEAST_DAYS = 28  # between two dates that are to confirm each other, as in assignment
_NEW_SHARE = 0.5  # as for the cut points of RFM: most accounts are not those it was fitted on


@dataclass(frozen=True)
class AccountsNow:
    """The accounts of the refresh, and of one a month or more before.

    Attributes:
        as_of_date: Date of the refresh.
        fingerprint: Of what decides a fit now.
        has_refit_asked: Whether the user asked for it.
        has_longer_history: Whether segments can be judged by now, and could not be at the fit.
        account_keys: Accounts that have bought, shape (rows,).
        values: Their features, shape (rows, features).
        earlier_date: Last history date at least 28 days before; None = there is none.
        earlier_values: Features of the accounts of that date.
    """

    as_of_date: dt.date
    fingerprint: str
    has_refit_asked: bool
    has_longer_history: bool
    account_keys: Indices
    values: Matrix
    earlier_date: dt.date | None
    earlier_values: Matrix


def stale_because(fitting: Fitting | None, now: AccountsNow) -> str | None:
    """Say why segments are to be fitted anew.

    Args:
        fitting: The one in use; None = there is none.
        now: What it is held against.

    Returns:
        first, asked, rules_changed, longer_history, other_accounts (most of them came after the
        fit), aged (12 months) or moved: followed by the features whose PSI is too high now and a
        month before, age counted from the fit; None = it stays. A refresh of the same day is
        never aged or moved, nor a feature that is not delivered now.
    """
    if fitting is None:
        return FIRST
    if now.has_refit_asked:
        return ASKED
    if fitting.fingerprint != now.fingerprint:
        return CHANGED
    if now.has_longer_history:
        return LONGER
    new_count = int((now.account_keys > fitting.newest_account_key).sum())
    if new_count > _NEW_SHARE * len(now.account_keys):
        return OTHERS
    if _months_between(fitting.as_of_date, now.as_of_date) >= _MOST_MONTHS:
        return AGED
    moved = _moved(fitting, now)
    return " ".join([MOVED, *moved]) if moved else None


def earlier_date(history_dates: list[dt.date], as_of_date: dt.date) -> dt.date | None:
    """Give the last date of the history that can confirm what is seen at a refresh."""
    confirming = as_of_date - dt.timedelta(days=_LEAST_DAYS)
    return max((day for day in history_dates if day <= confirming), default=None)


def _moved(fitting: Fitting, now: AccountsNow) -> tuple[str, ...]:
    earlier = now.earlier_date
    if earlier is None or earlier < fitting.as_of_date:
        return ()
    if not fitting.bins or not (len(now.values) and len(now.earlier_values)):
        return ()
    refreshes = ((earlier, now.earlier_values), (now.as_of_date, now.values))
    moved = moved_features(
        [psi_by_feature(fitting.bins, _aged_back(fitting, *one)) for one in refreshes]
    )
    known = _known_features(fitting, now.values)
    return tuple(name for name in moved if name in known)


def _known_features(fitting: Fitting, values: Matrix) -> set[str]:
    """Features that are known of some account.

    Both refreshes are measured on the files of today. One that was not delivered empties its
    feature at both, and one bad night would fit segments anew; and again when it is back.
    """
    columns = zip(fitting.bins, values.T, strict=True)
    return {feature.name for feature, column in columns if not np.isnan(column).all()}


def _aged_back(fitting: Fitting, as_of_date: dt.date, values: Matrix) -> Matrix:
    """Features with the age that accounts had at the fit; who came later is below 0.

    An export that begins on some day gives many accounts nearly one age: without this they would
    all leave their bins within weeks, and segments be fitted anew every second month.
    """
    is_age = np.array([feature.name == AGE for feature in fitting.bins])
    return np.asarray(values - np.where(is_age, (as_of_date - fitting.as_of_date).days, 0))


def _months_between(first: dt.date, last: dt.date) -> int:
    months = 12 * (last.year - first.year) + last.month - first.month
    return months - (last.day < first.day)
