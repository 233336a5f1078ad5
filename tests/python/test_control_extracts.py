from dataclasses import replace
from pathlib import Path

import duckdb

from klantcentraal.control_extracts import write_control_extracts
from klantcentraal.dbt_runs import Artifacts
from tiny_build import RUN_ID, manifest, run_results, tiny_build


def test_what_this_run_built_is_kept(tmp_path: Path) -> None:
    state, artifacts = tiny_build(tmp_path)
    written = write_control_extracts(tmp_path, state.work_database, artifacts)
    assert written == ["control_results.csv", "control_quarantine.csv", "segment_profiles.csv"]
    assert (tmp_path / "control_quarantine.csv").read_text() == "quarantine_id,bad_text\nq1,'=1+1\n"


def test_what_a_run_before_built_is_left_alone(tmp_path: Path) -> None:
    state, artifacts = tiny_build(tmp_path)
    closed = replace(artifacts, run_results=run_results(RUN_ID, control_results=("skipped", None)))
    assert write_control_extracts(tmp_path, state.work_database, closed) == [
        "control_quarantine.csv",
        "segment_profiles.csv",
    ]


def test_results_of_the_first_gate_when_it_closed(tmp_path: Path) -> None:
    state, artifacts = tiny_build(tmp_path)
    with duckdb.connect(str(state.work_database)) as connection:
        connection.execute(
            "create table control_results_computed as "
            "select * from (values (?, 'c1'), ('a run before', 'c2')) as v(run_id, check_id)",
            [RUN_ID],
        )
    results = run_results(RUN_ID, control_results=("skipped", None))
    results["results"].append(
        {"unique_id": "model.klantcentraal.control_results_computed", "status": "success"}
    )
    closed = replace(artifacts, run_results=results)
    write_control_extracts(tmp_path, state.work_database, closed)
    assert (tmp_path / "control_results.csv").read_text() == f"run_id,check_id\n{RUN_ID},c1\n"


def test_no_work_database_no_extracts(tmp_path: Path) -> None:
    artifacts = Artifacts(manifest(RUN_ID), run_results(RUN_ID))
    assert write_control_extracts(tmp_path, tmp_path / "work.duckdb", artifacts) == []
