"""The nightly job: check the input, build, test, publish; all of it or nothing."""

import contextlib
import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from klantcentraal import door, objectives, rule_files
from klantcentraal.control_extracts import write_control_extracts
from klantcentraal.dbt_runs import (
    Artifacts,
    BuildJob,
    BuildOutcome,
    Event,
    read_artifacts,
    read_nodes,
    run_build,
)
from klantcentraal.errors import InputError, UsageError
from klantcentraal.failures import failure_of
from klantcentraal.progress import Progress
from klantcentraal.publish import PublishJob, code_version, publish
from klantcentraal.run_record import RunRecord, recorded_run
from klantcentraal.state import State, remove_candidates, single_writer
from klantcentraal.work_database import check_free

DELIVERED = ("*.csv", "*.parquet", "*/*.parquet")

Fingerprint = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class RefreshJob:
    """The options of a refresh.

    Attributes:
        project: folder that holds dbt_project.yml.
        state: the state folder to work in.
        source: name of the source system's staging folder.
        data: folder with the delivered files, absolute.
        as_of: day to look back from; None = the last delivered day.
        rules: folder whose rule files replace the shipped ones, absolute.
        language: language to tell of it on screen, `en` or `nl`.
        objective: what the run works towards, one of rules_objectives.
    """

    project: Path
    state: State
    source: str
    data: Path
    as_of: dt.date | None = None
    rules: Path | None = None
    language: str = "en"
    objective: str = objectives.DEFAULT

    @property
    def environment(self) -> dict[str, str]:
        """The variables that dbt reads these options from."""
        return {
            "KLANTCENTRAAL_SOURCE": self.source,
            "KLANTCENTRAAL_DATA": str(self.data),
            "KLANTCENTRAAL_STATE": str(self.state.folder),
            "KLANTCENTRAAL_AS_OF": self.as_of.isoformat() if self.as_of else "",
            "KLANTCENTRAAL_RULES": str(self.rules) if self.rules else "",
            "KLANTCENTRAAL_OBJECTIVE": self.objective,
        }

    def check(self) -> None:
        """Check what can be checked before anything is written.

        Raises:
            UsageError: the source or the objective is unknown, or a folder does not exist.
        """
        staging = self.project / "models" / "staging"
        known = sorted(path.name for path in staging.iterdir() if path.is_dir())
        if self.source not in known:
            raise UsageError(f"source {self.source!r} is unknown; choose from {', '.join(known)}")
        if not self.data.is_dir():
            raise UsageError(f"data folder {self.data} does not exist")
        if self.rules and not self.rules.is_dir():
            raise UsageError(f"rules folder {self.rules} does not exist")
        objectives.check(self.objective, self.rules, self.project)


def refresh(job: RefreshJob, progress: Progress) -> RunRecord:
    """Run the whole job; what stood published stays so until the new version is complete.

    Args:
        job: the options.
        progress: shows how far it is.

    Returns:
        The record of the run that was published.

    Raises:
        UsageError: an option is wrong.
        AlreadyRunning: another process writes to this state folder.
        InputError: an input or rule file is broken.
        GateClosed: a gate closed or a data test failed.
        KlantcentraalError: anything else that stopped the run.
    """
    job.check()
    with (
        contextlib.closing(progress),
        _private_files(),
        single_writer(job.state) as lock,
        recorded_run(job.state, job.environment, job.language) as record,
    ):
        remove_candidates(job.state)
        check_free(job.state)
        progress.checking()
        delivered = fingerprint(job.data)
        rule_files.check(job.rules, job.project)
        record.notes = door.check_source(job.source, job.data, job.project)
        record.data_hash = door.data_hash(job.data, job.source, job.project)
        progress.starting()
        try:
            outcome = _build(job, lock, progress)
        finally:
            record.keep_logs(job.state.logs)
        artifacts = _conclude(outcome, record, job.state, job.rules)
        if fingerprint(job.data) != delivered:
            raise InputError(f"files in {job.data} changed during the run; run it again")
        progress.publishing()
        version = code_version(job.project)
        record.published(publish(PublishJob(job.state, artifacts, version, record.data_hash)))
    return record


@dataclass(frozen=True)
class HandBuild:
    """A `dbt build` by hand, to be published.

    Attributes:
        project: folder that holds dbt_project.yml.
        state: the state folder that it built in.
        data: folder with the files that it read, absolute.
        target: dbt's target folder.
        rules: folder whose rule files replaced the shipped ones.
        language: language to tell of it on screen, `en` or `nl`.
    """

    project: Path
    state: State
    data: Path
    target: Path
    rules: Path | None = None
    language: str = "en"


def publish_by_hand(build: HandBuild) -> RunRecord:
    """Publish what a green `dbt build` by hand left in the work database.

    Args:
        build: where it stands.

    Returns:
        The record of the publication.

    Raises:
        UsageError: no whole build stands there.
        AlreadyRunning: another process writes to this state folder.
        InputError: input files changed after the build.
        GateClosed: the build is not green.
        KlantcentraalError: anything else that stopped it.
    """
    artifacts = read_artifacts(build.target)
    settings = {"target": str(build.target), "data": str(build.data)}
    with (
        _private_files(),
        single_writer(build.state),
        recorded_run(build.state, settings, build.language) as record,
    ):
        outcome = BuildOutcome(0, artifacts)
        _conclude(outcome, record, build.state, build.rules)
        started = int(artifacts.started_at.timestamp() * 1e9)
        changed = [name for name, _, moment in fingerprint(build.data) if moment > started]
        if changed:
            raise InputError(f"{changed[0]} in {build.data} changed after the build; build again")
        record.data_hash = door.data_hash(build.data, artifacts.source, build.project)
        version = code_version(build.project)
        record.published(publish(PublishJob(build.state, artifacts, version, record.data_hash)))
    return record


def fingerprint(folder: Path) -> Fingerprint:
    """Tell cheaply whether delivered files are still the same.

    Args:
        folder: the data folder.

    Returns:
        Path below the folder, size in bytes and time of change in ns of every CSV and Parquet
        file in it, and of the parts in folders named after an entity; sorted.
    """
    paths = [path for pattern in DELIVERED for path in folder.glob(pattern) if path.is_file()]
    return tuple(
        sorted(
            (str(path.relative_to(folder)), path.stat().st_size, path.stat().st_mtime_ns)
            for path in paths
        )
    )


@contextlib.contextmanager
def _private_files() -> Iterator[None]:
    """Keep what is written to the owner: database and logs hold names and e-mail addresses."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _build(job: RefreshJob, lock: int, progress: Progress) -> BuildOutcome:
    for log in job.state.logs.glob("*"):
        log.unlink()
    build = BuildJob(job.project, job.state.target, job.state.logs, job.environment, (lock,))

    def follow(event: Event) -> None:
        if event["info"].get("name") == "FoundStats":
            progress.plan(read_nodes(job.state.target))
        progress.on_event(event)

    return run_build(build, follow)


def _conclude(
    outcome: BuildOutcome, record: RunRecord, state: State, rules: Path | None
) -> Artifacts:
    """Record how the build went; raise when it failed."""
    failure = failure_of(outcome, rules)
    if outcome.artifacts:
        record.built(outcome.artifacts)
        try:
            write_control_extracts(record.folder, state.work_database, outcome.artifacts)
        except duckdb.Error:
            if failure is None:  # else it is that failure that keeps the database from being read
                raise
    if failure:
        raise failure
    assert outcome.artifacts is not None
    return outcome.artifacts
