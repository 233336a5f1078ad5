"""Rule files in force: the user's own replace shipped ones, and what is wrong stops the build."""

import shutil
from pathlib import Path

import duckdb
import pytest

from klantcentraal import rule_files
from klantcentraal.contract import find_project_dir
from klantcentraal.errors import InputError

PROJECT = find_project_dir()
TIERS = "value_tier,cumulative_share_maximum,reason\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the shipped rules, which a test may change."""
    shutil.copytree(PROJECT / "seeds/rules", tmp_path / "project/seeds/rules")
    shutil.copytree(PROJECT / "seeds/reference", tmp_path / "project/seeds/reference")
    return tmp_path / "project"


def put(folder: Path, text: str | bytes, name: str = "rules_value_tiers.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refusal(rules: Path | None, project: Path = PROJECT) -> str:
    with pytest.raises(InputError) as raised:
        rule_files.check(rules, project)
    return str(raised.value)


def test_file_of_the_user_is_read_in_the_types_of_the_seed(rules: Path) -> None:
    put(rules, "reason;cumulative_share_maximum;value_tier\n;0.7;001\nrest;1;B\n")
    rule_files.check(rules, PROJECT)
    types = {"value_tier": "VARCHAR", "cumulative_share_maximum": "DOUBLE", "reason": "VARCHAR"}
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select * from {rule_files.read_sql(rules, 'rules_value_tiers', types)}"
        ).fetchall()
    assert rows == [("001", 0.7, None), ("B", 1.0, "rest")]


def test_without_a_file_nothing_is_replaced(rules: Path) -> None:
    rule_files.check(rules, PROJECT)
    assert rule_files.read_sql(rules, "rules_value_tiers", {"value_tier": "VARCHAR"}) == ""


def test_absent_folder_is_refused(rules: Path) -> None:
    assert refusal(rules / "gone") == (
        f"rules folder {rules / 'gone'} does not exist: name a folder or leave it out"
    )


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("rules_value_tier.csv", "is it rules_value_tiers.csv?"),
        ("value_tiers.csv", "is it rules_value_tiers.csv?"),
        ("rules_value_tiers.CSV", "is it rules_value_tiers.csv?"),
        ("accounts.csv", "use rules_accepted_differences.csv, rules_brand_words.csv, "),
    ],
)
def test_a_file_that_no_one_reads_is_refused(rules: Path, name: str, advice: str) -> None:
    path = put(rules, TIERS, name)
    assert refusal(rules).startswith(f"{path} is no rule file: {advice}")


def test_other_files_may_stand_beside_them(rules: Path) -> None:
    put(rules, "why we do it so", "README.md")
    rule_files.check(rules, PROJECT)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", " is empty: deliver at least a row with the column names"),
        (TIERS + "A,0.8\n", ", row 2: 2 columns where the header has 3: complete the row, or "),
        (TIERS + "A,1,caf\u00e9\n", ", line 2, byte 51: the text is not UTF-8: save the file as "),
        (TIERS + 'A,1,"open\n', ', row 2: a quote (") is not closed'),
        (TIERS.replace("reason", "why"), ", line 1: column reason is absent: add it; line 1: "),
        (TIERS.strip() + ",\n", ", line 1: column 4 has no name: remove it"),
        (TIERS.strip() + ",extra\n", ", line 1: column 'extra' is no column of rules_value_tiers"),
        (TIERS.strip() + ",reason\n", ", row 1: column reason is there twice"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(rules: Path, text: str, told: str) -> None:
    path = put(rules, text.encode("latin-1"))
    assert refusal(rules).startswith(str(path) + told)


def test_lines_are_those_of_an_editor(rules: Path) -> None:
    lines = (TIERS.strip(), 'A,0.8,"two', 'lines"', "", "B,0.9,", "", "C,100,")
    path = put(rules, "\r\n".join(lines))
    assert refusal(rules) == (
        f"{path}, line 7, column cumulative_share_maximum: '100' is above 1: write a share from 0 "
        "to 1, such as 0.8 for 80 %"
    )


def test_the_first_three_problems_are_told_and_the_others_counted(rules: Path) -> None:
    tiers = put(rules, TIERS + "A,2,\n,1,\n")
    names = put(rules, "size_class,minimum_employees,maximum_employees\n", "rules_size_classes.csv")
    put(rules, "feature_name,transformation,reason\nx,y,\n", "rules_yardstick_features.csv")
    assert refusal(rules) == (
        f"{names}: has no rows: add them; {tiers}, line 2, column cumulative_share_maximum: '2' is "
        "above 1: write a share from 0 to 1, such as 0.8 for 80 %; line 3, column value_tier: is "
        "empty: fill it in; and 2 more"
    )


def test_a_wrong_shipped_file_is_refused_too(project: Path) -> None:
    rule_files.check(None, project)
    put(project / "seeds/rules", TIERS + "A,0.8,\n")
    assert refusal(None, project) == (
        "seeds/rules/rules_value_tiers.csv, line 2, column cumulative_share_maximum: 0.8 is the "
        "highest share, so the rest has no tier: make it 1"
    )


def test_a_shipped_file_that_is_replaced_is_not_read(project: Path, rules: Path) -> None:
    put(project / "seeds/rules", TIERS)
    put(rules, TIERS + "A,1,\n")
    rule_files.check(rules, project)


def test_a_shipped_file_has_the_commas_that_dbt_expects(project: Path) -> None:
    put(project / "seeds/rules", TIERS.replace(",", ";") + "A;1;\n")
    assert refusal(None, project) == (
        "seeds/rules/rules_value_tiers.csv, line 1: columns are not separated by commas: save it "
        "as CSV with commas"
    )


def test_a_name_of_ones_own_goes_through_all_files(project: Path, rules: Path) -> None:
    names = (project / "seeds/rules/rules_segment_names.csv").read_text()
    put(rules, names.replace("champions,", "top,"), "rules_segment_names.csv")
    assert refusal(rules, project) == (
        "seeds/rules/rules_rfm_segments.csv, line 2, column rfm_segment_id: 'champions' is no "
        "segment_id of rules_segment_names: use one of those, or add it there"
    )
    cells = (project / "seeds/rules/rules_rfm_segments.csv").read_text()
    put(rules, cells.replace("champions,", "top,"), "rules_rfm_segments.csv")
    rule_files.check(rules, project)


def test_what_refers_to_a_wrong_file_is_not_blamed(project: Path, rules: Path) -> None:
    names = (project / "seeds/rules/rules_segment_names.csv").read_text()
    path = put(rules, names.replace("champions,", "Champions,"), "rules_segment_names.csv")
    message = refusal(rules, project)
    assert message.startswith(f"{path}, line 2, column segment_id: 'Champions' is no id")
    assert "rules_rfm_segments" not in message


def test_a_file_without_header_does_not_show_what_it_holds(rules: Path) -> None:
    row = "contacts,C1,email,old@example.org,new@example.org,asked,sales,\n"
    path = put(rules, row, "rules_manual_corrections.csv")
    message = refusal(rules)
    assert message.startswith(f"{path}, ")
    assert "example.org" not in message


def test_a_link_that_leads_nowhere_does_not_bring_the_shipped_rules_back(rules: Path) -> None:
    path = rules / "rules_value_tiers.csv"
    path.symlink_to(rules / "gone.csv")
    assert refusal(rules).startswith(str(path))
