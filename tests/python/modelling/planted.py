"""Learning sets whose truth is planted: what each criterion adds is known."""

from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Matrix
from klantcentraal.modelling.design_matrix import Predictor, PredictorRows
from klantcentraal.modelling.learning_set import LearningSet
from klantcentraal.modelling.reference_model import Task

STRONG, TWIN, MEDIUM, WEAK = "strong", "twin", "medium", "weak"
IRRELEVANT = ("noise_a", "noise_b", "noise_c")
CRITERIA = (STRONG, TWIN, MEDIUM, WEAK, *IRRELEVANT)
TWIN_CORRELATION = 0.85


@dataclass(frozen=True)
class Plan:
    """What to plant."""

    rows: int = 1000
    seed: int = 1
    task: Task = "classification"
    features: int = 3


def planted(plan: Plan) -> LearningSet:
    """Rows in which strong drives the target, its twin goes along, and noise does nothing.

    Each criterion is seen through a few noisy features, one of them with a fifth missing.
    """
    draw = np.random.default_rng(plan.seed)
    traits = {name: draw.normal(size=plan.rows) for name in CRITERIA}
    traits[TWIN] = TWIN_CORRELATION * traits[STRONG] + np.sqrt(
        1 - TWIN_CORRELATION**2
    ) * draw.normal(size=plan.rows)
    predictors, columns = [], []
    for name, trait in traits.items():
        for number in range(plan.features):
            values = trait + 0.5 * draw.normal(size=plan.rows)
            if number == 0:
                values[draw.random(plan.rows) < 0.2] = np.nan
            predictors.append(Predictor(f"{name}_{number}", name, "points"))
            columns.append(values)
    odds = 1.2 * traits[STRONG] + 0.8 * traits[MEDIUM] + 0.5 * traits[WEAK]
    if plan.task == "classification":
        target = (draw.random(plan.rows) < 1 / (1 + np.exp(-odds))).astype(np.float64)
    else:
        target = odds + 1.5 * draw.normal(size=plan.rows)
    groups = np.array([f"G{row // 2}" for row in range(plan.rows)], dtype=object)
    folds = np.array([(row // 2) % 5 for row in range(plan.rows)], dtype=np.int64)
    return LearningSet(
        tuple(predictors), rows_of(np.column_stack(columns)), target, folds, groups, plan.task
    )


def rows_of(numbers: Matrix, texts: list[list[str | None]] | None = None) -> PredictorRows:
    """Rows of numbers and, where given, of categories."""
    categories = np.empty((len(numbers), 0), dtype=object)
    return PredictorRows(numbers, categories if texts is None else np.array(texts, dtype=object))
