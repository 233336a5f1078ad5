"""rules_criterion_weights: how heavily each criterion counts for each objective."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from klantcentraal.rules.criteria import CRITERIA
from klantcentraal.rules.criterion_scores import WEIGHT
from klantcentraal.rules.kinds import Choice, Reference, Text
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable


def _complete(rows: Sequence[Row], known: Known) -> Iterator[Problem]:
    weights = {(row["objective_id"], row["criterion_id"]): Decimal(row["weight"]) for row in rows}
    for objective in known.values("rules_objectives", "objective_id"):
        absent = [criterion for criterion in CRITERIA if (objective, criterion) not in weights]
        if absent:
            reason = f"{objective} has no weight for {', '.join(absent)}: add a row for each"
            yield Problem(reason)
        elif not any(weights[objective, criterion] for criterion in CRITERIA):
            yield Problem(f"all weights of {objective} are 0: give one of them a weight")


TABLE = RuleTable(
    "rules_criterion_weights",
    columns=(
        Column("objective_id", Reference("rules_objectives", "objective_id")),
        Column("criterion_id", Choice(CRITERIA)),
        Column("weight", WEIGHT),
        Column("reason", Text(), is_required=False),
    ),
    keys=(("objective_id", "criterion_id"),),
    rules=(_complete,),
)
