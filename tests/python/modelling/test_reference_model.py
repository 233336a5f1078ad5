import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression, Ridge

from klantcentraal.modelling.reference_model import (
    PENALTIES,
    TrainingSet,
    choose_penalty,
    fit,
    linear_scores,
)


def drawn(rows: int, columns: int, seed: int = 3) -> TrainingSet:
    draw = np.random.default_rng(seed)
    matrix = draw.normal(size=(rows, columns))
    odds = matrix @ np.linspace(1.5, 0.0, columns) - 0.5
    target = (draw.random(rows) < 1 / (1 + np.exp(-odds))).astype(np.float64)
    return TrainingSet(matrix, target, np.arange(rows) % 5)


@pytest.mark.parametrize("penalty", [0.3, 10.0, 1000.0])
def test_logistic_regression_is_that_of_scikit_learn(penalty: float) -> None:
    training = drawn(300, 8)
    theirs = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-10).fit(
        training.matrix, training.target
    )
    ours = fit(training, "classification", penalty)
    assert ours == pytest.approx([*theirs.intercept_, *theirs.coef_[0]], abs=1e-5)


@pytest.mark.parametrize("penalty", [0.3, 1000.0])
def test_ridge_is_that_of_scikit_learn(penalty: float) -> None:
    training = drawn(200, 6)
    theirs = Ridge(alpha=penalty).fit(training.matrix, training.target)
    ours = fit(training, "regression", penalty)
    assert ours == pytest.approx([theirs.intercept_, *theirs.coef_], abs=1e-9)
    assert linear_scores(ours, training.matrix) == pytest.approx(theirs.predict(training.matrix))


def test_a_start_changes_the_way_but_not_the_outcome() -> None:
    training = drawn(300, 8)
    near = fit(training, "classification", 30.0)
    assert fit(training, "classification", 10.0, near) == pytest.approx(
        fit(training, "classification", 10.0), abs=1e-5
    )


def test_classes_that_fall_apart_get_finite_coefficients() -> None:
    matrix = np.linspace(-1, 1, 100)[:, None]
    training = TrainingSet(matrix, (matrix[:, 0] > 0).astype(np.float64), np.arange(100) % 5)
    assert np.isfinite(fit(training, "classification", 1.0)).all()


@pytest.mark.parametrize("task", ["classification", "regression"])
def test_without_columns_the_mean_is_predicted(task: str) -> None:
    training = TrainingSet(np.empty((8, 0)), np.array([1.0] * 2 + [0.0] * 6), np.arange(8) % 2)
    scores = linear_scores(fit(training, task, 1.0), training.matrix)  # type: ignore[arg-type]  # a Literal
    mean = 1 / (1 + np.exp(-scores)) if task == "classification" else scores
    assert mean == pytest.approx(np.full(8, 0.25))


def test_noise_asks_for_the_strongest_penalty_and_a_clear_case_does_not() -> None:
    draw = np.random.default_rng(5)
    noise = TrainingSet(
        draw.normal(size=(200, 30)), draw.integers(0, 2, 200).astype(np.float64), np.arange(200) % 5
    )
    assert choose_penalty(noise, "classification") >= 300
    assert choose_penalty(drawn(2000, 4), "classification") < 100
    assert tuple(sorted(PENALTIES, reverse=True)) == PENALTIES
