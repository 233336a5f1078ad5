"""A wrong rule file: the file, the line and the reason, before anything is built."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from .conftest import PROJECT, Run, environment, run_refresh

SHIPPED = PROJECT / "seeds" / "rules"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    return folder


def put(rules: Path, name: str, old: str, new: str) -> Path:
    """A file of the user's own: the shipped one with one change."""
    text = (SHIPPED / f"{name}.csv").read_text(encoding="utf-8")
    assert old in text
    path = rules / f"{name}.csv"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def fingerprint(run: Run) -> tuple[object, ...]:
    target = run.published.resolve()
    return (target, target.stat().st_mtime_ns, run.value("select output_hash from publish_info"))


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "rules_rfm_segments",
            "champions,4,5,4,5,4,5,0,5\n",
            "",
            ": 48 cells have no segment: add a row for r 4 to 5, f 4 to 5, m 4 to 5, s 0 to 5",
        ),
        (
            "rules_size_classes",
            "200+,200,",
            "200+,199,",
            ", line 4, column minimum_employees: begins at 199 and overlaps line 3, which ends at "
            "199: begin at 200",
        ),
        (
            "rules_manual_corrections",
            "valid_until\n",
            "valid_until\ncontacts,C1,email,old@example.org,,left,,\n",
            ", line 2, column decided_by: is empty: fill it in",
        ),
    ],
)
def test_refresh_stops_and_leaves_what_is_published(  # noqa: PLR0913 - three texts make a case
    demo_copy: Run, rules: Path, name: str, old: str, new: str, told: str
) -> None:
    before = fingerprint(demo_copy)
    path = put(rules, name, old, new)
    run = run_refresh(demo_copy.state, "--rules", str(rules))
    assert run.exit_code == 4, run.output
    assert str(path) + told in " ".join(run.output.split())
    assert "Traceback" not in run.output
    assert "example.org" not in run.output
    assert fingerprint(demo_copy) == before


def dbt(command: str, folder: Path, rules: Path) -> subprocess.CompletedProcess[str]:
    """A dbt command by hand on the rule seeds, in a state of its own."""
    return subprocess.run(
        [
            *(str(Path(sys.executable).with_name("dbt")), "--no-use-colors", command),
            *("--profiles-dir", "profiles", "--select", "path:seeds/rules"),
            *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
        ],
        cwd=PROJECT,
        env=environment(state=str(folder / "state"), rules=str(rules)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )


def test_dbt_by_hand_stops_before_the_first_node(tmp_path: Path, rules: Path) -> None:
    path = put(rules, "rules_value_tiers", "B,0.95", "A,95")
    done = dbt("build", tmp_path, rules)
    told = " ".join(done.stdout.split())
    assert done.returncode == 2, done.stdout
    assert (
        f"INPUT: {path}, line 3, column cumulative_share_maximum: '95' is above 1: write a share "
        "from 0 to 1, such as 0.8 for 80 %; line 3, column value_tier: 'A' stands in line 2 too: "
        "keep one"
    ) in told
    assert "OK loaded seed" not in done.stdout


def test_rules_of_a_person_are_loaded_with_their_types(tmp_path: Path, rules: Path) -> None:
    put(
        rules,
        "rules_manual_corrections",
        "valid_until\n",
        "valid_until\ninvoices,007,due_date,,2024-03-31,typing error,data steward,2027-01-31\n",
    )
    done = dbt("seed", tmp_path, rules)
    assert done.returncode == 0, done.stdout
    with duckdb.connect(str(tmp_path / "state" / "work.duckdb"), read_only=True) as connection:
        corrections = connection.execute(
            "select row_key, old_value, new_value, cast(valid_until as varchar) "
            "from rules_manual_corrections"
        ).fetchall()
        accepted = connection.execute(
            "select column_name, data_type from duckdb_columns() "
            "where table_name = 'rules_accepted_differences' order by column_index"
        ).fetchall()
        count = connection.execute("select count(*) from rules_accepted_differences").fetchone()
    assert corrections == [("007", None, "2024-03-31", "2027-01-31")]
    assert dict(accepted) == {
        **dict.fromkeys(("entity", "row_key", "rule_id"), "VARCHAR"),
        **dict.fromkeys(("old_value", "reason", "decided_by"), "VARCHAR"),
        "valid_until": "DATE",
    }
    assert count == (0,)
