from collections.abc import Iterator

import duckdb
import pytest

from demo.planted import COMMITTED, COMMITTED_TRUTH, build


@pytest.fixture(scope="session")
def company() -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables behind the committed demo company."""
    with build(1200, 7) as connection:
        yield connection


@pytest.fixture(scope="session")
def files() -> Iterator[duckdb.DuckDBPyConnection]:
    """The committed files as views of text columns, the truth as truth_<name>."""
    with duckdb.connect() as connection:
        for folder, prefix in ((COMMITTED, ""), (COMMITTED_TRUTH, "truth_")):
            for path in sorted(folder.glob("*.csv")):
                connection.execute(
                    f"create view {prefix}{path.stem} as "
                    f"select * from read_csv('{path}', header = true, all_varchar = true)"
                )
        yield connection
