"""Runs every gate of the project, offline, and says which stand and which do not.

A model of a source that is not in use is invisible to dbt and to every linter that asks dbt, so
their gates run once for each folder of models/staging/. What they write goes to target/check/.
"""

import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

BIN = Path(sys.executable).parent
SCRATCH = Path("target/check")
CONTRACT_FILE = Path("seeds/reference/input_contract.csv")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
SOURCES = sorted(folder.name for folder in Path("models/staging").iterdir())


@dataclass(frozen=True)
class Gate:
    """One command that must exit with 0.

    Attributes:
        name: what to call it on screen.
        command: a program of the virtual environment and its arguments.
        environment: variables to set.
        telling: pattern of the lines to show when it fails; all without one.
        feeds_next: whether the gates after it need what it makes.
    """

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    telling: str = ""
    feeds_next: bool = False

    def stands(self) -> bool:
        """Run the command and print one line, with its output when it failed."""
        started = time.monotonic()
        outcome = subprocess.run(
            [str(BIN / self.command[0]), *self.command[1:]],
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        stands = outcome.returncode == 0
        verdict = "ok    " if stands else "FAILED"
        report = [f"{verdict} {time.monotonic() - started:5.1f} s  {self.name}"]
        if not stands:
            lines = COLOURS.sub("", outcome.stdout).rstrip().splitlines()
            report += [line for line in lines if re.search(self.telling, line)]
        print("\n".join(report), flush=True)
        return stands


def settings(source: str, purpose: str) -> dict[str, str]:
    """Return the environment of one source, with a target and state folder for one purpose."""
    folder = SCRATCH / source / purpose
    (folder / "state").mkdir(parents=True, exist_ok=True)
    return {
        "KLANTCENTRAAL_SOURCE": source,
        "KLANTCENTRAAL_DATA": "seeds/demo",
        "KLANTCENTRAAL_STATE": str(folder / "state"),
        "KLANTCENTRAAL_AS_OF": "",
        "KLANTCENTRAAL_RULES": "",
        "KLANTCENTRAAL_OBJECTIVE": "loyalty",
        "DBT_PROFILES_DIR": "profiles",
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }


def dbt_gates(source: str) -> list[Gate]:
    """Return the gates on what dbt makes of a source: its manifest and its catalog."""
    ours = settings(source, "dbt")
    target = ours["DBT_TARGET_PATH"]
    score = ["dbt-score", "lint", "--manifest", f"{target}/manifest.json"]
    bouncer = ["dbt-bouncer", "run", "--show-all-failures"]
    coverage = ["dbt-coverage", "compute", "doc", "--cov-fail-under", "1.0"]
    coverage += ["--run-artifacts-dir", target, "--cov-report", f"{target}/coverage.json"]
    return [
        Gate(
            f"{source}: dbt, warnings are errors",
            ["python", "tools/empty_build.py"],
            ours,
            feeds_next=True,
        ),
        Gate(f"{source}: dbt-score", score),
        Gate(
            f"{source}: dbt-bouncer",
            bouncer,
            {"DBT_PROJECT_DIR": str(Path(target).parent), "COLUMNS": "200"},
        ),
        Gate(f"{source}: dbt-coverage", coverage, telling=r"^main\.(?!.* 100\.0%)"),
    ]


def brief_project(folder: Path) -> Path:
    """Write a project folder whose contract has one column of each type for each entity.

    What macros make of a column is not linted, yet parsed: with all columns that takes minutes.

    Args:
        folder: Where to write it.

    Returns:
        The folder, to look for the contract in.
    """
    contract = folder / CONTRACT_FILE
    contract.parent.mkdir(parents=True, exist_ok=True)
    (folder / "dbt_project.yml").write_text("name: brief\n")
    header, *rows = CONTRACT_FILE.read_text().splitlines()
    kept: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        entity, _, data_type, *_ = fields = row.split(",")
        kept.setdefault(entity, {}).setdefault(data_type, fields)
    brief = [
        ",".join([*fields[:-1], str(ordinal)])
        for by_type in kept.values()
        for ordinal, fields in enumerate(by_type.values(), 1)
    ]
    contract.write_text("\n".join([header, *brief]) + "\n")
    return folder


def sqlfluff_gates(source: str) -> list[Gate]:
    """Return the gate on how SQL is written.

    Only the staging folder of a source reads otherwise than for the first one.
    """
    lint = ["sqlfluff", "lint", "--nocolor", "--disable-progress-bar"]
    control, others = "models/control", ["tests/data", f"models/staging/{source}"]
    paths = {source: others}
    if source == SOURCES[0]:
        layers = [str(folder) for folder in sorted(Path("models").iterdir()) if folder.is_dir()]
        shared = [folder for folder in layers if folder not in (control, "models/staging")]
        paths = {f"{source}, control": [control], f"{source}, the rest": [*others, *shared]}
    return [
        Gate(
            f"{name}: sqlfluff",
            [*lint, *folders],
            {
                **settings(source, f"sqlfluff{number}"),
                "DBT_PROJECT_DIR": str(brief_project(SCRATCH / source / f"brief{number}")),
            },
        )
        for number, (name, folders) in enumerate(paths.items())
    ]


def python_gates() -> list[Gate]:
    """Return the gates that do not depend on the source."""
    tests = ["tests/python/test_portable_sql.py", "tests/python/test_architecture.py"]
    return [
        Gate("ruff check", ["ruff", "check", "--quiet"]),
        Gate("ruff format", ["ruff", "format", "--check", "--quiet", "--diff"]),
        Gate("mypy --strict", ["mypy", "--no-error-summary"]),
        Gate("portable SQL and architecture", ["pytest", "--quiet", "--no-header", *tests]),
    ]


def failures(row: list[Gate]) -> list[str]:
    """Run gates one after the other and return the names of those that do not stand."""
    failed = []
    for gate in row:
        if not gate.stands():
            failed.append(gate.name)
            if gate.feeds_next:
                break
    return failed


def main() -> None:
    """Run all gates, two rows of them at a time, and exit with 1 when one does not stand."""
    lint_rows = [[gate] for source in SOURCES for gate in sqlfluff_gates(source)]
    rows = [*lint_rows, *map(dbt_gates, SOURCES), python_gates()]
    with ThreadPoolExecutor(max_workers=2) as pool:
        failed = [name for names in pool.map(failures, rows) for name in names]
    if failed:
        sys.exit(f"make check: {len(failed)} gates failed: {'; '.join(failed)}")
    print("make check: every gate stands")


if __name__ == "__main__":
    main()
