"""Compiles the project strictly, builds it without rows and writes dbt's catalog.json.

Linters read what is written; this asks DuckDB for the columns that every model really has, also for
a source whose data is not at hand. Nothing is executed on rows, so it takes seconds.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb
from dbt.cli.main import dbtRunner
from dbt.jsonschemas import jsonschemas

ADDED_BY_READER = "file_row_number"  # stands in no file, but in the yml of each source
CATALOG_VERSION = "https://schemas.getdbt.com/dbt/catalog/v1.json"


def compiled_project() -> Any:
    """Parse and compile the whole project, every warning and deprecation an error.

    Returns:
        dbt's manifest, with the compiled SQL of every model.

    Raises:
        SystemExit: dbt refused the project; it has printed why.
    """
    # dbt checks the keys of yml files for four warehouses only; DuckDB's are written the same way
    jsonschemas._JSONSCHEMA_SUPPORTED_ADAPTERS.add("duckdb")
    # a cached parse would not warn again
    strict = ["--quiet", "--no-use-colors", "--warn-error", "--no-partial-parse"]
    manifest = run_dbt(dbtRunner(), [*strict, "parse"])
    write_empty_sources(manifest)
    run_dbt(dbtRunner(manifest=manifest), [*strict, "compile"])
    return manifest


def run_dbt(runner: dbtRunner, arguments: list[str]) -> Any:
    """Run one dbt command in this process and return its result; exit when dbt reports an error."""
    outcome = runner.invoke(arguments)
    if not outcome.success:
        sys.exit(f"dbt {arguments[-1]} failed")
    return outcome.result


def source_file(source: Any) -> Path:
    """Return the Parquet file in which dbt will look for a source."""
    return Path(os.environ["KLANTCENTRAAL_DATA"]) / f"{source.identifier}.parquet"


def write_empty_sources(manifest: Any) -> None:
    """Write every declared source as a Parquet file without rows."""
    for source in manifest.sources.values():
        path = source_file(source)
        path.parent.mkdir(parents=True, exist_ok=True)
        columns = [each for each in source.columns.values() if each.name != ADDED_BY_READER]
        duckdb.sql(f"select {typed_nulls(columns)} where false").write_parquet(str(path))


def typed_nulls(columns: Iterable[Any]) -> str:
    """Return a select list of nulls with the names and types that a yml file declares."""
    return ", ".join(
        f'cast(null as {each.data_type or "string"}) as "{each.name}"' for each in columns
    )


def empty_select(node: Any) -> str:
    """Return SQL without rows whose columns are those of a seed, a SQL model or a Python model."""
    if node.resource_type == "seed":
        types = f", types = {node.config.column_types}" if node.config.column_types else ""
        return f"select * from read_csv('{node.original_file_path}', header = true{types}) limit 0"
    if node.language == "python":
        return f"select {typed_nulls(node.columns.values())} where false"
    return f"select * from ({node.compiled_code}) limit 0"


def in_order(manifest: Any) -> Iterator[Any]:
    """Yield seeds and models so that each comes after what it reads."""
    nodes = {
        unique_id: node
        for unique_id, node in manifest.nodes.items()
        if node.resource_type in ("seed", "model")
    }
    graph = {unique_id: node.depends_on_nodes for unique_id, node in nodes.items()}
    for unique_id in TopologicalSorter(graph).static_order():
        if unique_id in nodes:
            yield nodes[unique_id]


def catalog_entry(
    connection: duckdb.DuckDBPyConnection, node: Any, relation: str
) -> dict[str, Any]:
    """Describe one relation in the shape of dbt's catalog."""
    columns = connection.sql(f"describe {relation}").fetchall()
    return {
        "unique_id": node.unique_id,
        "metadata": {
            "type": "BASE TABLE",
            "database": node.database,
            "schema": node.schema,
            "name": node.name,
        },
        "columns": {
            name: {"name": name, "type": kind, "index": number}
            for number, (name, kind, *_) in enumerate(columns, start=1)
        },
        "stats": {},
    }


def empty_build(manifest: Any) -> dict[str, Any]:
    """Create every seed and model without rows in a database in memory.

    Returns:
        The catalog of seeds, models and sources.

    Raises:
        SystemExit: DuckDB refused the SQL of a model.
    """
    connection = duckdb.connect()
    nodes = {}
    for node in in_order(manifest):
        connection.execute(f"attach if not exists ':memory:' as \"{node.database}\"")
        try:
            connection.execute(f"create table {node.relation_name} as {empty_select(node)}")
        except duckdb.Error as error:
            reason = str(error).partition("\n\tCandidate")[0]  # without DuckDB's long lists
            sys.exit(f"{node.original_file_path}: {reason}")
        nodes[node.unique_id] = catalog_entry(connection, node, node.relation_name)
    sources = {
        unique_id: catalog_entry(connection, source, f"'{source_file(source)}'")
        for unique_id, source in manifest.sources.items()
    }
    return {
        "metadata": {"dbt_schema_version": CATALOG_VERSION},
        "nodes": nodes,
        "sources": sources,
        "errors": None,
    }


def main() -> None:
    """Write catalog.json beside the manifest in the target folder."""
    target = Path(os.environ["DBT_TARGET_PATH"])
    if os.environ["KLANTCENTRAAL_SOURCE"] != "files":  # the demo company is always at hand
        os.environ["KLANTCENTRAAL_DATA"] = str(target / "data")
    catalog = empty_build(compiled_project())
    (target / "catalog.json").write_text(json.dumps(catalog), encoding="utf-8")


if __name__ == "__main__":
    main()
