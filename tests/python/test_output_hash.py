from collections.abc import Iterator

import duckdb
import pytest

from klantcentraal.output_hash import output_hash


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as p")
        yield connection


def hash_of(connection: duckdb.DuckDBPyConnection, *rows: str, columns: str = "a, b") -> str:
    values = ", ".join(f"({row})" for row in rows)
    connection.execute(
        f"create or replace table p.main.t as select * from (values {values}) as v({columns})"
    )
    return output_hash(connection, "p", ["t"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(["1, 'x'", "2, 'y'"], ["2, 'y'", "1, 'x'"], id="row order"),
        pytest.param(
            ["0.1::double + 0.2::double, 1"], ["0.3::double, 1"], id="last bits of a double"
        ),
        pytest.param(["-0.0::double, 1"], ["0.0::double, 1"], id="negative zero"),
    ],
)
def test_equal_figures_give_an_equal_hash(
    connection: duckdb.DuckDBPyConnection, one: list[str], other: list[str]
) -> None:
    assert hash_of(connection, *one) == hash_of(connection, *other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(["1, 'x'"], ["1, 'y'"], id="value"),
        pytest.param(["null, 'x'"], ["'', 'x'"], id="null is not empty"),
        pytest.param(["'ab', 'c'"], ["'a', 'bc'"], id="border between columns"),
        pytest.param(["1, 2"], ["1, 2", "1, 2", "1, 2"], id="a row three times"),
        pytest.param(["1, 2", "3, 4"], ["1, 4", "3, 2"], id="values swapped between rows"),
        pytest.param(["1, 2"], ["1::bigint, 2"], id="type"),
        pytest.param(["1.12345678::double, 1"], ["1.12345679::double, 1"], id="ninth digit"),
    ],
)
def test_other_figures_give_another_hash(
    connection: duckdb.DuckDBPyConnection, one: list[str], other: list[str]
) -> None:
    assert hash_of(connection, *one) != hash_of(connection, *other)


def test_clock_and_run_id_do_not_count(connection: duckdb.DuckDBPyConnection) -> None:
    columns = "check_id, run_id, run_at"
    one = hash_of(connection, "'c', 'r1', now()", columns=columns)
    assert one == hash_of(connection, "'c', 'r2', timestamp '2024-01-01'", columns=columns)


def test_an_empty_table_counts(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create table p.main.t (a int)")
    connection.execute("create table p.main.u (a int)")
    assert output_hash(connection, "p", ["t"]) != output_hash(connection, "p", ["t", "u"])
    assert output_hash(connection, "p", ["t", "u"]) == output_hash(connection, "p", ["u", "t"])


def test_threads_do_not_count(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "create table p.main.t as select range as a, range / 7 as b from range(300000)"
    )
    hashes = set()
    for threads in (1, 2, 4):
        connection.execute(f"set threads = {threads}")
        hashes.add(output_hash(connection, "p", ["t"]))
    assert len(hashes) == 1
