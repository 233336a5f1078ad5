"""SQL statements with names, and a process that runs them in plain DuckDB.

Run as a program it reads a plan (JSON), runs it over views on typed Parquet and writes what each
statement took. dbt is not loaded: what is measured is the SQL.
"""

import json
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

# dbt's catalog: it is called after the file of the work database.
CATALOG = "work"


@dataclass(frozen=True)
class Statement:
    """One select and what becomes of it.

    Attributes:
        name: Name of the table or view.
        kind: table or view.
        sql: The select.
    """

    name: str
    kind: str
    sql: str


@dataclass(frozen=True)
class Plan:
    """What one process runs.

    Attributes:
        inputs: Folder with a Parquet file per input table.
        statements: In the order of their dependencies.
        scratch: Folder for spilled data.
        threads: Threads of DuckDB.
        memory_limit: Memory limit of DuckDB, such as 4GB.
        outputs: Folder for one Parquet file per table named in keep; None writes none.
        keep: Tables to write, rows in order.
    """

    inputs: Path
    statements: Sequence[Statement]
    scratch: Path
    threads: int = 2
    memory_limit: str = "4GB"
    outputs: Path | None = None
    keep: Sequence[str] = ()

    def write(self, path: Path) -> None:
        """Write the plan as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), default=str, indent=1), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Plan":
        """Read what `write` wrote."""
        content = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            inputs=Path(content["inputs"]),
            statements=[Statement(**statement) for statement in content["statements"]],
            scratch=Path(content["scratch"]),
            threads=content["threads"],
            memory_limit=content["memory_limit"],
            outputs=Path(content["outputs"]) if content["outputs"] else None,
            keep=content["keep"],
        )


@dataclass(frozen=True)
class Cost:
    """What one statement took.

    Attributes:
        name: Name of the statement.
        cpu: User and system time of the process meanwhile, seconds.
        wall: Elapsed time, seconds.
        rows: Rows of the table; None for a view.
    """

    name: str
    cpu: float
    wall: float
    rows: int | None


def command(plan_path: Path, costs_path: Path) -> list[str]:
    """Give the command that runs a plan in a process of its own."""
    return [sys.executable, "-m", "benchmarks.statements", str(plan_path), str(costs_path)]


def read_costs(path: Path) -> list[Cost]:
    """Read what a plan's process wrote."""
    return [Cost(**cost) for cost in json.loads(path.read_text(encoding="utf-8"))]


def run(plan: Plan) -> list[Cost]:
    """Run a plan in this process.

    Args:
        plan: What to run.

    Returns:
        What each statement took.
    """
    plan.scratch.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"set threads = {plan.threads}")
        connection.execute(f"set memory_limit = '{plan.memory_limit}'")
        connection.execute(f"set temp_directory = '{plan.scratch}'")
        connection.execute(f"attach ':memory:' as {CATALOG}")
        connection.execute(f"use {CATALOG}")
        for path in sorted(plan.inputs.glob("*.parquet")):
            connection.execute(f"create view {path.stem} as from read_parquet('{path}')")
        costs = [_run(connection, statement) for statement in plan.statements]
        if plan.outputs:
            plan.outputs.mkdir(parents=True, exist_ok=True)
            for name in plan.keep:
                connection.execute(
                    f"copy (from {name} order by all) to '{plan.outputs / name}.parquet'"
                )
    return costs


def _run(connection: duckdb.DuckDBPyConnection, statement: Statement) -> Cost:
    cpu, wall = _cpu(), time.perf_counter()
    done = connection.execute(f"create {statement.kind} {statement.name} as {statement.sql}")
    found = done.fetchone() if statement.kind == "table" else None
    rows = found[0] if found else None
    return Cost(statement.name, _cpu() - cpu, time.perf_counter() - wall, rows)


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main(plan_path: str, costs_path: str) -> None:
    """Run the plan in one file and write the costs to another."""
    costs = run(Plan.read(Path(plan_path)))
    Path(costs_path).write_text(json.dumps([asdict(cost) for cost in costs]), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
