"""Features at a date do not change when everything later is deleted or scrambled (METHOD M1-M3)."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from . import deliveries
from .conftest import DEMO, PROJECT, environment

DAY = dt.date(2025, 10, 17)
CRITERIA = ("firmographics", "consumption", "cross_sales", "finances", "satisfaction")


def build_features(data: Path, folder: Path) -> Path:
    state = folder / "state"
    state.mkdir(parents=True)
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("dbt")),
            *("build", "--quiet", "--profiles-dir", "profiles"),
            *("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
            *("--select", "+path:models/features", "--vars", "{history_months: 2}"),
            *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
        ],
        cwd=PROJECT,
        env=environment(data=str(data), state=str(state), as_of=DAY.isoformat()),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return state / "work.duckdb"


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("time_travel")
    cut = deliveries.without_later_rows(DEMO, folder / "cut", DAY)
    scrambled = deliveries.with_scrambled_later_rows(DEMO, folder / "scrambled", DAY)
    return {
        "whole": build_features(DEMO, folder / "whole_run"),
        "cut": build_features(cut, folder / "cut_run"),
        "scrambled": build_features(scrambled, folder / "scrambled_run"),
    }


def features(database: Path, criterion: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(
            f"select a.account_id, f.* exclude (account_key) from features_{criterion} as f "
            "inner join (select distinct account_key, account_id from input_accounts) as a "
            "on f.account_key = a.account_key order by a.account_id, f.as_of_date"
        ).fetchall()


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("changed", ["cut", "scrambled"])
def test_later_rows_change_nothing(
    databases: dict[str, Path], criterion: str, changed: str
) -> None:
    expected = features(databases["whole"], criterion)
    assert len(expected) > 100
    assert features(databases[changed], criterion) == expected


def test_the_deliveries_differ(databases: dict[str, Path]) -> None:
    sums = set()
    for database in databases.values():
        with duckdb.connect(str(database), read_only=True) as connection:
            sums.add(
                connection.execute(
                    "select count(*), sum(net_amount) from input_invoice_lines"
                ).fetchone()
            )
    assert len(sums) == 3
