"""rules_yardstick_features: what clusters are made of and segmentations are measured with."""

from klantcentraal.rules.kinds import Choice, Text
from klantcentraal.rules.table import Column, RuleTable

FEATURES = (
    "categories_12m_count",
    "days_late_value",
    "days_since_first_invoice",
    "days_since_last_invoice",
    "discount_share",
    "invoices_12m_count",
    "margin_12m_amount",
    "online_share",
    "revenue_trend_value",
    "satisfaction_value",
)
TRANSFORMATIONS = ("none", "log", "signed_log")

TABLE = RuleTable(
    "rules_yardstick_features",
    columns=(
        Column("feature_name", Choice(FEATURES)),
        Column("transformation", Choice(TRANSFORMATIONS)),
        Column("reason", Text(), is_required=False),
    ),
    keys=(("feature_name",),),
)
