"""rules_needs: problems that products solve, and motives to buy."""

from collections.abc import Iterator, Sequence

from klantcentraal.rules.kinds import Choice, Name, Text
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

NEED, MOTIVE = "need", "motive"
# Topics that are found in texts are published beside the needs, as topic_1, topic_2 and so on.
TOPIC_PREFIX = "topic_"


def _categories(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    for row in rows:
        if row["kind"] == NEED and not row["product_category"]:
            reason = "is empty: fill in the category that answers the need"
            yield Problem(reason, row.line, "product_category")
        if row["kind"] == MOTIVE and row["product_category"]:
            reason = "a motive is no matter of one category: empty it"
            yield Problem(reason, row.line, "product_category")


def _ids(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    for row in rows:
        if row["need_id"].startswith(TOPIC_PREFIX):
            reason = f"{TOPIC_PREFIX} begins the ids of topics found in texts: use another id"
            yield Problem(reason, row.line, "need_id")


TABLE = RuleTable(
    "rules_needs",
    columns=(
        Column("need_id", Name()),
        Column("need_name_nl", Text()),
        Column("need_name_en", Text()),
        Column("product_category", Text(), is_required=False),
        Column("kind", Choice((NEED, MOTIVE))),
        Column("proposition_nl", Text()),
        Column("proposition_en", Text()),
    ),
    keys=(("need_id",), ("need_name_nl",), ("need_name_en",)),
    rules=(_ids, _categories),
)
