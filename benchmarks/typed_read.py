"""The least that a door can do: read every file in its types, and group by every key once.

Run as a program it works in a database file, as the door does, and judges nothing.
"""

import sys
from pathlib import Path

import duckdb

from klantcentraal.contract import Entity, load

# What a door has to group by to see doubles and orphans.
KEYS = {
    "accounts": ("account_id",),
    "products": ("product_id",),
    "invoices": ("invoice_id", "account_id"),
    "invoice_lines": ("invoice_line_id", "invoice_id", "product_id"),
    "payments": ("payment_id", "account_id", "invoice_id"),
    "survey_responses": ("response_id", "account_id"),
}


def command(data: Path, scratch: Path, memory_limit: str) -> list[str]:
    """Give the command line of this program.

    Args:
        data: Folder with Parquet or CSV files.
        scratch: Folder for its database.
        memory_limit: Memory limit of DuckDB.

    Returns:
        Program and arguments.
    """
    return [sys.executable, "-m", "benchmarks.typed_read", str(data), str(scratch), memory_limit]


def main(data: Path, scratch: Path, memory_limit: str) -> None:
    """Read and group.

    Args:
        data: Folder with Parquet or CSV files.
        scratch: Folder for the database; what stands there is replaced.
        memory_limit: Memory limit of DuckDB.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    database = scratch / "typed.duckdb"
    database.unlink(missing_ok=True)
    entities = load()
    with duckdb.connect(str(database)) as connection:
        connection.execute(f"set threads = 2; set memory_limit = '{memory_limit}'")
        for name, keys in KEYS.items():
            relation, columns = _delivered(connection, data, entities[name])
            connection.execute(f"create table {name} as select {columns} from {relation}")
            for key in keys:
                connection.execute(
                    f"select max(row_count) from "
                    f"(select {key}, count(*) as row_count from {name} group by {key})"
                ).fetchall()


def _delivered(
    connection: duckdb.DuckDBPyConnection, data: Path, entity: Entity
) -> tuple[str, str]:
    path = data / f"{entity.name}.parquet"
    relation = f"'{path}'"
    if not path.exists():
        relation = f"read_csv('{data / entity.name}.csv', all_varchar = true, header = true)"
    described = connection.execute(f"describe select * from {relation}").fetchall()
    present = {row[0] for row in described}
    casts = [
        f"cast({column.name} as {column.sql_type}) as {column.name}"
        for column in entity.columns
        if column.name in present
    ]
    return relation, ", ".join(casts)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
