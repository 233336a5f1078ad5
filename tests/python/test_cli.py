import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from klantcentraal import cli as cli_module
from klantcentraal import demo
from klantcentraal.cli import cli
from klantcentraal.contract import find_project_dir
from klantcentraal.errors import (
    AlreadyRunning,
    GateClosed,
    InputError,
    KlantcentraalError,
    UsageError,
)
from klantcentraal.refresh import HandBuild, RefreshJob
from klantcentraal.run_record import RunRecord


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("KLANTCENTRAAL_"):
            monkeypatch.delenv(name)


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(cli, arguments, env=environment)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["frob"], "Error: No such command 'frob'."),
        (["refresh", "--bogus"], "Error: No such option '--bogus'."),
        (["refresh", "--data"], "Error: Option '--data' requires an argument."),
        (["refresh", "--data", "/nowhere"], "Error: data folder /nowhere does not exist"),
        (["refresh", "--rules", "/nowhere"], "Error: rules folder /nowhere does not exist"),
        (["refresh", "--source", "nowhere"], "Error: source 'nowhere' is unknown; choose from "),
        (["refresh", "--state", ""], "Error: Invalid value for '--state'"),
        (["refresh", "--as-of", "2024-13-01"], "Error: Invalid value for '--as-of'"),
        (["refresh", "--as-of", "20240131"], "Error: Invalid value for '--as-of'"),
        (["refresh", "--as-of", "yesterday"], "Error: Invalid value for '--as-of'"),
        (["refresh", "--objective", "fame"], "Error: objective 'fame' is no objective of "),
        (["refresh", "surplus"], "Error: Got unexpected extra argument"),
        (["publish", "--target", "/nowhere"], "Error: /nowhere/manifest.json cannot be read"),
        (["demo-data", "--accounts", "0", "--seed", "1", "--out", "x"], "Error: Invalid value"),
        (["demo-data", "--accounts", "5", "--out", "x"], "Error: Missing option '--seed'."),
        (["demo-data", "--accounts", "5", "--seed", "1", "--out", __file__], "Error: "),
        (["new-source", "Not A Name"], "Error: "),
        (["new-source"], "Error: Missing argument 'NAME'."),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(
    tmp_path: Path, arguments: list[str], line: str
) -> None:
    result = run(*arguments, KLANTCENTRAAL_STATE=str(tmp_path / "state"))
    assert result.exit_code == 2
    assert result.stderr.startswith(line)
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert not (tmp_path / "state").exists()


def test_a_real_process_prints_one_line_and_no_traceback(tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "klantcentraal.cli", "refresh", "--as-of", "31-01-2024"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.count("\n") == 1
    assert "'31-01-2024' is not a day written YYYY-MM-DD" in found.stderr


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (KlantcentraalError("dbt broke"), 1),
        (UsageError("no folder"), 2),
        (GateClosed("GATE CLOSED: x"), 3),
        (InputError("accounts.csv: column"), 4),
        (AlreadyRunning("another"), 5),
    ],
)
def test_failures_give_their_cause_where_to_look_and_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, error: KlantcentraalError, exit_code: int
) -> None:
    def fail(*_: object) -> None:
        error.add_note("See runs/x/summary.json")
        raise error

    monkeypatch.setattr(cli_module, "run_refresh", fail)
    result = run("refresh")
    assert result.exit_code == exit_code
    assert result.stderr.splitlines() == [f"Error: {error}", "See runs/x/summary.json"]


