"""The account that stands for each segment: the logic is klantcentraal.segmentation.medoid."""


def model(dbt, session):
    """Give one row per segment with accounts that have bought."""
    dbt.config(materialized="table")
    from klantcentraal.segmentation.medoid import MedoidSources, medoids_table
    from klantcentraal.segmentation.naming import FactSources

    accounts = FactSources(
        dbt.ref("segments_run"),
        dbt.ref("segments_assigned"),
        dbt.ref("segments_yardstick"),
        dbt.ref("features_accounts"),
    )
    sources = MedoidSources(
        accounts, dbt.ref("rules_yardstick_features"), dbt.ref("sole_trader_forms")
    )
    return medoids_table(sources)
