import warnings
from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from klantcentraal.modelling.arrays import Matrix
from klantcentraal.segmentation.bootstrap import Assign, BootstrapSettings
from klantcentraal.segmentation.cluster_count import choose_count
from klantcentraal.segmentation.count_settings import CountSettings
from klantcentraal.segmentation.null_silhouettes import Nulls, measure_nulls, sample_rows
from segmentation.planted_sets import (
    WITHOUT_GROUPS,
    Plan,
    kmeans,
    kmeans_of_ten,
    one_factor,
    planted,
)

THREE = Plan((0.4, 0.35, 0.25))
FOUR = Plan((0.4, 0.3, 0.2, 0.1))
FIVE = Plan((0.3, 0.25, 0.2, 0.15, 0.1), features=6, irrelevant=3)
SEVEN = Plan((0.2, 0.2, 0.2, 0.15, 0.1, 0.1, 0.05), features=8, irrelevant=2, rows=1200)
QUICK = CountSettings(counts=(2, 3, 4), null_count=19, bootstrap=BootstrapSettings(10, seed=3))


@pytest.mark.parametrize("family", WITHOUT_GROUPS)
@pytest.mark.parametrize("seed", range(8))
def test_accounts_without_groups_are_never_divided(family: str, seed: int) -> None:
    choice = choose_count(WITHOUT_GROUPS[family](seed), kmeans)
    assert not choice.has_structure
    assert choice.count is None
    assert choice.reason_nl != choice.reason_en


@pytest.mark.parametrize(
    ("plan", "seed"),
    [(THREE, 1), (THREE, 2), (FOUR, 1), (FOUR, 2), (FIVE, 1), (FIVE, 2), (SEVEN, 1), (SEVEN, 2)],
    ids=lambda value: str(len(value.shares)) if isinstance(value, Plan) else None,
)
def test_planted_groups_are_counted(plan: Plan, seed: int) -> None:
    prepared, groups = planted(plan, seed)
    choice = choose_count(prepared, kmeans_of_ten, CountSettings(null_count=19))
    assert choice.count == len(plan.shares)
    assert adjusted_rand_score(groups, kmeans_of_ten(prepared, choice.count, 1)(prepared)) >= 0.8
    assert (choice.p_value, choice.has_structure) == (1 / 20, True)
    assert choice.count in choice.best_counts
    assert len(choice.best_counts) <= 2


def test_size_is_no_group_though_a_shuffle_of_columns_would_say_so() -> None:
    prepared = one_factor(1)
    draw = np.random.default_rng(1)

    def shuffles() -> Nulls:
        measured = [
            measure_nulls(draw.permuted(prepared, axis=0), kmeans, alone).silhouettes[0]
            for _ in range(QUICK.null_count)
        ]
        return Nulls(QUICK.counts, np.array(measured))

    alone = CountSettings(counts=QUICK.counts, null_count=1)
    assert choose_count(prepared, kmeans, QUICK, shuffles).has_structure
    assert not choose_count(prepared, kmeans, QUICK).has_structure


def blobs(*sizes: int) -> Matrix:
    """Points in two columns, ten apart, with a little noise."""
    draw = np.random.default_rng(2)
    places = np.array([[0, 0], [10, 0], [0, 10], [10, 10], [20, 5]], dtype=np.float64)
    labels = np.repeat(np.arange(len(sizes)), sizes)
    return places[labels] + draw.normal(size=(len(labels), 2))


GIANT = np.vstack([np.random.default_rng(4).normal(size=(300, 3)), [[1e9, 1e9, 1e9]]])


