def model(dbt, session):
    dbt.config(materialized="incremental", incremental_strategy="append", on_schema_change="fail")
    dbt.ref("accounts")
    dbt.ref("account_features")
    dbt.ref("account_needs")
    dbt.ref("account_segments")
    dbt.ref("needs")
    dbt.ref("segment_profiles")
    dbt.ref("product_quality")
    dbt.ref("keyword_performance")
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
