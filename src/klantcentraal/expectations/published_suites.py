"""The suites of gate 2, over every table that will be public and over what they say together.

Uniqueness of account_features, group_features and account_segment_history is not measured here:
theirs are the costly keys, the tables have them as a constraint, and a data test and the copy to
the published file hold them too.
"""

from collections.abc import Iterable

from klantcentraal.expectations.checks import between, filled, in_set, unique
from klantcentraal.expectations.suites import Check, Suite
from klantcentraal.rules.criteria import CRITERIA

RFM_SCORES = ("r_score", "f_score", "m_score", "s_score")

# Rows of release_totals and release_agreements. They are named here too, so that one that is
# missing there fails its check.
TOTALS = (
    "accounts.account_id",
    "accounts.lifetime_revenue_amount",
    "account_segments.account_id",
    "account_features.account_id",
    "account_motives.account_id",
    "segment_profiles.account_count",
    "segment_profiles.revenue_12m_amount",
    "rfm_cells.account_count",
    "rfm_cells.revenue_12m_amount",
    "rfm_cut_points.account_count",
)
AGREEMENTS = (
    "account_segments.segment_id",
    "account_segments.rfm_segment_id",
    "accounts.segment_id",
    "accounts.group_id",
    "accounts.value_tier",
    "account_features.feature_name",
)

# Of each relation: the column that names its rows and the one that must be 0.
ROW_FIGURES = {
    "release_totals": ("total_id", "difference_value"),
    "release_agreements": ("agreement_id", "broken_count"),
}


class PublishedSuite(Suite):
    """A suite of gate 2: its checks have names of their own beside those of gate 1."""

    def check_id(self, check: Check) -> str:
        """Name a check for good: published, then table, column and rule."""
        return f"published.{super().check_id(check)}"


def published_suites() -> tuple[Suite, ...]:
    """Build the suites of gate 2.

    Returns:
        The suites; no two of their checks have one id.
    """
    return (
        *_table_suites(),
        *_zero_suites("release_totals", "adds_up", TOTALS),
        *_zero_suites("release_agreements", "agrees", AGREEMENTS),
    )


