"""rules_criterion_scores: which features make the score of a criterion, and which way."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from klantcentraal.rules.criteria import CRITERIA
from klantcentraal.rules.kinds import Choice, Number, Reference, Text
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

DIRECTIONS = ("higher", "lower")
RANK, SCALE = "rank", "scale"
BOUNDS = ("lower_value", "upper_value")

# A weight is read to six decimals; a thousand times another is as good as alone.
WEIGHT = Number(0, 1000, "a weight goes from 0 to 1000")


def _features(rows: Sequence[Row], known: Known) -> Iterator[Problem]:
    catalog = {row["feature_name"]: row for row in known.tables["feature_catalog"]}
    for row in rows:
        feature = catalog[row["feature_name"]]
        if feature["criterion_id"] != row["criterion_id"]:
            reason = (
                f"{row['feature_name']} is a feature of {feature['criterion_id']}: put it there"
            )
            yield Problem(reason, row.line, "feature_name")
        elif feature["is_text"] == "true":
            reason = f"{row['feature_name']} is a category, without more or less: remove the row"
            yield Problem(reason, row.line, "feature_name")


def _bounds(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    for row in rows:
        for name in BOUNDS:
            if row["method"] == SCALE and not row[name]:
                yield Problem("is empty, and a scale has two ends: fill it in", row.line, name)
            elif row["method"] == RANK and row[name]:
                yield Problem("is not used by a rank: empty it, or use scale", row.line, name)
        if all(row[name] for name in BOUNDS):
            lower, upper = (Decimal(row[name]) for name in BOUNDS)
            if row["method"] == SCALE and upper <= lower:
                reason = (
                    f"{row['upper_value']} is not above lower_value, {row['lower_value']}: make "
                    "it higher; direction says which end is best"
                )
                yield Problem(reason, row.line, "upper_value")


def _weights(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    totals: dict[str, Decimal] = {}
    for row in rows:
        totals[row["criterion_id"]] = totals.get(row["criterion_id"], Decimal()) + Decimal(
            row["weight"]
        )
    for criterion in CRITERIA:
        if criterion not in totals:
            yield Problem(f"{criterion} has no feature: add a row for it")
        elif not totals[criterion]:
            yield Problem(f"all features of {criterion} weigh 0: give one of them a weight")


TABLE = RuleTable(
    "rules_criterion_scores",
    columns=(
        Column("criterion_id", Choice(CRITERIA)),
        Column("feature_name", Reference("feature_catalog", "feature_name")),
        Column("direction", Choice(DIRECTIONS)),
        Column("method", Choice((RANK, SCALE))),
        Column("lower_value", Number(), is_required=False),
        Column("upper_value", Number(), is_required=False),
        Column("weight", WEIGHT),
        Column("reason", Text(), is_required=False),
    ),
    keys=(("criterion_id", "feature_name"),),
    rules=(_features, _bounds, _weights),
)
