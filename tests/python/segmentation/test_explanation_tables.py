import datetime as dt
from pathlib import Path

import duckdb

from klantcentraal.segmentation.approvals import Approval, Subject
from klantcentraal.segmentation.explanation_tables import (
    approvals_table,
    names_table,
    read_approvals,
    read_name_sources,
    read_rule_settings,
    rules_table,
)
from klantcentraal.segmentation.names import name_segments
from klantcentraal.segmentation.rules import RuleSettings, SegmentRule

SEEDS = Path(__file__).parents[3] / "seeds" / "rules"
JUNE, JULY = dt.date(2026, 6, 30), dt.date(2026, 7, 31)


def seed(name: str) -> duckdb.DuckDBPyRelation:
    return duckdb.connect().read_csv(str(SEEDS / f"{name}.csv"), all_varchar=True)


def test_names_come_from_the_seeds_and_go_through_the_kept_table() -> None:
    connection = duckdb.connect()
    kept = connection.from_arrow(names_table(()))
    sources = read_name_sources(kept, seed("rules_segment_names"), seed("rules_segment_facts"))
    names = name_segments(sources, {"key_accounts": (), "s001": ()}, JUNE)
    assert [name.name_en for name in names] == ["Key accounts", "Other accounts"]
    kept = connection.from_arrow(names_table(names))
    again = read_name_sources(kept, seed("rules_segment_names"), seed("rules_segment_facts"))
    assert again.history == names
    assert name_segments(again, {"key_accounts": (), "s001": ()}, JULY) == names


def test_approvals_are_read() -> None:
    rows = duckdb.sql(
        "select 's001' as segment_id, '0123456789ab' as fingerprint, 'sales' as approved_by, "
        "date '2026-07-01' as approved_on, cast(null as varchar) as note"
    )
    assert read_approvals(rows) == (
        Approval("s001", "0123456789ab", "sales", dt.date(2026, 7, 1), ""),
    )


def test_rules_are_held_to_the_shipped_threshold_and_name_the_own_currency() -> None:
    day = "date '2026-06-30'"
    run = duckdb.sql(
        f"select {day} as as_of_date, {day} as model_date, {day} as verification_date, "
        "'loyalty' as objective_id, false as has_refit_asked, 'GBP' as own_currency_code"
    )
    settings = read_rule_settings(run, seed("rules_scorecard_thresholds"))
    assert settings == RuleSettings(currency="GBP", least_fidelity=0.85, least_share=0.70)
    nameless = run.project("* replace (null as own_currency_code)")
    assert read_rule_settings(nameless, seed("rules_scorecard_thresholds")).currency == ""


def test_each_segment_is_approved_as_it_is_or_says_what_to_write() -> None:
    segments = duckdb.sql(
        "select * from (values ('s001', 'Groot', 'Large'), "
        "('s001', 'Groot', 'Large'), ('never_bought', 'Nooit', 'Never')) "
        "as segments (segment_id, segment_name_nl, segment_name_en)"
    )
    in_use = duckdb.sql("select 'kmeans_2' as segmentation_id, '2026-06-30 a1' as definition_text")
    subject = Subject("kmeans_2", "s001", "2026-06-30 a1", "Groot", "Large")
    approvals = duckdb.sql(
        f"select 's001' as segment_id, '{subject.fingerprint}' as fingerprint, "
        "'head of sales' as approved_by, date '2026-07-01' as approved_on, '' as note"
    )
    never, large = approvals_table(segments, in_use, approvals).to_pylist()
    assert (never["segment_id"], never["is_approved"]) == ("never_bought", False)
    assert f"never_bought,{never['segment_fingerprint']}," in never["approval_nl"]
    refitted = in_use.project("'ward_3' as segmentation_id, '2026-07-31 a1' as definition_text")
    assert [
        row["is_approved"] for row in approvals_table(segments, refitted, approvals).to_pylist()
    ] == [False, False]
    assert approvals_table(segments, refitted, approvals).to_pylist()[0] == never
    assert large == {
        "segment_id": "s001",
        "segment_fingerprint": subject.fingerprint,
        "is_approved": True,
        "approval_nl": "Goedgekeurd door head of sales op 1 juli 2026.",
        "approval_en": "Approved by head of sales on 1 July 2026.",
    }


def test_rules_are_rows_also_without_hits() -> None:
    rule = SegmentRule("s001", "Tendens", "Tendency", "false", 0.0, None, 0.5, is_tendency=True)
    assert rules_table([rule]).to_pylist()[0]["precision_share"] is None
    assert rules_table([]).num_rows == 0
