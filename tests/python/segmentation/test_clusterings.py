from collections.abc import Callable

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from demo.planted import features_of
from klantcentraal.modelling.arrays import Matrix
from klantcentraal.segmentation.candidates import CLUSTERINGS, fit_candidate, model_rows
from klantcentraal.segmentation.groups import Groups, centres_of
from klantcentraal.segmentation.methods import kmeans, som, ward
from klantcentraal.segmentation.yardstick import Yardstick, YardstickFeature
from segmentation.planted import planted, yardstick_of

GROUPINGS = (kmeans.group, ward.group, som.group)
Grouping = Callable[[Matrix, int, int], Groups]

# The ten features of METHOD-DETAILS 6 by their names in the generator's own facts.
DEMO_FEATURES = {
    "days_since_last": "log",
    "invoice_count": "log",
    "margin": "signed_log",
    "category_count": "none",
    "online_share": "none",
    "discount_share": "none",
    "days_late": "log",
    "days_since_first": "log",
    "trend": "none",
    "satisfaction": "none",
}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("method_id", CLUSTERINGS)
def test_planted_segments_are_found_the_most_valuable_first(method_id: str, seed: int) -> None:
    yardstick, truth = planted(3000, seed)
    found = fit_candidate(method_id, model_rows(yardstick, None), 5)
    labels = found.assign(yardstick)
    assert adjusted_rand_score(truth, labels) >= 0.8
    margins = yardstick.values[:, yardstick.value_index]
    means = [margins[labels == label].mean() for label in range(5)]
    assert means == sorted(means, reverse=True)


@pytest.mark.parametrize("seed", [7, 11, 23])
@pytest.mark.parametrize("method_id", CLUSTERINGS)
def test_segments_of_the_generator_are_found(method_id: str, seed: int) -> None:
    facts = features_of(1200, seed)
    revenue, prior = (
        facts[name].clip(lower=0).astype(float) for name in ("revenue", "prior_revenue")
    )
    facts = facts.assign(
        trend=(revenue - prior) / (revenue + prior),
        category_count=facts["category_count"].fillna(0),
    )
    values = facts[list(DEMO_FEATURES)].to_numpy(dtype=np.float64, na_value=np.nan)
    plain = yardstick_of(values)
    yardstick = Yardstick(
        tuple(YardstickFeature(name, how) for name, how in DEMO_FEATURES.items()),
        plain.account_keys,
        plain.account_ids,
        plain.group_ids,
        values,
    )
    found = fit_candidate(method_id, model_rows(yardstick, None), 5)
    assert adjusted_rand_score(facts["segment"], found.assign(yardstick)) >= 0.8


@pytest.mark.parametrize("method_id", CLUSTERINGS)
def test_order_of_rows_and_threads_change_nothing(method_id: str) -> None:
    yardstick, _ = planted(600, 4)
    expected = fit_candidate(method_id, model_rows(yardstick, None), 5)
    shuffled = yardstick.take(np.random.default_rng(5).permutation(len(yardstick)))
    again = shuffled.take(np.argsort(shuffled.account_ids))  # as reading sorts them
    for threads in (1, 2):
        with threadpool_limits(limits=threads):
            found = fit_candidate(method_id, model_rows(again, None), 5)
            assert found.to_json() == expected.to_json()
            assert found.assign(shuffled).tolist() == (
                expected.assign(yardstick)[shuffled.account_keys - 1].tolist()
            )


@pytest.mark.parametrize("method_id", CLUSTERINGS)
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([[5.0, 10.0]], [0], id="one account"),
        pytest.param([[5.0, 10.0], [90.0, 1.0]], [1, 0], id="two accounts"),
        pytest.param([[5.0, 10.0]] * 8, [0] * 8, id="all equal"),
        pytest.param([[np.nan, np.nan]] * 3, [0] * 3, id="nothing known"),
        pytest.param(
            [[1.0, 10.0]] * 6 + [[9.0, 10.0]] * 6, [1] * 6 + [0] * 6, id="two kinds of accounts"
        ),
    ],
)
def test_few_accounts_get_as_many_segments_as_they_differ(
    method_id: str, values: list[list[float]], expected: list[int]
) -> None:
    yardstick = yardstick_of(np.array(values))
    found = fit_candidate(method_id, model_rows(yardstick, None), 5)
    assert found.assign(yardstick).tolist() == expected
    assert found.segment_count == len(set(expected))


