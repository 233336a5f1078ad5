"""Generated volume through the door; the SQL of the features against a limit and the plain way."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks import model_steps, naive_spine, statements, typed_inputs
from benchmarks.dbt_commands import (
    HISTORY_MONTHS,
    PROJECT,
    Workplace,
    ancestors,
    compile_features,
    feature_statements,
    only,
    parents_outside,
)
from benchmarks.goals import Goal, table
from benchmarks.measurement import Job, Measurement, measure, measure_side_by_side
from benchmarks.peers.comparison import PeerComparison, installed
from benchmarks.statements import Cost, Plan, Statement
from benchmarks.volume import Volume, generate

FEATURES_TO_LIMIT = 12.0
FEATURES_TO_NAIVE = 0.4
FEATURES_TO_PEERS = {"pandas": 0.4, "polars": 1.0}
ON_ONE_THREAD = "_on_one_thread"

# One pass over each file that the features read: the least that any feature of them all costs.
LIMIT = [
    Statement(
        "one_pass_lines",
        "table",
        """
        select
            account_key,
            count(distinct invoice_key) as invoice_count,
            max(invoice_date) as last_invoice_date,
            sum(net_amount) as net_amount
        from input_invoice_lines
        group by account_key
        """,
    ),
    Statement(
        "one_pass_invoices",
        "table",
        """
        select
            account_key,
            count(*) as invoice_count,
            max(due_date) as last_due_date
        from input_invoices
        group by account_key
        """,
    ),
    Statement(
        "one_pass_payments",
        "table",
        """
        select
            account_key,
            max(payment_date) as last_payment_date,
            sum(amount) as amount
        from input_payments
        group by account_key
        """,
    ),
]


@dataclass(frozen=True)
class VolumeFeatures:
    """What the door and the features took at one volume.

    Attributes:
        line_count: Lines that reached the features.
        seconds_to_generate: Wall time of making the files.
        inputs: dbt build of staging, control and inputs, data tests included.
        inputs_seconds: Wall time of its parts, summed over dbt's threads.
        checks: The checks of gate 1 in a process of their own.
        limit: One pass over the lines.
        features: Grains and criteria.
        limit_on_one_thread: The limit with one thread: threads that share memory and caches cost
            CPU seconds of their own, more of them the more a job holds in memory.
        features_on_one_thread: The features with one thread, as pandas has.
        naive: The plain way.
        costs: What each statement of all features took in one run.
        differing_rows: Rows in which features and plain way differ, by criterion.
        peers: The libraries that are installed; they compute the same criteria.
        peer_differing_rows: Rows in which a peer's figure is not that of the features, by peer and
            criterion.
    """

    line_count: int
    seconds_to_generate: float
    inputs: Measurement
    inputs_seconds: dict[str, float]
    checks: Measurement
    limit: Measurement
    features: Measurement
    limit_on_one_thread: Measurement
    features_on_one_thread: Measurement
    naive: Measurement
    costs: list[Cost]
    differing_rows: dict[str, int]
    peers: dict[str, Measurement]
    peer_differing_rows: dict[str, dict[str, int]]

    def goals(self) -> list[Goal]:
        """Compare with what was promised."""
        return [
            Goal(
                "features, CPU on one thread: times one pass over the typed Parquet",
                FEATURES_TO_LIMIT,
                self.features_on_one_thread.cpu / self.limit_on_one_thread.cpu,
                "x",
            ),
            Goal(
                "features, CPU: times the plain spine",
                FEATURES_TO_NAIVE,
                self.features.cpu / self.naive.cpu,
                "x",
            ),
            Goal(
                "features differing from the plain spine",
                0,
                sum(self.differing_rows.values()),
                "rows",
            ),
            *(
                Goal(
                    f"features, CPU{' on one thread' if peer == 'pandas' else ''}: times {peer}",
                    FEATURES_TO_PEERS[peer],
                    self._features_beside(peer).cpu / found.cpu,
                    "x",
                )
                for peer, found in self.peers.items()
            ),
            Goal(
                "peers differing",
                0,
                sum(sum(found.values()) for found in self.peer_differing_rows.values()),
                "rows",
            ),
        ]

    def _features_beside(self, peer: str) -> Measurement:
        return self.features_on_one_thread if peer == "pandas" else self.features

    def report(self) -> str:
        """Lay out the figures as text."""
        jobs = {
            "door, control and inputs (dbt build)": self.inputs,
            "checks of gate 1 (Great Expectations)": self.checks,
            "one pass over the typed Parquet": self.limit,
            "one pass on one thread": self.limit_on_one_thread,
            "grains and criteria": self.features,
            "grains and criteria on one thread": self.features_on_one_thread,
            "plain spine on raw lines": self.naive,
            **{f"the same features in {peer}": found for peer, found in self.peers.items()},
        }
        parts = ", ".join(
            f"{part} {seconds:.1f} s" for part, seconds in self.inputs_seconds.items()
        )
        return "\n".join(
            [
                f"{self.line_count:,} lines, made in {self.seconds_to_generate:.0f} s; "
                f"three as-of dates",
                table(
                    ("", "CPU s", "wall s", "RSS MiB", "runs"),
                    [_row(name, found) for name, found in jobs.items()],
                ),
                f"features / one pass: CPU {self.features.cpu / self.limit.cpu:.1f}, "
                f"wall {self.features.wall / self.limit.wall:.1f}, "
                f"RSS {self.features.rss / self.limit.rss:.1f}; "
                f"features / plain spine: CPU {self.features.cpu / self.naive.cpu:.2f}, "
                f"wall {self.features.wall / self.naive.wall:.2f}, "
                f"RSS {self.features.rss / self.naive.rss:.2f}",
                f"dbt build by part (wall): {parts}",
                "",
                table(
                    ("model, in one run", "CPU s", "wall s", "rows"),
                    [
                        (cost.name, f"{cost.cpu:.2f}", f"{cost.wall:.2f}", f"{cost.rows or 0:,}")
                        for cost in sorted(self.costs, key=lambda cost: -cost.cpu)
                        if cost.cpu >= 0.005
                    ],
                ),
            ]
        )


def measure_features(scratch: Path, lines: int, repeats: int) -> VolumeFeatures:
    """Make the volume, take it through the door and measure the features.

    Args:
        scratch: Folder to work in.
        lines: Invoice lines, about.
        repeats: Runs per compared figure; building the inputs and the checks run once.

    Returns:
        The figures.

    Raises:
        FailedJob: A measured process failed.
    """
    started = time.perf_counter()
    generate(Volume(lines), scratch / "raw")
    generated = time.perf_counter() - started
    place = Workplace(PROJECT, scratch / "raw", scratch / "dbt")
    inputs, inputs_seconds, checks = _measure_inputs(place)
    compile_features(place)
    typed = scratch / "typed"
    typed_inputs.export(place.database, parents_outside(place), typed)
    comparison = Comparison(place, typed, scratch / "runs")
    measured = measure_side_by_side(comparison.jobs(), repeats)
    costs = statements.run(Plan(typed, feature_statements(place), scratch / "spill", place.threads))
    differing = comparison.differing_rows()
    peers = PeerComparison(typed, comparison.scratch, place.threads)
    beside = [*comparison.jobs_on_one_thread(), *(peers.job(peer) for peer in installed())]
    measured_beside = measure_side_by_side(beside, repeats)
    return VolumeFeatures(
        line_count=_line_count(typed),
        seconds_to_generate=generated,
        inputs=inputs,
        inputs_seconds=inputs_seconds,
        checks=checks,
        limit=measured["limit"],
        features=measured["features"],
        limit_on_one_thread=measured_beside.pop(f"limit{ON_ONE_THREAD}"),
        features_on_one_thread=measured_beside.pop(f"features{ON_ONE_THREAD}"),
        naive=measured["naive"],
        costs=costs,
        differing_rows=differing,
        peers=measured_beside,
        peer_differing_rows={peer: peers.differing_rows(peer) for peer in installed()},
    )


def _measure_inputs(place: Workplace) -> tuple[Measurement, dict[str, float], Measurement]:
    """Build staging, control and inputs; run the checks that stand between them apart."""
    checks_model = "control_results_computed"
    build = place.job(
        "inputs",
        "build",
        *("--select", "+path:models/inputs", f"+{checks_model}", "path:seeds/rules"),
        *("--exclude", checks_model, "--indirect-selection", "cautious"),
        *("--exclude-resource-type", "unit_test"),
    )
    inputs = measure(build)
    nodes = place.nodes()
    seconds: dict[str, float] = {}
    for result in place.results():
        node = nodes.get(result["unique_id"])
        if node is not None:
            part = _part(node["resource_type"], Path(node["path"]).parts[0])
            seconds[part] = seconds.get(part, 0.0) + result["execution_time"]
    checks = Job(
        "checks",
        model_steps.command("checks", place.database, place.memory_limit),
        PROJECT,
        place.environment,
        place.scratch / "logs" / "checks.log",
    )
    return inputs, seconds, measure(checks)


def _part(resource_type: str, folder: str) -> str:
    if resource_type == "model":
        return "door and control" if folder in ("staging", "control") else folder
    return {"test": "data tests"}.get(resource_type, f"{resource_type}s")


def _line_count(typed: Path) -> int:
    found = duckdb.execute(
        f"select count(*) from '{typed / 'input_invoice_lines.parquet'}'"
    ).fetchone()
    return int(found[0]) if found else 0


@dataclass(frozen=True)
class Comparison:
    """The features, the limit and the plain way over the same typed Parquet.

    Attributes:
        place: Where the features were compiled.
        typed: Folder with the typed Parquet.
        scratch: Folder for plans, logs and spilled data.
    """

    place: Workplace
    typed: Path
    scratch: Path

    def jobs(self) -> list[Job]:
        """Give each as a process."""
        return [
            self._job(name, listed, self.place.threads)
            for name, listed in self._statements().items()
        ]

    def jobs_on_one_thread(self) -> list[Job]:
        """Give limit and features as processes with one thread."""
        return [
            self._job(f"{name}{ON_ONE_THREAD}", self._statements()[name], 1)
            for name in ("limit", "features")
        ]

    def differing_rows(self) -> dict[str, int]:
        """Run features and plain way once more and count the rows in which they differ.

        Returns:
            Rows by criterion that only one of the two has, every column compared.
        """
        kept = {"features": ["features_dates"], "naive": []}
        for name, tables in kept.items():
            statements.run(
                Plan(
                    self.typed,
                    self._statements()[name],
                    self.scratch / "spill",
                    outputs=self.scratch / "outputs",
                    keep=[*tables, *(f"{name}_{criterion}" for criterion in naive_spine.CRITERIA)],
                )
            )
        return {
            criterion: differing_rows(self.scratch / "outputs", criterion)
            for criterion in naive_spine.CRITERIA
        }

    def _statements(self) -> dict[str, Sequence[Statement]]:
        criteria = [f"features_{criterion}" for criterion in naive_spine.CRITERIA]
        features = only(feature_statements(self.place), ancestors(self.place, criteria))
        return {
            "limit": LIMIT,
            "features": features,
            "naive": naive_spine.statements(HISTORY_MONTHS),
        }

    def _job(self, name: str, listed: Sequence[Statement], threads: int) -> Job:
        plan_path = self.scratch / f"{name}.json"
        Plan(
            self.typed,
            listed,
            self.scratch / "spill",
            threads,
            self.place.memory_limit,
        ).write(plan_path)
        command = statements.command(plan_path, self.scratch / f"{name}_costs.json")
        return Job(name, command, PROJECT, {}, self.scratch / f"{name}.log")


def differing_rows(folder: Path, criterion: str) -> int:
    """Count the rows that only one of the two tables of a criterion has.

    Args:
        folder: Folder with features_<criterion>.parquet and naive_<criterion>.parquet.
        criterion: Name of the criterion.

    Returns:
        Number of rows, of both tables together; money is compared to the cent, the rest exactly.

    Raises:
        ValueError: The two have other columns.
    """
    features, naive = (folder / f"{kind}_{criterion}.parquet" for kind in ("features", "naive"))
    types = _types(features)
    if list(types) != list(_types(naive)):
        raise ValueError(f"columns of {criterion} differ: {list(types)}, {list(_types(naive))}")
    columns = ", ".join(f"cast({name} as {kind}) as {name}" for name, kind in types.items())
    one, other = (f"(select {columns} from '{path}')" for path in (features, naive))
    found = duckdb.execute(
        f"select (select count(*) from (from {one} except all from {other}))"
        f" + (select count(*) from (from {other} except all from {one}))"
    ).fetchone()
    return int(found[0]) if found else 0


def _types(path: Path) -> dict[str, str]:
    described = duckdb.execute(f"describe select * from '{path}'").fetchall()
    return {name: kind for name, kind, *_ in described}


def _row(name: str, found: Measurement) -> tuple[str, ...]:
    return (
        name,
        f"{found.cpu:.2f}",
        f"{found.wall:.2f}",
        f"{found.rss:,.0f}",
        str(found.repeats),
    )
