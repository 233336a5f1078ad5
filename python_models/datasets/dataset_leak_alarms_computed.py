"""What each predictor alone knows of each target: an adapter, see modelling.leak_alarm."""


def model(dbt, session):
    """Give one row per dataset, target, predictor and part of it."""
    dbt.config(materialized="table")
    from klantcentraal.modelling import leak_alarm

    datasets = {
        "model": dbt.ref("dataset_model"),
        "verification": dbt.ref("dataset_verification"),
    }
    catalog, extra = dbt.ref("feature_catalog"), dbt.ref("dataset_extra_predictors")
    return leak_alarm.check_datasets(datasets, catalog, extra)
