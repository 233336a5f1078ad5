import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from klantcentraal import dbt_runs
from klantcentraal.dbt_runs import (
    Artifacts,
    BuildJob,
    Event,
    check_complete,
    read_artifacts,
    read_nodes,
    run_build,
    shortened,
)
from klantcentraal.errors import UsageError
from tiny_build import RUN_ID, manifest, run_results, write_target

# Stands for dbt: tells what it was given, logs as dbt does and leaves what FAKE_DBT names.
FAKE_DBT = """
import json, os, pathlib, shutil, sys, time
arguments = dict(zip(sys.argv[2::2], sys.argv[3::2]))
told = {"arguments": sys.argv[1:], "cwd": os.getcwd(), "environment": dict(os.environ)}
target = pathlib.Path(arguments["--target-path"])
(target / "told.json").write_text(json.dumps(told))
print(json.dumps({"info": {"name": "FoundStats", "level": "info", "msg": "Found", "ts": "t"}}))
print("a library says hello", flush=True)
print('"text"')
print(json.dumps({"info": {"name": "X", "level": "error", "msg": "it broke"}}), file=sys.stderr)
if os.environ.get("FAKE_DBT") == "hang":
    print(json.dumps({"info": {"name": "Hanging"}}), flush=True)
    time.sleep(60)
if os.environ.get("FAKE_DBT"):
    shutil.copytree(os.environ["FAKE_DBT"], target, dirs_exist_ok=True)
sys.exit(int(os.environ.get("FAKE_DBT_CODE", 1)))
"""


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BuildJob:
    monkeypatch.setattr(dbt_runs, "DBT_COMMAND", (sys.executable, "-c", FAKE_DBT))
    for name in ("project", "target", "logs"):
        (tmp_path / name).mkdir()
    return BuildJob(tmp_path / "project", tmp_path / "target", tmp_path / "logs", {})


def test_events_and_errors_are_followed_and_all_lines_logged(job: BuildJob) -> None:
    events: list[Event] = []
    found = run_build(job, events.append)
    assert [event["info"]["name"] for event in events] == ["FoundStats", "X"]
    assert (found.return_code, found.artifacts, found.errors) == (1, None, ("it broke",))
    log = (job.logs / "dbt_output.log").read_text().splitlines()
    assert sorted(log) == sorted(["t Found", "a library says hello", '"text"', " it broke"])


def test_results_of_a_run_before_do_not_speak_for_this_one(job: BuildJob) -> None:
    write_target(job.target, Artifacts(manifest(RUN_ID), run_results(RUN_ID)))
    assert run_build(job, lambda _: None).artifacts is None


def test_what_it_left_is_read(job: BuildJob, tmp_path: Path) -> None:
    write_target(tmp_path / "left", Artifacts(manifest(RUN_ID), run_results(RUN_ID)))
    environment = {"FAKE_DBT": str(tmp_path / "left"), "FAKE_DBT_CODE": "0"}
    found = run_build(replace(job, environment=environment), lambda _: None)
    assert found.return_code == 0
    assert found.artifacts is not None
    assert found.artifacts.invocation_id == RUN_ID


def test_flags_left_in_the_shell_do_not_reach_dbt(
    job: BuildJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBT_QUIET", "1")
    monkeypatch.setenv("DBT_ENV_SECRET_X", "kept")
    run_build(replace(job, environment={"KLANTCENTRAAL_SOURCE": "own"}), lambda _: None)
    told = json.loads((job.target / "told.json").read_text())
    assert told["cwd"] == str(job.project)
    assert told["arguments"][0] == "build"
    names = ("DBT_QUIET", "DBT_ENV_SECRET_X", "KLANTCENTRAAL_SOURCE", "DO_NOT_TRACK")
    assert [told["environment"].get(name) for name in names] == [None, "kept", "own", "1"]


def test_dbt_is_stopped_when_the_refresh_is(job: BuildJob) -> None:
    def interrupt(event: Event) -> None:
        if event["info"]["name"] == "Hanging":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_build(replace(job, environment={"FAKE_DBT": "hang"}), interrupt)
    told = json.loads((job.target / "told.json").read_text())
    assert told["environment"]["FAKE_DBT"] == "hang"


def test_the_source_is_the_only_staging_folder() -> None:
    assert Artifacts(manifest(RUN_ID), run_results(RUN_ID)).source == "files"


def test_an_ephemeral_model_leaves_no_result() -> None:
    artifacts = Artifacts(manifest(RUN_ID), run_results(RUN_ID))
    node = {**artifacts.models["model.klantcentraal.accounts"], "name": "inlined"}
    node["config"] = {"materialized": "ephemeral"}
    artifacts.manifest["nodes"]["model.klantcentraal.inlined"] = node
    check_complete(artifacts)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda target: (target / "run_results.json").unlink(), "run dbt build first"),
        (lambda target: (target / "manifest.json").write_text("{"), "is not whole"),
        (
            lambda target: (target / "manifest.json").write_text(json.dumps(manifest("other"))),
            "no results of the last dbt command",
        ),
    ],
    ids=["absent", "torn", "of another command"],
)
def test_artifacts_that_tell_nothing_are_refused(
    tmp_path: Path, spoil: Callable[[Path], object], message: str
) -> None:
    write_target(tmp_path, Artifacts(manifest(RUN_ID), run_results(RUN_ID)))
    spoil(tmp_path)
    with pytest.raises(UsageError, match=message):
        read_artifacts(tmp_path)


def test_nodes_of_a_manifest_that_is_not_there_yet(tmp_path: Path) -> None:
    assert read_nodes(tmp_path) == []
    write_target(tmp_path, Artifacts(manifest(RUN_ID), run_results(RUN_ID)))
    assert len(read_nodes(tmp_path)) == 10


def test_long_lists_are_shortened() -> None:
    ids = [f"model.klantcentraal.m{i}" for i in range(5)]
    assert shortened(ids) == "m0, m1, m2 and 2 more"
    assert shortened(ids[:3]) == "m0, m1, m2"
    assert shortened(["unit_test.klantcentraal.m.m__ties", "test.klantcentraal.t.0a"]) == (
        "m__ties, t"
    )
