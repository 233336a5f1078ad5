"""Segmentations kept until they no longer fit: the logic is klantcentraal.segmentation.refit."""


def model(dbt, session):
    """Give one row per segmentation fitted at this refresh; none while the one in use fits."""
    dbt.config(
        materialized="incremental",
        incremental_strategy="delete+insert",
        unique_key="fitted_date",
        on_schema_change="fail",
        full_refresh=False,
    )
    from klantcentraal.segmentation.fit_sources import AccountSources, RuleSources
    from klantcentraal.segmentation.refit import new_generation

    accounts = AccountSources(
        dbt.ref("segments_run"),
        dbt.ref("features_spine"),
        dbt.ref("segments_yardstick"),
        dbt.ref("segments_targets"),
        dbt.ref("segments_reachability"),
    )
    rules = RuleSources(
        dbt.ref("rules_yardstick_features"),
        dbt.ref("rules_rfm_segments"),
        dbt.ref("rules_satisfaction_bands"),
        dbt.ref("rules_value_tiers"),
        dbt.ref("rules_scorecard_thresholds"),
        dbt.ref("rules_service_area"),
        dbt.ref("rules_objectives"),
    )
    kept = session.table(str(dbt.this)) if dbt.is_incremental else None
    return new_generation(kept, accounts, rules)
