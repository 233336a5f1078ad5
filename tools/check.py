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
NAMES_SOURCE = "var('source')"
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


def sqlfluff_gates(source: str) -> list[Gate]:
    """Return the gate on how SQL is written.

    A model that does not name the source reads the same for every source, so all but the first one
    lint only what differs: their staging folder and the models that read it.
    """
    paths = ["models", "tests/data"]
    if source != SOURCES[0]:
        readers = [
            path for path in Path("models").rglob("*.sql") if NAMES_SOURCE in path.read_text()
        ]
        paths = [f"models/staging/{source}", *map(str, sorted(readers))]
    lint = ["sqlfluff", "lint", "--nocolor", "--disable-progress-bar", *paths]
    return [Gate(f"{source}: sqlfluff", lint, settings(source, "sqlfluff"))]


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
    rows = [*map(sqlfluff_gates, SOURCES), *map(dbt_gates, SOURCES), python_gates()]
    with ThreadPoolExecutor(max_workers=2) as pool:
        failed = [name for names in pool.map(failures, rows) for name in names]
    if failed:
        sys.exit(f"make check: {len(failed)} gates failed: {'; '.join(failed)}")
    print("make check: every gate stands")


if __name__ == "__main__":
    main()
