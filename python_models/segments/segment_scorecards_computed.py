"""The tests of the segments in use: the logic is klantcentraal.segmentation.kept_tables."""


def model(dbt, session):
    """Give one row per segment and test."""
    dbt.config(materialized="table")
    from klantcentraal.segmentation.kept_tables import scorecards_table

    return scorecards_table(dbt.ref("segments_run"), dbt.ref("segmentation_models_computed"))
