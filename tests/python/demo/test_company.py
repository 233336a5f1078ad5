import hashlib
import inspect
from pathlib import Path
from typing import Any

import duckdb
import pytest

from demo.planted import COMMITTED, COMMITTED_TRUTH, build
from klantcentraal.demo import company, generate
from klantcentraal.demo.company import FILES
from klantcentraal.errors import UsageError


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.suffix in {".csv", ".parquet"}
    }


def test_generate__gives_the_committed_files(tmp_path: Path) -> None:
    generate(accounts=1200, seed=7, out=tmp_path / "data")
    assert hashes(tmp_path / "data") == hashes(COMMITTED)
    assert hashes(tmp_path / "data_truth") == hashes(COMMITTED_TRUTH)


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_generate__gives_the_same_bytes_for_other_threads_and_less_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file_format: str
) -> None:
    for name, threads, memory in (("a", "1", "1GB"), ("b", "2", "1GB"), ("c", "2", "120MB")):
        monkeypatch.setenv("KLANTCENTRAAL_THREADS", threads)
        monkeypatch.setenv("KLANTCENTRAAL_MEMORY_LIMIT", memory)
        generate(400, 3, tmp_path / name, file_format=file_format)
    assert hashes(tmp_path / "a") == hashes(tmp_path / "b") == hashes(tmp_path / "c")
    assert len(hashes(tmp_path / "a")) == len(FILES)


def test_generate__gives_another_company_for_another_seed(tmp_path: Path) -> None:
    generate(50, 1, tmp_path / "one")
    generate(50, 2, tmp_path / "two")
    one, two = hashes(tmp_path / "one"), hashes(tmp_path / "two")
    assert {name for name in one if one[name] == two[name]} == {"products.csv"}


@pytest.mark.parametrize("accounts", [1, 2, 21])
def test_generate__works_for_a_handful_of_accounts(tmp_path: Path, accounts: int) -> None:
    generate(accounts, 7, tmp_path / "data")
    row = duckdb.sql(
        f"select count(distinct account_id) from '{tmp_path}/data/accounts.csv'"
    ).fetchone()
    assert row == (accounts,)


def test_generate__leaves_nothing_but_the_files(tmp_path: Path) -> None:
    generate(20, 7, tmp_path / "data", truth=tmp_path / "planted")
    assert {path.name for path in (tmp_path / "data").iterdir()} == {f"{n}.csv" for n in FILES}
    assert {path.name for path in tmp_path.iterdir()} == {"data", "planted"}


def test_generate__writes_over_its_own_files(tmp_path: Path) -> None:
    generate(20, 7, tmp_path / "data")
    before = hashes(tmp_path / "data")
    generate(30, 7, tmp_path / "data")
    assert hashes(tmp_path / "data") != before


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"accounts": 0}, "accounts must be"),
        ({"accounts": 1_000_000}, "accounts must be"),
        ({"seed": -1}, "seed must be"),
        ({"file_format": "xlsx"}, "unknown format xlsx"),
    ],
)
def test_generate__refuses_wrong_numbers_and_formats(
    tmp_path: Path, wrong: dict[str, Any], words: str
) -> None:
    arguments: dict[str, Any] = {"accounts": 10, "seed": 7, "out": tmp_path / "data"}
    with pytest.raises(UsageError, match=words):
        generate(**arguments | wrong)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("inside", ["", "truth", "deep/er"])
def test_generate__refuses_a_truth_that_the_pipeline_would_read(
    tmp_path: Path, inside: str
) -> None:
    with pytest.raises(UsageError, match="inside the data folder"):
        generate(10, 7, tmp_path / "data", truth=tmp_path / "data" / inside)


def test_generate__refuses_to_write_over_files_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "accounts.csv").write_text("account_id\n1\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"accounts\.csv is in the way"):
        generate(10, 7, tmp_path / "data")
    assert (tmp_path / "data" / "accounts.csv").read_text(encoding="utf-8") == "account_id\n1\n"


def test_generate__refuses_a_second_format_beside_the_first(tmp_path: Path) -> None:
    generate(10, 7, tmp_path / "data")
    with pytest.raises(UsageError, match=r"\.csv is in the way"):
        generate(10, 7, tmp_path / "data", file_format="parquet")


def test_generate__refuses_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="is a file"):
        generate(10, 7, tmp_path / "data")


def test_generate__has_the_arguments_of_the_command() -> None:
    assert list(inspect.signature(generate).parameters) == [
        "accounts",
        "seed",
        "out",
        "truth",
        "file_format",
    ]


class Explaining:
    """A connection that keeps the plan of every table it builds."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.plans: dict[str, str] = {}

    def execute(self, statement: str) -> Any:
        words = statement.split(maxsplit=3)
        if words[:2] == ["create", "table"] and words[3].startswith("as"):
            query = words[3].removeprefix("as")
            plan = self.connection.execute(f"explain {query}").fetchall()
            self.plans[words[2]] = "\n".join(row[1] for row in plan)
        return self.connection.execute(statement)

    def executemany(self, statement: str, rows: Any) -> Any:
        return self.connection.executemany(statement, rows)


def test_build__compares_no_table_with_all_of_another() -> None:
    with duckdb.connect(config={"asof_loop_join_threshold": 0}) as connection:
        explaining: Any = Explaining(connection)
        company.build(explaining, 200, 7)
    assert len(explaining.plans) >= 12
    # The survey meets its four waves in such a join, which is what it should do.
    del explaining.plans["demo_survey_responses"]
    for table, plan in explaining.plans.items():
        assert "NL_JOIN" not in plan, table
        assert "NESTED_LOOP" not in plan, table


def test_build__grows_in_step_with_the_accounts() -> None:
    lines = []
    for accounts in (600, 2400):
        with build(accounts, 7) as connection:
            row = connection.execute("select count(*) from demo_document_lines").fetchone()
        assert row is not None
        lines.append(row[0] / accounts)
    assert lines[1] / lines[0] == pytest.approx(1, abs=0.15)


def test_readme__tells_the_rows_of_the_committed_files(files: duckdb.DuckDBPyConnection) -> None:
    readme = (COMMITTED / "README.md").read_text(encoding="utf-8")
    for name in FILES:
        row = files.execute(f"select count(*) from {name}").fetchone()
        assert row is not None
        assert f"| {name}.csv | {row[0]:,} |" in readme
