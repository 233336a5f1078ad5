import datetime as dt
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from klantcentraal.errors import AlreadyRunning, UsageError
from klantcentraal.state import (
    KEPT_RUNS,
    KEPT_VERSIONS,
    State,
    make_current,
    remove_candidates,
    remove_old_versions,
    run_name,
    single_writer,
)

HOLD_THE_LOCK = """
import sys, time
from pathlib import Path
from klantcentraal.state import State, single_writer
with single_writer(State(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def state(tmp_path: Path) -> State:
    state = State(tmp_path / "state")
    state.prepare()
    return state


def add_version(state: State, name: str, content: str) -> Path:
    version = state.versions / name
    version.mkdir()
    (version / "segments.duckdb").write_text(content)
    return version


def test_run_names_sort_by_time_in_utc() -> None:
    summer = dt.timezone(dt.timedelta(hours=2))
    earlier = run_name(dt.datetime(2024, 6, 1, 1, 59, 59, 999_000, summer), "ffffffff-0")
    later = run_name(dt.datetime(2024, 6, 1, 0, 0, 0, 0, dt.UTC), "00000000-0")
    assert earlier == "20240531T235959999Z-ffffffff"
    assert earlier < later


def test_folders_of_readers_and_of_the_owner_alone(state: State) -> None:
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (state.folder, state.versions, state.runs, state.target, state.temporary)
    }
    assert modes == {
        "state": 0o750,
        "versions": 0o750,
        "runs": 0o700,
        "target": 0o700,
        "tmp": 0o700,
    }


def test_a_work_database_left_open_to_others_is_closed(state: State) -> None:
    state.work_database.touch(0o644)
    state.prepare()
    assert stat.S_IMODE(state.work_database.stat().st_mode) == 0o600


def test_a_file_in_the_way_of_the_state_folder(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    with pytest.raises(UsageError, match=r"state folder .* cannot be used: .*--state"):
        State(tmp_path / "state").prepare()


def test_a_second_writer_is_refused_and_told_who_and_since_when(state: State) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_LOCK, str(state.folder)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        message = rf"another refresh .*process {holder.pid}, since \d{{4}}-.* UTC"
        with pytest.raises(AlreadyRunning, match=message), single_writer(state):
            pytest.fail("two writers")
        holder.kill()
        holder.wait()
    with single_writer(state):
        pass


def test_a_child_keeps_the_lock_of_its_killed_parent(state: State) -> None:
    with single_writer(state) as lock:
        orphan = subprocess.Popen(["sleep", "60"], pass_fds=(lock,))
    try:
        with pytest.raises(AlreadyRunning), single_writer(state):
            pytest.fail("the orphan still writes")
    finally:
        orphan.kill()
        orphan.wait()
    with single_writer(state):
        pass


def test_links_follow_the_newest_version(state: State) -> None:
    for name, content in (("1", "first"), ("2", "second")):
        make_current(state, add_version(state, name, content))
        assert state.published_database.read_text() == content
    assert state.published_database.readlink() == Path("current/segments.duckdb")
    assert state.current.readlink() == Path("versions/2")


def test_a_file_in_the_way_of_the_fixed_link_is_not_overwritten(state: State) -> None:
    state.published_database.write_text("mine")
    with pytest.raises(UsageError, match=r"segments\.duckdb is in the way"):
        make_current(state, add_version(state, "1", "first"))
    assert state.published_database.read_text() == "mine"


def test_only_candidates_are_removed(state: State) -> None:
    add_version(state, ".1.cand", "half")
    version = add_version(state, "1", "whole")
    (state.folder / ".current.swap").symlink_to("nowhere")
    remove_candidates(state)
    assert [path.name for path in state.versions.iterdir()] == [version.name]
    assert not list(state.folder.glob(".*.swap"))


def test_old_versions_go_but_never_the_current_one(state: State) -> None:
    versions = [add_version(state, f"2024010{i}T000000000Z-a", "") for i in range(1, 9)]
    make_current(state, versions[0])
    for i in range(KEPT_RUNS + 2):
        (state.runs / f"run{i:03}").mkdir()
    remove_old_versions(state)
    kept = sorted(path.name for path in state.versions.iterdir())
    assert kept == [versions[0].name, *(version.name for version in versions[-KEPT_VERSIONS:])]
    assert min(path.name for path in state.runs.iterdir()) == "run002"
