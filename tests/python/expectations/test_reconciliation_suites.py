import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from klantcentraal.expectations.reconciliation_suites import COMPARISONS, reconciliation_suite
from klantcentraal.expectations.results import run_suites

SEED = Path(__file__).parents[3] / "seeds" / "reference" / "comparisons.csv"
NAME = "reconciliation.is_within_tolerance.{}"


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute(
            "create table control_reconciliation as select * from (values "
            "('open_balance', true), ('monthly_tax', true), ('monthly_tax', false)) "
            "as rows (comparison, is_within_tolerance)"
        )
        yield opened


def test_every_comparison_has_a_check() -> None:
    with SEED.open(encoding="utf-8", newline="") as stream:
        assert tuple(row["comparison"] for row in csv.DictReader(stream)) == COMPARISONS


def test_each_comparison_warns_by_itself(connection: duckdb.DuckDBPyConnection) -> None:
    frame = run_suites(connection, ("memory", "main"), [reconciliation_suite()], "this run")
    assert not frame["is_errored"].any()
    assert set(frame["severity"]) == {"warning"}
    assert list(frame.loc[~frame["is_passed"], "check_id"]) == [NAME.format("monthly_tax")]
    row = frame.set_index("check_id").loc[NAME.format("monthly_tax")]
    assert (row["element_count"], row["unexpected_count"]) == (2, 1)
