"""rules_extra_predictors: attributes of accounts that predict besides the features."""

from klantcentraal.rules.criteria import CRITERIA
from klantcentraal.rules.kinds import Choice, Text
from klantcentraal.rules.table import Column, RuleTable

ATTRIBUTES = (
    "account_status",
    "credit_rating",
    "account_manager",
    "relationship_type",
    "city",
    "industry_name",
)

TABLE = RuleTable(
    "rules_extra_predictors",
    columns=(
        Column("attribute_name", Choice(ATTRIBUTES)),
        Column("criterion_id", Choice(CRITERIA)),
        Column("reason", Text()),
    ),
    keys=(("attribute_name",),),
    may_be_empty=True,
)
