"""Real clients of a distributor: does clustering find the channel that nobody told it?"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.metrics import adjusted_rand_score
from sklearn.mixture import GaussianMixture

from klantcentraal.modelling.arrays import Indices, Matrix
from klantcentraal.segmentation.candidates import fit_candidate, model_rows
from klantcentraal.segmentation.yardstick import Yardstick, YardstickFeature
from segmentation.planted import yardstick_of

PROJECT = Path(__file__).parents[3]
DATA = PROJECT.parent / "shared" / "data" / "uci_wholesale" / "Wholesale_customers_data.csv"
DOCS = PROJECT / "docs" / "segments.md"
DIGITS = 3


@pytest.fixture(scope="module")
def clients() -> pd.DataFrame:
    if not DATA.is_file():
        pytest.skip("../shared/data/uci_wholesale is absent")
    return pd.read_csv(DATA)


def spend_of(clients: pd.DataFrame) -> pd.DataFrame:
    return clients.drop(columns=["Channel", "Region"]).astype(float)


def baselines(values: Matrix) -> dict[str, Indices]:
    """k-means, Ward and a Gaussian mixture at k = 2 on z-scores."""
    z_scores = (values - values.mean(axis=0)) / values.std(axis=0)
    return {
        "k-means": KMeans(2, n_init=10, random_state=1).fit_predict(z_scores),
        "Ward": AgglomerativeClustering(2).fit_predict(z_scores),
        "Gaussian mixture": GaussianMixture(2, n_init=10, random_state=1).fit_predict(z_scores),
    }


def ours(clients: pd.DataFrame) -> dict[str, Indices]:
    spend = spend_of(clients)
    plain = yardstick_of(spend.to_numpy())
    yardstick = Yardstick(
        tuple(YardstickFeature(name, "log") for name in spend.columns),
        plain.account_keys,
        plain.account_ids,
        plain.group_ids,
        plain.values,
    )
    rows = model_rows(yardstick, None)
    return {
        method_id: fit_candidate(method_id, rows, 2).assign(yardstick)
        for method_id in ("kmeans", "ward", "mixed", "som")
    }


def purity(labels: Indices, channel: Indices) -> float:
    largest = [np.bincount(channel[labels == label]).max() for label in np.unique(labels)]
    return float(sum(largest) / len(channel))


def test_k_means_finds_the_channel_at_least_as_well_as_raw_baselines(clients: pd.DataFrame) -> None:
    channel = clients["Channel"].to_numpy()
    raw = baselines(spend_of(clients).to_numpy())
    found = adjusted_rand_score(channel, ours(clients)["kmeans"])
    assert found >= 0.5
    assert found >= max(adjusted_rand_score(channel, labels) for labels in raw.values())


def test_the_documented_figures_come_out(clients: pd.DataFrame) -> None:
    channel = clients["Channel"].to_numpy()
    spend = spend_of(clients).to_numpy()
    rows = {
        **{f"{name}, raw z-scores": labels for name, labels in baselines(spend).items()},
        **{f"{name}, log z-scores": labels for name, labels in baselines(np.log1p(spend)).items()},
        **{f"klantcentraal {name}": labels for name, labels in ours(clients).items()},
    }
    documented = DOCS.read_text(encoding="utf-8")
    for name, labels in rows.items():
        agreement = adjusted_rand_score(channel, labels)
        line = f"| {name} | {agreement:.{DIGITS}f} | {purity(labels, channel):.{DIGITS}f} |"
        assert line in documented
    majority = np.bincount(channel).max() / len(channel)
    assert f"| everybody in one channel | 0.000 | {majority:.{DIGITS}f} |" in documented
