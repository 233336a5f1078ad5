"""The checked inputs as typed Parquet: what the features read, without dbt around it."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

# As delivered; the other inputs are small.
_ORDER = {
    "input_accounts": "account_id, valid_from nulls first",
    "input_invoices": "invoice_id",
    "input_invoice_lines": "invoice_line_id",
    "input_payments": "payment_id",
}
GATE = "control_gate"


def export(database: Path, tables: Iterable[str], out: Path) -> None:
    """Write tables of the work database, one Parquet file each.

    Args:
        database: The work database.
        tables: Names of tables; the gate is written as open, whatever stands there.
        out: Folder for the files, made when absent.
    """
    out.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set memory_limit = '4GB'")
        connection.execute(f"set temp_directory = '{out / '.tmp'}'")
        for table in sorted(tables):
            select = f"select * from {table} order by {_ORDER.get(table, 'all')}"
            if table == GATE:
                select = "select 'open' as gate"
            connection.execute(
                f"copy ({select}) to '{out / table}.parquet' (format parquet, compression zstd)"
            )
