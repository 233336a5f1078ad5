"""What happened to segments: the logic is klantcentraal.segmentation.kept_tables."""


def model(dbt, session):
    """Give one row per segment, date and event."""
    dbt.config(materialized="table")
    from klantcentraal.segmentation.kept_tables import events_table

    return events_table(
        dbt.ref("segments_run"),
        dbt.ref("segmentation_models_computed"),
        dbt.ref("segment_names_computed"),
        dbt.ref("segments_history"),
    )
