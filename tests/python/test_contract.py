"""The contract is read whole, and a broken one is refused with its row."""

import re
from pathlib import Path

import pytest

from klantcentraal import contract
from klantcentraal.contract import CONTRACT_FILE, Column
from klantcentraal.errors import InputError, UsageError

HEADER = "entity,column_name,data_type,is_required,is_entity_required,ordinal\n"
GOOD_ROW = "accounts,account_id,id,true,true,1\n"

REQUIRED_ENTITIES = ["accounts", "products", "invoices", "invoice_lines", "payments"]

# Entities with a dated fact: each of its rows may say when the company could know it (INPUTS.md).
FACTS = {
    "invoices",
    "payments",
    "contact_permissions",
    "survey_responses",
    "complaints",
    "stated_needs",
    "leads",
    "contracts",
    "search_keywords",
    "exchange_rates",
    "referrals",
    "engagement_events",
    "web_visits",
    "media_profiles",
    "budgets",
    "campaign_contacts",
}


def project_with(folder: Path, text: str) -> Path:
    path = folder / CONTRACT_FILE
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    (folder / "dbt_project.yml").write_text("name: klantcentraal\n", encoding="utf-8")
    return folder


def test_contract_has_the_24_entities_of_which_five_are_required() -> None:
    entities = contract.load()
    assert len(entities) == 24
    assert [entity.name for entity in entities.values() if entity.is_required] == REQUIRED_ENTITIES


def test_every_dated_fact_takes_known_at() -> None:
    entities = contract.load()
    assert {name for name, entity in entities.items() if "known_at" in entity.column_names} == FACTS


def macro_text(name: str) -> str:
    return (contract.find_project_dir() / f"macros/{name}.sql").read_text(encoding="utf-8")


def test_control_checks_every_entity_once() -> None:
    checked = re.findall(r"'(\w+)'", macro_text("control_entities"))
    assert sorted(checked) == sorted(contract.load())


def test_every_entity_has_columns_that_name_a_row() -> None:
    keys = dict(re.findall(r"'(\w+)': \[([^]]+)\]", macro_text("row_key")))
    entities = contract.load()
    assert keys.keys() == entities.keys()
    for name, columns in keys.items():
        assert set(re.findall(r"'(\w+)'", columns)) <= set(entities[name].column_names), name


def test_columns_keep_the_order_and_types_of_the_contract() -> None:
    columns = contract.load()["payments"].columns
    assert columns == (
        Column("payment_id", "id", True),
        Column("account_id", "id", True),
        Column("payment_date", "date", True),
        Column("amount", "money", True),
        Column("invoice_id", "id", False),
        Column("known_at", "timestamp", False),
    )
    assert [column.sql_type for column in columns] == [
        "string",
        "string",
        "date",
        "decimal(18,2)",
        "string",
        "timestamp",
    ]


@pytest.mark.parametrize(
    ("name", "data_type"),
    [("_date", "date"), ("_at", "timestamp"), ("_id", "id"), ("_amount", "money")],
)
def test_names_promise_their_types(name: str, data_type: str) -> None:
    found = {
        column.data_type
        for entity in contract.load().values()
        for column in entity.columns
        if column.name.endswith(name)
    }
    assert found == {data_type}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("entity,column_name\n", "row 1: the header must be entity,column_name,data_type"),
        (HEADER + "accounts,account_id,id,true,true\n", "row 2: there must be 6 fields"),
        (HEADER + GOOD_ROW.strip() + ",extra\n", "row 2: there must be 6 fields"),
        (HEADER + "accounts,,id,true,true,1\n", "row 2: there must be 6 fields"),
        (HEADER + "accounts,account_id,text,true,true,1\n", "row 2: data_type must be one of id"),
        (HEADER + "accounts,account_id,id,yes,true,1\n", "row 2: is_required must be true or"),
        (HEADER + "accounts,account_id,id,true,1,1\n", "row 2: is_entity_required must be true"),
        (HEADER + "accounts,account_id,id,true,true,a\n", "row 2: ordinal must be a whole"),
        (HEADER + "accounts,account_id,id,true,true,2\n", "row 2: the ordinal must be 1"),
        (HEADER + GOOD_ROW + GOOD_ROW, "row 3: column account_id of accounts is there twice"),
        (
            HEADER + GOOD_ROW + "accounts,account_name,string,true,false,2\n",
            "row 3: is_entity_required differs",
        ),
    ],
)
def test_broken_contract_is_refused_with_its_row(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        contract.load(project_with(tmp_path, text))


def test_absent_contract_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"input_contract\.csv cannot be read"):
        contract.load(tmp_path)


def test_project_is_found_from_a_folder_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_with(tmp_path, HEADER + GOOD_ROW)
    below = project / "models" / "staging"
    below.mkdir(parents=True)
    monkeypatch.delenv("DBT_PROJECT_DIR", raising=False)
    monkeypatch.chdir(below)
    assert contract.find_project_dir() == project.resolve()


def test_project_is_found_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_with(tmp_path, HEADER + GOOD_ROW)
    monkeypatch.setenv("DBT_PROJECT_DIR", str(project))
    assert contract.find_project_dir() == project.resolve()
    assert list(contract.load()) == ["accounts"]


def test_no_project_is_a_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBT_PROJECT_DIR", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(contract, "__file__", str(tmp_path / "a" / "b" / "contract.py"))
    with pytest.raises(UsageError, match="no project with"):
        contract.find_project_dir()
