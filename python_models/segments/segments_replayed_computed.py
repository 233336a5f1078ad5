"""Segments in the months before: the logic is klantcentraal.segmentation.segment_labels."""


def model(dbt, session):
    """Give one row per account that had bought and history date; none for RFM."""
    dbt.config(materialized="table")
    from klantcentraal.segmentation.segment_labels import LabelSources, replayed_labels

    sources = LabelSources(
        dbt.ref("segments_run"),
        dbt.ref("segmentation_models_computed"),
        dbt.ref("features_spine"),
        dbt.ref("segments_yardstick"),
    )
    return replayed_labels(sources)
