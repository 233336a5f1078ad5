"""`make bench`: ratios of CPU seconds, wall time and peak memory, in one run.

Every figure comes from a process of its own; what is compared runs in turn, and the median counts.
CPU seconds (user and system) are compared, because wall time follows the other work of the machine.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks import demo_build, segment_methods, volume_door, volume_features
from benchmarks.dbt_commands import PROJECT
from benchmarks.goals import Goal, goals_table
from benchmarks.measurement import FailedJob

RESULTS = PROJECT / "target" / "bench"
PACKAGES = ("duckdb", "dbt-core", "dbt-duckdb", "great-expectations", "pandas", "scikit-learn")


@dataclass(frozen=True)
class Machine:
    """What the figures were measured on.

    Attributes:
        cores: Processors that this process may use.
        memory: Memory, GiB.
        system: Operating system and architecture.
        load: Load average of the last minute at the start.
        versions: Versions of Python and of the packages that matter.
    """

    cores: int
    memory: float
    system: str
    load: float
    versions: dict[str, str]

    @classmethod
    def here(cls) -> "Machine":
        """Describe this machine."""
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
        versions = {"python": platform.python_version()}
        return cls(
            cores=cores,
            memory=round(pages / 2**30, 1),
            system=f"{platform.system()} {platform.machine()}",
            load=round(os.getloadavg()[0], 1),
            versions=versions | {name: version(name) for name in PACKAGES},
        )

    def __str__(self) -> str:
        """Return one line."""
        versions = ", ".join(f"{name} {number}" for name, number in self.versions.items())
        return (
            f"{self.cores} cores, {self.memory} GiB, {self.system}, load {self.load} at the start; "
            f"{versions}"
        )


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.bench", description=__doc__)
    parser.add_argument("--lines", type=int, default=10_000_000, help="invoice lines, about")
    parser.add_argument("--repeats", type=int, default=3, help="runs per figure")
    parts = ("all", "door", "volume", "segments", "demo")
    parser.add_argument("--part", choices=parts, default="all")
    parser.add_argument("--scratch", type=Path, help="folder to work in; kept when given")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for bench.json")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write the results.

    Args:
        arguments: The command line without the program's name.

    Returns:
        Exit code: 0 when every goal is held, else 1.
    """
    options = read_arguments(arguments)
    machine = Machine.here()
    print(f"{machine}\nThreads 2, memory limit 4GB, medians of {options.repeats}.", flush=True)
    scratch = options.scratch or Path(tempfile.mkdtemp(prefix="klantcentraal-bench-"))
    goals: list[Goal] = []
    results: dict[str, object] = {"machine": asdict(machine), "lines": options.lines}
    try:
        if options.part in ("all", "door"):
            door = volume_door.measure_door(scratch / "door", options.lines)
            print(f"\n{door.report()}", flush=True)
            goals += door.goals()
            results["door"] = asdict(door)
        if options.part in ("all", "volume"):
            features = volume_features.measure_features(
                scratch / "volume", options.lines, options.repeats
            )
            print(f"\n{features.report()}", flush=True)
            goals += features.goals()
            results["volume"] = asdict(features)
        if options.part in ("all", "segments"):
            methods = segment_methods.measure_methods(scratch / "segments", options.repeats)
            print(f"\n{methods.report()}", flush=True)
            goals += methods.goals()
            results["segments"] = asdict(methods)
        if options.part in ("all", "demo"):
            demo = demo_build.measure_demo(scratch / "demo", options.repeats)
            print(f"\n{demo.report()}", flush=True)
            goals += demo.goals()
            results["demo"] = asdict(demo)
    except FailedJob as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    finally:
        if not options.scratch:
            shutil.rmtree(scratch, ignore_errors=True)
    print(f"\n{goals_table(goals)}")
    results["goals"] = [{**asdict(goal), "is_held": goal.is_held} for goal in goals]
    options.results.mkdir(parents=True, exist_ok=True)
    path = options.results / "bench.json"
    path.write_text(json.dumps(results, indent=1, default=str) + "\n", encoding="utf-8")
    print(f"\nAll figures: {path}")
    return 0 if all(goal.is_held for goal in goals) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
