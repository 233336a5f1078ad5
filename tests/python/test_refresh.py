import datetime as dt
import io
import json
import os
import signal
import subprocess
import sys
import time
import uuid
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from klantcentraal import dbt_runs, door
from klantcentraal.dbt_runs import Artifacts
from klantcentraal.errors import (
    AlreadyRunning,
    GateClosed,
    InputError,
    KlantcentraalError,
    UsageError,
)
from klantcentraal.progress import Progress
from klantcentraal.refresh import (
    HandBuild,
    RefreshJob,
    fingerprint,
    publish_by_hand,
    refresh,
)
from klantcentraal.state import State, single_writer
from tiny_build import manifest, run_results, tiny_build, write_target

HERE = Path(__file__).parent

# Stands for dbt: builds the tiny work database and leaves the artifacts, as FAKE_DBT says.
FAKE_DBT = """
import json, os, pathlib, shutil, sys, time
from klantcentraal.dbt_runs import Artifacts
from tiny_build import fill_work_database, manifest, run_results, write_target
arguments = dict(zip(sys.argv[2::2], sys.argv[3::2]))
told = json.loads(os.environ["FAKE_DBT"])
work = pathlib.Path(os.environ["KLANTCENTRAAL_STATE"]) / "work.duckdb"
print(json.dumps({"info": {"name": "FoundStats"}, "data": {}}), flush=True)
if told.get("hang"):
    time.sleep(60)
if told.get("touch"):
    (pathlib.Path(os.environ["KLANTCENTRAAL_DATA"]) / "accounts.csv").write_text("changed")
work.unlink(missing_ok=True)
fill_work_database(work, told["run_id"], 4)
results = {name: tuple(result) for name, result in told.get("results", {}).items()}
artifacts = Artifacts(manifest(told["run_id"]), run_results(told["run_id"], **results))
write_target(pathlib.Path(arguments["--target-path"]), artifacts)
sys.exit(1 if results else 0)
"""


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RefreshJob:
    monkeypatch.setattr(dbt_runs, "DBT_COMMAND", (sys.executable, "-c", FAKE_DBT))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), *sys.path]))
    monkeypatch.setattr(door, "check_source", lambda *_: ["accounts.csv: column x is not read"])
    monkeypatch.setattr(door, "data_hash", lambda *_: "d" * 64)
    (tmp_path / "project" / "models" / "staging" / "files").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "accounts.csv").write_text("account_id\n")
    state = State(tmp_path / "state")
    return RefreshJob(tmp_path / "project", state, "files", tmp_path / "data")


@pytest.fixture
def progress() -> Progress:
    return Progress(io.StringIO(), is_live=False)


def dbt_will(monkeypatch: pytest.MonkeyPatch, **told: object) -> None:
    monkeypatch.setenv("FAKE_DBT", json.dumps({"run_id": str(uuid.uuid4()), **told}))


def accounts_published(state: State) -> int:
    with duckdb.connect(str(state.published_database), read_only=True) as connection:
        return int(connection.execute("select count(*) from accounts").fetchall()[0][0])


def last_summary(state: State) -> dict[str, object]:
    run = max(state.runs.iterdir())
    summary: dict[str, object] = json.loads((run / "summary.json").read_text())
    return summary


