import json
import math

import numpy as np
import pytest

from klantcentraal.segmentation.drift import (
    FeatureBins,
    fit_bins,
    moved_features,
    psi_by_feature,
)

HUNDRED = np.arange(1.0, 101.0)


def psi(then: list[float], now: list[float]) -> float:
    bins = fit_bins(["x"], np.array(then, dtype=np.float64)[:, None])
    return psi_by_feature(bins, np.array(now, dtype=np.float64)[:, None])["x"]


def test_ten_bins_hold_as_many_accounts_each() -> None:
    (bins,) = fit_bins(["x"], HUNDRED[:, None])
    assert bins.edges == pytest.approx([10.9, 20.8, 30.7, 40.6, 50.5, 60.4, 70.3, 80.2, 90.1])
    assert bins.shares == (*[0.1] * 10, 0.0)


def test_what_did_not_move_is_zero() -> None:
    assert psi(HUNDRED.tolist(), HUNDRED[::-1].tolist()) == 0.0


def test_a_shift_counted_by_hand() -> None:
    now = [5.0] * 20 + HUNDRED[20:].tolist()  # the second bin empties into the first
    expected = 0.1 * math.log(0.2 / 0.1) + (0.0001 - 0.1) * math.log(0.0001 / 0.1)
    assert psi(HUNDRED.tolist(), now) == pytest.approx(expected)


def test_values_outside_the_old_range_fall_in_the_outer_bins() -> None:
    now = [-5.0] * 10 + HUNDRED[10:90].tolist() + [1e9] * 10
    assert psi(HUNDRED.tolist(), now) == 0.0


def test_missing_values_are_a_bin_of_their_own() -> None:
    now = [math.nan] * 10 + HUNDRED[10:].tolist()
    expected = (0.1 - 0.0001) * math.log(0.1 / 0.0001) * 2
    assert psi(HUNDRED.tolist(), now) == pytest.approx(expected)


def test_all_missing_then_and_known_now_is_a_shift() -> None:
    unknown = [math.nan] * 50
    assert psi(unknown, unknown) == 0.0
    assert psi(unknown, HUNDRED.tolist()) == pytest.approx(2 * 0.9999 * math.log(10_000))


@pytest.mark.parametrize("now", [4.0, 6.0])
def test_a_constant_that_changes_is_a_shift_to_either_side(now: float) -> None:
    assert psi([5.0] * 50, [5.0] * 20) == 0.0
    assert psi([5.0] * 50, [now] * 50) == pytest.approx(2 * 0.9999 * math.log(10_000))


def test_a_frequent_value_has_a_bin_of_its_own() -> None:
    then = [-1.0] * 10 + [0.0] * 40 + HUNDRED[:50].tolist()
    (bins,) = fit_bins(["x"], np.array(then)[:, None])
    assert len(bins.shares) <= 11
    assert 0.4 in bins.shares
    halved = [-1.0] * 30 + [0.0] * 20 + HUNDRED[:50].tolist()
    expected = 0.2 * math.log(0.3 / 0.1) - 0.2 * math.log(0.2 / 0.4)
    assert psi(then, halved) == pytest.approx(expected)


def test_bins_survive_json() -> None:
    values = np.column_stack([np.repeat([0.1, 0.2, 0.3], 30), np.random.default_rng(1).random(90)])
    bins = fit_bins(["ties", "plain"], values)
    again = tuple(
        FeatureBins.from_json(plain)
        for plain in json.loads(json.dumps([feature.to_json() for feature in bins]))
    )
    assert again == bins
    assert psi_by_feature(again, values) == {"ties": 0.0, "plain": 0.0}


def test_chance_alone_moves_nothing() -> None:
    draw = np.random.default_rng(2)
    bins = fit_bins(["x"], draw.lognormal(size=(1000, 1)))
    assert psi_by_feature(bins, draw.lognormal(size=(1000, 1)))["x"] < 0.05


@pytest.mark.parametrize(
    ("refreshes", "expected"),
    [
        ([], ()),
        ([{"a": 0.9}], ()),
        ([{"a": 0.26, "b": 0.1}, {"a": 0.26, "b": 0.9}], ("a",)),
        ([{"a": 0.25}, {"a": 0.9}], ()),
        ([{"a": 0.9}, {"a": 0.25}], ()),
        ([{"a": 0.9}, {"a": 0.1}, {"a": 0.9}], ()),
        ([{"a": 0.1}, {"b": 0.9, "a": 0.9}, {"b": 0.9, "a": 0.9}], ("a", "b")),
        ([{"a": 0.9}, {"b": 0.9}], ()),
    ],
)
def test_two_refreshes_in_a_row_ask_for_new_segments(
    refreshes: list[dict[str, float]], expected: tuple[str, ...]
) -> None:
    assert moved_features(refreshes) == expected
