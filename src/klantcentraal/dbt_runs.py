"""One dbt build as a subprocess, and what it left behind: manifest, results and errors."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from klantcentraal.errors import GateClosed, UsageError

# What a build that is published has: rules of today, every model, and every data test passed.
WHOLE_BUILD = frozenset({"seed", "model", "test"})
GREEN_STATUSES = frozenset({"success", "pass", "warn", "no-op"})
# Not `-m dbt.cli.main`: that imports the module twice and warns about it on every run.
DBT_COMMAND = (sys.executable, "-c", "from dbt.cli.main import cli; cli(prog_name='dbt')")
STOP_SECONDS = 20.0  # dbt cancels its queries on a signal; after this it is killed

Event = dict[str, Any]
Node = dict[str, Any]


@dataclass(frozen=True)
class BuildJob:
    """What one `dbt build` needs.

    Attributes:
        project: folder that holds dbt_project.yml.
        target: dbt's target folder.
        logs: dbt's log folder.
        environment: variables set over those of this process.
        inherited: file descriptors that the child keeps open (the writer's lock).
    """

    project: Path
    target: Path
    logs: Path
    environment: Mapping[str, str]
    inherited: tuple[int, ...] = ()


@dataclass(frozen=True)
class Artifacts:
    """The manifest and the run results of one dbt invocation.

    Attributes:
        manifest: manifest.json as read.
        run_results: run_results.json as read.
    """

    manifest: dict[str, Any]
    run_results: dict[str, Any]

    @property
    def invocation_id(self) -> str:
        """The id of the invocation that wrote the run results."""
        return str(self.run_results["metadata"]["invocation_id"])

    @property
    def started_at(self) -> dt.datetime:
        """Start of the invocation, UTC."""
        metadata = self.run_results["metadata"]
        text = metadata.get("invocation_started_at") or metadata["generated_at"]
        moment = dt.datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)

    @property
    def results(self) -> list[Node]:
        """One dictionary per node that ran: unique_id, status, message, failures."""
        return list(self.run_results["results"])

    @property
    def models(self) -> dict[str, Node]:
        """The enabled models by unique id."""
        return {
            unique_id: node
            for unique_id, node in self.manifest["nodes"].items()
            if node["resource_type"] == "model"
        }

    @property
    def source(self) -> str:
        """The name of the source system: the only enabled folder of staging."""
        folders = {
            Path(node["path"]).parts[1]
            for node in self.models.values()
            if Path(node["path"]).parts[0] == "staging" and len(Path(node["path"]).parts) > 2
        }
        return ",".join(sorted(folders))

    def succeeded(self, model_name: str) -> bool:
        """Whether this invocation built the model of that name."""
        return any(
            result["status"] == "success" and result["unique_id"].split(".")[-1] == model_name
            for result in self.results
            if result["unique_id"].startswith("model.")
        )


@dataclass(frozen=True)
class BuildOutcome:
    """How a `dbt build` ended.

    Attributes:
        return_code: dbt's own exit code.
        artifacts: what it wrote; None when it ended before any node ran.
        errors: error messages of its log, in order.
    """

    return_code: int
    artifacts: Artifacts | None
    errors: tuple[str, ...] = field(default=())


def read_artifacts(target: Path) -> Artifacts:
    """Read what a dbt build left in its target folder.

    Args:
        target: dbt's target folder.

    Returns:
        The manifest and the run results of that build.

    Raises:
        UsageError: a file is missing or unreadable, or they are not of one invocation.
    """
    artifacts = Artifacts(
        _read_json(target / "manifest.json"), _read_json(target / "run_results.json")
    )
    if artifacts.manifest["metadata"].get("invocation_id") != artifacts.invocation_id:
        raise UsageError(f"{target} holds no results of the last dbt command; run dbt build again")
    return artifacts


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read; run dbt build first") from error
    except ValueError as error:
        raise UsageError(f"{path} is not whole; run dbt build again") from error
    return content


def read_nodes(target: Path) -> list[Node]:
    """Read the nodes of the manifest that a running dbt has just written.

    Args:
        target: dbt's target folder.

    Returns:
        The enabled nodes; none when the manifest cannot be read yet.
    """
    try:
        return list(_read_json(target / "manifest.json")["nodes"].values())
    except (UsageError, KeyError):
        return []


def check_complete(artifacts: Artifacts) -> None:
    """Prove that the results are those of one whole, green `dbt build`.

    Args:
        artifacts: what the build left behind.

    Raises:
        UsageError: the results are of another dbt command.
        GateClosed: a node failed or was skipped, or a seed, model or data test was left out.
    """
    command = artifacts.run_results.get("args", {}).get("which")
    if command != "build":
        raise UsageError(f"the last dbt command was {command!r}; publishing needs a `dbt build`")
    red = [r["unique_id"] for r in artifacts.results if r["status"] not in GREEN_STATUSES]
    if red:
        raise GateClosed(f"the build is not green: {shortened(red)}; nothing was published")
    built = {result["unique_id"] for result in artifacts.results}
    expected = {
        unique_id
        for unique_id, node in artifacts.manifest["nodes"].items()
        if node["resource_type"] in WHOLE_BUILD
        and node.get("config", {}).get("materialized") != "ephemeral"
    }
    left_out = sorted(expected - built)
    if left_out:
        raise GateClosed(
            f"left out of the build: {shortened(left_out)}; nothing was published: run dbt build "
            "without a selection"
        )


def shortened(unique_ids: list[str]) -> str:
    """Name a few nodes and count the rest.

    Args:
        unique_ids: ids of dbt nodes, `type.project.name[.hash]`; of unit tests
            `unit_test.project.model.name`.

    Returns:
        At most three names and how many more there are.
    """
    names = [
        unique_id.split(".")[3 if unique_id.startswith("unit_test.") else 2]
        for unique_id in unique_ids
    ]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def run_build(job: BuildJob, on_event: Callable[[Event], None]) -> BuildOutcome:
    """Run `dbt build` and follow its log.

    Args:
        job: where and with which environment.
        on_event: called with every JSON event of dbt's log.

    Returns:
        How it ended; `artifacts` is None when dbt stopped before it ran a node.
    """
    results = job.target / "run_results.json"
    results.unlink(missing_ok=True)  # a stale one would speak for this run
    errors: list[str] = []
    with subprocess.Popen(
        _command(job),
        cwd=job.project,
        env={**_own_environment(), **job.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=job.inherited,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            assert process.stdout is not None
            with (job.logs / "dbt_output.log").open("w", encoding="utf-8") as log:
                for event in _events(process.stdout, log):
                    if event["info"].get("level") == "error":
                        errors.append(str(event["info"].get("msg", "")))
                    on_event(event)
        except BaseException:
            _stop(process)
            raise
    artifacts = read_artifacts(job.target) if results.exists() else None
    return BuildOutcome(process.returncode, artifacts, tuple(errors))


def _own_environment() -> dict[str, str]:
    """This process's environment without DBT_ flags: one left in a shell would change the run."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("DBT_") or name.startswith("DBT_ENV_")
    } | {"DO_NOT_TRACK": "1", "GX_ANALYTICS_ENABLED": "false", "PYTHONHASHSEED": "0"}


def _command(job: BuildJob) -> list[str]:
    options = {
        "--project-dir": job.project,
        "--profiles-dir": job.project / "profiles",
        "--target-path": job.target,
        "--log-path": job.logs,
        "--log-format": "json",
        "--log-format-file": "text",
    }
    pairs = [str(part) for pair in options.items() for part in pair]
    # Unit tests judge the code, not the delivery: they run in `make test`, not every night.
    kinds = ["--exclude-resource-type", "unit_test"]
    return [*DBT_COMMAND, "build", *pairs, *kinds, "--no-use-colors", "--no-use-colors-file"]


def _events(lines: IO[str], log: IO[str]) -> Iterator[Event]:
    """Yield the JSON events; every other line (a crash, a library's print) goes to the log."""
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:
            event = None
        if isinstance(event, dict) and isinstance(event.get("info"), dict):
            log.write(f"{event['info'].get('ts', '')} {event['info'].get('msg', '')}\n")
            yield event
        else:
            log.write(line)


def _stop(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
