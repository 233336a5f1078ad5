"""The state folder: where a refresh works, what stands published and who is writing."""

import contextlib
import datetime as dt
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from klantcentraal.errors import AlreadyRunning, UsageError

KEPT_VERSIONS = 5  # a working week of nightly versions to go back to
KEPT_RUNS = 60  # two months of nightly run folders, each a few MB of logs


@dataclass(frozen=True)
class State:
    """Paths below one state folder (DESIGN: State).

    Attributes:
        folder: the state folder itself, absolute.
    """

    folder: Path

    @property
    def work_database(self) -> Path:
        """The private database that dbt builds in."""
        return self.folder / "work.duckdb"

    @property
    def target(self) -> Path:
        """The target folder of dbt, kept between runs so that parsing stays partial."""
        return self.folder / "dbt" / "target"

    @property
    def logs(self) -> Path:
        """The log folder of dbt during a run; its files move to the run's folder."""
        return self.folder / "dbt" / "logs"

    @property
    def runs(self) -> Path:
        """One folder per run, also of runs that published nothing."""
        return self.folder / "runs"

    @property
    def versions(self) -> Path:
        """One folder per published version."""
        return self.folder / "versions"

    @property
    def current(self) -> Path:
        """Link to the version that stands published."""
        return self.folder / "current"

    @property
    def published_database(self) -> Path:
        """Fixed path that readers open: a link through `current`."""
        return self.folder / "segments.duckdb"

    @property
    def temporary(self) -> Path:
        """Where DuckDB spills to."""
        return self.folder / "tmp"

    @property
    def lock(self) -> Path:
        """The file whose lock makes one process the only writer."""
        return self.folder / "refresh.lock"

    def prepare(self) -> None:
        """Create the folders that are missing.

        Readers may pass through to the versions; the rest is the owner's alone.

        Raises:
            UsageError: the folder cannot be created or written.
        """
        try:
            for folder in (self.folder, self.versions):
                if not folder.is_dir():
                    folder.mkdir(parents=True)
                    folder.chmod(0o750)
            for folder in (self.runs, self.target, self.logs, self.temporary):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.work_database.exists():
                self.work_database.chmod(0o600)
        except OSError as error:
            raise UsageError(
                f"state folder {self.folder} cannot be used: {error.strerror or error}; "
                "give another one with --state"
            ) from error
        if not os.access(self.folder, os.W_OK):
            raise UsageError(
                f"state folder {self.folder} cannot be written; give another one with --state"
            )


def run_name(moment: dt.datetime, invocation_id: str) -> str:
    """Name a run so that names sort by time.

    Args:
        moment: start of the run, with a time zone.
        invocation_id: id of the dbt invocation.

    Returns:
        UTC time to the millisecond and the first 8 characters of the id.
    """
    utc = moment.astimezone(dt.UTC)
    return f"{utc:%Y%m%dT%H%M%S}{utc.microsecond // 1000:03d}Z-{invocation_id[:8]}"


@contextlib.contextmanager
def single_writer(state: State) -> Iterator[int]:
    """Prepare the state folder and hold its lock; the kernel frees it when the last holder ends.

    Args:
        state: a state folder.

    Yields:
        The lock's file descriptor. A child process that inherits it keeps the lock when its
        parent is killed, so that nobody writes beside an orphan.

    Raises:
        UsageError: the folder cannot be created or written.
        AlreadyRunning: another process holds the lock.
    """
    state.prepare()
    descriptor = os.open(state.lock, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(
                f"another refresh is writing to {state.folder}{_holder(descriptor)}; "
                "wait until it ends or give another folder with --state"
            ) from error
        started_at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps({"process": os.getpid(), "since": started_at}).encode(), 0)
        yield descriptor
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _holder(descriptor: int) -> str:
    try:
        holder = json.loads(os.pread(descriptor, 1000, 0))
        return f" (process {int(holder['process'])}, since {holder['since']} UTC)"
    except (ValueError, KeyError, TypeError):
        return ""


def remove_candidates(state: State) -> None:
    """Remove what killed runs left behind; call it under the lock.

    Args:
        state: a prepared state folder.
    """
    for candidate in state.versions.glob(".*.cand"):
        shutil.rmtree(candidate)
    for link in state.folder.glob(".*.swap"):
        link.unlink()


def make_current(state: State, version: Path) -> None:
    """Point the readers' links to a version, in one atomic step.

    Args:
        state: a prepared state folder.
        version: a complete folder below `state.versions`.

    Raises:
        UsageError: something that is not a link stands where a link belongs.
    """
    _link(state.current, Path("versions") / version.name)
    _link(state.published_database, Path("current") / "segments.duckdb")
    fsync_folder(state.folder)


def _link(link: Path, target: Path) -> None:
    if link.is_symlink() and link.readlink() == target:
        return
    if link.exists() and not link.is_symlink():
        raise UsageError(f"{link} is in the way of a link of that name; move it elsewhere")
    swap = link.with_name(f".{link.name}.swap")
    swap.unlink(missing_ok=True)
    swap.symlink_to(target)
    swap.replace(link)


def remove_old_versions(state: State) -> None:
    """Keep the newest versions and run folders; the current version always stays.

    Args:
        state: a prepared state folder.
    """
    current = state.current.resolve()
    for version in _visible_folders(state.versions)[:-KEPT_VERSIONS]:
        if version.resolve() != current:
            shutil.rmtree(version, ignore_errors=True)  # what is new stands published all the same
    for run in _visible_folders(state.runs)[:-KEPT_RUNS]:
        shutil.rmtree(run, ignore_errors=True)


def _visible_folders(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")
    )


def fsync_folder(folder: Path) -> None:
    """Make a folder's entries last through a power cut.

    Args:
        folder: an existing file or folder.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
