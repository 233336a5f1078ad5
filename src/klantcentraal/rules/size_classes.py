"""rules_size_classes: from how many to how many employees each class goes."""

from collections.abc import Iterator, Sequence

from klantcentraal.rules.bands import Bands
from klantcentraal.rules.kinds import Text, WholeNumber
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

BANDS = Bands("minimum_employees", "maximum_employees", step=1)

_EMPLOYEES = WholeNumber(0, hint="a number of employees is 0 or more")


def _bands(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    return BANDS.problems(rows)


TABLE = RuleTable(
    "rules_size_classes",
    columns=(
        Column("size_class", Text()),
        Column("minimum_employees", _EMPLOYEES),
        Column("maximum_employees", _EMPLOYEES, is_required=False),
    ),
    keys=(("size_class",),),
    rules=(_bands,),
)
