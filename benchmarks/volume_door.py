"""Generated volume through the door, as Parquet and CSV, against the least that a door can do."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks import typed_read
from benchmarks.dbt_commands import PROJECT, Workplace
from benchmarks.goals import Goal, table
from benchmarks.measurement import Job, Measurement, measure
from benchmarks.volume import Volume, generate

DOOR_TO_TYPED_READ = 3.0
# dbt's start and its nodes cost the same whatever is delivered: this many lines show how much.
FEW_LINES = 1_000
# DuckDB keeps its own memory within the limit; Python, dbt and the results come on top.
MEMORY_LIMIT_MIB, MEMORY_ABOVE_LIMIT_MIB = 4096, 1024
FORMATS = ("parquet", "csv")


@dataclass(frozen=True)
class VolumeDoor:
    """What the door took.

    Attributes:
        line_count: Lines that were delivered.
        typed_reads: Typed read and one group-by per key, by format.
        doors: dbt build of staging, control and inputs, without data tests, by format.
        small_door: The same dbt build on a delivery of FEW_LINES.
        slowest: Wall time of the slowest models of the Parquet door.
    """

    line_count: int
    typed_reads: dict[str, Measurement]
    doors: dict[str, Measurement]
    small_door: Measurement
    slowest: dict[str, float]

    def ratio(self, name: str) -> float:
        """Divide what the rows cost the door by what a typed read costs; CPU seconds."""
        return (self.doors[name].cpu - self.small_door.cpu) / self.typed_reads[name].cpu

    def goals(self) -> list[Goal]:
        """Compare with what was promised."""
        limit = MEMORY_LIMIT_MIB + MEMORY_ABOVE_LIMIT_MIB
        return [
            Goal(
                "door from Parquet, CPU for the rows: times typed read and group-bys",
                DOOR_TO_TYPED_READ,
                self.ratio("parquet"),
                "x",
            ),
            *(
                Goal(f"door from {name}, peak memory", limit, found.rss, "MiB")
                for name, found in self.doors.items()
            ),
        ]

    def report(self) -> str:
        """Lay out the figures as text."""
        rows = [
            (f"{kind} from {name}", f"{one.cpu:.1f}", f"{one.wall:.1f}", f"{one.rss:,.0f}")
            for kind, found in (
                ("typed read, a group-by per key", self.typed_reads),
                ("door, control and inputs", self.doors),
            )
            for name, one in found.items()
        ]
        small = self.small_door
        rows.append(
            (f"the same door, {FEW_LINES:,} lines", f"{small.cpu:.1f}", f"{small.wall:.1f}", "")
        )
        ratios = ", ".join(
            f"{name} {self.ratio(name):.2f} for the rows, "
            f"{self.doors[name].cpu / self.typed_reads[name].cpu:.2f} with dbt's start and nodes"
            for name in FORMATS
        )
        slowest = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in self.slowest.items())
        return "\n".join(
            [
                f"{self.line_count:,} lines through the door",
                table(("", "CPU s", "wall s", "RSS MiB"), rows),
                f"door / typed read, CPU: {ratios}",
                f"slowest models from Parquet (wall): {slowest}",
            ]
        )


def measure_door(scratch: Path, lines: int) -> VolumeDoor:
    """Make the volume in both formats and take it through the door.

    Args:
        scratch: Folder to work in.
        lines: Invoice lines, about.

    Returns:
        The figures, one run each, in turn.

    Raises:
        FailedJob: A measured process failed.
    """
    folders = {name: scratch / name for name in FORMATS}
    generate(Volume(lines), folders["parquet"])
    _write_csv(folders["parquet"], folders["csv"])
    typed_reads, doors = {}, {}
    for name, folder in folders.items():
        place = Workplace(PROJECT, folder, scratch / f"{name}_dbt")
        typed_reads[name] = measure(
            Job(
                f"typed read from {name}",
                typed_read.command(folder, scratch / f"{name}_typed", place.memory_limit),
                PROJECT,
                {},
                scratch / "logs" / f"typed_{name}.log",
            )
        )
        doors[name] = measure(_door(place, f"door from {name}"))
    slowest = _slowest(Workplace(PROJECT, folders["parquet"], scratch / "parquet_dbt"))
    generate(Volume(FEW_LINES), scratch / "small")
    small_door = measure(
        _door(Workplace(PROJECT, scratch / "small", scratch / "small_dbt"), "small door")
    )
    return VolumeDoor(_line_count(folders["parquet"]), typed_reads, doors, small_door, slowest)


def _door(place: Workplace, name: str) -> Job:
    return place.job(
        name,
        "build",
        *("--select", "+path:models/inputs"),
        *("--exclude-resource-type", "unit_test", "--exclude-resource-type", "test"),
    )


def _write_csv(parquet: Path, csv: Path) -> None:
    csv.mkdir(parents=True, exist_ok=True)
    for path in sorted(parquet.glob("*.parquet")):
        duckdb.execute(f"copy (from '{path}') to '{csv / path.stem}.csv' (format csv, header)")


def _slowest(place: Workplace) -> dict[str, float]:
    results = sorted(place.results(), key=lambda result: -result["execution_time"])
    return {
        result["unique_id"].split(".")[2]: round(result["execution_time"], 1)
        for result in results[:6]
    }


def _line_count(parquet: Path) -> int:
    found = duckdb.execute(f"select count(*) from '{parquet / 'invoice_lines.parquet'}'").fetchone()
    return int(found[0]) if found else 0
