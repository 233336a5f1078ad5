import datetime as dt
import json
import os
import signal
import stat
import subprocess
import sys
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from klantcentraal.dbt_runs import Artifacts
from klantcentraal.errors import AlreadyRunning, GateClosed, KlantcentraalError, UsageError
from klantcentraal.publish import INFO_TABLE, Publication, PublishJob, code_version, publish
from klantcentraal.state import KEPT_VERSIONS, State
from tiny_build import KEYS, RUN_ID, TABLES, fill_work_database, run_results, tiny_build

HERE = Path(__file__).parent

# Reads two tables and the info row over and over; every version has as many accounts as its
# profiles and its info row say.
READER = """
import sys, duckdb
reads = 0
while True:
    with duckdb.connect(sys.argv[1], read_only=True) as connection:
        seen = connection.execute(
            "select (select count(*) from accounts), (select max(account_count) from "
            "segment_profiles), (select account_count from publish_info)").fetchone()
    if len(set(seen)) != 1:
        sys.exit(f"torn: {seen}")
    reads += 1
    if reads == 1:
        print("reading", flush=True)
    if reads % 20 == 0 and sys.stdin in __import__("select").select([sys.stdin], [], [], 0)[0]:
        print(reads, flush=True)
        sys.exit(0)
"""

# Publishes, but stops for good in the middle: right before the file is sealed.
KILLED_PUBLISHER = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import klantcentraal.publish as publish
from tiny_build import tiny_build
def hang(candidate):
    print("half", flush=True)
    time.sleep(60)
