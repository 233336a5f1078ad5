"""rules_objectives: what can be aimed at, and what that predicts and needs."""

from collections.abc import Iterator, Sequence

from klantcentraal.rules.criteria import CRITERIA
from klantcentraal.rules.kinds import Choice, Name, Text, Words, advice, quoted
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

# The targets of the datasets, with the task that fits what they are: true or false, or an amount.
TASKS: dict[str, str] = {
    "has_repurchased": "classification",
    "has_converted_lead": "classification",
    "is_next_late_payer": "classification",
    "is_next_promoter": "classification",
    "next_margin_amount": "regression",
    "next_revenue_amount": "regression",
}
METRICS: dict[str, tuple[str, ...]] = {
    "classification": ("auc", "average_precision", "brier"),
    "regression": ("mae", "rmse", "r2"),
}
METHOD_FAMILIES = (
    "baseline",
    "rfm",
    "linear_regression",
    "logistic_regression",
    "decision_tree",
    "boosting",
    "neural_network",
)
_OF_TASK = {"linear_regression": "regression", "logistic_regression": "classification"}


def _task_fits(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    for row in rows:
        target, task = row["target"], TASKS[row["target"]]
        if row["task"] != task:
            reason = f"{row['task']} does not fit the target {target}: make it {task}"
            yield Problem(reason, row.line, "task")
            continue
        if row["primary_metric"] not in METRICS[task]:
            reason = (
                f"{row['primary_metric']} does not measure {task}: use {', '.join(METRICS[task])}"
            )
            yield Problem(reason, row.line, "primary_metric")
        for family in row["method_families"].split():
            if _OF_TASK.get(family, task) != task:
                reason = f"{family} is no method for {task}: remove it"
                yield Problem(reason, row.line, "method_families")


def _files_exist(rows: Sequence[Row], known: Known) -> Iterator[Problem]:
    for row in rows:
        for word in row["required_entities"].split():
            if word not in known.entities:
                told = advice(word, known.entities, "remove it")
                reason = f"{quoted(word)} is no file of the input contract: {told}"
                yield Problem(reason, row.line, "required_entities")


TABLE = RuleTable(
    "rules_objectives",
    columns=(
        Column("objective_id", Name()),
        Column("objective_name_nl", Text()),
        Column("objective_name_en", Text()),
        Column("target", Choice(tuple(TASKS))),
        Column("task", Choice(tuple(METRICS))),
        Column("primary_metric", Choice(tuple(m for names in METRICS.values() for m in names))),
        Column("method_families", Words(METHOD_FAMILIES)),
        Column("required_entities", Text(), is_required=False),
        Column("required_criteria", Words(CRITERIA), is_required=False),
        Column("note", Text(), is_required=False),
    ),
    keys=(("objective_id",),),
    rules=(_task_fits, _files_exist),
)
