"""A dataset to learn one target from, split into folds with all that is fitted on training rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Flags, Indices, Matrix, Texts, Vector
from klantcentraal.modelling.design_matrix import Design, Predictor, PredictorRows, fit_design
from klantcentraal.modelling.reference_model import Task, TrainingSet, choose_penalty


@dataclass(frozen=True)
class LearningSet:
    """Rows whose target is known.

    Attributes:
        predictors: What to learn from, numbers and categories in the order of rows.
        rows: Their values.
        target: 0 or 1 for classification; an amount, as it is to be learned, for regression.
        folds: Number of the fold of each row.
        groups: Group of companies of each row; a group lies in one fold.
        task: classification or regression.
    """

    predictors: tuple[Predictor, ...]
    rows: PredictorRows
    target: Vector
    folds: Indices
    groups: Texts
    task: Task


@dataclass(frozen=True)
class Split:
    """One fold held out, and a model's surroundings fitted on the others.

    Attributes:
        fold: Number of the fold.
        design: Fitted on the training rows.
        training: The other folds.
        held_out: Which rows of the learning set are held out.
        matrix: Shape (held-out rows, columns).
        target: Of the held-out rows.
        penalty: As chosen within the training rows, with all criteria.
    """

    fold: int
    design: Design
    training: TrainingSet
    held_out: Flags
    matrix: Matrix
    target: Vector
    penalty: float


def split(learning: LearningSet) -> tuple[Split, ...]:
    """Hold out each fold once.

    Args:
        learning: Rows of two folds or more.

    Returns:
        One split a fold, in order; without folds that cannot be judged or learned from (one side
        without rows of a class).
    """
    folds = [int(fold) for fold in np.unique(learning.folds)]
    inside = [learning.folds == fold for fold in folds]
    return tuple(
        _hold_out(learning, fold, is_held_out)
        for fold, is_held_out in zip(folds, inside, strict=True)
        if _varies(learning.target[is_held_out], learning.task)
        and _varies(learning.target[~is_held_out], learning.task)
    )


def standardised(target: Vector, task: Task, reference: Sequence[float] | Vector) -> Vector:
    """Scale an amount by the training rows, so that penalties mean the same for every company.

    Args:
        target: What to scale; a class stays as it is.
        task: classification or regression.
        reference: Target of the training rows.

    Returns:
        Distance to the mean of the training rows in their standard deviations, or the class.
    """
    if task == "classification":
        return target
    return np.asarray((target - np.mean(reference)) / np.std(reference))


def _hold_out(learning: LearningSet, fold: int, is_held_out: Flags) -> Split:
    training_rows = learning.rows.take(~is_held_out)
    design = fit_design(learning.predictors, training_rows)
    known = learning.target[~is_held_out]
    training = TrainingSet(
        design.matrix(training_rows),
        standardised(known, learning.task, known),
        learning.folds[~is_held_out],
    )
    return Split(
        fold,
        design,
        training,
        is_held_out,
        design.matrix(learning.rows.take(is_held_out)),
        standardised(learning.target[is_held_out], learning.task, known),
        choose_penalty(training, learning.task),
    )


def _varies(target: Vector, task: Task) -> bool:
    return len(target) > 0 and (task == "regression" or bool(np.ptp(target) > 0))