def _table_suites() -> tuple[Suite, ...]:
    return (
        _of(
            "accounts",
            unique("account_id"),
            filled("account_id"),
            filled("segment_id"),
            filled("value_tier"),
            between("days_since_last_invoice", 0, None),
            between("invoices_12m_count", 0, None),
            between("categories_12m_count", 0, None),
            between("days_late_value", 0, None),
            between("satisfaction_value", 0, 10),
            between("s_score", 0, 5),
            between("account_score", 0, 100),
            *_shares("late_invoice_share", "wallet_share", "online_share", "discount_share"),
            *_shares("churn_probability"),
        ),
        _of(
            "account_features",
            filled("account_id"),
            filled("criterion_id"),
            filled("feature_name"),
            in_set("direction", "higher", "lower", "neutral"),
            between("criterion_score", 0, 100),
            *_shares("weight_share"),
        ),
        PublishedSuite(
            "account_features",
            "account_features",
            "not is_available",
            (filled("unavailable_reason"),),
        ),
        _of(
            "account_motives",
            unique("account_id"),
            filled("account_id"),
            filled("reason_nl"),
            filled("reason_en"),
            in_set("buying_motive", "quality", "price", "brand"),
            in_set("stated_motive", "quality", "price", "brand"),
            *(between(f"{motive}_score", 0, 100) for motive in ("quality", "price", "brand")),
            *_shares("discount_share", "premium_tier_share", "top_brand_share"),
        ),
        _of(
            "account_criteria",
            unique("account_id", "criterion_id"),
            filled("account_id"),
            filled("criterion_id"),
            filled("reason_nl"),
            filled("reason_en"),
            between("criterion_score", 0, 100),
            between("contribution_value", 0, 100),
            *_shares("weight_share"),
        ),
        _of(
            "group_features",
            filled("group_id"),
            filled("criterion_id"),
            filled("feature_name"),
            between("account_count", 1, None),
            between("criterion_score", 0, 100),
        ),
        _of(
            "group_contradictions",
            unique("group_id", "criterion_id"),
            filled("lowest_account_id"),
            filled("highest_account_id"),
            between("group_account_count", 2, None),
            *(between(score, 0, 100) for score in ("group_score", "lowest_score", "highest_score")),
        ),
        _of(
            "account_segments",
            unique("account_id"),
            filled("account_id"),
            filled("segment_id"),
            filled("value_tier"),
            *(between(score, 0, 5) for score in RFM_SCORES),
            *_shares("churn_probability", "repurchase_probability"),
        ),
        _of(
            "account_segment_history",
            filled("account_id"),
            filled("as_of_date"),
            filled("segment_id"),
            filled("is_backfilled"),
        ),
        _of(
            "segment_migrations",
            unique("from_date", "to_date", "from_segment_id", "to_segment_id"),
            filled("from_date"),
            filled("to_date"),
            between("account_count", 1, None),
        ),
        # the rows of a segment add up to its opening base, in accounts and revenue
        PublishedSuite(
            "segment_migrations",
            "release_opening_bases",
            "true",
            (
                between("account_difference_count", 0, 0),
                between("revenue_difference_amount", 0, 0),
            ),
        ),
        _of(
            "segment_scorecards",
            unique("segmentation_id", "segment_id", "test_id"),
            filled("metric_name"),
            in_set(
                "test_id",
                "homogeneous",
                "heterogeneous",
                "substantial",
                "identifiable",
                "reachable",
            ),
        ),
        _of(
            "segmentations",
            unique("segmentation_id"),
            filled("choice_nl"),
            filled("choice_en"),
            between("segment_count", 0, None),
        ),
        _of(
            "segment_rules",
            unique("segment_id"),
            filled("rule_sql"),
            *_shares("coverage_share", "fidelity_share"),
        ),
        _of(
            "segment_events",
            unique("segment_id", "event_date", "event"),
            in_set("event", "birth", "split", "merge", "retire", "rename"),
            between("account_count", 0, None),
        ),
        _of(
            "model_evaluations",
            unique("target", "method_id", "dataset_role", "segment_id", "metric"),
            between("row_count", 0, None),
        ),
        _of(
            "segment_profiles",
            unique("segment_id"),
            filled("segment_id"),
            between("account_count", 1, None),
            *_shares("account_share", "need_share"),
            # a segment can have been credited more than it bought
            between("revenue_share", 0, 1, "warning"),
        ),
        _of(
            "needs",
            unique("need_id"),
            filled("need_id"),
            in_set("kind", "need", "topic"),
        ),
        _of(
            "account_needs",
            unique("account_id", "need_id"),
            filled("account_id"),
            filled("need_id"),
            between("statement_count", 1, None),
        ),
        # small cells: fewer accounts might be recognised by the words that they share
        PublishedSuite("needs", "needs", "kind = 'topic'", (between("account_count", 10, None),)),
        _of(
            "product_quality",
            unique("product_id"),
            filled("product_id"),
            between("complaints_12m_count", 0, None),
            between("complaints_per_100_invoices_value_low", 0, None),
            between("complaint_index", 0, None),
            between("invoices_12m_count", 0, None),
        ),
        _of(
            "keyword_performance",
            unique("keyword"),
            filled("keyword"),
            in_set("keyword_class", "brand", "product", "other"),
            between("position_value", 0, None),
            *_shares("click_share"),
        ),
        PublishedSuite(
            "keyword_performance",
            "keyword_performance",
            "account_count > 0",
            # fewer than three accounts can be told apart
            (between("account_count", 3, None),),
        ),
        _of(
            "criteria_matrix",
            unique("criterion_id"),
            in_set("criterion_id", *CRITERIA),
            unique("start_rank"),
            between("start_rank", 1, len(CRITERIA)),
            in_set("quadrant", "start_here", "unlock", "use_along", "later"),
            between("effort_score", 0, 100),
            between("ease_score", 0, 100),
            filled("impact_value"),
            *_shares("fill_share", "match_share", "weight_share", "suggested_weight_share"),
            *_shares("top_decile_overlap_share"),
        ),
        _of(
            "data_maturity",
            unique("level_number"),
            between("level_number", 1, 4),
            filled("reason_nl"),
            filled("reason_en"),
        ),
        _of(
            "objective_readiness",
            unique("objective_id"),
            filled("objective_id"),
            filled("is_ready"),
        ),
        PublishedSuite(
            "objective_readiness",
            "objective_readiness",
            "not is_ready",
            (filled("missing_nl"), filled("missing_en")),
        ),
        _of(
            "rfm_cells",
            unique(*RFM_SCORES),
            filled("rfm_segment_id"),
            *(between(score, 0, 5) for score in RFM_SCORES),
            between("account_count", 0, None),
        ),
        _of(
            "rfm_cut_points",
            unique("dimension", "level_score"),
            in_set("dimension", "r", "f", "m", "s"),
            between("level_score", 0, 5),
            between("account_count", 0, None),
        ),
        _of(
            "control_corrections",
            unique("correction_id"),
            filled("correction_id"),
            filled("entity"),
            filled("rule_id"),
            filled("is_applied"),
        ),
        _of(
            "control_reconciliation",
            unique("comparison_id"),
            filled("comparison_id"),
            filled("comparison"),
            filled("is_within_tolerance"),
        ),
        _of(
            "control_account_matches",
            filled("entity"),
            filled("match_route"),
            unique("entity", "match_route"),
            *_shares("row_share"),
        ),
        _of(
            "control_quarantine",
            unique("quarantine_id"),
            filled("quarantine_id"),
            filled("entity"),
            filled("rule_ids"),
            filled("message"),
        ),
    )


def _of(table: str, *checks: Check) -> Suite:
    return PublishedSuite(table, table, "true", checks)


def _shares(*columns: str) -> Iterable[Check]:
    return (between(column, 0, 1) for column in columns)


def _zero_suites(relation: str, rule: str, names: Iterable[str]) -> Iterable[Suite]:
    """One suite a row: a row that is missing has no highest value, which is a failure."""
    key, figure = ROW_FIGURES[relation]
    for name in names:
        table, column = name.split(".")
        zero = {"column": figure, "min_value": 0, "max_value": 0}
        check = Check(rule, column, "ExpectColumnMaxToBeBetween", zero)
        yield PublishedSuite(table, relation, f"{key} = '{name}'", (check,))
