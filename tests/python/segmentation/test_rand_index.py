from itertools import combinations

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from klantcentraal.segmentation.rand_index import rand_indices

from .scored_accounts import noisy


@pytest.mark.parametrize("share", [0.0, 0.2, 1.0])
@pytest.mark.parametrize("count", [2, 5])
def test_scikit_learn_says_the_same_of_equal_weights(count: int, share: float) -> None:
    left = np.random.default_rng(1).integers(0, count, 200)
    right = noisy(left, share, 2)
    for weight in (1.0, 0.3):
        found = rand_indices(left, right, np.full((200, 1), weight))[0]
        assert found == pytest.approx(adjusted_rand_score(left, right), abs=1e-12)


def test_a_pair_counts_for_the_product_of_its_weights() -> None:
    draw = np.random.default_rng(3)
    left, right = draw.integers(0, 3, 25), draw.integers(0, 2, 25)
    weights = draw.exponential(size=(25, 4))
    for column, found in zip(weights.T, rand_indices(left, right, weights), strict=True):
        every = both = in_left = in_right = 0.0
        for a, b in combinations(range(25), 2):
            pair = column[a] * column[b]
            every += pair
            in_left += pair * (left[a] == left[b])
            in_right += pair * (right[a] == right[b])
            both += pair * (left[a] == left[b] and right[a] == right[b])
        chance = in_left * in_right / every
        assert found == pytest.approx((both - chance) / ((in_left + in_right) / 2 - chance))


def test_the_names_of_segments_do_not_matter() -> None:
    left = np.random.default_rng(4).integers(0, 4, 50)
    weights = np.random.default_rng(5).exponential(size=(50, 3))
    np.testing.assert_allclose(rand_indices(left, (left + 1) % 4, weights), 1.0)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param([0, 0, 1, 1], [1, 1, 0, 0], 1.0, id="the same under other names"),
        # pairs together: 1 in both, 2 and 3 in each, of 6: (1 - 1) / (2.5 - 1)
        pytest.param([0, 0, 1, 1], [0, 0, 0, 1], 0.0, id="chance"),
        pytest.param([0, 0, 1, 1], [0, 1, 0, 1], -0.5, id="worse than chance"),
        pytest.param([0, 0, 0], [0, 0, 0], 1.0, id="one segment"),
        pytest.param([0, 1, 2], [2, 1, 0], 1.0, id="each its own"),
        pytest.param([0, 0, 0], [0, 1, 2], 0.0, id="one against each its own"),
    ],
)
def test_agreement_counted_by_hand(left: list[int], right: list[int], expected: float) -> None:
    weights = np.ones((len(left), 1))
    for one, other in ((left, right), (right, left)):
        found = rand_indices(np.array(one), np.array(other), weights)[0]
        assert found == pytest.approx(expected, abs=1e-12)
    assert adjusted_rand_score(left, right) == expected


@pytest.mark.parametrize("count", [0, 1])
def test_without_a_pair_there_is_nothing_to_say(count: int) -> None:
    labels = np.zeros(count, dtype=np.int64)
    assert np.isnan(rand_indices(labels, labels, np.ones((count, 2)))).all()
