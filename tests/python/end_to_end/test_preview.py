"""A preview tells what a refresh with those rules then does."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from .conftest import PROJECT, Run, environment, run_refresh

SHIPPED = PROJECT / "seeds" / "rules"
CHANGES = {
    "rules_rfm_segments": ("loyal,3,3,4,5,", "champions,3,3,4,5,"),
    "rules_value_tiers": ("A,0.8,", "A,0.7,"),
}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    for name, (old, new) in CHANGES.items():
        text = (SHIPPED / f"{name}.csv").read_text(encoding="utf-8")
        assert old in text
        (folder / f"{name}.csv").write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_its_figures_are_those_of_a_refresh(demo_copy: Run, rules: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.duckdb"
    before.write_bytes(demo_copy.published.read_bytes())
    published = demo_copy.published.resolve()
    markdown = tmp_path / "preview.md"
    done = subprocess.run(
        [
            *(str(Path(sys.executable).with_name("klantcentraal")), "preview"),
            *("--rules", str(rules), "--state", str(demo_copy.state)),
            *("--markdown", str(markdown)),
        ],
        cwd=PROJECT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert demo_copy.published.resolve() == published
    assert demo_copy.published.read_bytes() == before.read_bytes()
    assert not list((demo_copy.state / "tmp").glob("preview-*"))

    after = run_refresh(demo_copy.state, "--rules", str(rules))
    assert after.exit_code == 0, after.output
    with duckdb.connect() as connection:
        connection.execute(f"attach '{before}' as before (read_only)")
        connection.execute(f"attach '{after.published}' as after (read_only)")
        moved = connection.execute(
            "select count(*), sum(was.revenue_12m_amount), was.segment_name_en, "
            "now.segment_name_en from before.accounts as was "
            "inner join after.accounts as now using (account_id) "
            "where was.segment_id <> now.segment_id group by all"
        ).fetchall()
        tiers = connection.execute(
            "select count(*) from before.accounts as was "
            "inner join after.accounts as now using (account_id) "
            "where was.value_tier is distinct from now.value_tier"
        ).fetchone()
    assert moved
    for text in (done.stdout, markdown.read_text(encoding="utf-8")):
        for accounts, revenue, origin, destination in moved:
            assert (
                f"- {accounts:,} accounts, {revenue:,.2f} of revenue: "
                f"from {origin} to {destination}\n" in text
            )
        total = sum(row[0] for row in moved)
        assert f"{total:,} of 1,200 accounts" in text
        assert tiers is not None
        assert f"{tiers[0]:,} of 1,200 accounts would move to another value tier" in text
