"""The door inside dbt: its functions answer on every cursor, and never raise for bad input."""

import shutil
import threading
from pathlib import Path

import duckdb
import pytest

from klantcentraal import contract, dbt_plugin
from klantcentraal.contract import find_project_dir
from klantcentraal.dbt_plugin import FUNCTIONS, Plugin
from small_delivery import write_delivery


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    Plugin("door", {}).configure_connection(connection)
    return connection


def ask(connection: duckdb.DuckDBPyConnection, call: str) -> str:
    found = connection.execute(f"select {call}").fetchone()
    assert found is not None
    return str(found[0])


def test_answer_reads_the_file(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    data = write_delivery(tmp_path / "data")
    relation = ask(connection, f"door_read_sql('{data}', 'accounts')")
    assert connection.execute(f"select account_id from {relation}").fetchall() == [
        ("001",),
        ("002",),
    ]


def test_notes_and_errors_are_text(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    data = write_delivery(tmp_path / "data")
    assert ask(connection, f"door_check('files', '{data}')") == ""
    (data / "extra.csv").write_text("a\n")
    assert ask(connection, f"door_check('files', '{data}')").startswith("extra.csv is no file")
    (data / "accounts.csv").unlink()
    assert ask(connection, f"door_check('files', '{data}')").startswith("ERROR: accounts.csv")
    assert ask(connection, f"door_read_sql('{data}', 'accounts')").startswith("ERROR: accounts.csv")


def test_rule_files_are_checked_with_the_input(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write_delivery(tmp_path / "data")
    tiers = tmp_path / "rules_value_tiers.csv"
    tiers.write_text("value_tier,cumulative_share_maximum,reason\nA,80,\n")
    monkeypatch.setenv("KLANTCENTRAAL_RULES", str(tmp_path))
    assert ask(connection, f"door_check('files', '{data}')").startswith(
        f"ERROR: {tiers}, line 2, column cumulative_share_maximum: '80' is above 1"
    )


def test_shipped_rule_files_are_checked_too(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write_delivery(tmp_path / "data")
    project = tmp_path / "project"
    shutil.copytree(find_project_dir() / "seeds/reference", project / "seeds/reference")
    (project / "dbt_project.yml").touch()
    (project / "seeds/rules").mkdir()
    (project / "seeds/rules/rules_value_tiers.csv").write_text("value_tier\n")
    monkeypatch.setenv("DBT_PROJECT_DIR", str(project))
    monkeypatch.delenv("KLANTCENTRAAL_RULES", raising=False)
    assert ask(connection, f"door_check('files', '{data}')") == (
        "ERROR: seeds/rules/rules_value_tiers.csv, line 1: column cumulative_share_maximum is "
        "absent: add it; line 1: column reason is absent: add it"
    )


def test_rules_are_read_in_the_types_of_the_seed(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (tmp_path / "rules_x.csv").write_text("b,a\n2,002\n")
    call = f"door_rules_sql('{tmp_path}', 'rules_x', 'a VARCHAR' || chr(10) || 'b DECIMAL(18,2)')"
    relation = ask(connection, call)
    assert connection.execute(f"select a, cast(b as string) from {relation}").fetchall() == [
        ("002", "2.00")
    ]
    assert ask(connection, call.replace("rules_x", "rules_y")) == ""


def test_functions_may_be_registered_again(connection: duckdb.DuckDBPyConnection) -> None:
    Plugin("door", {}).configure_connection(connection)
    Plugin("door", {}).configure_connection(connection.cursor())
    registered = connection.execute(
        "select function_name from duckdb_functions() where function_name like 'door_%'"
    ).fetchall()
    assert sorted(registered) == sorted((function.__name__,) for function in FUNCTIONS)


def test_functions_answer_on_cursors_of_other_threads(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    data = write_delivery(tmp_path / "data")
    answers: list[str] = []

    def work() -> None:
        cursor = connection.cursor()
        answers.extend(
            ask(cursor, f"door_read_sql('{data}', '{e}')") for e in ("leads", "payments")
        )

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert not [answer for answer in answers if answer.startswith(dbt_plugin.ERROR_MARK)]


def test_answer_is_not_kept_when_a_file_changes(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    data = write_delivery(tmp_path / "data")
    before = ask(connection, f"door_read_sql('{data}', 'accounts')")
    (data / "accounts.csv").write_text("account_name;account_id\na;1\n")
    assert ask(connection, f"door_read_sql('{data}', 'accounts')") != before


def test_columns_of_an_entity_come_with_type_and_need(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    assert ask(connection, "door_columns('account_links')").splitlines() == [
        "source_system string required",
        "source_id id required",
        "account_id id required",
    ]
    assert ask(connection, "door_columns('payments')").splitlines()[3:] == [
        "amount money required",
        "invoice_id id optional",
        "known_at timestamp optional",
    ]


@pytest.mark.parametrize("entity", list(contract.load()))
def test_columns_keep_the_order_of_the_contract(
    connection: duckdb.DuckDBPyConnection, entity: str
) -> None:
    lines = ask(connection, f"door_columns('{entity}')").splitlines()
    assert [tuple(line.split(" ")) for line in lines] == [
        (column.name, column.data_type, "required" if column.is_required else "optional")
        for column in contract.load()[entity].columns
    ]


def test_columns_of_what_is_no_entity_are_refused(connection: duckdb.DuckDBPyConnection) -> None:
    answer = ask(connection, "door_columns('invoice')")
    assert answer.startswith("ERROR: invoice is no entity: use one of accounts, products, invoices")
