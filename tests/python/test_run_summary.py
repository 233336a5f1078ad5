from dataclasses import asdict
from pathlib import Path

import duckdb
import pytest

from klantcentraal.publish import Publication, PublishJob, publish
from klantcentraal.run_page import RunOutcome, run_page
from klantcentraal.run_summary import published_lines, stopped_lines
from tiny_build import tiny_build

COUNTS = (
    "entity,input_count,valid_count,quarantined_count,root_cause_count,root_cause_share,"
    "max_quarantined_share\naccounts,1250,1200,50,50,0.04,0.02\n"
)
CHECKS = (
    "check_id,severity,observed,element_count,unexpected_count,is_passed,is_errored\n"
    "a.b.unique,critical,,,,true,false\na.c.known,warning,,,,false,false\n"
)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run's folder with some extracts."""
    folder = tmp_path / "runs" / "r1"
    folder.mkdir(parents=True)
    (folder / "control_counts.csv").write_text(COUNTS)
    (folder / "control_results.csv").write_text(CHECKS)
    return folder


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    state, artifacts = tiny_build(tmp_path, accounts=1200)
    with duckdb.connect(str(state.work_database)) as connection:
        connection.execute(
            "insert into segment_profiles values ('big', 'Groot', 'Big', 1200, 0.5, 0.75), "
            "('none', 'Geen koop', 'No purchase yet', 0, 0, null)"
        )
    return publish(PublishJob(state, artifacts, "1", "hash"))


def lines(run: Path, publication: Publication, language: str) -> list[str]:
    outcome = RunOutcome(run, "published", publish_info=asdict(publication.info))
    database = publication.folder / "segments.duckdb"
    return published_lines(run_page(outcome, language), database)


def test_the_page_is_read_from_the_published_file(run: Path, publication: Publication) -> None:
    assert lines(run, publication, "en") == [
        "Published 1,200 accounts as of 2024-05-31 (source files).",
        "",
        "segment          accounts  of accounts  of revenue",
        "---------------  --------  -----------  ----------",
        "Big                 1,200        50.0%       75.0%",
        "Loyal               1,200        50.0%       25.0%",
        "No purchase yet         0         0.0%           -",
        "Total               2,400       100.0%      100.0%",
        "",
        "What came in",
        "file      rows in  accepted  corrected values  refused  doubles removed",
        "--------  -------  --------  ----------------  -------  ---------------",
        "accounts    1,250     1,200                 0       50                0",
        "",
        "- accounts: 50 of 1,250 rows were refused for a reason of their own "
        "(4.00%; allowed 2.00%).",
        "Checks: 2 run, 1 warnings, 0 failed",
        f"Explained in {run}/summary.en.md",
        f"Database: {publication.folder}/segments.duckdb",
        f"Parquet:  {publication.folder}/current/parquet",
        "",
        "What to do next:",
        "  Open the database, read only, in DuckDB or your BI tool.",
        "  See which checks failed: select * from control_results where not is_passed",
        "  Your own files: klantcentraal refresh --data FOLDER --state FOLDER",
    ]


def test_in_dutch(run: Path, publication: Publication) -> None:
    page = "\n".join(lines(run, publication, "nl"))
    assert "1.200 accounts gepubliceerd per 2024-05-31 (bron files)." in page
    assert "Geen koop" in page
    assert "Totaal" in page
    assert "Controles: 2 uitgevoerd, 1 waarschuwingen, 0 mislukt" in page


def test_a_closed_gate_in_short(run: Path) -> None:
    found = stopped_lines(run_page(RunOutcome(run, "gate_closed", "GATE CLOSED: why"), "en"))
    assert found[0].startswith("The gate closed: nothing was published.")
    assert f"Explained in {run}/summary.en.md" in found
    assert found[-5:-3] == [
        "What to do next:",
        f"  Fix the rows that {run}/control_quarantine.csv lists (file, row, column and what is "
        "wrong) at the source and deliver again.",
    ]
