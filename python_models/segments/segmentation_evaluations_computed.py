"""How segmentations were chosen: the logic is klantcentraal.segmentation.kept_tables."""


def model(dbt, session):
    """Give one row per segmentation and metric."""
    dbt.config(materialized="table")
    from klantcentraal.segmentation.kept_tables import evaluations_table

    return evaluations_table(dbt.ref("segments_run"), dbt.ref("segmentation_models_computed"))
