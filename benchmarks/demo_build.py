"""The build of the demo company against a dbt project of the same size with nothing in it."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import model_steps, trivial_project
from benchmarks.dbt_commands import PROJECT, Workplace
from benchmarks.goals import Goal, table
from benchmarks.measurement import Job, Measurement, measure, measure_side_by_side
from benchmarks.trivial_project import NodeCounts

DEMO_TO_TRIVIAL = 2.0
# As `klantcentraal refresh`, which is what `make build` runs: unit tests judge code, not data.
AS_REFRESH = ("build", "--exclude-resource-type", "unit_test")
EVERYTHING = ("build",)
STEPS = ("checks", "segments")


@dataclass(frozen=True)
class DemoBuild:
    """What the builds took.

    Attributes:
        counts: Nodes of our project.
        demo: dbt build of the demo, without unit tests.
        trivial: dbt build of the empty project, without unit tests.
        demo_with_unit_tests: The demo with its unit tests, once.
        trivial_with_unit_tests: The empty project with as many unit tests, once.
        steps: CPU seconds of the Python models, start of Python not counted.
    """

    counts: NodeCounts
    demo: Measurement
    trivial: Measurement
    demo_with_unit_tests: Measurement
    trivial_with_unit_tests: Measurement
    steps: dict[str, float]

    def goals(self) -> list[Goal]:
        """Compare with what was promised."""
        allowed = DEMO_TO_TRIVIAL * self.trivial.cpu + sum(self.steps.values())
        return [
            Goal("demo build, CPU: 2 x trivial + model steps", allowed, self.demo.cpu, "s"),
        ]

    def report(self) -> str:
        """Lay out the figures as text."""
        jobs = {
            "demo (dbt build)": self.demo,
            "trivial project": self.trivial,
            "demo with unit tests": self.demo_with_unit_tests,
            "trivial with unit tests": self.trivial_with_unit_tests,
        }
        steps = ", ".join(f"{step} {cpu:.1f} s" for step, cpu in self.steps.items())
        beyond_steps = self.demo.cpu - sum(self.steps.values())
        return "\n".join(
            [
                f"{self.counts.models} models, {self.counts.seeds} seeds, "
                f"{self.counts.tests} data tests, {self.counts.unit_tests} unit tests",
                table(
                    ("", "CPU s", "wall s", "RSS MiB", "runs"),
                    [
                        (
                            name,
                            f"{found.cpu:.1f}",
                            f"{found.wall:.1f}",
                            f"{found.rss:,.0f}",
                            str(found.repeats),
                        )
                        for name, found in jobs.items()
                    ],
                ),
                f"model steps (CPU): {steps}; the rest of the demo is "
                f"{beyond_steps / self.trivial.cpu:.2f} x trivial",
            ]
        )


def measure_demo(scratch: Path, repeats: int) -> DemoBuild:
    """Build the demo and an empty project of the same size, in turn.

    Args:
        scratch: Folder to work in.
        repeats: Runs of each; with unit tests once.

    Returns:
        The figures.

    Raises:
        FailedJob: A build failed.
    """
    demo = Workplace(PROJECT, PROJECT / "seeds" / "demo", scratch / "demo")
    # The first build also makes the manifest that says how many nodes there are.
    _clear(demo)
    measure(demo.job("first", *AS_REFRESH))
    counts = trivial_project.count(demo.nodes().values())
    trivial_project.write(counts, scratch / "trivial_project")
    trivial = Workplace(scratch / "trivial_project", scratch, scratch / "trivial")
    places = {"demo": demo, "trivial": trivial}
    _clear(trivial)
    measure(trivial.job("first", *AS_REFRESH))
    builds = measure_side_by_side(
        [place.job(name, *AS_REFRESH) for name, place in places.items()], repeats
    )
    with_unit_tests = measure_side_by_side(
        [place.job(name, *EVERYTHING) for name, place in places.items()], 1
    )
    return DemoBuild(
        counts=counts,
        demo=builds["demo"],
        trivial=builds["trivial"],
        demo_with_unit_tests=with_unit_tests["demo"],
        trivial_with_unit_tests=with_unit_tests["trivial"],
        steps=_measure_steps(demo, STEPS, repeats),
    )


def _clear(place: Workplace) -> None:
    shutil.rmtree(place.scratch, ignore_errors=True)


def _measure_steps(place: Workplace, steps: Sequence[str], repeats: int) -> dict[str, float]:
    jobs = [
        Job(
            step,
            model_steps.command(step, place.database, place.memory_limit),
            PROJECT,
            place.environment,
            place.scratch / "logs" / f"{step}.log",
        )
        for step in (*steps, "nothing")
    ]
    found = measure_side_by_side(jobs, repeats)
    return {step: found[step].cpu - found["nothing"].cpu for step in steps}
