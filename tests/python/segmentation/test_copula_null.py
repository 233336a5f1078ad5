import numpy as np
import pytest
from scipy.stats import spearmanr

from klantcentraal.modelling.arrays import Matrix
from klantcentraal.segmentation.copula_null import draw_null, fit_copula_null


def drawn(prepared: Matrix, seed: int = 1) -> Matrix:
    return draw_null(fit_copula_null(prepared), np.random.default_rng(seed))


def correlated(rows: int = 2000) -> Matrix:
    draw = np.random.default_rng(2)
    size = draw.normal(size=rows)
    return np.column_stack(
        [np.exp(size), size + draw.normal(size=rows), -size + 0.5 * draw.normal(size=rows)]
    )


def test_a_null_keeps_the_values_of_each_column() -> None:
    prepared = correlated()
    null = drawn(prepared)
    assert (np.sort(null, axis=0) == np.sort(prepared, axis=0)).all()
    assert (null != prepared).any()


def test_a_null_keeps_how_columns_go_together() -> None:
    prepared = correlated()
    kept = spearmanr(drawn(prepared)).statistic
    assert kept == pytest.approx(spearmanr(prepared).statistic, abs=0.05)


def test_groups_do_not_survive() -> None:
    labels = np.repeat([0, 1, 2], 400)
    places = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])[labels]
    prepared = places + np.random.default_rng(3).normal(size=places.shape)
    both_high = (prepared > 5).all(axis=1).mean()
    assert both_high == 0.0
    assert (drawn(prepared) > 5).all(axis=1).mean() > 0.02


def test_a_flag_follows_the_value_that_it_describes() -> None:
    draw = np.random.default_rng(4)
    amounts = np.where(draw.random(900) < 0.3, 0.0, draw.lognormal(size=900))
    is_zero, is_known = (amounts == 0) * 2.5 - 1.0, (amounts > 0) * 1.0
    other = draw.normal(size=900)
    null = drawn(np.column_stack([is_zero, other, amounts, is_known]))
    assert (null[:, 0] == (null[:, 2] == 0) * 2.5 - 1.0).all()
    assert (null[:, 3] == (null[:, 2] > 0) * 1.0).all()
    assert (null[:, 2] == 0).sum() == (amounts == 0).sum()


def test_a_flag_of_missing_values_keeps_to_the_median_that_stands_for_them() -> None:
    draw = np.random.default_rng(5)
    scores = np.round(draw.normal(7, 1, 900))
    missing = draw.random(900) < 0.4
    null = drawn(np.column_stack([np.where(missing, 7.0, scores), missing]))
    assert null[:, 1].sum() == missing.sum()
    assert (null[null[:, 1] == 1, 0] == 7.0).all()


def test_a_class_of_its_own_is_drawn_like_any_column() -> None:
    draw = np.random.default_rng(6)
    prepared = np.column_stack([draw.normal(size=900), draw.random(900) < 0.5])
    null = fit_copula_null(prepared)
    assert null.leaders.tolist() == [0, 1]


@pytest.mark.parametrize(
    "prepared",
    [
        pytest.param(np.zeros((1, 2)), id="one row"),
        pytest.param(np.ones((5, 2)), id="all equal"),
        pytest.param(np.tile(np.arange(9.0)[:, None], 3), id="columns that are the same"),
        pytest.param(np.column_stack([np.arange(9.0), np.ones(9)]), id="one constant column"),
    ],
)
@pytest.mark.filterwarnings("error")
def test_columns_without_correlation_are_no_trouble(prepared: Matrix) -> None:
    assert (np.sort(drawn(prepared), axis=0) == np.sort(prepared, axis=0)).all()


def test_columns_that_are_the_same_stay_the_same() -> None:
    null = drawn(np.tile(np.arange(50.0)[:, None], 2))
    assert (null[:, 0] == null[:, 1]).mean() > 0.9  # the root of a singular matrix is rounded
