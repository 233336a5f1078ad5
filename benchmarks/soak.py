"""`make soak`: night after night in one state folder, while readers keep reading.

Each night refreshes the demo company as of a later day. Readers open the published database all
the time and compare tables that must add up: one that sees two versions mixed is a torn read.
Then all features are computed once on 100 million lines.
"""

import argparse
import datetime as dt
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from benchmarks.large_features import measure_large
from benchmarks.volume import Volume

PROJECT = Path(__file__).parents[1]
FIRST_NIGHT = dt.date(2026, 6, 1)
READ = (
    "select (select count(*) from accounts), (select count(*) from account_segments), "
    "(select sum(account_count) from segment_profiles where segment_id <> 'ALL'), "
    "(select count(distinct as_of_date) from accounts)"
)


@dataclass
class Readings:
    """What the readers saw."""

    count: int = 0
    torn: int = 0
    errors: list[str] = field(default_factory=list)


def read_until(stop: threading.Event, database: Path, readings: Readings) -> None:
    """Open the published database over and over, and compare tables that must add up.

    Args:
        stop: Set when the reader must end.
        database: The published link.
        readings: Where the outcome is counted.
    """
    program = (
        f"import duckdb; print(duckdb.connect({str(database)!r}, read_only=True)"
        f".execute({READ!r}).fetchall()[0])"
    )
    while not stop.is_set():
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=False
        )
        readings.count += 1
        if done.returncode:
            readings.errors.append(done.stderr.strip().splitlines()[-1])
            continue
        accounts, segmented, profiled, dates = eval_row(done.stdout)
        readings.torn += not (accounts == segmented == profiled and dates == 1)


def eval_row(text: str) -> tuple[int, int, int, int]:
    """Read the four whole numbers that a reader printed."""
    first, second, third, fourth = (int(part) for part in text.strip().strip("()").split(","))
    return first, second, third, fourth


def refresh(state: Path, as_of: dt.date) -> None:
    """Refresh as a scheduler does.

    Raises:
        subprocess.CalledProcessError: The refresh did not publish.
    """
    command = [str(Path(sys.executable).with_name("klantcentraal")), "refresh"]
    subprocess.run(
        [*command, "--state", str(state), "--as-of", as_of.isoformat()],
        cwd=PROJECT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def main(arguments: list[str]) -> int:
    """Run the nights and print what each left behind; 1 when a read failed or was torn."""
    parser = argparse.ArgumentParser(prog="benchmarks.soak", description=__doc__)
    parser.add_argument("--nights", type=int, default=10)
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--lines", type=int, default=100_000_000, help="0 leaves the volume out")
    options = parser.parse_args(arguments)
    readings = Readings()
    stop = threading.Event()
    with tempfile.TemporaryDirectory(prefix="klantcentraal-soak-") as folder:
        state = Path(folder) / "state"
        database = state / "segments.duckdb"
        readers = [
            threading.Thread(target=read_until, args=(stop, database, readings))
            for _ in range(options.readers)
        ]
        try:
            for night in range(options.nights):
                refresh(state, FIRST_NIGHT + dt.timedelta(days=night))
                if night == 0:
                    for reader in readers:
                        reader.start()
                print(_night(state, database), flush=True)
        finally:
            stop.set()
            for reader in readers:
                if reader.is_alive():
                    reader.join()
    print(f"{readings.count} reads, {readings.torn} torn, {len(readings.errors)} errors")
    for error in sorted(set(readings.errors)):
        print(error)
    if options.lines:
        print(measure_large(Volume(options.lines)).report(), flush=True)
    return 1 if readings.torn or readings.errors else 0


def _night(state: Path, database: Path) -> str:
    with duckdb.connect(str(database), read_only=True) as connection:
        as_of, output_hash = connection.execute(
            "select as_of_date, output_hash from publish_info"
        ).fetchall()[0]
    mebibytes = sum(file.stat().st_size for file in state.rglob("*") if file.is_file()) / 2**20
    versions = len(list((state / "versions").iterdir()))
    return f"as of {as_of}: {versions} versions, {mebibytes:.0f} MiB, output {output_hash[:12]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
