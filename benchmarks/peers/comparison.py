"""The peers as processes to measure, and their figures against those of the features."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import duckdb

from benchmarks.dbt_commands import PROJECT
from benchmarks.measurement import Job

CRITERIA = ("consumption", "cross_sales", "finances")
# Sums of doubles differ in their last digits, and a cent may round the other way.
RELATIVE, CENT = 1e-6, 0.011


def installed() -> list[str]:
    """Name the peers that are here: polars comes with the packages of the benchmarks."""
    return [name for name in ("pandas", "polars") if find_spec(name)]


def job(peer: str, typed: Path, scratch: Path, threads: int) -> Job:
    """Give a peer as a process.

    Args:
        peer: pandas or polars.
        typed: Folder with the typed Parquet.
        scratch: Folder with features_dates.parquet in outputs, for logs and what the peer writes.
        threads: Threads of polars; pandas has one.

    Returns:
        The job; it writes <scratch>/<peer>/<criterion>.parquet.
    """
    dates = scratch / "outputs" / "features_dates.parquet"
    return Job(
        name=peer,
        command=[
            *(sys.executable, "-m", f"benchmarks.peers.{peer}_features"),
            *(str(typed), str(dates), str(scratch / peer)),
        ],
        folder=PROJECT,
        environment={"POLARS_MAX_THREADS": str(threads), "PYTHONPATH": _python_path()},
        log=scratch / f"{peer}.log",
    )


def _python_path() -> str:
    kept = os.environ.get("PYTHONPATH")
    return os.pathsep.join([str(PROJECT), *([kept] if kept else [])])


def differing_rows(peer: str, scratch: Path) -> int:
    """Count the rows in which a figure of the peer is not that of the features.

    Args:
        peer: pandas or polars.
        scratch: Folder in which both wrote.

    Returns:
        Number of rows, over all criteria; every column that both have is compared.
    """
    return sum(_differing(peer, criterion, scratch) for criterion in CRITERIA)


def _differing(peer: str, criterion: str, scratch: Path) -> int:
    ours = f"'{scratch / 'outputs' / f'features_{criterion}.parquet'}'"
    theirs = f"'{scratch / peer / f'{criterion}.parquet'}'"
    types = _types(ours)
    shared = [name for name in _types(theirs) if name in types]
    conditions = " or ".join(
        _differs(name, types[name]) for name in shared if name not in ("as_of_date", "account_key")
    )
    found = duckdb.execute(
        f"select count(*) from {ours} as ours full join {theirs} as theirs "
        "on ours.as_of_date = cast(theirs.as_of_date as date) "
        "and ours.account_key = theirs.account_key "
        f"where ours.account_key is null or theirs.account_key is null or {conditions}"
    ).fetchone()
    return int(found[0]) if found else 0


def _differs(name: str, kind: str) -> str:
    if kind == "DATE":
        return f"ours.{name} is distinct from cast(theirs.{name} as date)"
    slack = f"{RELATIVE} * greatest(1, abs(cast(ours.{name} as double)))"
    slack += f" + {CENT}" if kind.startswith("DECIMAL") else ""
    return (
        f"(ours.{name} is null) <> (theirs.{name} is null) or "
        f"abs(cast(ours.{name} as double) - theirs.{name}) > {slack}"
    )


def _types(relation: str) -> dict[str, str]:
    described = duckdb.execute(f"describe select * from {relation}").fetchall()
    return {name: kind for name, kind, *_ in described}
