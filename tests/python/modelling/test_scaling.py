import numpy as np
import pytest

from klantcentraal.modelling.scaling import fit_scaling


def test_scale_of_a_column_that_hardly_varies_is_not_zero() -> None:
    constant = np.full(100, 7.0)
    mostly_zero = np.concatenate([np.zeros(95), np.full(5, 10.0)])
    unknown = np.full(100, np.nan)
    scaling = fit_scaling(np.column_stack([constant, mostly_zero, unknown]), winsor_share=0.01)
    assert scaling.scale[0] == 1.0
    assert scaling.scale[1] == pytest.approx(float(np.std(mostly_zero)))
    assert (scaling.centre[2], scaling.scale[2]) == (0.0, 1.0)


def test_scaled_values_are_clipped_and_never_missing() -> None:
    values = np.arange(101, dtype=np.float64).reshape(-1, 1)
    scaling = fit_scaling(values, winsor_share=0.01)
    low, middle, high, missing = scaling.apply(np.array([[-1e9], [50.0], [1e9], [np.nan]]))[:, 0]
    assert (middle, missing) == (0.0, 0.0)
    assert high == pytest.approx(-low)
    assert high == pytest.approx(49 / (50 / 1.349))


def test_without_columns_nothing_is_scaled() -> None:
    assert fit_scaling(np.empty((3, 0)), winsor_share=0.01).apply(np.empty((2, 0))).shape == (2, 0)
