"""The tables that a published database holds: which, and with what types, keys and comments."""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from klantcentraal.dbt_runs import Artifacts, Node
from klantcentraal.errors import KlantcentraalError
from klantcentraal.quoting import identifier, literal


@dataclass(frozen=True)
class Column:
    """One published column.

    Attributes:
        name: its name.
        data_type: DuckDB's type.
        comment: its description.
        is_required: whether it never holds null.
    """

    name: str
    data_type: str
    comment: str
    is_required: bool = False


@dataclass(frozen=True)
class PublishedTable:
    """One published table.

    Attributes:
        name: its name, also in the database it is copied from.
        comment: its description.
        columns: its columns, in order.
        primary_key: names of the key's columns, () where the contract declares none.
    """

    name: str
    comment: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()

    def create_statement(self, database: str) -> str:
        """Write the statement that creates the table empty.

        Args:
            database: name of the attached database.

        Returns:
            A `create table` with types, not-null constraints and primary key.
        """
        parts = [
            f"{identifier(column.name)} {column.data_type}"
            + (" not null" if column.is_required else "")
            for column in self.columns
        ]
        if self.primary_key:
            parts.append(f"primary key ({self._names(self.primary_key)})")
        return f"create table {self.relation(database)} ({', '.join(parts)})"

    def comment_statements(self, database: str) -> Iterator[str]:
        """Write the statements that describe table and columns.

        Args:
            database: name of the attached database.

        Yields:
            One `comment on` statement at a time.
        """
        relation = self.relation(database)
        yield f"comment on table {relation} is {literal(self.comment)}"
        for column in self.columns:
            name = f"{relation}.{identifier(column.name)}"
            yield f"comment on column {name} is {literal(column.comment)}"

    def copy_statement(self, from_database: str, to_database: str) -> str:
        """Write the statement that fills the table, in the order of its key.

        Without a key the rows are ordered by all columns, so that equal content gives equal
        files.

        Args:
            from_database: name of the attached database to read.
            to_database: name of the attached database to write.

        Returns:
            An `insert ... select ... order by`.
        """
        names = self._names(tuple(column.name for column in self.columns))
        order = self._names(self.primary_key) if self.primary_key else "all"
        return (
            f"insert into {self.relation(to_database)} ({names}) "
            f"select {names} from {self.relation(from_database)} order by {order}"
        )

    def relation(self, database: str) -> str:
        """Name the table in a database.

        Args:
            database: name of the attached database.

        Returns:
            The quoted name, with schema main.
        """
        return f"{identifier(database)}.main.{identifier(self.name)}"

    @staticmethod
    def _names(names: tuple[str, ...]) -> str:
        return ", ".join(identifier(name) for name in names)


def published_tables(
    artifacts: Artifacts, connection: duckdb.DuckDBPyConnection, database: str
) -> list[PublishedTable]:
    """Read the allow-list: the public models, with the types that their contracts gave them.

    Args:
        artifacts: manifest and results of the build.
        connection: a connection that has the work database attached.
        database: its attached name.

    Returns:
        The tables by name.

    Raises:
        KlantcentraalError: no model is public, or the database does not hold a public model
            with the columns its contract names.
    """
    public = [node for node in artifacts.models.values() if node.get("access") == "public"]
    if not public:
        raise KlantcentraalError("the manifest has no public model: there is nothing to publish")
    tables = [_table(node, connection, database) for node in public]
    return sorted(tables, key=lambda table: table.name)


def _table(node: Node, connection: duckdb.DuckDBPyConnection, database: str) -> PublishedTable:
    name = str(node["name"])
    described = {column["name"]: column for column in node["columns"].values()}
    types = connection.execute(
        "select column_name, data_type from duckdb_columns() "
        "where database_name = ? and schema_name = 'main' and table_name = ? "
        "order by column_index",
        [database, name],
    ).fetchall()
    if {column_name for column_name, _ in types} != set(described):
        raise KlantcentraalError(
            f"public model {name} does not stand in the work database as its contract says"
        )
    key = _primary_key(node)
    columns = tuple(
        Column(
            name=column_name,
            data_type=data_type,
            comment=_one_line(described[column_name].get("description")),
            is_required=column_name in key or _is_required(described[column_name]),
        )
        for column_name, data_type in types
    )
    return PublishedTable(name, _one_line(node.get("description")), columns, key)


def _primary_key(node: Node) -> tuple[str, ...]:
    for constraint in node.get("constraints", []):
        if constraint["type"] == "primary_key":
            return tuple(constraint["columns"])
    return tuple(
        column["name"]
        for column in node["columns"].values()
        if _has_constraint(column, "primary_key")
    )


def _is_required(column: Node) -> bool:
    return _has_constraint(column, "not_null")


def _has_constraint(column: Node, kind: str) -> bool:
    return any(constraint["type"] == kind for constraint in column.get("constraints", []))


def _one_line(description: str | None) -> str:
    return " ".join((description or "").split())
