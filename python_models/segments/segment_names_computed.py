"""Names of segments, kept for as long as they live: the logic is klantcentraal.segmentation."""


def model(dbt, session):
    """Give one row per segment of this refresh, with its name and since when it has it."""
    dbt.config(
        materialized="incremental",
        incremental_strategy="delete+insert",
        unique_key=["segment_id", "since_date"],
        on_schema_change="fail",
        full_refresh=False,
    )
    from klantcentraal.segmentation.naming import FactSources, NamingSources, segment_names

    accounts = FactSources(
        dbt.ref("segments_run"),
        dbt.ref("segments_assigned"),
        dbt.ref("segments_yardstick"),
        dbt.ref("features_accounts"),
    )
    sources = NamingSources(
        accounts, dbt.ref("rules_segment_names"), dbt.ref("rules_segment_facts")
    )
    return segment_names(sources, session.table(str(dbt.this)) if dbt.is_incremental else None)
