"""What accounts share with their segment: the logic is klantcentraal.segmentation.reasons."""


def model(dbt, session):
    """Give one row per account that has bought; none while RFM is in use."""
    dbt.config(materialized="table")
    from klantcentraal.segmentation.naming import FactSources
    from klantcentraal.segmentation.reasons import shared_facts

    sources = FactSources(
        dbt.ref("segments_run"),
        dbt.ref("segments_assigned"),
        dbt.ref("segments_yardstick"),
        dbt.ref("features_accounts"),
    )
    return shared_facts(sources, dbt.ref("segments_in_use"))
