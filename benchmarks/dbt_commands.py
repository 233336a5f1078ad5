"""dbt on the project in a scratch folder: builds, and the SQL of its models."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measurement import Job
from benchmarks.statements import Statement

PROJECT = Path(__file__).parents[1]
HISTORY_MONTHS = 0  # scoring, model and verification date: three as-of dates
_DBT = (sys.executable, "-c", "from dbt.cli.main import cli; cli(prog_name='dbt')")

Node = dict[str, Any]


@dataclass(frozen=True)
class Workplace:
    """Where dbt works.

    Attributes:
        project: Folder with dbt_project.yml.
        data: Folder with the delivered files.
        scratch: Folder for state, target and logs.
        threads: Threads of dbt and of DuckDB.
        memory_limit: Memory limit of DuckDB.
    """

    project: Path
    data: Path
    scratch: Path
    threads: int = 2
    memory_limit: str = "4GB"

    @property
    def target(self) -> Path:
        """The target folder of dbt."""
        return self.scratch / "target"

    @property
    def database(self) -> Path:
        """The work database."""
        return self.scratch / "state" / "work.duckdb"

    @property
    def environment(self) -> dict[str, str]:
        """The variables that dbt reads the project's settings from."""
        return {
            "KLANTCENTRAAL_SOURCE": "files",
            "KLANTCENTRAAL_DATA": str(self.data),
            "KLANTCENTRAAL_STATE": str(self.scratch / "state"),
            "KLANTCENTRAAL_AS_OF": "",
            "KLANTCENTRAAL_RULES": "",
            "KLANTCENTRAAL_OBJECTIVE": "loyalty",
            "KLANTCENTRAAL_THREADS": str(self.threads),
            "KLANTCENTRAAL_MEMORY_LIMIT": self.memory_limit,
            "DO_NOT_TRACK": "1",
            "GX_ANALYTICS_ENABLED": "false",
        }

    def job(self, name: str, *arguments: str) -> Job:
        """Give a dbt command as a job.

        Args:
            name: Name of the job.
            *arguments: dbt's subcommand and its options.

        Returns:
            The job; its state folder exists.
        """
        self.database.parent.mkdir(parents=True, exist_ok=True)
        folders = {
            "--project-dir": self.project,
            "--profiles-dir": self.project / "profiles",
            "--target-path": self.target,
            "--log-path": self.scratch / "logs",
        }
        pairs = [str(part) for pair in folders.items() for part in pair]
        return Job(
            name=name,
            command=[*_DBT, "--quiet", *arguments, *pairs],
            folder=self.project,
            environment=self.environment,
            log=self.scratch / "logs" / f"{name.replace(' ', '_')}.log",
        )

    def results(self) -> list[Node]:
        """Read the results of the last command that ran nodes."""
        content = json.loads((self.target / "run_results.json").read_text(encoding="utf-8"))
        found: list[Node] = content["results"]
        return found

    def nodes(self) -> dict[str, Node]:
        """Read the nodes of the manifest, by unique id."""
        content = json.loads((self.target / "manifest.json").read_text(encoding="utf-8"))
        return {**content["nodes"], **content["unit_tests"]}


def compile_features(place: Workplace) -> None:
    """Compile the models of the features at three as-of dates; nothing is built.

    Args:
        place: Where dbt works.

    Raises:
        subprocess.CalledProcessError: dbt failed; its output is on the screen.
    """
    variables = json.dumps({"history_months": HISTORY_MONTHS})
    job = place.job("compile", "compile", "--select", "path:models/features", "--vars", variables)
    subprocess.run(job.command, cwd=job.folder, env={**os.environ, **job.environment}, check=True)


def feature_statements(place: Workplace) -> list[Statement]:
    """Give the compiled features as statements.

    Args:
        place: Where they were compiled.

    Returns:
        One statement per model of models/features, parents before children.
    """
    return [
        Statement(node["name"], node["config"]["materialized"], node["compiled_code"])
        for node in in_order(_features(place.nodes()))
    ]


def _features(nodes: Mapping[str, Node]) -> dict[str, Node]:
    return {
        unique_id: node
        for unique_id, node in nodes.items()
        if node["resource_type"] == "model"
        and node["language"] == "sql"
        and Path(node["path"]).parts[0] == "features"
    }


def in_order(nodes: Mapping[str, Node]) -> list[Node]:
    """Sort nodes so that parents come before children, else by id."""
    placed: dict[str, Node] = {}
    while len(placed) < len(nodes):
        for unique_id in sorted(nodes):
            parents = set(nodes[unique_id]["depends_on"].get("nodes", [])) & nodes.keys()
            if unique_id not in placed and parents <= placed.keys():
                placed[unique_id] = nodes[unique_id]
    return list(placed.values())


def ancestors(place: Workplace, names: Iterable[str]) -> set[str]:
    """Name the models that some models need, themselves included.

    Args:
        place: Where they were compiled.
        names: Names of models.

    Returns:
        Names of models, and of seeds, of the whole project.
    """
    nodes = place.nodes()
    kinds = ("model", "seed")
    by_name = {node["name"]: node for node in nodes.values() if node["resource_type"] in kinds}
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            parents = by_name[name]["depends_on"].get("nodes", [])
            waiting += [nodes[parent]["name"] for parent in parents]
    return found


def parents_outside(place: Workplace) -> set[str]:
    """Name the tables that the features read and that are no features themselves.

    Args:
        place: Where they were compiled.

    Returns:
        Names of inputs, of rule seeds and of the two control tables with date and gate.
    """
    nodes = place.nodes()
    features = _features(nodes)
    parents = {parent for node in features.values() for parent in node["depends_on"]["nodes"]}
    return {nodes[parent]["name"] for parent in parents - features.keys()}


def only(statements: Sequence[Statement], names: set[str]) -> list[Statement]:
    """Keep the statements of these names, in order."""
    return [statement for statement in statements if statement.name in names]
