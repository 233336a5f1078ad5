"""Extracts of what control found in a run, for its folder: also when a gate closed."""

import csv
from collections.abc import Mapping
from pathlib import Path

import duckdb

from klantcentraal.dbt_runs import Artifacts
from klantcentraal.quoting import identifier, literal

# Relations of the work database that a run's folder keeps. Where the release layer's results were
# not reached, those of the gates that were take their place.
EXTRACTS = {
    "control_results": (
        ("control_results",),
        ("control_results_computed", "release_results_computed"),
    ),
    "control_quarantine": (("control_quarantine",),),
    "control_refusal_reasons": (("control_refusal_reasons",),),
    "control_counts": (("control_counts",),),
    "control_corrections": (("control_corrections",),),
    "control_reconciliation": (("control_reconciliation",),),
    "objective_readiness": (("objective_readiness",),),
    "data_maturity": (("data_maturity",),),
    "criteria_matrix": (("criteria_matrix",),),
    "dataset_leak_gate": (("dataset_leak_gate",),),
    "segments_run": (("segments_run",),),
    "segments_in_use": (("segments_in_use",),),
    "segment_events": (("segment_events",),),
    "segment_profiles": (("segment_profiles",),),
}


def write_control_extracts(folder: Path, work_database: Path, artifacts: Artifacts) -> list[str]:
    """Write what control found in this run as CSV files, also when a gate closed.

    Only relations that this run built: one of a run before would tell about other data. Values
    are masked already, as they are in `control_*`. Text that a spreadsheet would take for a
    formula gets an apostrophe before it.

    Args:
        folder: the run's folder.
        work_database: the work database.
        artifacts: manifest and results of the build.

    Returns:
        The names of the files written.
    """
    if not work_database.exists():
        return []
    written = []
    with duckdb.connect(str(work_database), read_only=True) as connection:
        for extract, choices in EXTRACTS.items():
            built = [[name for name in names if artifacts.succeeded(name)] for names in choices]
            relations = next((names for names in built if names), [])
            if relations:
                file = folder / f"{extract}.csv"
                rows = _rows_of_run(connection, relations, artifacts.invocation_id)
                connection.execute(f"copy ({rows}) to {literal(str(file))} (format csv, header)")
                written.append(file.name)
    return written


def read_extract(folder: Path, extract: str) -> list[Mapping[str, str]]:
    """Read what a run kept of a relation.

    Args:
        folder: the run's folder.
        extract: one of EXTRACTS.

    Returns:
        Its rows; none where the run stopped before the relation was built.

    Raises:
        OSError: the file cannot be opened.
    """
    path = folder / f"{extract}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rows_of_run(
    connection: duckdb.DuckDBPyConnection, relations: list[str], invocation_id: str
) -> str:
    """Select what this run wrote: some relations keep the results of runs before."""
    together = " union all by name ".join(
        f"select * from main.{identifier(relation)}" for relation in relations
    )
    types = {name: kind for name, kind, *_ in connection.execute(f"describe {together}").fetchall()}
    values = ", ".join(
        f"{_csv_safe(identifier(name)) if kind == 'VARCHAR' else identifier(name)} "
        f"as {identifier(name)}"
        for name, kind in types.items()
    )
    condition = f"where run_id = {literal(invocation_id)} " if "run_id" in types else ""
    return f"select {values} from ({together}) {condition}order by all"


def _csv_safe(column: str) -> str:
    return (
        f"case when regexp_matches({column}, '^\\s*[=+\\-@\\t\\r]') "
        f"then '''' || {column} else {column} end"
    )
