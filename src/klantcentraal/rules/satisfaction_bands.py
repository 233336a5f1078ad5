"""rules_satisfaction_bands: which mean satisfaction gives which level."""

from collections.abc import Iterator, Sequence

from klantcentraal.rules.bands import Bands
from klantcentraal.rules.kinds import Number, WholeNumber
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

LEVELS = range(1, 6)
BANDS = Bands("lower_value", "upper_value", step=0)

_SATISFACTION = Number(0, 10, "satisfaction goes from 0 to 10")


def _levels(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    given = {int(row["s_score"]) for row in rows}
    absent = [str(level) for level in LEVELS if level not in given]
    if absent:
        yield Problem(
            f"no band for s_score {', '.join(absent)}: add a row for each of the 5 levels"
        )
    lowest = 0
    for row in BANDS.ordered(rows):
        if int(row["s_score"]) < lowest:
            reason = f"{row['s_score']} stands above level {lowest}: levels rise with the bounds"
            yield Problem(reason, row.line, "s_score")
        lowest = max(lowest, int(row["s_score"]))


def _bands(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    return BANDS.problems(rows)


TABLE = RuleTable(
    "rules_satisfaction_bands",
    columns=(
        Column("s_score", WholeNumber(LEVELS[0], LEVELS[-1], "levels go from 1 to 5")),
        Column("lower_value", _SATISFACTION),
        Column("upper_value", _SATISFACTION, is_required=False),
    ),
    keys=(("s_score",),),
    rules=(_levels, _bands),
)
