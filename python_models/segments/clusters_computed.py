"""k-means clusters of the buying accounts: an adapter, the logic is klantcentraal.clustering."""


def model(dbt, session):
    """Give one row per buying account: account_key and cluster_id."""
    dbt.config(materialized="table")
    from klantcentraal import clustering

    features = clustering.read_features(dbt.ref("rules_yardstick_features"))
    return clustering.cluster_accounts(dbt.ref("segments_yardstick"), features)
