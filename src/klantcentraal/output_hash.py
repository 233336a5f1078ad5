"""One hash over all published figures, the same for every run that yields the same figures."""

import hashlib

import duckdb

from klantcentraal.quoting import identifier, literal

RUN_COLUMNS = frozenset({"run_id", "run_at"})  # clock and run id are not figures (PUBLISHED)


def output_hash(connection: duckdb.DuckDBPyConnection, database: str, tables: list[str]) -> str:
    """Hash the content of tables, whatever the order of rows and the number of threads.

    Each row becomes one text: its values by column name, each with its length before it, so
    that no two different rows share a text. Doubles count to 9 significant digits, as
    finer ones depend on the order of a sum. 64 bits of each row's digest are added up, which does
    not look at their order and, unlike xor, counts rows that stand there twice.

    Args:
        connection: a connection that has the database attached.
        database: the attached name.
        tables: names of tables in its schema main.

    Returns:
        64 hexadecimal characters.
    """
    whole = hashlib.sha256()
    for table in sorted(tables):
        columns = _columns(connection, database, table)
        row_text = " || ".join(
            f"coalesce({text} || ';', '-')"
            for text in (_with_length(_text(*column)) for column in columns)
        )
        found = connection.execute(
            f"with row_texts as (select {row_text or literal('')} as row_text "
            f"from {identifier(database)}.main.{identifier(table)}) "
            "select count(*), cast(sum(md5_number_lower(row_text)) as varchar) from row_texts"
        ).fetchone()
        whole.update(repr((table, columns, found)).encode())
    return whole.hexdigest()


def _columns(
    connection: duckdb.DuckDBPyConnection, database: str, table: str
) -> list[tuple[str, str]]:
    rows = connection.execute(
        "select column_name, data_type from duckdb_columns() "
        "where database_name = ? and schema_name = 'main' and table_name = ? "
        "order by column_name",
        [database, table],
    ).fetchall()
    return [(name, data_type) for name, data_type in rows if name not in RUN_COLUMNS]


def _text(name: str, data_type: str) -> str:
    column = identifier(name)
    if data_type in {"DOUBLE", "FLOAT"}:
        return f"case when {column} = 0 then '0' else format('{{:.8e}}', {column}) end"
    if data_type == "TIMESTAMP WITH TIME ZONE":
        return f"cast(epoch_us({column}) as varchar)"  # its text depends on the session's zone
    return f"cast({column} as varchar)"


def _with_length(text: str) -> str:
    return f"cast(length({text}) as varchar) || ':' || {text}"
