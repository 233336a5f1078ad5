"""A readable rule for each segment: the logic is klantcentraal.segmentation.rules."""


def model(dbt, session):
    """Give one row per segment."""
    dbt.config(materialized="table")
    from klantcentraal.segmentation.explanation_tables import read_rule_settings, rules_table
    from klantcentraal.segmentation.rules import explain_segments

    settings = read_rule_settings(dbt.ref("segments_run"), dbt.ref("rules_scorecard_thresholds"))
    return rules_table(explain_segments(dbt.ref("accounts"), settings))
