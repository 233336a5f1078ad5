from pathlib import Path

import duckdb
import pytest

from klantcentraal.publish import PublishJob, publish
from klantcentraal.run_summary import summary_page
from tiny_build import tiny_build


@pytest.fixture
def published(tmp_path: Path) -> Path:
    state, artifacts = tiny_build(tmp_path, accounts=1200)
    with duckdb.connect(str(state.work_database)) as connection:
        connection.execute(
            "insert into segment_profiles values ('big', 'Groot', 'Big', 1200, 0.5, 0.75), "
            "('none', 'Geen koop', 'No purchase yet', 0, 0, null)"
        )
    publish(PublishJob(state, artifacts, "1", "hash"))
    return state.published_database


def test_the_page_is_read_from_the_published_file(published: Path) -> None:
    assert summary_page(published, "en").splitlines() == [
        "Published 1,200 accounts as of 2024-05-31 (source files)",
        "",
        "segment          accounts  of accounts  of revenue",
        "---------------  --------  -----------  ----------",
        "Big                 1,200        50.0%       75.0%",
        "Loyal               1,200        50.0%       25.0%",
        "No purchase yet         0         0.0%           -",
        "Total               2,400       100.0%      100.0%",
        "",
        "Checks: 2 run, 1 failed; values corrected: 0; rows quarantined: 1",
        f"Database: {published}",
        f"Parquet:  {published.parent}/current/parquet",
        "",
        "Next:",
        "  Open the database, read only, in DuckDB or your BI tool.",
        "  See why rows were refused: select * from control_quarantine",
        "  See which checks failed: select * from control_results where not is_passed",
        "  Your own files: klantcentraal refresh --data FOLDER --state FOLDER",
    ]


def test_names_in_dutch(published: Path) -> None:
    page = summary_page(published, "nl")
    assert "Geen koop" in page
    assert "Totaal" in page
