import numpy as np

from klantcentraal.segmentation.medoid import medoids

POINTS = np.array([[0.0], [1.0], [2.0], [9.0], [11.0]])
SEGMENTS = np.array(["a", "a", "a", "b", "b"], dtype=object)
IDS = ["K3", "K2", "K1", "K9", "K8"]
NOBODY = np.zeros(5, dtype=bool)


def test_the_account_nearest_to_the_mean_stands_for_its_segment() -> None:
    assert medoids(POINTS, SEGMENTS, IDS, NOBODY)["a"] == "K2"


def test_of_equally_near_accounts_the_first_id_is_taken() -> None:
    assert medoids(POINTS, SEGMENTS, IDS, NOBODY)["b"] == "K8"


def test_a_sole_trader_stands_for_a_segment_of_these_only() -> None:
    sole = np.array([False, True, False, True, True])
    assert medoids(POINTS, SEGMENTS, IDS, sole) == {"a": "K1", "b": "K8"}


def test_row_order_is_irrelevant() -> None:
    rng = np.random.default_rng([5, 2])
    points, order = rng.normal(size=(60, 4)), rng.permutation(60)
    segments = np.array(["a", "b", "c"] * 20, dtype=object)
    ids = [f"K{place}" for place in range(60)]
    sole = rng.random(60) < 0.2
    shuffled = [ids[place] for place in order]
    assert medoids(points, segments, ids, sole) == medoids(
        points[order], segments[order], shuffled, sole[order]
    )