@pytest.mark.parametrize(
    ("prepared", "reason"),
    [
        pytest.param(np.empty((0, 3)), "there are 0 accounts", id="no rows"),
        pytest.param(np.zeros((1, 3)), "there are 1 accounts", id="one row"),
        pytest.param(np.eye(2), "there are 2 accounts", id="two rows"),
        pytest.param(blobs(29, 30), "two segments of at least 30 need 60", id="just too few"),
        pytest.param(np.ones((200, 3)), "all equal", id="all equal"),
        pytest.param(np.ones((200, 0)), "all equal", id="no columns"),
        pytest.param(GIANT, "random datasets", id="one giant"),
        pytest.param(
            np.repeat([[0.0, 1.0], [1.0, 0.0]], [160, 40], axis=0),
            "random datasets",
            id="two different rows: one column turned around",
        ),
        pytest.param(np.arange(200.0)[:, None], "random datasets", id="one column"),
    ],
)
def test_too_little_to_go_by_is_no_structure(prepared: Matrix, reason: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        choice = choose_count(prepared, kmeans, QUICK)
    assert (choice.count, choice.has_structure) == (None, False)
    assert reason in choice.reason_en


def test_clear_clusters_of_too_few_accounts_are_refused() -> None:
    settings = replace(QUICK, smallest_rows=120)
    choice = choose_count(blobs(100, 90, 80), kmeans, settings)
    assert choice.count is None
    assert choice.p_value == 1 / 20
    assert choice.jaccards == {}
    assert "a segment has fewer than 120 accounts" in choice.reason_en


def test_constant_columns_change_nothing() -> None:
    prepared = blobs(80, 70, 60)
    wider = np.column_stack([np.full(210, 7.0), prepared, np.zeros(210)])
    assert choose_count(wider, kmeans, QUICK).count == 3
    assert choose_count(prepared, kmeans, QUICK).count == 3


def test_fewer_different_rows_than_clusters_are_counted_as_they_are() -> None:
    corners = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [2.0, 0.0, 0.0]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        choice = choose_count(np.repeat(corners, 60, axis=0), kmeans)
    assert choice.count in (None, 3)
    assert choice.silhouettes[3] == choice.silhouettes[10] == 1.0


def test_the_order_of_the_rows_changes_nothing() -> None:
    prepared, _ = planted(FOUR, 1)
    expected = choose_count(prepared, kmeans, QUICK)
    order = np.random.default_rng(5).permutation(len(prepared))
    assert choose_count(prepared[order], kmeans, QUICK) == expected


def test_nulls_can_be_measured_once_and_used_again() -> None:
    prepared, _ = planted(FOUR, 2)
    nulls = measure_nulls(prepared, kmeans, QUICK)
    assert nulls.silhouettes.shape == (19, 3)
    again = choose_count(prepared, kmeans, QUICK, lambda: nulls)
    assert again == choose_count(prepared, kmeans, QUICK)
    with pytest.raises(ValueError, match="clusters, not of"):
        choose_count(prepared, kmeans, nulls=lambda: nulls)


def test_gap_and_chance_are_counted_by_hand() -> None:
    prepared = blobs(100, 100)
    settings = CountSettings(counts=(2, 3), null_count=4, bootstrap=BootstrapSettings(2))
    nulls = Nulls((2, 3), np.array([[0.1, 0.1], [0.2, 0.1], [0.3, 0.1], [0.2, 0.9]]))
    choice = choose_count(prepared, kmeans, settings, lambda: nulls)
    gaps = {2: choice.silhouettes[2] - 0.2, 3: choice.silhouettes[3] - 0.3}
    assert choice.gaps == pytest.approx(gaps)
    assert choice.gap_value == pytest.approx(max(gaps.values()))
    # the fourth null is 0.8 above the mean of the others at 3: larger than the gap of the data
    assert choice.p_value == 2 / 5
    assert "1 of 4 random datasets" in choice.reason_en
    assert "p = 0,400" in choice.reason_nl


def test_clear_clusters_that_do_not_return_are_refused() -> None:
    def moody(matrix: Matrix, count: int, random_state: int) -> Assign:
        """Find the blobs of all rows, and divide at random when rows were drawn."""
        if len(matrix) == len(prepared):
            return kmeans(matrix, count, random_state)
        draw = np.random.default_rng(random_state)
        return lambda rows: draw.integers(count, size=len(rows))

    prepared = blobs(100, 90, 80)
    choice = choose_count(prepared, moody, QUICK)
    assert choice.count is None
    assert choice.p_value == 1 / 20
    assert "do not return" in choice.reason_en
    assert set(choice.jaccards) == set(choice.mean_jaccards) == {3}


def test_at_most_the_limit_is_compared() -> None:
    with pytest.raises(ValueError, match="sample_rows"):
        choose_count(np.zeros((2001, 2)), kmeans)
    with pytest.raises(ValueError, match="sample_rows"):
        measure_nulls(np.zeros((2001, 2)), kmeans)


def test_the_sample_depends_on_the_ids_only() -> None:
    names = np.array([f"A{number:05d}" for number in range(5000)], dtype=object)
    drawn = sample_rows(names, 100)
    assert len(drawn) == 100
    assert (np.diff(drawn) > 0).all()
    order = np.random.default_rng(6).permutation(5000)
    assert set(names[order][sample_rows(names[order], 100)]) == set(names[drawn])
    assert set(sample_rows(names[:1000], 2000)) == set(range(1000))
    assert len(sample_rows(names[:0])) == 0
