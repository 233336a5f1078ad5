"""Publish a green build: copy the public tables to a new version and swap it in, or nothing."""

import datetime as dt
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

import duckdb

from klantcentraal.dbt_runs import Artifacts, check_complete
from klantcentraal.errors import GateClosed, KlantcentraalError
from klantcentraal.output_hash import output_hash
from klantcentraal.published_tables import Column, PublishedTable, published_tables
from klantcentraal.quoting import identifier, literal
from klantcentraal.state import (
    State,
    fsync_folder,
    make_current,
    remove_candidates,
    remove_old_versions,
    run_name,
)
from klantcentraal.work_database import attached

STORAGE_VERSION = "v1.4.0"  # files of newer versions cannot be read by DuckDB 1.4 clients
INFO_TABLE = PublishedTable(
    name="publish_info",
    comment="One row per published version (one row), with where its figures come from.",
    columns=(
        Column("run_id", "VARCHAR", "Id of the dbt invocation that built the figures.", True),
        Column("source", "VARCHAR", "Source system: the name of its staging folder.", True),
        Column("as_of_date", "DATE", "Day that the figures look back from.", True),
        Column("code_version", "VARCHAR", "Version of the product, with its commit.", True),
        Column("data_hash", "VARCHAR", "SHA-256 over the delivered input files.", True),
        Column(
            "output_hash",
            "VARCHAR",
            "SHA-256 over all published tables but this one, without run_id and run_at: "
            "equal figures give an equal hash.",
            True,
        ),
        Column("started_at", "TIMESTAMP", "Start of the run, UTC.", True),
        Column("published_at", "TIMESTAMP", "When this version was published, UTC.", True),
        Column("account_count", "BIGINT", "Rows of accounts.", True),
        Column("checks_failed_count", "BIGINT", "Checks of control_results that failed.", True),
        Column("corrected_count", "BIGINT", "Corrections applied to delivered values.", True),
        Column("quarantined_count", "BIGINT", "Delivered rows kept in quarantine.", True),
        Column("table_counts", "VARCHAR", "Rows per published table, as JSON.", True),
    ),
    primary_key=("run_id",),
)


@dataclass(frozen=True)
class PublishJob:
    """What one publication needs.

    Attributes:
        state: a prepared state folder whose lock this process holds.
        artifacts: manifest and results of the build that stands in the work database.
        code_version: version of the product that built it.
        data_hash: hash of the input files that it read.
    """

    state: State
    artifacts: Artifacts
    code_version: str
    data_hash: str


@dataclass(frozen=True)
class PublishInfo:
    """The row of publish_info; fields as its columns."""

    run_id: str
    source: str
    as_of_date: dt.date
    code_version: str
    data_hash: str
    output_hash: str
    started_at: dt.datetime
    published_at: dt.datetime
    account_count: int
    checks_failed_count: int
    corrected_count: int
    quarantined_count: int
    table_counts: str


@dataclass(frozen=True)
class Publication:
    """A version that stands published.

    Attributes:
        folder: its own folder below versions/.
        info: its row of publish_info.
    """

    folder: Path
    info: PublishInfo


def publish(job: PublishJob) -> Publication:
    """Publish the build that stands in the work database.

    Readers see the version before or this one, never something in between; a kill at any moment
    leaves the version before.

    Args:
        job: what to publish, where.

    Returns:
        The version that now stands published.

    Raises:
        GateClosed: the build is not green, or the gate did not open for it.
        AlreadyRunning: another program is writing to the work database.
        KlantcentraalError: the work database is not whole, or the copy does not equal it.
    """
    check_complete(job.artifacts)
    remove_candidates(job.state)
    run = run_name(dt.datetime.now(dt.UTC), job.artifacts.invocation_id)
    candidate = job.state.versions / f".{run}.cand"
    try:
        candidate.mkdir()
        info = _write_candidate(job, candidate)
        _seal(candidate)
        version = job.state.versions / run
        candidate.rename(version)
    finally:
        shutil.rmtree(candidate, ignore_errors=True)
    fsync_folder(job.state.versions)
    make_current(job.state, version)
    remove_old_versions(job.state)
    return Publication(version, info)


def code_version(project: Path) -> str:
    """Tell which code built the figures.

    Args:
        project: the project's folder.

    Returns:
        The package's version and, inside a git clone, the commit ("-dirty" with local changes).
    """
    try:
        version = metadata.version("klantcentraal")
    except metadata.PackageNotFoundError:
        version = "0"
    try:
        commit = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--exclude", "*"],
            cwd=project,
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return version
    return f"{version}+{commit}"


