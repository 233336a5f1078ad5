"""What a preview refuses before it builds anything, and that it leaves nothing behind."""

import io
from pathlib import Path

import duckdb
import pytest

from klantcentraal import door
from klantcentraal.contract import find_project_dir
from klantcentraal.errors import GateClosed, UsageError
from klantcentraal.preview import preview as module
from klantcentraal.preview.preview import preview
from klantcentraal.progress import Progress
from klantcentraal.refresh import RefreshJob
from klantcentraal.state import State

PROJECT = find_project_dir()
DEMO = PROJECT / "seeds" / "demo"


@pytest.fixture
def job(tmp_path: Path) -> RefreshJob:
    """A job on a state folder in which the demo stands published."""
    state = State(tmp_path / "state")
    state.prepare()
    rules = tmp_path / "rules"
    rules.mkdir()
    state.work_database.write_bytes(b"kept rows")
    version = state.versions / "one"
    version.mkdir()
    state.published_database.symlink_to(version / "segments.duckdb")
    publish(state, source="files", data_hash=door.data_hash(DEMO, "files", PROJECT))
    return RefreshJob(PROJECT, state, "files", DEMO, rules=rules)


def publish(state: State, source: str, data_hash: str) -> None:
    with duckdb.connect(str(state.published_database.readlink())) as connection:
        connection.execute(
            "create or replace table publish_info as "
            "select ? as source, date '2026-06-30' as as_of_date, ? as data_hash",
            [source, data_hash],
        )


def run(job: RefreshJob) -> None:
    preview(job, Progress(io.StringIO(), is_live=False))


def test_nothing_published(job: RefreshJob) -> None:
    job.state.published_database.unlink()
    with pytest.raises(UsageError, match=r"nothing is published in .*: run klantcentraal refresh"):
        run(job)


def test_other_files_than_those_published(job: RefreshJob) -> None:
    publish(job.state, "files", "0" * 64)
    with pytest.raises(UsageError, match=r"was not made of the files that are now in .*demo"):
        run(job)


def test_another_source_than_that_published(job: RefreshJob) -> None:
    publish(job.state, "wide_world_importers", "0" * 64)
    with pytest.raises(UsageError, match="source wide_world_importers stands published"):
        run(job)


def test_what_fails_names_the_rules_and_leaves_no_copy(
    job: RefreshJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[RefreshJob] = []

    def closed(copied: RefreshJob, _: Progress) -> None:
        seen.append(copied)
        assert copied.state.work_database.read_bytes() == b"kept rows"
        error = GateClosed("GATE CLOSED: no")
        error.add_note("See a folder that will be gone")
        raise error

    monkeypatch.setattr(module, "refresh", closed)
    with pytest.raises(GateClosed, match=r"^with the rules of .*rules: GATE CLOSED: no") as caught:
        run(job)
    assert not getattr(caught.value, "__notes__", [])
    (copied,) = seen
    assert str(copied.as_of) == "2026-06-30"
    assert copied.state.folder.parent == job.state.temporary
    assert not copied.state.folder.exists()
