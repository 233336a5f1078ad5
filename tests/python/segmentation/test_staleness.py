import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from klantcentraal.segmentation.drift import fit_bins
from klantcentraal.segmentation.generations import Fitting
from klantcentraal.segmentation.staleness import AGE, AccountsNow, earlier_date, stale_because

JUNE, JULY, AUGUST = dt.date(2025, 6, 30), dt.date(2025, 7, 30), dt.date(2025, 8, 30)
AS_FITTED = np.arange(100.0)[:, None]
SHIFTED = AS_FITTED + 60
FITTING = Fitting(JUNE, "first", "print", 100, fit_bins(["days_late_value"], AS_FITTED))
NOW = AccountsNow(AUGUST, "print", False, False, np.arange(1, 101), AS_FITTED, JULY, AS_FITTED)


@pytest.mark.parametrize(
    ("now", "because"),
    [
        (NOW, None),
        (replace(NOW, has_refit_asked=True), "asked"),
        (replace(NOW, fingerprint="other"), "rules_changed"),
        (replace(NOW, has_longer_history=True), "longer_history"),
        (replace(NOW, account_keys=np.arange(51, 151)), None),
        (replace(NOW, account_keys=np.arange(52, 152)), "other_accounts"),
        (replace(NOW, as_of_date=dt.date(2026, 6, 29)), None),
        (replace(NOW, as_of_date=dt.date(2026, 6, 30)), "aged"),
        (replace(NOW, values=SHIFTED), None),
        (replace(NOW, values=SHIFTED, earlier_values=SHIFTED), "moved days_late_value"),
        (replace(NOW, values=SHIFTED, earlier_values=SHIFTED, earlier_date=None), None),
        (replace(NOW, values=np.empty((0, 1)), account_keys=np.empty(0, dtype=np.int64)), None),
    ],
)
def test_why_segments_are_fitted_anew(now: AccountsNow, because: str | None) -> None:
    assert stale_because(FITTING, now) == because


def test_the_first_refresh_fits() -> None:
    assert stale_because(None, NOW) == "first"


def test_a_month_before_the_fit_confirms_nothing() -> None:
    before = replace(
        NOW, earlier_date=JUNE - dt.timedelta(1), values=SHIFTED, earlier_values=SHIFTED
    )
    assert stale_because(FITTING, before) is None


def test_a_file_that_is_missing_one_night_fits_nothing_anew() -> None:
    unknown = np.full_like(AS_FITTED, np.nan)
    assert stale_because(FITTING, replace(NOW, values=unknown, earlier_values=unknown)) is None
    without = replace(FITTING, bins=fit_bins(["days_late_value"], unknown))
    assert stale_because(without, NOW) == "moved days_late_value"


def ages(values: np.ndarray, days: int) -> np.ndarray:
    return (values + days)[:, None]


def test_accounts_that_get_older_have_not_moved() -> None:
    at_fit = np.concatenate([np.arange(1000.0, 1060), np.arange(10.0, 50)])  # an export of 3 years
    fitting = replace(FITTING, bins=fit_bins([AGE], at_fit[:, None]))
    later = replace(NOW, values=ages(at_fit, 61), earlier_values=ages(at_fit, 30))
    assert stale_because(fitting, later) is None
    newcomers = np.concatenate([at_fit[:50], np.full(50, -5.0)])
    others = replace(NOW, values=ages(newcomers, 61), earlier_values=ages(newcomers, 30))
    assert stale_because(fitting, others) == f"moved {AGE}"


def test_what_confirms_lies_28_days_back() -> None:
    days = [dt.date(2025, 8, 3), dt.date(2025, 8, 2), dt.date(2025, 7, 2)]
    assert earlier_date(days, AUGUST) == dt.date(2025, 8, 2)
    assert earlier_date([], AUGUST) is None