def _write_candidate(job: PublishJob, folder: Path) -> PublishInfo:
    database = folder / "segments.duckdb"
    with attached(job.state) as connection:
        _check_gate(connection, job.artifacts)
        tables = published_tables(job.artifacts, connection, "work")
        connection.execute(
            f"attach {literal(str(database))} as published "
            f"(storage_version {literal(STORAGE_VERSION)})"
        )
        for table in tables:
            with _transaction(connection):
                _create(connection, table)
                connection.execute(table.copy_statement("work", "published"))
        info = _info(job, connection, tables)
        values = list(asdict(info).values())
        with _transaction(connection):
            _create(connection, INFO_TABLE)
            connection.execute(
                f"insert into {INFO_TABLE.relation('published')} "
                f"values ({', '.join('?' for _ in values)})",
                values,
            )
        _write_parquet(connection, [*tables, INFO_TABLE], folder / "parquet")
        connection.execute("detach published")
    _verify(database, {**json.loads(info.table_counts), INFO_TABLE.name: 1})
    return info


@contextmanager
def _transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit once: each commit waits for the disk, and a table has a comment per column."""
    connection.execute("begin")
    yield
    connection.execute("commit")


def _check_gate(connection: duckdb.DuckDBPyConnection, artifacts: Artifacts) -> None:
    run_id = artifacts.invocation_id
    if _rows(connection, "select run_id, gate from work.main.release_gate") != [(run_id, "open")]:
        raise GateClosed(
            f"the release gate has no open row for run {run_id}; nothing was published"
        )
    if _rows(connection, "select run_id from work.main.last_run") != [(run_id,)]:
        raise GateClosed(
            f"another dbt command worked in the database after run {run_id}; nothing was "
            "published: run dbt build again, without a selection"
        )


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[str, ...]]:
    """Read a small table; one that does not exist has no rows."""
    try:
        return connection.execute(query).fetchall()
    except duckdb.CatalogException:
        return []


def _create(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> None:
    connection.execute(table.create_statement("published"))
    for statement in table.comment_statements("published"):
        connection.execute(statement)


def _info(
    job: PublishJob, connection: duckdb.DuckDBPyConnection, tables: list[PublishedTable]
) -> PublishInfo:
    names = [table.name for table in tables]
    counts = {name: _count(connection, name) for name in names}
    return PublishInfo(
        run_id=job.artifacts.invocation_id,
        source=job.artifacts.source,
        as_of_date=_as_of_date(connection),
        code_version=job.code_version,
        data_hash=job.data_hash,
        output_hash=output_hash(connection, "published", names),
        started_at=job.artifacts.started_at.astimezone(dt.UTC).replace(tzinfo=None),
        published_at=dt.datetime.now(dt.UTC).replace(tzinfo=None),
        account_count=counts["accounts"],
        checks_failed_count=_count(connection, "control_results", "not is_passed"),
        corrected_count=(
            _count(connection, "control_corrections", "is_applied")
            if "control_corrections" in counts
            else 0
        ),
        quarantined_count=counts["control_quarantine"],
        table_counts=json.dumps(counts, sort_keys=True),
    )


def _count(connection: duckdb.DuckDBPyConnection, table: str, condition: str = "true") -> int:
    found = connection.execute(
        f"select count(*) from published.main.{identifier(table)} where {condition}"
    ).fetchone()
    return int(found[0]) if found else 0


def _as_of_date(connection: duckdb.DuckDBPyConnection) -> dt.date:
    found = connection.execute("select max(as_of_date) from work.main.control_run_dates").fetchone()
    if not found or found[0] is None:
        raise KlantcentraalError("control_run_dates holds no as-of date; nothing was published")
    return dt.date.fromisoformat(str(found[0])[:10])


def _write_parquet(
    connection: duckdb.DuckDBPyConnection, tables: list[PublishedTable], folder: Path
) -> None:
    folder.mkdir()
    for table in tables:
        file = folder / f"{table.name}.parquet"
        connection.execute(
            f"copy {table.relation('published')} to {literal(str(file))} "
            "(format parquet, compression zstd)"
        )


def _verify(database: Path, counts: dict[str, int]) -> None:
    """Reopen the file cold, as a reader would, and compare it with what was meant."""
    if database.with_name(f"{database.name}.wal").exists():
        raise KlantcentraalError("the new version was not written whole; nothing was published")
    with duckdb.connect(str(database), read_only=True) as connection:
        found = {
            name: connection.execute(f"select count(*) from {identifier(name)}").fetchall()[0][0]
            for (name,) in connection.execute(
                "select table_name from duckdb_tables() where schema_name = 'main'"
            ).fetchall()
        }
    if found != counts:
        raise KlantcentraalError(
            f"the new version holds {found} where {counts} was built; nothing was published"
        )


def _seal(candidate: Path) -> None:
    """Make the version read-only for the owner's group, and last through a power cut."""
    for path in sorted(candidate.rglob("*")):
        path.chmod(0o750 if path.is_dir() else 0o440)
        fsync_folder(path)
    candidate.chmod(0o750)
    fsync_folder(candidate)