def test_the_whole_job(
    job: RefreshJob, progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    dbt_will(monkeypatch)
    record = refresh(job, progress)
    assert accounts_published(job.state) == 4
    assert (record.status, record.data_hash) == ("published", "d" * 64)
    assert record.notes == ["accounts.csv: column x is not read"]
    assert {path.name for path in record.folder.iterdir()} == {
        "summary.json",
        "summary.en.md",
        "summary.nl.md",
        "dbt_output.log",
        "control_results.csv",
        "control_quarantine.csv",
        "segment_profiles.csv",
    }
    assert isinstance(progress.stream, io.StringIO)
    assert progress.stream.getvalue().startswith("step 1: checking the input\n")


def test_dbt_reads_the_options_from_its_environment(tmp_path: Path) -> None:
    job = RefreshJob(tmp_path, State(tmp_path / "s"), "own", tmp_path / "d", dt.date(2024, 5, 1))
    assert job.environment == {
        "KLANTCENTRAAL_SOURCE": "own",
        "KLANTCENTRAAL_DATA": str(tmp_path / "d"),
        "KLANTCENTRAAL_STATE": str(tmp_path / "s"),
        "KLANTCENTRAAL_AS_OF": "2024-05-01",
        "KLANTCENTRAAL_RULES": "",
        "KLANTCENTRAAL_OBJECTIVE": "loyalty",
    }
    assert replace(job, rules=tmp_path).environment["KLANTCENTRAAL_RULES"] == str(tmp_path)


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"source": "nowhere"}, "source 'nowhere' is unknown; choose from files"),
        ({"data": Path("/nowhere")}, "data folder /nowhere does not exist"),
        ({"rules": Path("/nowhere")}, "rules folder /nowhere does not exist"),
    ],
)
def test_wrong_options_write_nothing(
    job: RefreshJob, progress: Progress, option: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        refresh(replace(job, **option), progress)  # type: ignore[arg-type]  # one field a case
    assert not job.state.folder.exists()


def test_a_closed_gate_leaves_the_old_version_and_its_results(
    job: RefreshJob, progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    dbt_will(monkeypatch)
    refresh(job, progress)
    published = job.state.current.resolve()
    dbt_will(monkeypatch, results={"release_gate": ["error", "GATE CLOSED: why"]})
    with pytest.raises(GateClosed, match="why"):
        refresh(job, progress)
    assert job.state.current.resolve() == published
    assert last_summary(job.state)["exit_code"] == 3
    assert (max(job.state.runs.iterdir()) / "control_results.csv").exists()


def test_the_door_stops_the_run_before_anything_is_built(
    job: RefreshJob, progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise InputError("accounts.csv: required column account_id is absent: add it")

    monkeypatch.setattr(door, "check_source", refuse)
    with pytest.raises(InputError, match="account_id"):
        refresh(job, progress)
    assert not job.state.work_database.exists()
    assert last_summary(job.state)["status"] == "input_broken"


def test_files_that_change_during_the_run_are_refused(
    job: RefreshJob, progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    dbt_will(monkeypatch, touch=True)
    with pytest.raises(InputError, match="changed during the run"):
        refresh(job, progress)
    assert not job.state.current.exists()


def test_an_internal_error_is_one_line(
    job: RefreshJob, progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(door, "data_hash", crash)
    with pytest.raises(KlantcentraalError, match="internal error: ZeroDivisionError"):
        refresh(job, progress)


def test_a_second_refresh_is_refused(job: RefreshJob, progress: Progress) -> None:
    with single_writer(job.state), pytest.raises(AlreadyRunning, match="another refresh"):
        refresh(job, progress)


def test_a_work_database_open_elsewhere_is_refused_before_the_build(
    job: RefreshJob, progress: Progress
) -> None:
    tiny_build(job.state.folder.parent)
    hold = (
        "import duckdb, sys; reader = duckdb.connect(sys.argv[1], read_only=True); "
        "print(1, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(job.state.work_database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(AlreadyRunning, match=r"work\.duckdb is open in another program"):
            refresh(job, progress)
        holder.kill()


def test_a_killed_refresh_leaves_the_lock_to_dbt_until_that_ends(
    job: RefreshJob, progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    dbt_will(monkeypatch, hang=True)
    pid = os.fork()
    if pid == 0:
        try:
            refresh(job, progress)
        finally:
            os._exit(0)
    deadline = time.monotonic() + 30
    while not list(job.state.logs.glob("*")) and time.monotonic() < deadline:
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with pytest.raises(AlreadyRunning):
        refresh(job, progress)


def hand_build(job: RefreshJob, run_id: str) -> HandBuild:
    target = job.project / "target"
    write_target(target, Artifacts(manifest(run_id), run_results(run_id)))
    for path in job.data.iterdir():
        os.utime(path, (0, 0))
    return HandBuild(job.project, job.state, job.data, target)


def test_a_build_by_hand_is_published(job: RefreshJob) -> None:
    _, artifacts = tiny_build(job.state.folder.parent)
    record = publish_by_hand(hand_build(job, artifacts.invocation_id))
    assert record.status == "published"
    assert accounts_published(job.state) == 3


def test_a_red_build_by_hand_is_not(job: RefreshJob) -> None:
    _, artifacts = tiny_build(job.state.folder.parent)
    build = hand_build(job, artifacts.invocation_id)
    failed = run_results(artifacts.invocation_id, tiers_cover_accounts=("fail", "Got 3"))
    write_target(build.target, Artifacts(artifacts.manifest, failed))
    with pytest.raises(GateClosed, match="tiers_cover_accounts"):
        publish_by_hand(build)


def test_files_that_changed_after_a_build_by_hand_are_refused(job: RefreshJob) -> None:
    _, artifacts = tiny_build(job.state.folder.parent)
    build = hand_build(job, artifacts.invocation_id)
    (job.data / "accounts.csv").write_text("new")
    with pytest.raises(InputError, match=r"accounts\.csv .* changed after the build"):
        publish_by_hand(build)


def test_nothing_was_built_by_hand(job: RefreshJob) -> None:
    build = HandBuild(job.project, job.state, job.data, job.project / "target")
    with pytest.raises(UsageError, match="run dbt build first"):
        publish_by_hand(build)
    assert not job.state.folder.exists()


def test_a_fingerprint_sees_names_sizes_and_times(tmp_path: Path) -> None:
    for name in ("payments/0.parquet", "state/runs/x/control_results.csv", "notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("12345")
        os.utime(tmp_path / name, ns=(0, 7))
    assert fingerprint(tmp_path) == (("payments/0.parquet", 5, 7),)
