"""How much weights matter: an adapter, the logic is klantcentraal.modelling.weight_overlaps."""


def model(dbt, session):
    """Give one row per criterion."""
    dbt.config(materialized="table")
    from klantcentraal.modelling.weight_overlaps import weight_overlaps

    return weight_overlaps(
        dbt.ref("maturity_criterion_scores"), dbt.ref("maturity_criterion_weights")
    )
