import duckdb
import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from demo.planted import features_of, yardstick
from klantcentraal.demo import segments

SEEDS = (7, 11, 23)


@pytest.fixture(scope="module", params=SEEDS)
def accounts(request: pytest.FixtureRequest) -> pd.DataFrame:
    return features_of(1200, request.param)


def test_kinds__shares_sum_to_one() -> None:
    assert sum(kind.share for kind in segments.KINDS) == pytest.approx(1)


def test_build__stores_every_field_and_the_running_share() -> None:
    connection = duckdb.connect()
    segments.build(connection)
    rows = connection.execute("select kind, share_to from demo_kinds order by share_to").fetchall()
    assert [row[0] for row in rows] == [kind.kind for kind in segments.KINDS]
    assert rows[-1][1] == pytest.approx(1)


def test_segments__are_five_and_the_smallest_holds_five_percent(accounts: pd.DataFrame) -> None:
    shares = accounts["segment"].value_counts(normalize=True)
    assert set(shares.index) == {kind.kind for kind in segments.KINDS} | {segments.LAPSED}
    assert shares.min() >= 0.05


def test_segments__centres_lie_six_deviations_apart(accounts: pd.DataFrame) -> None:
    values = yardstick(accounts)
    groups = values.groupby(accounts["segment"])
    within = np.sqrt(groups.var().mul(groups.size() - 1, axis=0).sum() / (len(values) - 5))
    centres = (groups.mean() / within).to_numpy()
    distances = np.sqrt(((centres[:, None] - centres[None]) ** 2).sum(axis=2))
    assert distances[np.triu_indices(5, 1)].min() >= 6


def test_segments__at_most_four_features_say_nothing(accounts: pd.DataFrame) -> None:
    values = yardstick(accounts)
    between = values.groupby(accounts["segment"]).mean().loc[accounts["segment"]].var()
    shares = between.to_numpy() / values.var().to_numpy()
    assert (shares < 0.1).sum() <= 4


@pytest.mark.parametrize("dropped", [(), ("online_share", "discount_share")])
def test_segments__k_means_finds_them(accounts: pd.DataFrame, dropped: tuple[str, ...]) -> None:
    values = yardstick(accounts).drop(columns=list(dropped))
    found = KMeans(5, n_init=10, random_state=1).fit_predict(values)
    agreement = adjusted_rand_score(accounts["segment"], found)
    assert 0.8 <= agreement < 0.99
