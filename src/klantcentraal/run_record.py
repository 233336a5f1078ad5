"""What a run leaves behind in its folder: summary.json, its pages, dbt's logs, a traceback."""

import contextlib
import datetime as dt
import json
import shutil
import traceback
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from klantcentraal.dbt_runs import Artifacts
from klantcentraal.errors import (
    AlreadyRunning,
    GateClosed,
    InputError,
    KlantcentraalError,
    UsageError,
)
from klantcentraal.failures import describe_nodes
from klantcentraal.progress import layer_of
from klantcentraal.publish import Publication
from klantcentraal.run_page import RunOutcome, RunPage, run_page
from klantcentraal.run_summary import stopped_lines
from klantcentraal.run_words import LANGUAGES
from klantcentraal.state import State, run_name

STATUSES: dict[type[KlantcentraalError], str] = {
    UsageError: "wrong_usage",
    GateClosed: "gate_closed",
    InputError: "input_broken",
    AlreadyRunning: "already_running",
}


@dataclass
class RunRecord:
    """One run's folder and the content of its summary.json.

    Attributes:
        folder: the run's folder below runs/.
        started_at: start, UTC.
        settings: the options in use.
        language: language to tell of it on screen, `en` or `nl`.
        status: running, published, stopped, or how it failed.
        exit_code: exit code of the command; None while it runs.
        message: one line: the cause of a failure.
        finished_at: end, UTC.
        invocation_id: id of the dbt invocation.
        data_hash: hash of the input files.
        notes: what the door read otherwise than it may have been meant.
        publish_info: the row of publish_info of a published run.
        published_folder: the version's folder, relative to the state folder.
        node_counts: dbt nodes per status.
        seconds_by_layer: build time per layer, added over threads.
        failures: what failed, with dbt's messages.
        warnings: what warned, with dbt's messages.
    """

    folder: Path
    started_at: dt.datetime
    settings: dict[str, str]
    language: str = "en"
    status: str = "running"
    exit_code: int | None = None
    message: str = ""
    finished_at: dt.datetime | None = None
    invocation_id: str | None = None
    data_hash: str | None = None
    notes: list[str] = field(default_factory=list)
    publish_info: dict[str, Any] | None = None
    published_folder: str | None = None
    node_counts: dict[str, int] = field(default_factory=dict)
    seconds_by_layer: dict[str, float] = field(default_factory=dict)
    failures: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def summary(self) -> Path:
        """The file to look at when something went wrong."""
        return self.folder / "summary.json"

    def built(self, artifacts: Artifacts) -> None:
        """Note how a build went; the folder takes the name of its invocation.

        Args:
            artifacts: manifest and results of the build.
        """
        self.invocation_id = artifacts.invocation_id
        renamed = self.folder.with_name(run_name(self.started_at, artifacts.invocation_id))
        self.folder.rename(renamed)
        self.folder = renamed
        self.node_counts = dict(Counter(result["status"] for result in artifacts.results))
        seconds: defaultdict[str, float] = defaultdict(float)
        for result in artifacts.results:
            node = artifacts.manifest["nodes"].get(result["unique_id"])
            if node and node["resource_type"] in {"model", "seed"}:
                layer = layer_of(node["resource_type"], node["path"])
                seconds[layer] += result.get("execution_time") or 0.0
        self.seconds_by_layer = {layer: round(spent, 2) for layer, spent in seconds.items()}
        self.failures = describe_nodes(artifacts, {"error", "fail", "runtime error"})
        self.warnings = describe_nodes(artifacts, {"warn"})

    def published(self, publication: Publication) -> None:
        """Note what was published.

        Args:
            publication: the version that now stands published.
        """
        self.status = "published"
        self.exit_code = 0
        self.publish_info = asdict(publication.info)
        self.published_folder = f"versions/{publication.folder.name}"

    def keep_logs(self, logs: Path) -> None:
        """Move dbt's log files into the run's folder.

        Args:
            logs: dbt's log folder.
        """
        for log in sorted(logs.glob("*.log*")):
            shutil.move(log, self.folder / log.name)

    def write(self) -> None:
        """Write summary.json, whole or not at all."""
        content = {"run": self.folder.name, **asdict(self)}
        del content["folder"]
        part = self.folder / ".summary.json.part"
        text = json.dumps(content, indent=2, default=_json_text, ensure_ascii=False)
        part.write_text(text + "\n", encoding="utf-8")
        part.replace(self.summary)

    def page(self, language: str) -> RunPage:
        """Read what there is to tell about the run.

        Args:
            language: `en` or `nl`.

        Returns:
            Its page.

        Raises:
            duckdb.Error: an extract in the run's folder cannot be read.
            OSError: an extract cannot be opened.
        """
        tests = [node for node in self.failures if node["type"] == "test"]
        outcome = RunOutcome(
            self.folder,
            self.status,
            self.message,
            self.notes,
            [(node["name"], node["failing_rows"] or 0) for node in tests],
            self.publish_info,
        )
        return run_page(outcome, language)

    def write_pages(self) -> None:
        """Write the page in each language."""
        for language in LANGUAGES:
            page = self.page(language)
            page.path.write_text(page.markdown(), encoding="utf-8")


@contextlib.contextmanager
def recorded_run(
    state: State, settings: dict[str, str], language: str = "en"
) -> Iterator[RunRecord]:
    """Keep a record of a run, however it ends.

    Args:
        state: a prepared state folder whose lock this process holds.
        settings: the options in use.
        language: language to tell of it on screen, `en` or `nl`.

    Yields:
        The record, of which summary.json is written at the start and at the end.

    Raises:
        KlantcentraalError: what the run raised, with a note that says where to look; an
            unexpected error becomes one line, its traceback stays in the run's folder.
    """
    now = dt.datetime.now(dt.UTC)
    folder = state.runs / run_name(now, str(uuid.uuid4()))
    record = RunRecord(folder, now, settings, language)
    record.folder.mkdir(mode=0o700)
    record.write()
    try:
        yield record
        _told(record)
    except KlantcentraalError as error:
        _failed(record, STATUSES.get(type(error), "internal_error"), error)
        for told in _told(record):
            error.add_note(told)
        raise
    except Exception as error:
        log = record.folder / "traceback.log"
        log.write_text(traceback.format_exc(), encoding="utf-8")
        first_line = (str(error).splitlines() or [""])[0]
        line = KlantcentraalError(f"internal error: {type(error).__name__}: {first_line}")
        _failed(record, "internal_error", line)
        line.add_note(f"See {log}")
        raise line from error
    except BaseException:
        record.status = "stopped"
        record.message = "stopped before the end"
        raise
    finally:
        record.finished_at = dt.datetime.now(dt.UTC)
        record.write()


def _failed(record: RunRecord, status: str, error: KlantcentraalError) -> None:
    record.status = status
    record.exit_code = error.exit_code
    record.message = str(error)


def _told(record: RunRecord) -> list[str]:
    """Write the pages and say in short what stands there."""
    try:
        record.write_pages()
        if record.status == "gate_closed":
            return stopped_lines(record.page(record.language))
    except Exception:  # noqa: BLE001 - how the run ended stands, also without a page
        log = record.folder / "summary_traceback.log"
        log.write_text(traceback.format_exc(), encoding="utf-8")
        return [f"The summary could not be written: see {log}"]
    return [f"See {record.summary}"]


def _json_text(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
