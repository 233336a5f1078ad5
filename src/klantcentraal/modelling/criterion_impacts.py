"""Impact, shared impact and suggested weight of each criterion, for one objective."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa
from threadpoolctl import threadpool_limits

from klantcentraal.modelling.datasets import (
    Objective,
    read_learning_set,
    read_objectives,
    read_predictors,
)
from klantcentraal.modelling.design_matrix import Predictor
from klantcentraal.modelling.impact import Impact, impacts, metric, shared_impacts
from klantcentraal.modelling.learning_set import split
from klantcentraal.modelling.target_samples import sample_of
from klantcentraal.modelling.weights import suggested_weights

SAMPLE_ROWS = 20_000
SHARED_SAMPLE_ROWS = 5_000  # some hundred sets of criteria are fitted, in five folds each
POINTS = 100.0  # percentage points in a whole AUC or R2
_DIGITS = 9
_SCHEMA = pa.schema(
    [
        ("criterion_id", pa.string()),
        ("impact_value", pa.float64()),
        ("impact_value_low", pa.float64()),
        ("impact_value_high", pa.float64()),
        ("shared_impact_value", pa.float64()),
        ("verified_impact_value", pa.float64()),
        ("suggested_weight_share", pa.float64()),
        ("held_out_value", pa.float64()),
        ("is_measured", pa.bool_()),
    ]
)


@dataclass(frozen=True)
class LearningData:
    """What impact is measured on.

    Attributes:
        model: dataset_model.
        verification: dataset_verification, without rows when it was dropped.
        catalog: The seed feature_catalog.
    """

    model: duckdb.DuckDBPyRelation
    verification: duckdb.DuckDBPyRelation
    catalog: duckdb.DuckDBPyRelation


@dataclass(frozen=True)
class Measurement:
    """What one dataset says; empty when nothing can be learned from it.

    Attributes:
        held_out: AUC or R2 of all criteria together; None = not measured.
        impacts: Impact per criterion that varies.
        shared: Shared impact per criterion that varies, in AUC or R2.
    """

    held_out: float | None
    impacts: Mapping[str, Impact]
    shared: Mapping[str, float]


_NOTHING = Measurement(None, {}, {})


def criterion_impacts(
    data: LearningData,
    criteria: duckdb.DuckDBPyRelation,
    objectives: duckdb.DuckDBPyRelation,
) -> pa.Table:
    """Measure what each criterion adds to the prediction of the objective's target.

    Args:
        data: The datasets and the features in them.
        criteria: criterion_id, is_available and assumed_impact_value, one row a criterion.
        objectives: The chosen row of rules_objectives.

    Returns:
        One row a criterion, in order of name, in percentage points of AUC or R2: as measured on
        the model dataset, with the shared impact on both datasets; null where that could not be
        measured. Suggested weights follow the lower of the two shared impacts, or what is assumed
        when nothing could be measured.
    """
    (objective,) = read_objectives(objectives)
    predictors = read_predictors(data.catalog)
    with threadpool_limits(limits=1):  # sums of floats differ from run to run with more
        model = _measured(data.model, predictors, objective)
        verification = _measured(data.verification, predictors, objective)
    rows = criteria.order("criterion_id").project(
        "criterion_id, is_available, cast(assumed_impact_value as double)"
    )
    assumed = {name: value for name, is_available, value in rows.fetchall() if is_available}
    weights = suggested_weights(_useful(assumed, model, verification)) if assumed else {}
    return pa.Table.from_pylist(
        [
            _row(name, model, verification, weights.get(name, 0.0))
            for (name,) in rows.project("criterion_id").fetchall()
        ],
        schema=_SCHEMA,
    )


def _measured(
    dataset: duckdb.DuckDBPyRelation, predictors: Sequence[Predictor], objective: Objective
) -> Measurement:
    if sample_of(dataset, objective).refusal_id:
        return _NOTHING
    learning = read_learning_set(dataset, predictors, objective, SAMPLE_ROWS)
    splits = split(learning)
    if not splits:
        return _NOTHING
    found = {impact.criterion_id: impact for impact in impacts(learning, splits)}
    held_out = metric(learning, splits)
    if len(learning.target) > SHARED_SAMPLE_ROWS:
        learning = read_learning_set(dataset, predictors, objective, SHARED_SAMPLE_ROWS)
        splits = split(learning)
    return Measurement(held_out, found, shared_impacts(learning, splits))


def _useful(
    assumed: Mapping[str, float], model: Measurement, verification: Measurement
) -> dict[str, float]:
    """What each available criterion adds: the lower of both datasets, or of the one that has it."""
    if model.held_out is None:
        return dict(assumed)
    return {
        name: min(model.shared[name], verification.shared.get(name, model.shared[name]))
        if name in model.shared
        else 0.0
        for name in assumed
    }


def _row(
    name: str, model: Measurement, verification: Measurement, weight: float
) -> dict[str, str | float | bool | None]:
    impact = model.impacts.get(name)
    return {
        "criterion_id": name,
        "impact_value": _points(impact.value if impact else None),
        "impact_value_low": _points(impact.low if impact else None),
        "impact_value_high": _points(impact.high if impact else None),
        "shared_impact_value": _points(model.shared.get(name)),
        "verified_impact_value": _points(verification.shared.get(name)),
        "suggested_weight_share": round(weight, _DIGITS),
        "held_out_value": _points(model.held_out),
        "is_measured": impact is not None,
    }


def _points(value: float | None) -> float | None:
    return None if value is None else round(POINTS * value, _DIGITS)
