"""Datasets of dbt read as rows to learn from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

from klantcentraal.modelling.design_matrix import Predictor, PredictorRows
from klantcentraal.modelling.learning_set import LearningSet
from klantcentraal.modelling.reference_model import Task
from klantcentraal.quoting import identifier

# Silence after a slow rhythm says nothing: only accounts that could have bought again count.
TARGETS_OF_ELIGIBLE = ("has_repurchased",)


@dataclass(frozen=True)
class Objective:
    """What is predicted.

    Attributes:
        objective_id: Its name.
        target: Column of the datasets.
        task: classification or regression.
    """

    objective_id: str
    target: str
    task: Task


def read_objectives(objectives: duckdb.DuckDBPyRelation) -> tuple[Objective, ...]:
    """Read objectives.

    Args:
        objectives: objective_id, target and task, one row an objective.

    Returns:
        The objectives, in order of name.
    """
    rows = objectives.order("objective_id").project("objective_id, target, task").fetchall()
    return tuple(Objective(*row) for row in rows)


def read_predictors(catalog: duckdb.DuckDBPyRelation) -> tuple[Predictor, ...]:
    """Read which features models learn from.

    Args:
        catalog: The seed feature_catalog.

    Returns:
        The predictors, numbers before categories, in order of criterion and name.
    """
    rows = (
        catalog.filter("is_predictor")
        .order("is_text, criterion_id, feature_name")
        .project("feature_name, criterion_id, unit, is_text")
        .fetchall()
    )
    return tuple(Predictor(*row) for row in rows)


def read_learning_set(
    dataset: duckdb.DuckDBPyRelation,
    predictors: Sequence[Predictor],
    objective: Objective,
    maximum_rows: int,
) -> LearningSet:
    """Read the rows whose target is known, or a sample of them.

    Args:
        dataset: dataset_model or dataset_verification.
        predictors: What to learn from.
        objective: What to predict.
        maximum_rows: More rows are sampled by the hash of account_id, the same on every run.

    Returns:
        Rows in order of account_id. An amount is a signed log: one account of a hundred times the
        usual size would otherwise decide what the others are worth (METHOD M10).
    """
    target = identifier(objective.target)
    is_known = f"{target} is not null"
    if objective.target in TARGETS_OF_ELIGIBLE:
        is_known += " and is_eligible"
    columns = ", ".join(
        [
            "account_id",
            "cast(group_id as varchar) as group_id",
            "cast(fold_number as bigint) as fold_number",
            f"cast({target} as double) as target",
            *_casts(predictors),
        ]
    )
    sample = dataset.filter(is_known).order("md5(account_id), account_id").limit(maximum_rows)
    table = sample.project(columns).order("account_id").to_arrow_table()
    names = [predictor.name for predictor in predictors]
    is_text = [predictor.is_text for predictor in predictors]
    numbers = [
        table.column(name).to_numpy() for name, text in zip(names, is_text, strict=True) if not text
    ]
    texts = [
        np.array(table.column(name).to_pylist(), dtype=object)
        for name, text in zip(names, is_text, strict=True)
        if text
    ]
    known = table.column("target").to_numpy()
    return LearningSet(
        tuple(predictors),
        PredictorRows(
            np.column_stack(numbers) if numbers else np.empty((len(known), 0)),
            np.column_stack(texts) if texts else np.empty((len(known), 0), dtype=object),
        ),
        known if objective.task == "classification" else np.sign(known) * np.log1p(np.abs(known)),
        table.column("fold_number").to_numpy(),
        np.array(table.column("group_id").to_pylist(), dtype=object),
        objective.task,
    )


def _casts(predictors: Sequence[Predictor]) -> Iterator[str]:
    for predictor in predictors:
        name = identifier(predictor.name)
        kind = "varchar" if predictor.is_text else "double"
        yield f"cast({name} as {kind}) as {name}"
