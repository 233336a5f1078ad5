"""A preview tells what a refresh with those rules then does."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from .conftest import PROJECT, Run, environment, run_refresh

SHIPPED = PROJECT / "seeds" / "rules"
# Without when accounts buy, those that buy most are no segment of their own.
WITHOUT = ("days_since_first_invoice", "days_since_last_invoice")
TIERS = ("A,0.8,", "A,0.7,")


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    features = (SHIPPED / "rules_yardstick_features.csv").read_text(encoding="utf-8")
    kept = [row for row in features.splitlines(keepends=True) if not row.startswith(WITHOUT)]
    (folder / "rules_yardstick_features.csv").write_text("".join(kept), encoding="utf-8")
    tiers = (SHIPPED / "rules_value_tiers.csv").read_text(encoding="utf-8")
    assert TIERS[0] in tiers
    (folder / "rules_value_tiers.csv").write_text(tiers.replace(*TIERS), encoding="utf-8")
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
        sizes = connection.execute(
            "select * from (select 'before' as side, segment_id, segment_name_en, count(*) as "
            "account_count, sum(revenue_12m_amount) as revenue from before.accounts group by all "
            "union all select 'after', segment_id, segment_name_en, count(*), "
            "sum(revenue_12m_amount) from after.accounts group by all)"
        ).fetchall()
        events = connection.execute(
            "select event, segment_id, account_count from after.segment_events "
            "except select event, segment_id, account_count from before.segment_events"
        ).fetchall()
    then = {row[1]: row for row in sizes if row[0] == "after"}
    gone = [row for row in sizes if row[0] == "before" and row[1] not in then]
    assert moved
    assert gone
    assert [("retire", segment_id, count) for _, segment_id, _, count, _ in gone] == events
    assert "come into use" not in done.stdout
    for text in (done.stdout, markdown.read_text(encoding="utf-8")):
        for accounts, revenue, origin, destination in moved:
            noun = "account" if accounts == 1 else "accounts"
            assert (
                f"- {accounts:,} {noun}, {revenue:,.2f} of revenue: "
                f"from {origin} to {destination}\n" in text
            )
        total = sum(row[0] for row in moved)
        assert f"{total:,} of 1,200 accounts" in text
        assert tiers is not None
        assert f"{tiers[0]:,} of 1,200 accounts would move to another value tier" in text
        assert "Segments would be made anew with these rules. Chosen: k-means with" in text
        assert f"Segments that would go out of use: {gone[0][2]}.\n" in text
    for _, segment_id, name, now, revenue in [row for row in sizes if row[0] == "before"]:
        *_, after_count, after_revenue = then.get(segment_id, (0, 0))
        figures = f"{now:,} | {after_count:,} | {revenue:,.2f} | {after_revenue:,.2f}"
        assert f"| {name} | {figures} |\n" in markdown.read_text(encoding="utf-8")
