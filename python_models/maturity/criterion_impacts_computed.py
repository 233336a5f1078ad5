"""What each criterion adds: an adapter, the logic is klantcentraal.modelling.criterion_impacts."""


def model(dbt, session):
    """Give one row per criterion."""
    dbt.config(materialized="table")
    from klantcentraal.modelling.criterion_impacts import LearningData, criterion_impacts

    data = LearningData(
        dbt.ref("dataset_model"), dbt.ref("dataset_verification"), dbt.ref("feature_catalog")
    )
    return criterion_impacts(
        data, dbt.ref("maturity_criterion_ease"), dbt.ref("maturity_objective")
    )
