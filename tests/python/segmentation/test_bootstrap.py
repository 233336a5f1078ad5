import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix, Texts
from klantcentraal.segmentation.bootstrap import (
    Assign,
    BootstrapSettings,
    best_jaccards,
    cluster_jaccards,
    refit_labels,
)
from segmentation.planted_sets import kmeans

FEW = BootstrapSettings(refit_count=20, seed=7)


def test_the_most_similar_cluster_counts() -> None:
    labels = np.array([0, 0, 0, 0, 1, 1, 1, 2])
    others = np.array([5, 5, 5, 1, 1, 1, 1, 1])
    # cluster 0 with 5: 3 of 4; cluster 1 with 1: 3 of 5; cluster 2 with 1: 1 of 5; 3 has no rows
    assert best_jaccards(labels, others, 4).tolist() == [3 / 4, 3 / 5, 1 / 5, 0.0]


def test_names_of_clusters_do_not_matter() -> None:
    labels = np.array([0, 1, 1, 2, 2, 2])
    assert best_jaccards(labels, 2 - labels, 3).tolist() == [1.0, 1.0, 1.0]


def test_apart_clusters_return_and_a_divided_one_does_not() -> None:
    draw = np.random.default_rng(1)
    matrix = draw.normal(size=(400, 2)) + np.repeat([[0.0, 0.0], [30.0, 0.0]], 200, axis=0)
    labels = np.repeat([0, 1], 200)
    assert cluster_jaccards(matrix, labels, kmeans, FEW).tolist() == [1.0, 1.0]
    divided = kmeans(matrix, 3, 1)(matrix)
    # of two blobs, now the one and now the other is divided
    assert cluster_jaccards(matrix, divided, kmeans, FEW).min() < 0.6


def test_each_drawn_account_is_fitted_once() -> None:
    matrix = np.arange(60.0)[:, None]
    seen: list[Matrix] = []

    def fit(shared: Matrix, count: int, random_state: int) -> Assign:
        assert count == 2
        assert random_state >= 0
        seen.append(shared)
        return lambda rows: (rows[:, 0] >= 30).astype(np.int64)

    labels = (matrix[:, 0] >= 30).astype(np.int64)
    assert cluster_jaccards(matrix, labels, fit, FEW).tolist() == [1.0, 1.0]
    assert len(seen) == 20
    assert all(len(np.unique(shared)) == len(shared) < 60 for shared in seen)


GROUPS = np.array([f"G{row // 3}" for row in range(60)], dtype=object)


def test_groups_are_drawn_whole() -> None:
    drawn: list[Indices] = []

    def refit(rows: Indices, random_state: int) -> Indices:
        assert random_state >= 0
        drawn.append(rows)
        return np.array([0, 1, len(drawn)])

    labels = refit_labels(GROUPS, refit, FEW)
    assert labels.tolist() == [[0, 1, number] for number in range(1, 21)]
    for rows in drawn:
        times = np.bincount(rows, minlength=60).reshape(20, 3)
        assert (times == times[:, :1]).all()
        assert times[:, 0].sum() == 20
        assert times.max() > 1


def test_draws_of_groups_do_not_depend_on_the_order_of_accounts() -> None:
    order = np.random.default_rng(3).permutation(60)

    def companies(groups: Texts) -> list[list[str]]:
        drawn: list[list[str]] = []

        def refit(rows: Indices, random_state: int) -> Indices:  # noqa: ARG001 - as refits are
            drawn.append(sorted(groups[rows]))
            return np.zeros(1, dtype=np.int64)

        refit_labels(groups, refit, FEW)
        return drawn

    assert companies(GROUPS[order]) == companies(GROUPS)
