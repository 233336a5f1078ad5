"""The model that impact is measured with: linear, with an L2 penalty chosen by cross-validation.

Classification is logistic regression by Newton steps with a Cholesky factor, regression is ridge
(METHOD-DETAILS 4). An impact asks for thousands of small fits, for which the checks and
conversions of a library cost more than the fit; tests hold the outcome against scikit-learn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.special import expit

from klantcentraal.modelling.arrays import Indices, Matrix, Vector

Task = Literal["classification", "regression"]

# Strong to weak: each fit starts from the one before. At 10,000 the coefficients of a few thousand
# rows are as good as 0; below 1 the data decide alone.
PENALTIES = (10000.0, 3000.0, 1000.0, 300.0, 100.0, 30.0, 10.0, 3.0, 1.0)
_MAXIMUM_STEPS = 25
_CONVERGED = 1e-6  # largest change of a coefficient, in standard deviations of its column
_SMALLEST_WEIGHT = 1e-9  # of a row whose outcome is certain


@dataclass(frozen=True)
class TrainingSet:
    """What a model learns from.

    Attributes:
        matrix: Shape (rows, columns).
        target: 0 or 1 for classification, any number for regression; one a row.
        folds: Number of the fold of each row; a group of companies lies in one fold.
    """

    matrix: Matrix
    target: Vector
    folds: Indices


def fit(training: TrainingSet, task: Task, penalty: float, start: Vector | None = None) -> Vector:
    """Fit the reference model.

    Args:
        training: Rows to learn from; its folds do not matter.
        task: classification or regression.
        penalty: Half of it times the sum of squared coefficients is added to the log loss; the
            whole of it to the sum of squares. The intercept goes free.
        start: Coefficients near the outcome, to begin from; classification only.

    Returns:
        Intercept and coefficients, shape (1 + columns).
    """
    if task == "regression":
        return _fit_ridge(training, penalty)
    return _fit_logistic(training, penalty, start)


def linear_scores(coefficients: Vector, matrix: Matrix) -> Vector:
    """Score rows: higher is more likely, or more.

    Args:
        coefficients: Intercept and coefficients.
        matrix: Shape (rows, columns).

    Returns:
        Log odds for classification, the prediction for regression; one a row.
    """
    return np.asarray(coefficients[0] + matrix @ coefficients[1:])


def choose_penalty(
    training: TrainingSet, task: Task, penalties: Sequence[float] = PENALTIES
) -> float:
    """Choose the penalty by cross-validation over the folds of the training rows.

    Args:
        training: Rows to learn from, of two folds or more.
        task: classification or regression.
        penalties: Candidates, strong to weak.

    Returns:
        The candidate with the lowest loss on rows left out (log loss or squares); of equal ones
        the strongest.
    """
    losses = np.zeros(len(penalties))
    for fold in np.unique(training.folds):
        is_inside = training.folds != fold
        inside = TrainingSet(
            training.matrix[is_inside], training.target[is_inside], training.folds[is_inside]
        )
        matrix, target = training.matrix[~is_inside], training.target[~is_inside]
        coefficients = None
        for place, penalty in enumerate(penalties):
            coefficients = fit(inside, task, penalty, coefficients)
            losses[place] += _loss(target, linear_scores(coefficients, matrix), task)
    return penalties[int(np.argmin(losses))]


def _loss(target: Vector, scores: Vector, task: Task) -> float:
    if task == "regression":
        return float(((target - scores) ** 2).sum())
    return float((np.logaddexp(0.0, scores) - target * scores).sum())


def _fit_ridge(training: TrainingSet, penalty: float) -> Vector:
    centre = training.matrix.mean(axis=0)
    mean = training.target.mean()
    centred = training.matrix - centre
    normal = centred.T @ centred
    normal[np.diag_indices_from(normal)] += penalty
    slopes = _solve(normal, centred.T @ (training.target - mean))
    return np.concatenate([[mean - centre @ slopes], slopes])


def _fit_logistic(training: TrainingSet, penalty: float, start: Vector | None) -> Vector:
    matrix = np.column_stack([np.ones(len(training.target)), training.matrix])
    target = training.target
    penalties = np.full(matrix.shape[1], penalty)
    penalties[0] = 0.0
    coefficients = _at_the_mean(matrix, target) if start is None else start
    value = _penalised_loss(coefficients, matrix, target, penalties)
    for _ in range(_MAXIMUM_STEPS):
        chance = expit(matrix @ coefficients)
        gradient = matrix.T @ (chance - target) + penalties * coefficients
        spread = np.sqrt(np.maximum(chance * (1.0 - chance), _SMALLEST_WEIGHT))
        weighted = matrix * spread[:, None]
        curvature = weighted.T @ weighted
        curvature[np.diag_indices_from(curvature)] += penalties
        step = _solve(curvature, gradient)
        size = 1.0
        while True:  # a whole Newton step may go past the minimum; a small one goes down
            candidate = coefficients - size * step
            reached = _penalised_loss(candidate, matrix, target, penalties)
            if reached <= value or size < _CONVERGED:
                break
            size /= 2.0
        coefficients, value = candidate, reached
        if np.abs(size * step).max() < _CONVERGED:
            break
    return coefficients


def _at_the_mean(matrix: Matrix, target: Vector) -> Vector:
    share = np.clip(target.mean(), _SMALLEST_WEIGHT, 1 - _SMALLEST_WEIGHT)
    start = np.zeros(matrix.shape[1])
    start[0] = np.log(share / (1 - share))
    return start


def _penalised_loss(
    coefficients: Vector, matrix: Matrix, target: Vector, penalties: Vector
) -> float:
    fitted = _loss(target, matrix @ coefficients, "classification")
    return fitted + 0.5 * float(penalties @ coefficients**2)


def _solve(symmetric: Matrix, right: Vector) -> Vector:
    if not len(right):
        return right
    return np.asarray(cho_solve(cho_factor(symmetric, check_finite=False), right))
