import json

import numpy as np
import pytest

from klantcentraal.modelling.arrays import Vector
from klantcentraal.segmentation.preparation import (
    DroppedFeature,
    Preparation,
    fit_preparation,
    transform,
)
from segmentation.planted import yardstick_of

DRAW = np.random.default_rng(4)


@pytest.mark.parametrize(
    ("transformation", "expected"),
    [
        ("none", [-3.0, 0.0, 3.0, np.nan]),
        ("log", [0.0, 0.0, np.log(4), np.nan]),
        ("signed_log", [-np.log(4), 0.0, np.log(4), np.nan]),
    ],
)
def test_transform(transformation: str, expected: list[float]) -> None:
    found = transform(np.array([-3.0, 0.0, 3.0, np.nan]), transformation)
    np.testing.assert_allclose(found, expected)


def test_values_are_limited_and_scaled_as_the_model_rows_ask() -> None:
    preparation = fit_preparation(yardstick_of(np.arange(101.0)[:, None]))
    low, middle, high, missing = preparation.apply(np.array([[-1e9], [50.0], [1e9], [np.nan]]))
    assert (middle, missing) == (0.0, 0.0)
    assert high == -low == pytest.approx(48 / (80 / 2.563))  # two of 101 lie outside at either end
    assert np.isnan(preparation.z_scores(np.array([[np.nan]])))


def test_one_giant_sets_no_limit_in_a_small_company() -> None:
    values = np.append(np.arange(29.0), 1e12)[:, None]
    preparation = fit_preparation(yardstick_of(values))
    assert preparation.scales[0].upper == 28.0


def test_a_mass_of_exact_zeros_gets_a_flag() -> None:
    spend = np.where(np.arange(400) % 4 == 0, 0.0, DRAW.uniform(5, 9, 400))
    other = DRAW.normal(size=400)
    preparation = fit_preparation(yardstick_of(np.column_stack([other, spend])))
    assert preparation.columns == ("margin_12m_amount", "feature_1", "feature_1_is_zero")
    matrix = preparation.apply(np.array([[0.0, 0.0], [0.0, 0.01], [0.0, np.nan]]))
    assert matrix[:, 2].tolist() == [1.0, 0.0, 0.0]


@pytest.mark.parametrize("share", [0.02, 0.98])
def test_few_or_nearly_only_zeros_get_no_flag(share: float) -> None:
    column = np.where(np.arange(500) < share * 500, 0.0, 3.0 + np.arange(500))
    preparation = fit_preparation(yardstick_of(column[:, None]))
    assert not any(scale.has_flag for scale in preparation.scales)


def test_zeros_of_the_same_accounts_get_one_flag() -> None:
    is_zero = np.arange(400) % 4 == 0
    columns = [np.where(is_zero, 0.0, DRAW.uniform(5, 9, 400)) for _ in range(3)]
    preparation = fit_preparation(yardstick_of(np.column_stack(columns)))
    assert preparation.columns[3:] == ("margin_12m_amount_is_zero",)


def test_drawn_rows_get_the_flags_that_follow_from_them() -> None:
    spend = np.where(np.arange(400) % 4 == 0, 0.0, DRAW.uniform(5, 9, 400))
    preparation = fit_preparation(yardstick_of(np.column_stack([DRAW.normal(size=400), spend])))
    matrix = preparation.apply(np.column_stack([DRAW.normal(size=400), spend]))
    drawn = matrix[:, :2].copy()
    drawn[:, 1] = drawn[DRAW.permutation(400), 1]
    again = preparation.with_flags(drawn)
    assert again[:, 2].sum() == matrix[:, 2].sum() == 100
    np.testing.assert_array_equal(preparation.with_flags(matrix), matrix)


def test_a_feature_that_says_what_another_says_is_dropped_by_name() -> None:
    value = DRAW.normal(size=300)
    preparation = fit_preparation(
        yardstick_of(np.column_stack([value, -3 * value + 1, DRAW.normal(size=300)]))
    )
    assert preparation.dropped == (DroppedFeature("feature_1", "margin_12m_amount", -1.0),)
    assert preparation.columns == ("margin_12m_amount", "feature_2")
    assert preparation.z_scores(np.zeros((2, 3))).shape == (2, 3)


def test_the_value_feature_is_never_the_twin_that_goes() -> None:
    value = DRAW.normal(size=300)
    yardstick = yardstick_of(np.column_stack([value, np.exp(value)]))
    turned = type(yardstick)(
        yardstick.features[::-1],
        yardstick.account_keys,
        yardstick.account_ids,
        yardstick.group_ids,
        yardstick.values[:, ::-1],
    )
    assert fit_preparation(turned).columns == ("margin_12m_amount",)


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(np.full(100, 7.0), id="constant"),
        pytest.param(np.full(100, np.nan), id="unknown"),
        pytest.param(np.append(np.full(199, 7.0), 8.0), id="constant but for one"),
        pytest.param(np.append(np.full(99, 7.0), np.nan), id="constant where known"),
    ],
)
def test_a_feature_that_does_not_vary_does_no_harm(column: Vector) -> None:
    value = DRAW.normal(size=len(column))
    preparation = fit_preparation(yardstick_of(np.column_stack([value, column])))
    assert preparation.dropped == (DroppedFeature("feature_1", None, None),)
    assert preparation.columns == ("margin_12m_amount",)
    z_scores = preparation.z_scores(np.array([[0.0, 7.0], [0.0, 1e9]]))
    assert np.isfinite(z_scores).all()


def test_nothing_that_varies_leaves_no_column() -> None:
    preparation = fit_preparation(yardstick_of(np.zeros((5, 3))))
    assert preparation.columns == ()
    assert preparation.apply(np.ones((4, 3))).shape == (4, 0)


def test_a_feature_that_is_mostly_zero_does_not_drown_the_others() -> None:
    mostly_zero = np.append(np.zeros(950), DRAW.lognormal(3, 1, 50))
    preparation = fit_preparation(yardstick_of(mostly_zero[:, None]))
    assert np.abs(preparation.apply(mostly_zero[:, None])).max() < 20


def test_order_of_rows_changes_nothing() -> None:
    yardstick = yardstick_of(DRAW.lognormal(size=(300, 5)), transformation="log")
    shuffled = yardstick.take(DRAW.permutation(300))
    assert fit_preparation(shuffled) == fit_preparation(yardstick)


def test_json_keeps_every_digit() -> None:
    values = np.where(DRAW.random((300, 6)) < 0.3, 0.0, DRAW.lognormal(size=(300, 6)))
    values[:, 5] = values[:, 0] * 2
    preparation = fit_preparation(yardstick_of(values, transformation="signed_log"))
    again = Preparation.from_json(json.loads(json.dumps(preparation.to_json())))
    assert again == preparation
    np.testing.assert_array_equal(again.apply(values), preparation.apply(values))
