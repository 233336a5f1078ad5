def model(dbt, session):
    dbt.config(materialized="incremental", incremental_strategy="append", on_schema_change="fail")
    dbt.ref("accounts")
    dbt.ref("account_features")
    dbt.ref("account_criteria")
    dbt.ref("group_features")
    dbt.ref("group_contradictions")
    dbt.ref("account_segments")
    dbt.ref("segment_profiles")
    dbt.ref("rfm_cells")
    dbt.ref("rfm_cut_points")
    dbt.ref("control_corrections")
    dbt.ref("control_quarantine")
    dbt.ref("control_reconciliation")
    dbt.ref("control_account_matches")
    dbt.ref("release_totals")
    dbt.ref("release_agreements")

    from klantcentraal.expectations.results import check_published

    return check_published(session, dbt.this.database, dbt.this.schema)
