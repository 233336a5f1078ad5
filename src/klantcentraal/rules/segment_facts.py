"""rules_segment_facts: names for new segments, by the facts that must be high or low in them."""

from collections.abc import Iterator, Sequence

from klantcentraal.rules.kinds import Name, Text, Words
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable
from klantcentraal.rules.yardstick_features import FEATURES

# Facts of accounts that the yardstick may hold or accounts publishes.
FACTS = tuple(
    sorted(
        {
            *FEATURES,
            "annual_turnover_amount",
            "discount_share",
            "employees",
            "late_invoice_share",
            "online_share",
            "overdue_amount",
            "revenue_12m_amount",
            "wallet_share",
        }
    )
)


def _facts(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    first_lines: dict[tuple[frozenset[str], frozenset[str]], int] = {}
    for row in rows:
        high, low = frozenset(row["high_facts"].split()), frozenset(row["low_facts"].split())
        if high & low:
            reason = f"{min(high & low)} stands in high_facts too: keep one of the two"
            yield Problem(reason, row.line, "low_facts")
        elif first_lines.setdefault((high, low), row.line) != row.line:
            first = first_lines[high, low]
            reason = f"has the facts of line {first}: one segment cannot have two names"
            yield Problem(reason, row.line)
    if (frozenset(), frozenset()) not in first_lines:
        yield Problem("no row without facts: add one, the name where no other fits")


TABLE = RuleTable(
    "rules_segment_facts",
    columns=(
        Column("name_id", Name()),
        Column("high_facts", Words(FACTS), is_required=False),
        Column("low_facts", Words(FACTS), is_required=False),
        Column("segment_name_nl", Text()),
        Column("segment_name_en", Text()),
        Column("action_nl", Text()),
        Column("action_en", Text()),
    ),
    keys=(("name_id",), ("segment_name_nl",), ("segment_name_en",)),
    rules=(_facts,),
)
