"""The k-means cluster of each account: the logic is klantcentraal.segmentation.clusters."""


def model(dbt, session):
    """Give one row per account that has bought; none where k-means found no structure."""
    dbt.config(materialized="table")
    from klantcentraal.segmentation.clusters import clusters

    return clusters(
        dbt.ref("segments_run"),
        dbt.ref("segmentation_models_computed"),
        dbt.ref("segments_yardstick"),
    )
