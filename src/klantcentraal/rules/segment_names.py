"""rules_segment_names: name and action of each segment, in two languages."""

from klantcentraal.rules.kinds import Name, Text
from klantcentraal.rules.table import Column, RuleTable

TABLE = RuleTable(
    "rules_segment_names",
    columns=(
        Column("segment_id", Name()),
        Column("segment_name_nl", Text()),
        Column("segment_name_en", Text()),
        Column("action_nl", Text()),
        Column("action_en", Text()),
    ),
    keys=(("segment_id",), ("segment_name_nl",), ("segment_name_en",)),
)
