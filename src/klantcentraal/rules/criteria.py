"""rules_criteria: names, effort and assumed impact of the 13 criteria."""

from collections.abc import Iterator, Sequence

from klantcentraal.rules.kinds import Choice, Number, Text, WholeNumber
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

CRITERIA = (
    "firmographics",
    "potential",
    "cross_sales",
    "customer_value",
    "consumption",
    "lifetime",
    "finances",
    "ambassadorship",
    "media_power",
    "engagement",
    "satisfaction",
    "pains",
    "keywords",
)

_EFFORT = WholeNumber(0, 100, "effort goes from 0 (lies ready) to 100 (hardest)")
_IMPACT = Number(0, 100, "impact is a number of percentage points from 0 to 100")


def _complete(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    given = {row["criterion_id"] for row in rows}
    for criterion in CRITERIA:
        if criterion not in given:
            yield Problem(f"{criterion} is absent: add a row for it")


TABLE = RuleTable(
    "rules_criteria",
    columns=(
        Column("criterion_id", Choice(CRITERIA)),
        Column("criterion_name_nl", Text()),
        Column("criterion_name_en", Text()),
        Column("effort_score", _EFFORT),
        Column("assumed_impact_value", _IMPACT),
        Column("note", Text(), is_required=False),
    ),
    keys=(("criterion_id",), ("criterion_name_nl",), ("criterion_name_en",)),
    rules=(_complete,),
)
