import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from klantcentraal.errors import AlreadyRunning, KlantcentraalError
from klantcentraal.state import State
from klantcentraal.work_database import attached, check_free


@pytest.fixture
def state(tmp_path: Path) -> State:
    state = State(tmp_path / "state")
    state.prepare()
    return state


def build(state: State) -> None:
    with duckdb.connect(str(state.work_database)) as connection:
        connection.execute("create table t as select 1 as a")


def test_it_is_attached_read_only(state: State) -> None:
    build(state)
    with attached(state) as connection:
        assert connection.execute("select a from work.main.t").fetchall() == [(1,)]
        with pytest.raises(duckdb.InvalidInputException, match="read-only"):
            connection.execute("drop table work.main.t")


def test_what_a_killed_build_left_is_taken_in(state: State) -> None:
    crash = (
        "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]); "
        "c.execute('create table t as select 1 as a'); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", crash, str(state.work_database)], check=False)
    with pytest.raises(AlreadyRunning, match="unfinished changes"), attached(state):
        pytest.fail("half a build")
    check_free(state)
    with attached(state) as connection:
        assert connection.execute("select a from work.main.t").fetchall() == [(1,)]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_program_that_has_it_open_is_seen(state: State, read_only: bool) -> None:
    build(state)
    hold = (
        f"import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only={read_only}); "
        "print(1, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(state.work_database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(AlreadyRunning, match="open in another program"):
            check_free(state)
        holder.kill()


def test_what_is_no_database_is_said_so(state: State) -> None:
    state.work_database.write_text("not a database")
    with pytest.raises(KlantcentraalError, match="cannot be opened"):
        check_free(state)
