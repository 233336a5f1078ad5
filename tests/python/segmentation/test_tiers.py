import numpy as np
import pytest

from klantcentraal.segmentation.methods import tiers
from klantcentraal.segmentation.training import Rules, Training, ValueTier
from klantcentraal.segmentation.yardstick import Yardstick
from segmentation.planted import attributes_of, training_of, yardstick_of

RULES = Rules(value_tiers=(ValueTier("A", 0.8), ValueTier("B", 0.95), ValueTier("C", 1.0)))


def accounts(revenue: list[float]) -> Yardstick:
    return yardstick_of(np.ones((len(revenue), 1)), attributes_of({"revenue_12m_amount": revenue}))


def fitted(revenue: list[float]) -> tiers.Tiers:
    plain = training_of(accounts(revenue))
    return tiers.fit(Training(plain.yardstick, plain.preparation, rules=RULES))


def tiers_of(model: tiers.Tiers, revenue: list[float]) -> list[str]:
    return [model.own_ids[label].removeprefix("tier_") for label in model.assign(accounts(revenue))]


@pytest.mark.parametrize(
    ("revenue", "expected"),
    [
        pytest.param([80.0, 15.0, 5.0, 0.0, -3.0], "abcdd", id="shares end where accounts end"),
        pytest.param([79.0, 15.0, 6.0], "aab", id="the account that crosses is in the higher tier"),
        pytest.param([10.0] * 10, "a" * 10, id="equal accounts are in one tier"),
        pytest.param([60.0, 15.0, 15.0, 10.0], "aaab", id="ties are in the higher tier"),
        pytest.param([0.0, 0.0], "dd", id="no revenue"),
        pytest.param([7.0], "a", id="one account"),
    ],
)
def test_tiers_by_cumulative_share(revenue: list[float], expected: str) -> None:
    assert "".join(tiers_of(fitted(revenue), revenue)) == expected


def test_limits_are_frozen() -> None:
    model = fitted([80.0, 15.0, 5.0])
    assert model.minima == (80.0, 15.0, 0.0)
    assert tiers_of(model, [1000.0, 80.0, 79.99, 14.99, 0.01, 0.0]) == list("aabccd")


def test_the_tier_of_accounts_without_revenue_comes_last() -> None:
    assert fitted([1.0]).own_ids == ("tier_a", "tier_b", "tier_c", "tier_d")
    assert fitted([1.0]).segment_count == 4
