"""How well a stop can be seen coming: neither hopeless nor trivial, and leaked by one column."""

import datetime as dt

import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from demo import histories
from demo.planted import build

DATES = (histories.MODEL_DATE, histories.VERIFICATION_DATE)
CASES = [(seed, date) for seed in (7, 11, 23) for date in DATES]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def accounts(request: pytest.FixtureRequest) -> pd.DataFrame:
    seed, date = request.param
    with build(3000, seed) as connection:
        return histories.judged(connection, date)


def test_dates__leave_a_year_of_history() -> None:
    assert min(DATES) - dt.timedelta(days=365) > dt.date(2022, 7, 1)


def test_stops__ten_to_twenty_five_percent_turn_inactive(accounts: pd.DataFrame) -> None:
    assert 0.10 <= accounts["is_inactive"].mean() <= 0.25


def test_stops__the_ceiling_is_neither_hopeless_nor_trivial(accounts: pd.DataFrame) -> None:
    ceiling = roc_auc_score(accounts["is_inactive"], accounts["inactive_chance"])
    assert 0.75 <= ceiling <= 0.95
    free = accounts[~accounts["has_contract"].astype(bool)]
    assert 0.75 <= roc_auc_score(free["is_inactive"], free["inactive_chance"]) <= 0.95


def test_stops__the_chances_of_the_truth_come_true(accounts: pd.DataFrame) -> None:
    expected = accounts["inactive_chance"].mean()
    assert accounts["is_inactive"].mean() == pytest.approx(expected, abs=0.03)


def test_stops__silence_tells_most_of_what_the_files_show(accounts: pd.DataFrame) -> None:
    others = {
        "late": (accounts["payer_type"] == "late").astype(float),
        "no contract": 1 - accounts["has_contract"].astype(float),
        "unhappy": -accounts["satisfaction"],
    }
    silence = roc_auc_score(accounts["is_inactive"], accounts["silence"])
    for name, values in others.items():
        assert silence > roc_auc_score(accounts["is_inactive"], values), name


def test_stops__today_s_status_gives_every_window_away(accounts: pd.DataFrame) -> None:
    shares = accounts.groupby("account_status")["is_inactive"].mean()
    leaked = accounts["account_status"].map(shares)
    assert roc_auc_score(accounts["is_inactive"], leaked) > 0.97
