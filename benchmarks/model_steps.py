"""The Python steps of a build, each in a process of its own: the checks of gate 1, the segments.

Run as a program with the name of a step and a work database that a build left behind. The step
`nothing` only starts: what it takes is taken off the others.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks.statements import CATALOG


def checks(connection: duckdb.DuckDBPyConnection) -> int:
    """Run Great Expectations over the judged rows; returns the number of checks."""
    from klantcentraal.expectations.results import (  # noqa: PLC0415 - part of what is measured
        check_inputs,
    )

    return len(check_inputs(connection, CATALOG, "main"))


def segments(connection: duckdb.DuckDBPyConnection) -> int:
    """Assign the segments as a refresh after the first does; returns the number of rows."""
    from klantcentraal.segmentation.segment_labels import (  # noqa: PLC0415 - part of what is measured
        LabelSources,
        kept_labels,
        replayed_labels,
    )

    models = ("segments_run", "segmentation_models_computed", "features_spine")
    sources = LabelSources(*map(connection.table, (*models, "segments_yardstick")))
    kept = kept_labels(sources, connection.table("segments_kept_computed")).read_all()
    return int(kept.num_rows + replayed_labels(sources).read_all().num_rows)


def nothing(_: duckdb.DuckDBPyConnection) -> int:
    """Start and end."""
    return 0


STEPS: dict[str, Callable[[duckdb.DuckDBPyConnection], int]] = {
    "checks": checks,
    "segments": segments,
    "nothing": nothing,
}


def command(step: str, database: Path, memory_limit: str = "4GB") -> list[str]:
    """Give the command that runs a step in a process of its own."""
    return [sys.executable, "-m", "benchmarks.model_steps", step, str(database), memory_limit]


def main(step: str, database: str, memory_limit: str) -> None:
    """Run one step and print how many rows it gave."""
    with duckdb.connect(database, read_only=True) as connection:
        connection.execute(f"set threads = 2; set memory_limit = '{memory_limit}'")
        print(step, STEPS[step](connection))


if __name__ == "__main__":
    main(*sys.argv[1:])