@pytest.mark.parametrize(
    ("error", "exit_code", "line"),
    [
        (KeyboardInterrupt(), 130, "Error: stopped; what was published before stays as it was"),
        (click.Abort(), 130, "Error: stopped; what was published before stays as it was"),
        (ZeroDivisionError("by\nzero"), 1, "Error: internal error: ZeroDivisionError: by zero"),
    ],
)
def test_what_nobody_foresaw_is_one_line_as_well(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, exit_code: int, line: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(cli_module, "run_refresh", fail)
    result = run("refresh")
    lines = [line for line in result.stderr.splitlines() if line]  # click ends the line of a ^C
    assert (result.exit_code, lines[0]) == (exit_code, line)
    assert "Traceback" not in result.output
    if exit_code == 1:
        log = Path(lines[1].removeprefix("See "))
        assert "Traceback" in log.read_text()
        log.unlink()


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[RefreshJob | HandBuild]:
    seen: list[RefreshJob | HandBuild] = []
    monkeypatch.setattr(cli_module, "run_refresh", lambda job, _: seen.append(job))
    monkeypatch.setattr(cli_module, "publish_by_hand", seen.append)
    monkeypatch.setattr(cli_module, "_show", lambda *_: None)
    return seen


def test_defaults_are_the_demo_in_the_project(jobs: list[RefreshJob]) -> None:
    assert run("refresh").exit_code == 0
    project = find_project_dir()
    (job,) = jobs
    assert (job.source, job.data, job.state.folder) == (
        "files",
        project / "seeds" / "demo",
        project / "state",
    )
    assert (job.as_of, job.rules, job.objective) == (None, None, "loyalty")


def test_options_win_over_variables(jobs: list[RefreshJob]) -> None:
    options = ["--source", "own", "--data", "d", "--as-of", "2024-02-29", "--rules", "r"]
    options += ["--objective", "conversion"]
    names = ("SOURCE", "DATA", "AS_OF", "RULES", "STATE", "OBJECTIVE")
    variables = {f"KLANTCENTRAAL_{name}": "2023-01-01" for name in names}
    assert run("refresh", *options, **variables).exit_code == 0
    (job,) = jobs
    assert (job.source, job.as_of) == ("own", dt.date(2024, 2, 29))
    assert job.objective == "conversion"
    assert (job.data, job.rules) == (Path.cwd() / "d", Path.cwd() / "r")
    assert job.state.folder == find_project_dir() / "2023-01-01"


def test_folders_start_here_on_the_command_line_and_in_the_project_elsewhere(
    jobs: list[RefreshJob], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = find_project_dir()
    monkeypatch.chdir(tmp_path)
    assert run("refresh", "--data", "mine", KLANTCENTRAAL_STATE="theirs").exit_code == 0
    assert jobs[0].data == tmp_path / "mine"
    assert jobs[0].state.folder == project / "theirs"


def test_publish_reads_the_target_of_dbt_by_hand(jobs: list[HandBuild]) -> None:
    assert run("publish").exit_code == 0
    assert jobs[0].target == find_project_dir() / "target"


def test_demo_data_is_written_where_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[Any] = []
    monkeypatch.setattr(demo, "generate", lambda *args, **options: calls.append((args, options)))
    out = str(tmp_path / "out")
    result = run("demo-data", "--accounts", "7", "--seed", "3", "--out", out, "--format", "parquet")
    assert result.exit_code == 0
    assert calls == [((7, 3, tmp_path / "out"), {"truth": None, "file_format": "parquet"})]
    assert f"refresh --data {out}" in result.stdout


def test_demo_data_gets_dirt_when_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[Any] = []
    monkeypatch.setattr(demo, "generate_dirty", lambda *args: calls.append(args))
    out = str(tmp_path / "out")
    result = run("demo-data", "--accounts", "1200", "--seed", "3", "--out", out, "--dirt")
    assert result.exit_code == 0
    assert calls == [(1200, 3, tmp_path / "out", None)]


def test_dirt_is_written_as_csv_only(tmp_path: Path) -> None:
    options = ["--accounts", "1200", "--seed", "3", "--dirt", "--format", "parquet"]
    result = run("demo-data", *options, "--out", str(tmp_path / "out"))
    assert (result.exit_code, result.stderr) == (
        2,
        "Error: --dirt writes CSV only: leave --format out\n",
    )


def test_notes_follow_the_result_and_are_cut_short(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    record = RunRecord(tmp_path, dt.datetime.now(dt.UTC), {})
    record.notes = [f"accounts.csv: column c{i} is not read" for i in range(6)]
    record.warnings = [{"name": "few_rows", "message": "Got 1 result"}]
    monkeypatch.setattr(cli_module, "run_refresh", lambda *_: record)
    monkeypatch.setattr(cli_module, "published_lines", lambda *_: ["the page"])
    assert run("refresh").stdout.splitlines() == [
        "the page",
        *(f"Note: accounts.csv: column c{i} is not read" for i in range(5)),
        f"Note: 2 more in {tmp_path}/summary.json",
    ]


@pytest.mark.parametrize("command", [None, *cli.commands])
def test_help_is_given_for_every_command(command: str | None) -> None:
    result = run(*filter(None, [command]), "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: klantcentraal")


def test_no_command_shows_the_help() -> None:
    result = run()
    assert result.exit_code == 2
    assert "Commands:" in result.stderr
