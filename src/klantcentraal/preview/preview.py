"""Run changed rule files on a copy of the state and compare the outcome with what stands."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from klantcentraal import door
from klantcentraal.errors import KlantcentraalError, UsageError
from klantcentraal.preview.movements import Movement, Rename, compare, renames
from klantcentraal.preview.refits import Refit, find_refit
from klantcentraal.progress import Progress
from klantcentraal.refresh import RefreshJob, refresh
from klantcentraal.state import State, single_writer


@dataclass(frozen=True)
class Preview:
    """What the rules would do.

    Attributes:
        rule_files: Names of the rule files that were tried, sorted.
        as_of_date: Day that the figures look back from, ISO.
        movements: Where every account stands and would stand.
        renames: Segments that would have another name.
        refit: Why the segments are those; None = the segmentation that stands would stay.
    """

    rule_files: tuple[str, ...]
    as_of_date: str
    movements: tuple[Movement, ...]
    renames: tuple[Rename, ...]
    refit: Refit | None = None


def preview(job: RefreshJob, progress: Progress) -> Preview:
    """Refresh a copy with the rules of the job; what is published stays as it is.

    The copy begins with the same kept rows as the next refresh would (keys, cut points, models,
    history), reads the same files and passes the same gates: its figures are those of that
    refresh.

    Args:
        job: Options of a refresh, with rules; `as_of` is taken from what stands published.
        progress: Shows how far it is.

    Returns:
        What would move.

    Raises:
        UsageError: Nothing stands published, or it was made of other files or another source.
        AlreadyRunning: A refresh is writing to the state folder.
        InputError: A rule file is broken.
        GateClosed: A gate would close with these rules.
        KlantcentraalError: Anything else that stopped the run.
    """
    assert job.rules is not None
    job.check()
    standing = _standing(job)
    with _copy(job.state) as copied:
        try:
            refresh(replace(job, state=copied, as_of=standing["as_of_date"]), progress)
        except KlantcentraalError as error:
            # What the notes point at disappears with the copy.
            raise type(error)(f"with the rules of {job.rules}: {error}") from None
        published, candidate = job.state.published_database, copied.published_database
        return Preview(
            tuple(sorted(path.name for path in job.rules.glob("rules_*.csv"))),
            standing["as_of_date"].isoformat(),
            compare(published, candidate),
            renames(published, candidate),
            find_refit(published, candidate),
        )


def _standing(job: RefreshJob) -> dict[str, Any]:
    """Read what stands published, and see that it was made of the files of the job."""
    state = job.state
    again = "run klantcentraal refresh first, without the new rules"
    if not state.published_database.exists():
        raise UsageError(f"nothing is published in {state.folder}: {again}")
    with duckdb.connect(str(state.published_database), read_only=True) as connection:
        names = ("source", "as_of_date", "data_hash")
        row = connection.execute(f"select {', '.join(names)} from publish_info").fetchone()
    standing = dict(zip(names, row or (), strict=True))
    if standing["source"] != job.source:
        raise UsageError(
            f"source {standing['source']} stands published in {state.folder}, not {job.source}"
        )
    if standing["data_hash"] != door.data_hash(job.data, job.source, job.project):
        raise UsageError(
            f"what stands published in {state.folder} was not made of the files that are now in "
            f"{job.data}: {again}"
        )
    return standing


@contextmanager
def _copy(state: State) -> Iterator[State]:
    """Copy what a refresh goes on from; the copy is private and disappears."""
    with single_writer(state):
        folder = Path(tempfile.mkdtemp(prefix="preview-", dir=state.temporary))
        shutil.copy2(state.work_database, folder)
    try:
        yield State(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