@pytest.mark.parametrize("method_id", CLUSTERINGS)
@pytest.mark.parametrize("accounts", [30, 600])
def test_one_giant_does_not_take_a_segment_from_the_others(method_id: str, accounts: int) -> None:
    yardstick, truth = planted(accounts, 6)
    giant = yardstick.values.copy()
    giant[:, 0] = np.exp(giant[:, 0])
    giant[0, 0] = 1e12
    rows = model_rows(yardstick_of(giant, transformation="signed_log"), None)
    labels = fit_candidate(method_id, rows, 5).assign(rows.everyone.yardstick)
    others = np.bincount(labels[1:], minlength=5)
    assert rows.key_accounts.account_count == (1 if accounts > 100 else 0)
    assert (others[:5] > 0).all()
    assert len(truth) == accounts


def test_three_hundred_features_are_refused_with_the_limit() -> None:
    noise = np.random.default_rng(7).normal(size=(200, 300))
    with pytest.raises(ValueError, match="300 features; a yardstick has 1 to 10"):
        model_rows(yardstick_of(noise), None)


@pytest.mark.parametrize("method_id", CLUSTERINGS)
def test_an_account_is_in_the_segment_that_it_is_nearest_to(method_id: str) -> None:
    yardstick, _ = planted(400, 8)
    found = fit_candidate(method_id, model_rows(yardstick, None), 5)
    distances = found.distances(yardstick)
    assert distances is not None
    assert distances.shape == (400, 5)
    np.testing.assert_array_equal(distances.argmin(axis=1), found.assign(yardstick))
    assert found.own_ids == (None,) * 5


@pytest.mark.parametrize("group", GROUPINGS)
def test_every_group_has_rows(group: Grouping) -> None:
    matrix = np.random.default_rng(9).normal(size=(300, 4))
    for count in range(2, 11):
        groups = group(matrix, count, 1)
        assert groups.count == count
        assert len(np.unique(groups.assign(matrix))) == count


def test_merging_single_rows_is_ward_itself() -> None:
    matrix = np.random.default_rng(10).normal(size=(120, 3))
    theirs = ward.group(matrix, 6, 1).assign(matrix)
    merged = ward.merge(matrix, np.ones(120), 6)
    ours = centres_of(matrix, merged).assign(matrix)
    assert adjusted_rand_score(theirs, ours) == pytest.approx(1.0)


def test_a_weight_counts_as_so_many_rows() -> None:
    points = np.random.default_rng(11).normal(size=(30, 2))
    weights = np.random.default_rng(12).integers(1, 6, 30)
    repeated = ward.merge(np.repeat(points, weights, axis=0), np.ones(weights.sum()), 4)
    first = np.cumsum(weights) - weights
    merged = ward.merge(points, weights.astype(np.float64), 4)
    assert adjusted_rand_score(repeated[first], merged) == pytest.approx(1.0)


def test_ward_in_two_stages_finds_what_one_stage_finds() -> None:
    yardstick, truth = planted(6000, 13)
    rows = model_rows(yardstick, None)
    labels = fit_candidate("ward", rows, 5).assign(yardstick)
    assert len(yardstick) > ward.FULL_ROWS
    assert adjusted_rand_score(truth, labels) >= 0.8


def test_distance_is_that_to_the_nearest_point_of_a_group() -> None:
    groups = Groups(np.array([[0.0], [10.0], [4.0]]), np.array([0, 0, 1]))
    np.testing.assert_array_equal(groups.distances(np.array([[9.0], [3.0]])), [[1, 5], [3, 1]])
    turned = groups.reordered(np.array([1, 0]))
    assert turned.points.ravel().tolist() == [4.0, 0.0, 10.0]
    np.testing.assert_array_equal(turned.distances(np.array([[9.0]])), [[5, 1]])
