"""Why a dbt build failed, as one plain line with the exit code that belongs to it."""

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from klantcentraal.dbt_runs import GREEN_STATUSES, Artifacts, BuildOutcome, Node, shortened
from klantcentraal.errors import AlreadyRunning, GateClosed, InputError, KlantcentraalError
from klantcentraal.work_database import LOCKED

# Our own macros and models begin their messages with these words; DuckDB puts its own before them.
# In the middle of a line they are the source text of a message, quoted by another error.
INPUT_MESSAGE = re.compile(r"(?:^|Error: )\s*INPUT: (.+)$", re.MULTILINE)
GATE_MESSAGE = re.compile(r"(?:^|Error: )\s*(GATE CLOSED.*)$", re.MULTILINE)
HEADING = re.compile(
    r"Encountered an error:$|\w+ Error( in .*)?$|Python model failed:$|compiled code at |\[0m"
)


def failure_of(outcome: BuildOutcome, rules_folder: Path | None) -> KlantcentraalError | None:
    """Find the cause of a failed build.

    A broken input or rule file comes before a closed gate, and that before an internal error:
    the first is the cause of the others when several show.

    Args:
        outcome: how the build ended.
        rules_folder: folder whose rule files replace the shipped ones, if any.

    Returns:
        The error to raise, or None when every node is green.
    """
    if outcome.artifacts is None:
        return _failure_before_any_node(outcome)
    failed = _failed_nodes(outcome.artifacts)
    if not failed:
        if outcome.return_code == 0:
            return None
        return KlantcentraalError(
            _told(outcome.errors) or f"dbt ended with code {outcome.return_code}"
        )
    messages = [str(result.get("message") or "") for result, _ in failed]
    return (
        _locked(messages)
        or _input_broken(messages)
        or _rule_broken(outcome.artifacts, failed, rules_folder)
        or _gate_closed(messages)
        or _data_test_failed(failed)
        or _internal(failed)
    )


def describe_nodes(artifacts: Artifacts, statuses: Collection[str]) -> list[dict[str, Any]]:
    """Describe the nodes that ended in some status, for the summary of a run.

    Args:
        artifacts: what the build left behind.
        statuses: dbt's statuses to pick.

    Returns:
        One dictionary per node: name, type, file, status, message and failing rows.
    """
    return [
        {
            "name": node.get("name", result["unique_id"]),
            "type": node.get("resource_type", result["unique_id"].split(".")[0]),
            "file": node.get("original_file_path"),
            "status": result["status"],
            "message": result.get("message"),
            "failing_rows": result.get("failures"),
        }
        for result, node in _with_nodes(artifacts)
        if result["status"] in statuses
    ]


def _failed_nodes(artifacts: Artifacts) -> list[tuple[Node, Node]]:
    return [
        (result, node)
        for result, node in _with_nodes(artifacts)
        if result["status"] not in GREEN_STATUSES | {"skipped"}
    ]


def _with_nodes(artifacts: Artifacts) -> list[tuple[Node, Node]]:
    nodes = {**artifacts.manifest["nodes"], **artifacts.manifest.get("unit_tests", {})}
    return [(result, nodes.get(result["unique_id"], {})) for result in artifacts.results]


def _failure_before_any_node(outcome: BuildOutcome) -> KlantcentraalError:
    return (
        _locked(outcome.errors)
        or _input_broken(outcome.errors)
        or _gate_closed(outcome.errors)
        or KlantcentraalError(
            f"dbt stopped before it built anything: {_told(outcome.errors)}"
            if outcome.errors
            else f"dbt ended with code {outcome.return_code} and left no results"
        )
    )


def _locked(messages: Iterable[str]) -> AlreadyRunning | None:
    for message in messages:
        if LOCKED in message:
            process = re.search(r"\(PID (\d+)\)", message)
            who = f" (process {process[1]})" if process else ""
            return AlreadyRunning(
                f"another program{who} has the work database open; close it and try again"
            )
    return None


def _input_broken(messages: Iterable[str]) -> InputError | None:
    found = _first(INPUT_MESSAGE, messages)
    return InputError(found) if found else None


def _gate_closed(messages: Iterable[str]) -> GateClosed | None:
    found = _first(GATE_MESSAGE, messages)
    return GateClosed(found) if found else None


def _first(pattern: re.Pattern[str], messages: Iterable[str]) -> str | None:
    found = [match[1].strip() for text in messages if (match := pattern.search(text))]
    return found[0] if found else None


def _rule_broken(
    artifacts: Artifacts, failed: list[tuple[Node, Node]], rules_folder: Path | None
) -> InputError | None:
    for result, node in failed:
        seeds = _rule_seeds(artifacts, result["unique_id"], node)
        if seeds:
            files = ", ".join(_rule_file(seed, rules_folder) for seed in seeds)
            return InputError(f"rule file {files} is broken: {_reason(result, node)}")
    return None


def _rule_seeds(artifacts: Artifacts, unique_id: str, node: Node) -> list[Node]:
    """The rule seeds that a failed node blames: itself, or all parents of a data test."""
    nodes = artifacts.manifest["nodes"]
    if node.get("resource_type") == "seed":
        return [node]
    parents = artifacts.manifest.get("parent_map", {}).get(unique_id, [])
    if node.get("resource_type") != "test" or not parents:
        return []
    seeds = [nodes[parent] for parent in parents if parent.startswith("seed.")]
    return seeds if len(seeds) == len(parents) else []


def _rule_file(seed: Node, rules_folder: Path | None) -> str:
    own = rules_folder / f"{seed['name']}.csv" if rules_folder else None
    return str(own) if own and own.is_file() else str(seed["original_file_path"])


def _reason(result: Node, node: Node) -> str:
    if node.get("resource_type") == "test" and result["status"] == "fail":
        return f"{result.get('failures')} rows fail {node['name']}"
    return _told([str(result.get("message") or "")]) or str(result["status"])


def _data_test_failed(failed: list[tuple[Node, Node]]) -> GateClosed | None:
    tests = [
        result
        for result, node in failed
        if node.get("resource_type") == "test" and result["status"] == "fail"
    ]
    others = [node for _, node in failed if node.get("resource_type") != "test"]
    if not tests or others:
        return None
    count = len(tests)
    return GateClosed(
        f"{count} data test{'s' if count > 1 else ''} failed: "
        f"{shortened([result['unique_id'] for result in tests])}; nothing was published"
    )


def _internal(failed: list[tuple[Node, Node]]) -> KlantcentraalError:
    result, node = failed[0]
    kind = node.get("resource_type", "node").replace("_", " ")
    reason = _told([str(result.get("message") or "")])
    more = f" ({len(failed) - 1} more failed)" if len(failed) > 1 else ""
    return KlantcentraalError(f"{kind} {shortened([result['unique_id']])} failed: {reason}{more}")


def _told(messages: Iterable[str]) -> str:
    """The line of dbt's messages that says what happened: past the headings, before the source."""
    lines = [line.strip() for message in messages for line in message.splitlines()]
    told = [line for line in lines if line and not HEADING.match(line)]
    if any(line.startswith("Traceback") for line in told):
        return told[-1]
    return told[0] if told else ""
