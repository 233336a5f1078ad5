"""CPU, wall time and peak memory of a process of its own."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# What the kernel counts peak memory in: KiB, but bytes on macOS.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
TAIL = 3000
LAUNCHER = Path(__file__).with_name("launcher.py")


@dataclass(frozen=True)
class Job:
    """A process to measure.

    Attributes:
        name: What it is called in tables.
        command: Program and arguments.
        folder: Folder to run it in.
        environment: Variables set over those of this process.
        log: File for what it prints.
    """

    name: str
    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str]
    log: Path


@dataclass(frozen=True)
class Measurement:
    """What a process took, its children included.

    Attributes:
        cpu: User and system time, seconds.
        wall: Elapsed time, seconds.
        rss: Peak resident memory, MiB.
        repeats: Number of runs that this is the median of.
    """

    cpu: float
    wall: float
    rss: float
    repeats: int = 1


class FailedJob(Exception):
    """A measured process did not end well."""


def measure(job: Job) -> Measurement:
    """Run a process once.

    Args:
        job: What to run.

    Returns:
        What it took.

    Raises:
        FailedJob: Its exit code was not 0; the message ends with the last of what it printed.
    """
    job.log.parent.mkdir(parents=True, exist_ok=True)
    usage = job.log.with_suffix(".usage")
    started = time.perf_counter()
    with job.log.open("w", encoding="utf-8") as log:
        ended = subprocess.run(
            [sys.executable, "-S", "-E", str(LAUNCHER), str(usage), *job.command],
            cwd=job.folder,
            env={**os.environ, **job.environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    wall = time.perf_counter() - started
    if ended.returncode:
        printed = job.log.read_text(encoding="utf-8", errors="replace")[-TAIL:]
        raise FailedJob(f"{job.name} ended with {ended.returncode}:\n{printed}")
    user, system, rss = map(float, usage.read_text(encoding="utf-8").split())
    return Measurement(cpu=user + system, wall=wall, rss=rss * RSS_UNIT / 2**20)


def measure_side_by_side(jobs: Sequence[Job], repeats: int) -> dict[str, Measurement]:
    """Run processes in turn, so that a busy spell of the machine falls on all of them.

    Args:
        jobs: What to compare.
        repeats: How often each runs.

    Returns:
        Medians by name, each figure its own.
    """
    runs: dict[str, list[Measurement]] = {job.name: [] for job in jobs}
    for _ in range(repeats):
        for job in jobs:
            runs[job.name].append(measure(job))
    return {name: median(found) for name, found in runs.items()}


def median(runs: Sequence[Measurement]) -> Measurement:
    """Take the median of each figure."""
    return Measurement(
        cpu=statistics.median(run.cpu for run in runs),
        wall=statistics.median(run.wall for run in runs),
        rss=statistics.median(run.rss for run in runs),
        repeats=len(runs),
    )
