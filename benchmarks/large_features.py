"""The SQL of all features on a volume that does not fit in memory: it must complete."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import statements, typed_inputs, typed_volume
from benchmarks.dbt_commands import (
    PROJECT,
    Workplace,
    compile_features,
    feature_statements,
    parents_outside,
)
from benchmarks.measurement import Job, Measurement, measure
from benchmarks.volume import Volume, generate

FEW_LINES = 20_000


@dataclass(frozen=True)
class LargeFeatures:
    """What the features took.

    Attributes:
        volume: Lines and accounts.
        memory_limit: Memory limit of DuckDB.
        features: The process that computed them.
    """

    volume: Volume
    memory_limit: str
    features: Measurement

    def report(self) -> str:
        """Say it in one line."""
        found = self.features
        return (
            f"{self.volume.lines:,} lines, {self.volume.account_count:,} accounts, three as-of "
            f"dates, DuckDB memory limit {self.memory_limit}: all features in {found.cpu:.0f} CPU "
            f"seconds, {found.wall:.0f} s, peak {found.rss:,.0f} MiB"
        )


def measure_large(volume: Volume, folder: Path | None = None) -> LargeFeatures:
    """Generate the volume as typed Parquet and compute all features of all criteria from it.

    Args:
        volume: How much; 100 million lines need about 20 GB of disk for a while.
        folder: Where the files go; None is a temporary folder.

    Returns:
        The figures.

    Raises:
        FailedJob: The features did not complete.
    """
    with tempfile.TemporaryDirectory(prefix="klantcentraal-large-", dir=folder) as name:
        scratch = Path(name)
        generate(Volume(FEW_LINES), scratch / "small_raw")
        place = Workplace(PROJECT, scratch / "small_raw", scratch / "dbt")
        door = ("--select", "+path:models/features", "--exclude-resource-type", "unit_test")
        measure(place.job("door", "build", *door, "--exclude-resource-type", "test"))
        compile_features(place)
        typed_inputs.export(place.database, parents_outside(place), scratch / "small")
        generate(volume, scratch / "raw")
        typed_volume.write(scratch / "raw", scratch / "small", scratch / "typed")
        plan_path = scratch / "features.json"
        statements.Plan(
            scratch / "typed",
            feature_statements(place),
            scratch / "spill",
            place.threads,
            place.memory_limit,
        ).write(plan_path)
        command = statements.command(plan_path, scratch / "costs.json")
        job = Job("features", command, PROJECT, {}, scratch / "features.log")
        return LargeFeatures(volume, place.memory_limit, measure(job))