publish._seal = hang
state, artifacts = tiny_build(Path(sys.argv[2]), accounts=9)
publish.publish(publish.PublishJob(state, artifacts, "1", "hash"))
"""


def job(state: State, artifacts: Artifacts) -> PublishJob:
    return PublishJob(state, artifacts, code_version="0.1.0+abc", data_hash="d" * 64)


def publish_tiny(folder: Path, run_id: str = RUN_ID, accounts: int = 3) -> Publication:
    return publish(job(*tiny_build(folder, run_id, accounts)))


def read(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    publish_tiny(folder)
    return folder / "state" / "segments.duckdb"


def test_only_public_models_and_the_info_are_published(published: Path) -> None:
    tables = read(published, "select table_name from duckdb_tables() order by 1")
    assert [name for (name,) in tables] == sorted([*TABLES, "publish_info"])
    assert read(published, "select count(*) from duckdb_views() where not internal") == [(0,)]
    parquet = {path.name for path in (published.parent / "current" / "parquet").iterdir()}
    assert parquet == {f"{name}.parquet" for name in [*TABLES, "publish_info"]}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_types_are_those_of_the_contract(published: Path, table: str) -> None:
    query = (
        f"select column_name, lower(data_type) from duckdb_columns() where table_name = '{table}'"
    )
    columns = [
        (name, data_type.replace(",", ", ") if "(" in data_type and " " in data_type else data_type)
        for name, data_type in read(published, f"{query} order by column_index")
    ]
    assert columns == list(TABLES[table].items())


@pytest.mark.parametrize("table", sorted(TABLES))
def test_keys_and_required_columns_are_kept(published: Path, table: str) -> None:
    constraints = read(
        published,
        "select constraint_type, constraint_column_names from duckdb_constraints() "
        f"where table_name = '{table}'",
    )
    assert ("PRIMARY KEY", KEYS[table]) in constraints
    required = {names[0] for kind, names in constraints if kind == "NOT NULL"}
    assert required == {*KEYS[table], *({"as_of_date"} & set(TABLES[table]))}


def test_every_table_and_column_has_its_comment(published: Path) -> None:
    tables = dict(read(published, "select table_name, comment from duckdb_tables()"))
    assert tables["accounts"] == "One row per accounts's key."
    assert all(tables.values())
    columns = read(
        published,
        "select table_name, column_name, comment from duckdb_columns() where not internal",
    )
    assert ("accounts", "as_of_date", "as_of_date of accounts.") in columns
    assert all(comment for _, _, comment in columns)


def test_rows_stand_in_the_order_of_the_key(published: Path) -> None:
    assert [key for (key,) in read(published, "select account_id from accounts")] == [
        "A1",
        "A2",
        "A3",
    ]


def test_the_info_row_tells_where_the_figures_come_from(published: Path) -> None:
    columns = [column.name for column in INFO_TABLE.columns]
    row = dict(zip(columns, read(published, "select * from publish_info")[0], strict=True))
    assert isinstance(row.pop("published_at"), dt.datetime)
    assert len(row.pop("output_hash")) == 64
    assert json.loads(row.pop("table_counts")) == {
        "accounts": 3,
        "control_quarantine": 1,
        "control_results": 2,
        "segment_profiles": 2,
    }
    assert row == {
        "run_id": RUN_ID,
        "source": "files",
        "as_of_date": dt.date(2024, 5, 31),
        "code_version": "0.1.0+abc",
        "data_hash": "d" * 64,
        "started_at": dt.datetime.fromisoformat("2024-06-01T02:00:00.123456"),
        "account_count": 3,
        "checks_failed_count": 1,
        "corrected_count": 0,
        "quarantined_count": 1,
    }


def test_clients_of_duckdb_1_4_can_read_the_file(published: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{published}' as p (read_only)")
        tags = connection.execute(
            "select tags from duckdb_databases() where database_name = 'p'"
        ).fetchall()
    assert tags[0][0]["storage_version"].startswith("v1.4")


def test_parquet_equals_the_tables(published: Path) -> None:
    folder = published.parent / "current" / "parquet"
    for table in TABLES:
        query = f"select * from '{folder / table}.parquet'"
        assert read(published, query) == read(published, f"select * from {table}")


def test_a_version_is_read_only_for_the_group(published: Path) -> None:
    version = published.resolve().parent
    modes = {stat.S_IMODE(path.stat().st_mode) for path in version.rglob("*") if not path.is_dir()}
    assert modes == {0o440}
    assert stat.S_IMODE(version.stat().st_mode) == 0o750
    assert stat.S_IMODE((version / "parquet").stat().st_mode) == 0o750


def test_equal_figures_of_two_runs_give_one_output_hash(tmp_path: Path) -> None:
    hashes = [
        publish_tiny(tmp_path / name, str(uuid.uuid4()), accounts).info.output_hash
        for name, accounts in (("one", 3), ("two", 3), ("three", 4))
    ]
    assert hashes[0] == hashes[1] != hashes[2]


def refusals() -> list[Any]:
    def wrong_run(state: State, artifacts: Artifacts) -> Artifacts:
        state.work_database.unlink()
        fill_work_database(state.work_database, "another-run", 3)
        return artifacts

    def without_gate(state: State, artifacts: Artifacts) -> Artifacts:
        with duckdb.connect(str(state.work_database)) as connection:
            connection.execute("drop table release_gate")
        return artifacts

    def closed_gate(state: State, artifacts: Artifacts) -> Artifacts:
        with duckdb.connect(str(state.work_database)) as connection:
            connection.execute("update release_gate set gate = 'closed'")
        return artifacts

    def doubled_gate(state: State, artifacts: Artifacts) -> Artifacts:
        with duckdb.connect(str(state.work_database)) as connection:
            connection.execute("insert into release_gate select * from release_gate")
        return artifacts

    def without_mark(state: State, artifacts: Artifacts) -> Artifacts:
        with duckdb.connect(str(state.work_database)) as connection:
            connection.execute("drop table last_run")
        return artifacts

    def later_run(state: State, artifacts: Artifacts) -> Artifacts:
        with duckdb.connect(str(state.work_database)) as connection:
            connection.execute("update last_run set run_id = 'a partial or killed run'")
        return artifacts

    def failed_node(_: State, artifacts: Artifacts) -> Artifacts:
        return replace(artifacts, run_results=run_results(RUN_ID, accounts=("error", "broken")))

    def skipped_node(_: State, artifacts: Artifacts) -> Artifacts:
        return replace(artifacts, run_results=run_results(RUN_ID, accounts=("skipped", None)))

    def without(name: str) -> Callable[[State, Artifacts], Artifacts]:
        def spoil(_: State, artifacts: Artifacts) -> Artifacts:
            kept = [r for r in artifacts.results if name not in r["unique_id"].split(".")]
            return replace(artifacts, run_results={**artifacts.run_results, "results": kept})

        return spoil

    def dbt_run(_: State, artifacts: Artifacts) -> Artifacts:
        return replace(artifacts, run_results={**artifacts.run_results, "args": {"which": "run"}})

    def unfinished_changes(state: State, artifacts: Artifacts) -> Artifacts:
        state.work_database.with_name("work.duckdb.wal").write_text("")
        return artifacts

    def dropped_column(state: State, artifacts: Artifacts) -> Artifacts:
        with duckdb.connect(str(state.work_database)) as connection:
            connection.execute("alter table accounts drop column late_invoice_share")
        return artifacts

    def null_key(state: State, artifacts: Artifacts) -> Artifacts:
        with duckdb.connect(str(state.work_database)) as connection:
            connection.execute("update accounts set account_id = null where account_id = 'A1'")
        return artifacts

    def no_database(state: State, artifacts: Artifacts) -> Artifacts:
        state.work_database.unlink()
        return artifacts

    def torn_database(state: State, artifacts: Artifacts) -> Artifacts:
        state.work_database.write_text("not a database")
        return artifacts

    return [
        pytest.param(wrong_run, GateClosed, "no open row for run", id="gate of another run"),
        pytest.param(without_gate, GateClosed, "no open row", id="no gate"),
        pytest.param(closed_gate, GateClosed, "no open row", id="closed gate"),
        pytest.param(doubled_gate, GateClosed, "no open row", id="two gate rows"),
        pytest.param(without_mark, GateClosed, "another dbt command", id="no mark of a run"),
        pytest.param(later_run, GateClosed, "another dbt command", id="a later run began"),
        pytest.param(failed_node, GateClosed, "not green: accounts", id="failed node"),
        pytest.param(skipped_node, GateClosed, "not green: accounts", id="skipped node"),
        *(
            pytest.param(
                without(name), GateClosed, f"left out of the build: {name};", id=f"without {name}"
            )
            for name in ("accounts", "rules_tiers", "tiers_cover_accounts")
        ),
        pytest.param(dbt_run, UsageError, "needs a `dbt build`", id="dbt run"),
        pytest.param(unfinished_changes, AlreadyRunning, "unfinished", id="write-ahead log"),
        pytest.param(dropped_column, KlantcentraalError, "as its contract says", id="column"),
        pytest.param(null_key, duckdb.ConstraintException, "account_id", id="null key"),
        pytest.param(no_database, KlantcentraalError, "does not exist", id="no database"),
        pytest.param(torn_database, KlantcentraalError, "cannot be opened", id="torn database"),
    ]


@pytest.mark.parametrize(("spoil", "error", "message"), refusals())
def test_refused_and_the_old_version_stays(
    tmp_path: Path, spoil: Any, error: type[Exception], message: str
) -> None:
    before = publish_tiny(tmp_path)
    state, artifacts = tiny_build(tmp_path, accounts=8)
    with pytest.raises(error, match=message):
        publish(job(state, spoil(state, artifacts)))
    assert [path.name for path in state.versions.iterdir()] == [before.folder.name]
    assert read(state.published_database, "select count(*) from accounts") == [(3,)]


def test_a_work_database_that_another_process_writes_is_refused(tmp_path: Path) -> None:
    state, artifacts = tiny_build(tmp_path)
    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(state.work_database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(AlreadyRunning, match="open in another program"):
            publish(job(state, artifacts))
        holder.kill()


def test_readers_never_see_two_versions_mixed(tmp_path: Path) -> None:
    first = publish_tiny(tmp_path)
    live = tmp_path / "state" / "segments.duckdb"
    with duckdb.connect(str(first.folder / "segments.duckdb"), read_only=True) as old_reader:
        reader = subprocess.Popen(
            [sys.executable, "-c", READER, str(live)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        for accounts in range(4, 14):
            publish_tiny(tmp_path, str(uuid.uuid4()), accounts)
        out, errors = reader.communicate("stop\n", timeout=60)
        assert (reader.returncode, errors) == (0, "")
        assert int(out) >= 20
        assert old_reader.execute("select count(*) from accounts").fetchall() == [(3,)]
    assert read(live, "select count(*) from accounts") == [(13,)]
    assert len(list((tmp_path / "state" / "versions").iterdir())) == KEPT_VERSIONS


def test_a_kill_in_the_middle_leaves_the_old_version(tmp_path: Path) -> None:
    before = publish_tiny(tmp_path)
    state = State(tmp_path / "state")
    with subprocess.Popen(
        [sys.executable, "-c", KILLED_PUBLISHER, str(HERE), str(tmp_path)],
        stdout=subprocess.PIPE,
    ) as publisher:
        assert publisher.stdout is not None
        assert publisher.stdout.readline() == b"half\n"
        os.kill(publisher.pid, signal.SIGKILL)
    assert read(state.published_database, "select count(*) from accounts") == [(3,)]
    assert len(list(state.versions.iterdir())) == 2
    after = publish_tiny(tmp_path, str(uuid.uuid4()), accounts=5)
    assert {path.name for path in state.versions.iterdir()} == {
        before.folder.name,
        after.folder.name,
    }
    assert read(state.published_database, "select count(*) from accounts") == [(5,)]


def test_the_code_version_names_the_commit(tmp_path: Path) -> None:
    assert "+" not in code_version(tmp_path)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--allow-empty", "-m", "First"], check=True)
    clean = code_version(tmp_path)
    assert len(clean.split("+")[1]) >= 7
    (tmp_path / "file").write_text("")
    subprocess.run([*git, "add", "file"], check=True)
    assert code_version(tmp_path) == f"{clean}-dirty"
