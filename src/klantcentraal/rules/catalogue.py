"""All rule files, by name."""

from klantcentraal.rules import (
    accepted_differences,
    brand_words,
    control_thresholds,
    criteria,
    criterion_scores,
    criterion_weights,
    extra_predictors,
    group_contradictions,
    manual_corrections,
    needs,
    needs_taxonomy,
    objectives,
    reconciliation_tolerances,
    rfm_segments,
    satisfaction_bands,
    scorecard_thresholds,
    segment_approvals,
    segment_facts,
    segment_names,
    service_area,
    size_classes,
    value_tiers,
    yardstick_features,
)
from klantcentraal.rules.table import RuleTable

TABLES: dict[str, RuleTable] = {
    module.TABLE.name: module.TABLE
    for module in (
        accepted_differences,
        brand_words,
        control_thresholds,
        criteria,
        criterion_scores,
        criterion_weights,
        group_contradictions,
        extra_predictors,
        manual_corrections,
        needs,
        needs_taxonomy,
        objectives,
        reconciliation_tolerances,
        rfm_segments,
        satisfaction_bands,
        scorecard_thresholds,
        segment_approvals,
        segment_facts,
        segment_names,
        service_area,
        size_classes,
        value_tiers,
        yardstick_features,
    )
}
