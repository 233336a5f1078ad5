"""k-means clusters of the buying accounts: an adapter, the logic is klantcentraal.clustering."""


def model(dbt, session):
    """Give one row per buying account: account_key and cluster_id."""
    dbt.config(materialized="table")
    from klantcentraal import clustering

    features = clustering.read_features(dbt.ref("rules_yardstick_features"))
    scoring = dbt.ref("features_spine").filter("role = 'scoring'")
    yardstick = dbt.ref("segments_yardstick").join(scoring, "as_of_date")
    return clustering.cluster_accounts(yardstick, features)
