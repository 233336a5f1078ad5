"""Which segments a person approved: the logic is klantcentraal.segmentation.approvals."""


def model(dbt, session):
    """Give one row per segment."""
    dbt.config(materialized="table")
    from klantcentraal.segmentation.explanation_tables import approvals_table

    return approvals_table(
        dbt.ref("account_segments"), dbt.ref("segments_in_use"), dbt.ref("rules_segment_approvals")
    )
