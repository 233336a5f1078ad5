import datetime as dt
from pathlib import Path

import duckdb

from klantcentraal.segmentation.approvals import Approval
from klantcentraal.segmentation.explanation_tables import (
    names_table,
    read_approvals,
    read_name_sources,
    read_needs,
    rules_table,
)
from klantcentraal.segmentation.names import name_segments
from klantcentraal.segmentation.rules import SegmentRule

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


def test_needs_are_read_without_motives() -> None:
    needs = {need.need_id for need in read_needs(seed("rules_needs"))}
    assert "hygiene" in needs
    assert "price" not in needs


def test_approvals_are_read() -> None:
    rows = duckdb.sql(
        "select 's001' as segment_id, '0123456789ab' as fingerprint, 'sales' as approved_by, "
        "date '2026-07-01' as approved_on, cast(null as varchar) as note"
    )
    assert read_approvals(rows) == (
        Approval("s001", "0123456789ab", "sales", dt.date(2026, 7, 1), ""),
    )


def test_rules_are_rows_also_without_hits() -> None:
    rule = SegmentRule("s001", "Tendens", "Tendency", "false", 0.0, None, 0.5, is_tendency=True)
    assert rules_table([rule]).to_pylist()[0]["precision_share"] is None
    assert rules_table([]).num_rows == 0
