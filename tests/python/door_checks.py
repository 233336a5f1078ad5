"""What tests of the door share: deliveries to break, and what the door makes of them."""

from pathlib import Path

import duckdb
import pytest

from klantcentraal import door
from klantcentraal.errors import InputError


def refusal(data: Path) -> str:
    """The door's message, which must be one plain line without folders of the machine."""
    with pytest.raises(InputError) as caught:
        door.check(data)
    message = str(caught.value)
    assert message.isprintable()
    assert str(data.parent) not in message
    assert len(message) < 400
    return message


def rows_of(data: Path, columns: str, entity: str = "accounts") -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"select {columns} from {door.read_sql(data, entity)}").fetchall()


def remove(data: Path) -> Path:
    """Take away the file of accounts, to put something else in its place."""
    (data / "accounts.csv").unlink()
    return data / "accounts.csv"


def parquet(path: Path, query: str) -> None:
    """Write the rows of a query."""
    path.parent.mkdir(exist_ok=True)
    target = str(path).replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute(f"copy ({query}) to '{target}' (format parquet)")
