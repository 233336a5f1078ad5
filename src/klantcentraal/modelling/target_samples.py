"""How much there is to learn each objective from: one row an objective and dataset."""

from typing import Any

import duckdb
import pyarrow as pa

from klantcentraal.modelling.datasets import Objective, read_learning_set, read_objectives
from klantcentraal.modelling.samples import Sample, judge, refusal_words

ROLES = ("model", "verification")
_ALL_ROWS = 2_147_483_647
_SCHEMA = pa.schema(
    [
        ("objective_id", pa.string()),
        ("dataset_role", pa.string()),
        ("refusal_id", pa.string()),
        ("refusal_nl", pa.string()),
        ("refusal_en", pa.string()),
        ("row_count", pa.int64()),
        ("positive_count", pa.int64()),
        ("negative_count", pa.int64()),
        ("positive_group_count", pa.int64()),
        ("negative_group_count", pa.int64()),
    ]
)


def target_samples(
    objectives: duckdb.DuckDBPyRelation,
    model: duckdb.DuckDBPyRelation,
    verification: duckdb.DuckDBPyRelation,
) -> pa.Table:
    """Judge for every objective whether its target can be learned from each dataset.

    Args:
        objectives: The seed rules_objectives.
        model: dataset_model.
        verification: dataset_verification, without rows when it was dropped.

    Returns:
        objective_id, dataset_role, the fields of Sample and the refusal in words (refusal_nl,
        refusal_en), in order of objective and role.
    """
    rows = [
        _row(objective, role, sample_of(dataset, objective))
        for objective in read_objectives(objectives)
        for role, dataset in zip(ROLES, (model, verification), strict=True)
    ]
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def sample_of(dataset: duckdb.DuckDBPyRelation, objective: Objective) -> Sample:
    """Judge whether the target of an objective can be learned from a dataset.

    Args:
        dataset: dataset_model or dataset_verification.
        objective: What to predict.

    Returns:
        Counts over all its rows, and the reason to refuse.
    """
    learning = read_learning_set(dataset, (), objective, _ALL_ROWS)
    return judge(learning.target, learning.groups, objective.task)


def _row(objective: Objective, role: str, sample: Sample) -> dict[str, Any]:
    words = {f"refusal_{language}": text for language, text in refusal_words(sample).items()}
    return {"objective_id": objective.objective_id, "dataset_role": role, **vars(sample), **words}
