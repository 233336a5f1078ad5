"""rules_segment_approvals: segments that a person approved, as they were at that moment."""

import re
from collections.abc import Iterator, Sequence

from klantcentraal.rules.kinds import Date, Name, Text, quoted
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable

FINGERPRINT_LENGTH = 12
_FINGERPRINT = re.compile(f"[0-9a-f]{{{FINGERPRINT_LENGTH}}}")


def _fingerprints(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    for row in rows:
        if not _FINGERPRINT.fullmatch(row["fingerprint"]):
            reason = (
                f"{quoted(row['fingerprint'])} is no fingerprint: copy the {FINGERPRINT_LENGTH} "
                "characters that the segment shows"
            )
            yield Problem(reason, row.line, "fingerprint")


TABLE = RuleTable(
    "rules_segment_approvals",
    columns=(
        Column("segment_id", Name()),
        Column("fingerprint", Text()),
        Column("approved_by", Text()),
        Column("approved_on", Date()),
        Column("note", Text(), is_required=False),
    ),
    keys=(("segment_id", "fingerprint"),),
    rules=(_fingerprints,),
    may_be_empty=True,
)
