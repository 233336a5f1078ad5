"""Ratios, days and sums as the features give them."""

import pandas as pd

HALF_CENT = 0.005  # sums of doubles are compared to the cent


def over(part: pd.Series, whole: pd.Series) -> pd.Series:
    """Divide to 9 digits; null where the whole is 0."""
    return (part / whole.where(whole != 0)).round(9)


def days_between(earlier: pd.Series, later: pd.Series | pd.Timestamp) -> pd.Series:
    """Count days; null where a date is."""
    found: pd.Series = (later - earlier).dt.days
    return found
