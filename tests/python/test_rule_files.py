"""Rule files of the user: they replace shipped ones column by column, or stop the build."""

from pathlib import Path

import duckdb
import pytest

from klantcentraal import rule_files
from klantcentraal.errors import InputError

COLUMNS = {"value_tier": "VARCHAR", "share": "DOUBLE", "is_open": "BOOLEAN", "since": "DATE"}
HEADER = "value_tier,share,is_open,since\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project" / rule_files.SHIPPED_RULES
    folder.mkdir(parents=True)
    (folder / "rules_value_tiers.csv").write_text(HEADER + "A,0.8,true,2024-01-01\n")
    return tmp_path / "project"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    return folder


def put(rules: Path, text: str, name: str = "rules_value_tiers.csv") -> None:
    (rules / name).write_text(text, encoding="utf-8")


def test_file_of_the_user_is_read_in_the_types_of_the_seed(rules: Path, project: Path) -> None:
    put(rules, "share;value_tier;since;is_open\n0.7;001;2024-02-29;true\n1;;;\n")
    rule_files.check(rules, project)
    with duckdb.connect() as connection:
        rows = connection.execute(
            "select value_tier, share, is_open, cast(since as string) "
            f"from {rule_files.read_sql(rules, 'rules_value_tiers', COLUMNS)}"
        ).fetchall()
    assert rows == [("001", 0.7, True, "2024-02-29"), (None, 1.0, None, None)]


def test_without_a_file_nothing_is_replaced(rules: Path, project: Path) -> None:
    rule_files.check(rules, project)
    assert rule_files.read_sql(rules, "rules_value_tiers", COLUMNS) == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            HEADER + "A,0.8,true,2024-01-01\nB,0;9,true,\n",
            "row 3, column share: '0;9' is no double",
        ),
        (HEADER + "A,0.8,maybe,\n", "row 2, column is_open: 'maybe' is no boolean"),
        (HEADER + "A,0.8,true,2024-02-30\n", "row 2, column since: '2024-02-30' is no date"),
        ("value_tier,share,is_open\n", "row 1: column since is absent: add it"),
        (HEADER.strip() + ",extra\n", "row 1: column 'extra' is no rule column: remove it"),
        (HEADER + "A,0.8\n", "row 2: 2 columns where the header has 4"),
        ("", "is empty"),
    ],
)
def test_broken_file_is_refused_with_its_place(rules: Path, text: str, message: str) -> None:
    put(rules, text)
    with pytest.raises(InputError, match=rf"^rules_value_tiers\.csv,? {message}"):
        rule_files.read_sql(rules, "rules_value_tiers", COLUMNS)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("rules_value_tier.csv", HEADER, r"^rules_value_tier\.csv is no rule file: is it rules_va"),
        ("accounts.csv", HEADER, r"^accounts\.csv is no rule file: use rules_value_tiers"),
        ("rules_value_tiers.csv", "value_tier\n", r"^rules_value_tiers\.csv, row 1: column share"),
        ("rules_value_tiers.csv", HEADER + "A\n", r"^rules_value_tiers\.csv, row 2: 1 columns"),
    ],
)
def test_check_refuses_before_anything_is_built(
    rules: Path, name: str, text: str, message: str
) -> None:
    put(rules, text, name)
    with pytest.raises(InputError, match=message):
        rule_files.check(rules, rules.parent / "project")


def test_absent_folder_is_refused(rules: Path, project: Path) -> None:
    with pytest.raises(InputError, match=r"^rules folder .* does not exist"):
        rule_files.check(rules / "gone", project)
