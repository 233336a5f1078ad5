import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from klantcentraal.expectations.published_suites import AGREEMENTS, TOTALS, published_suites
from klantcentraal.expectations.suites import Check

ROOT = Path(__file__).parents[3]
PUBLIC = sorted(
    path.stem
    for path in ROOT.glob("models/**/*.yml")
    if "access: public" in path.read_text(encoding="utf-8")
    and path.stem != "control_results"  # holds the results of these suites
)
# The costly keys: see the module.
KEY_NOT_MEASURED = {"account_features", "group_features", "account_segment_history"}


def checks_of(table: str) -> list[Check]:
    return [
        check
        for suite in published_suites()
        if suite.relation == table and suite.condition == "true"
        for check in suite.checks
    ]


def promised(table: str) -> list[dict[str, str]]:
    path = ROOT / "tests/python/published_contract.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["table_name"] == table]


def test_no_two_checks_have_one_id() -> None:
    ids = [suite.check_id(check) for suite in published_suites() for check in suite.checks]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert all(name.startswith("published.") for name in ids)


@pytest.mark.parametrize("table", PUBLIC)
def test_every_public_table_is_checked_on_its_key(table: str) -> None:
    key = {row["column_name"] for row in promised(table) if row["key_position"]}
    measured = [
        set(check.arguments.get("column_list", [check.column]))
        for check in checks_of(table)
        if check.rule == "unique"
    ]
    if table in KEY_NOT_MEASURED:
        assert key <= {check.column for check in checks_of(table) if check.rule == "not_null"}
    else:
        assert key in measured


@pytest.mark.parametrize("table", PUBLIC)
def test_every_share_probability_and_score_has_its_range(table: str) -> None:
    ranged = {check.column for check in checks_of(table) if check.rule == "in_range"}
    named = {row["column_name"] for row in promised(table)}
    assert {name for name in named if re.search("_(share|probability|score)$", name)} <= ranged


@pytest.mark.parametrize(
    ("model", "names"), [("release_totals", TOTALS), ("release_agreements", AGREEMENTS)]
)
def test_each_promise_of_the_models_is_checked(model: str, names: tuple[str, ...]) -> None:
    sql = (ROOT / f"models/release/{model}.sql").read_text(encoding="utf-8")
    written = [
        *(f"{table}.{column}" for table, column in re.findall(r"\('(\w+)', '(\w+)', '", sql)),
        *re.findall(r"'(\w+\.\w+)' as agreement_id", sql),
    ]
    assert sorted(written) == sorted(names)


def test_the_model_waits_for_every_table_that_is_checked() -> None:
    model = (ROOT / "python_models/release/release_results_computed.py").read_text(encoding="utf-8")
    waited_for = set(re.findall(r'dbt\.ref\("(\w+)"\)', model))
    assert waited_for == {suite.relation for suite in published_suites()}


def test_only_a_share_that_credit_notes_can_turn_is_a_warning() -> None:
    warnings = {
        check.column
        for suite in published_suites()
        for check in suite.checks
        if check.severity == "warning"
    }
    assert warnings == {"revenue_share"}
