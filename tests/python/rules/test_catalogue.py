"""Descriptions of rule files and the seeds that they describe stay together."""

import pytest
import yaml

from klantcentraal import rule_files
from klantcentraal.rules import yardstick_features
from klantcentraal.rules.catalogue import TABLES
from klantcentraal.rules.rows import Known, Row
from klantcentraal.rules.table import RuleTable
from klantcentraal.segmentation.yardstick import CATEGORIES, TRANSFORMATIONS

from .conftest import PROJECT, Judge, shipped

SEEDS = sorted((PROJECT / rule_files.SHIPPED_RULES).glob("*.csv"))
SAME_TYPE = {"varchar": "string"}


def test_every_rule_seed_is_described() -> None:
    assert sorted(TABLES) == [path.stem for path in SEEDS]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_description_has_the_columns_and_types_of_the_seed(table: RuleTable) -> None:
    described = yaml.safe_load(
        (PROJECT / rule_files.SHIPPED_RULES / f"{table.name}.yml").read_text(encoding="utf-8")
    )["seeds"][0]
    types = {column.name: column.kind.sql_type for column in table.columns}
    loaded = described["config"]["column_types"]
    assert described["name"] == table.name
    assert shipped(table.name).splitlines()[0] == ",".join(types)
    assert {name: SAME_TYPE.get(kind, kind) for name, kind in loaded.items()} == types
    assert {column["name"]: column["data_type"] for column in described["columns"]} == types


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_key_is_also_tested_where_it_is_joined(table: RuleTable) -> None:
    seed = yaml.safe_load(
        (PROJECT / rule_files.SHIPPED_RULES / f"{table.name}.yml").read_text(encoding="utf-8")
    )["seeds"][0]
    tested = [
        (column["name"],) for column in seed["columns"] if "unique" in column.get("data_tests", ())
    ]
    for test in seed.get("data_tests", ()):
        arguments = test["unique_combination_of_columns"]["arguments"]
        tested.append(tuple(arguments["combination_of_columns"]))
    assert tested == list(table.keys[:1])


def test_shipped_rules_are_right() -> None:
    rule_files.check(None, PROJECT)


@pytest.mark.parametrize("name", TABLES)
def test_a_file_without_rows_is_refused_unless_it_ships_so(name: str, judge: Judge) -> None:
    header, *rows = shipped(name).splitlines()
    assert judge(name, header + "\n") == ("has no rows: add them" if rows else "")


@pytest.mark.parametrize("name", TABLES)
def test_a_column_that_is_absent_is_refused(name: str, judge: Judge) -> None:
    header = shipped(name).splitlines()[0]
    first, _, rest = header.partition(",")
    assert judge(name, rest + "\n") == f"line 1: column {first} is absent: add it"


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_required_value_that_is_empty_is_refused(table: RuleTable) -> None:
    for empty in table.columns:
        row = Row(2, {column.name: "" if column is empty else "x" for column in table.columns})
        said = [str(problem) for problem in table.problems([row], Known())]
        message = f", line 2, column {empty.name}: is empty: fill it in"
        assert (message in said) == empty.is_required


def test_yardstick_offers_the_columns_and_transformations_that_exist() -> None:
    folder = PROJECT / "models" / "segments"
    model = yaml.safe_load((folder / "segments_yardstick.yml").read_text(encoding="utf-8"))
    columns = {column["name"] for column in model["models"][0]["columns"]}
    keys = {"as_of_date", "account_key", "account_id", "group_id"}
    beside = {"revenue_12m_amount", *CATEGORIES}  # what tiers and the mixed-type method look at
    assert set(yardstick_features.FEATURES) == columns - keys - beside
    assert yardstick_features.TRANSFORMATIONS == TRANSFORMATIONS
    assert len(yardstick_features.FEATURES) <= 10
