"""How much there is to learn each objective from: the logic is klantcentraal.modelling."""


def model(dbt, session):
    """Give one row per objective and dataset."""
    dbt.config(materialized="table")
    from klantcentraal.modelling.target_samples import target_samples

    return target_samples(
        dbt.ref("rules_objectives"), dbt.ref("dataset_model"), dbt.ref("dataset_verification")
    )
