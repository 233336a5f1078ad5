"""The segment that each refresh gives: the logic is klantcentraal.segmentation.segment_labels."""


def model(dbt, session):
    """Give one row per account that has bought and date that this refresh takes; none for RFM."""
    dbt.config(
        materialized="incremental",
        incremental_strategy="delete+insert",
        unique_key="as_of_date",
        on_schema_change="fail",
        full_refresh=False,
    )
    from klantcentraal.segmentation.segment_labels import LabelSources, kept_labels

    sources = LabelSources(
        dbt.ref("segments_run"),
        dbt.ref("segmentation_models_computed"),
        dbt.ref("features_spine"),
        dbt.ref("segments_yardstick"),
    )
    return kept_labels(sources, session.table(str(dbt.this)) if dbt.is_incremental else None)
