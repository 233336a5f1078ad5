"""rules_value_tiers: up to which share of revenue each tier goes."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from klantcentraal.rules.kinds import SHARE, Text
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

WITHOUT_REVENUE = "D"

_SHARE = "cumulative_share_maximum"


def _shares(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    for row in rows:
        if row["value_tier"] == WITHOUT_REVENUE:
            reason = f"{WITHOUT_REVENUE} is the tier of accounts without revenue: use another name"
            yield Problem(reason, row.line, "value_tier")
        if Decimal(row[_SHARE]) == 0:
            yield Problem("0 leaves the tier without accounts: raise it", row.line, _SHARE)
    last = max(rows, key=lambda row: Decimal(row[_SHARE]))
    if Decimal(last[_SHARE]) < 1:
        reason = f"{last[_SHARE]} is the highest share, so the rest has no tier: make it 1"
        yield Problem(reason, last.line, _SHARE)


TABLE = RuleTable(
    "rules_value_tiers",
    columns=(
        Column("value_tier", Text()),
        Column(_SHARE, SHARE),
        Column("reason", Text(), is_required=False),
    ),
    keys=(("value_tier",), (_SHARE,)),
    rules=(_shares,),
)
