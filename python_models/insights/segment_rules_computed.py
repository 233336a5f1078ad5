"""A readable rule for each segment: the logic is klantcentraal.segmentation.rules."""


def model(dbt, session):
    """Give one row per segment."""
    dbt.config(materialized="table")
    from klantcentraal.segmentation.explanation_tables import rules_table
    from klantcentraal.segmentation.rules import explain_segments

    return rules_table(explain_segments(dbt.ref("accounts")))
