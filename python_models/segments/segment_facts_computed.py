"""What sets each segment apart: the logic is klantcentraal.segmentation.facts."""


def model(dbt, session):
    """Give one row per segment of which a fact is clear."""
    dbt.config(materialized="table")
    from klantcentraal.segmentation.naming import FactSources, clearest_facts

    sources = FactSources(
        dbt.ref("segments_run"),
        dbt.ref("segments_assigned"),
        dbt.ref("segments_yardstick"),
        dbt.ref("features_accounts"),
    )
    return clearest_facts(sources)
