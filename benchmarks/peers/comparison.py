"""The peers as processes to measure, and their figures against those of the features."""

import os
import sys
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

import duckdb

from benchmarks.dbt_commands import PROJECT
from benchmarks.measurement import Job, measure
from benchmarks.naive_spine import CRITERIA

# Sums of doubles differ in their last digits, and a cent may round the other way.
RELATIVE, CENT = 1e-6, 0.011
KEYS = ("as_of_date", "account_key")


def installed() -> list[str]:
    """Name the peers that are here: polars comes with the packages of the benchmarks."""
    return [name for name in ("pandas", "polars") if find_spec(name)]


@dataclass(frozen=True)
class PeerComparison:
    """The peers over the same typed Parquet as the features.

    Attributes:
        typed: Folder with the typed Parquet.
        scratch: Folder with the dates and the features in outputs; logs and figures of the peers
            go there.
        threads: Threads of polars; pandas has one.
    """

    typed: Path
    scratch: Path
    threads: int

    def job(self, peer: str) -> Job:
        """Give a peer as a process: like the features, it keeps what it computes in memory.

        Args:
            peer: pandas or polars.

        Returns:
            The job.
        """
        dates = self.scratch / "outputs" / "features_dates.parquet"
        module = f"benchmarks.peers.{peer}_features"
        return Job(
            name=peer,
            command=[sys.executable, "-m", module, str(self.typed), str(dates)],
            folder=PROJECT,
            environment={"POLARS_MAX_THREADS": str(self.threads), "PYTHONPATH": _python_path()},
            log=self.scratch / f"{peer}.log",
        )

    def differing_rows(self, peer: str) -> dict[str, int]:
        """Run a peer once more and count the rows in which a figure is not that of the features.

        Args:
            peer: pandas or polars.

        Returns:
            Number of rows by criterion, every column compared.

        Raises:
            FailedJob: The peer did not end well.
            ValueError: The two have other columns.
        """
        job = self.job(peer)
        out = self.scratch / peer
        measure(replace(job, command=[*job.command, str(out)]))
        return {
            criterion: differing_rows(
                self.scratch / "outputs" / f"features_{criterion}.parquet",
                out / f"{criterion}.parquet",
            )
            for criterion in CRITERIA
        }


def _python_path() -> str:
    kept = os.environ.get("PYTHONPATH")
    return os.pathsep.join([str(PROJECT), *([kept] if kept else [])])


def differing_rows(ours: Path, theirs: Path) -> int:
    """Count the rows that only one of two tables has, or in which a figure differs.

    Args:
        ours: Parquet of the features of a criterion.
        theirs: Parquet of the same by a peer.

    Returns:
        Number of rows; money may differ by a cent, other figures in the seventh digit.

    Raises:
        ValueError: The two have other columns.
    """
    types = _types(ours)
    if types.keys() != _types(theirs).keys():
        raise ValueError(f"columns of {theirs} differ: {sorted(types)}, {sorted(_types(theirs))}")
    conditions = " or ".join(
        _differs(name, kind) for name, kind in types.items() if name not in KEYS
    )
    found = duckdb.execute(
        f"select count(*) from '{ours}' as ours full join '{theirs}' as theirs "
        "on ours.as_of_date = cast(theirs.as_of_date as date) "
        "and ours.account_key = theirs.account_key "
        f"where ours.account_key is null or theirs.account_key is null or {conditions}"
    ).fetchone()
    return int(found[0]) if found else 0


def _differs(name: str, kind: str) -> str:
    if kind in ("DATE", "VARCHAR", "BOOLEAN"):
        return f"ours.{name} is distinct from cast(theirs.{name} as {kind})"
    slack = f"{RELATIVE} * greatest(1, abs(cast(ours.{name} as double)))"
    slack += f" + {CENT}" if kind.startswith("DECIMAL") else ""
    return (
        f"(ours.{name} is null) <> (theirs.{name} is null) or "
        f"abs(cast(ours.{name} as double) - theirs.{name}) > {slack}"
    )


def _types(path: Path) -> dict[str, str]:
    described = duckdb.execute(f"describe select * from '{path}'").fetchall()
    return {name: kind for name, kind, *_ in described}
