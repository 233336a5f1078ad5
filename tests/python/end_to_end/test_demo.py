"""The committed demo, from files to the published database."""

import datetime as dt
import json
import subprocess
from pathlib import Path

import duckdb
import pytest

from .conftest import DEMO, PROJECT, Run

PUBLISHED = [
    "account_criteria",
    "account_features",
    "account_motives",
    "account_needs",
    "account_segment_history",
    "account_segments",
    "accounts",
    "control_account_matches",
    "control_corrections",
    "control_quarantine",
    "control_reconciliation",
    "control_results",
    "criteria_matrix",
    "data_maturity",
    "group_contradictions",
    "group_features",
    "keyword_performance",
    "model_evaluations",
    "needs",
    "objective_readiness",
    "product_quality",
    "publish_info",
    "rfm_cells",
    "rfm_cut_points",
    "segment_events",
    "segment_migrations",
    "segment_profiles",
    "segment_rules",
    "segment_scorecards",
    "segmentations",
]
OLD_CLIENT = PROJECT / ".clients" / "duckdb-1.4"


def test_publishes_the_promised_tables_and_nothing_else(demo_run: Run) -> None:
    names = [
        name for (name,) in demo_run.query("select table_name from duckdb_tables() order by 1")
    ]
    assert names == PUBLISHED
    assert demo_run.query("select * from duckdb_views() where not internal") == []


def test_accounts_hold_every_account_and_all_revenue(demo_run: Run) -> None:
    delivered = duckdb.execute(
        "select count(distinct account_id) from read_csv(?, all_varchar = true)",
        [str(DEMO / "accounts.csv")],
    ).fetchall()
    lines = duckdb.execute(
        "select sum(cast(net_amount as decimal(18, 2))) from read_csv(?, all_varchar = true)",
        [str(DEMO / "invoice_lines.csv")],
    ).fetchall()
    published = demo_run.query("select count(*), sum(lifetime_revenue_amount) from accounts")
    assert published == [(delivered[0][0], lines[0][0])]


def test_a_clean_delivery_quarantines_nothing(demo_run: Run) -> None:
    assert demo_run.value("select count(*) from control_quarantine") == 0
    assert demo_run.value("select count(*) from control_results where not is_passed") == 0


def test_every_account_has_a_named_segment_with_reason_and_action(demo_run: Run) -> None:
    missing = demo_run.value(
        "select count(*) from account_segments where segment_name_nl is null or "
        "segment_name_en is null or reason_nl is null or reason_en is null or "
        "action_nl is null or action_en is null or value_tier is null"
    )
    assert missing == 0
    accounts = demo_run.value("select count(*) from accounts")
    for condition in ("segment_id <> 'ALL'", "segment_id = 'ALL'"):
        sql = f"select sum(account_count) from segment_profiles where {condition}"
        assert demo_run.value(sql) == accounts


def test_rfm_scores_follow_from_the_published_cut_points(demo_run: Run) -> None:
    wrong = demo_run.query(
        """
        with bounds as (select * from rfm_cut_points where level_score > 0)
        select a.account_id
        from accounts as a
        inner join account_segments as s using (account_id)
        inner join bounds as r on r.dimension = 'r' and r.level_score = s.r_score
        inner join bounds as f on f.dimension = 'f' and f.level_score = s.f_score
        inner join bounds as m on m.dimension = 'm' and m.level_score = s.m_score
        where a.days_since_last_invoice <= coalesce(r.lower_value, -1)
            or a.days_since_last_invoice > coalesce(r.upper_value, 1e9)
            or a.invoices_12m_count < coalesce(f.lower_value, 0)
            or a.invoices_12m_count >= coalesce(f.upper_value, 1e9)
            or a.revenue_12m_amount < coalesce(m.lower_value, 0)
            or a.revenue_12m_amount >= coalesce(m.upper_value, 1e12)
        """
    )
    assert wrong == []
    assert demo_run.value("select count(*) from account_segments where r_score > 0") != 0


def test_the_map_covers_every_cell_once(demo_run: Run) -> None:
    assert demo_run.query(
        "select count(*), count(distinct (r_score, f_score, m_score, s_score)), "
        "count(rfm_segment_id) from rfm_cells"
    ) == [(1296, 1296, 1296)]


def test_screen_shows_segments_checks_and_what_to_do_next(demo_run: Run) -> None:
    for name, count in demo_run.query(
        "select segment_name_en, account_count from segment_profiles where segment_id <> 'ALL'"
    ):
        line = next(line for line in demo_run.output.splitlines() if str(name) in line)
        assert f"{count:,}" in line
    for word in ("run", "failed", "corrected", "refused", "segments.duckdb"):
        assert word in demo_run.output
    assert "Traceback" not in demo_run.output
    assert "\x1b" not in demo_run.output


def test_publish_info_says_what_was_published(demo_run: Run) -> None:
    ((source, as_of, accounts, counts, started, published),) = demo_run.query(
        "select source, as_of_date, account_count, table_counts, started_at, published_at "
        "from publish_info"
    )
    assert source == "files"
    assert as_of == demo_run.value("select max(as_of_date) from accounts")
    assert accounts == demo_run.value("select count(*) from accounts")
    assert json.loads(str(counts))["accounts"] == accounts
    assert isinstance(started, dt.datetime)
    assert isinstance(published, dt.datetime)
    assert started < published


def test_tables_keep_keys_types_and_comments(demo_run: Run) -> None:
    assert demo_run.query("select table_name from duckdb_tables() where comment is null") == []
    assert (
        demo_run.query(
            "select table_name, column_name from duckdb_columns() "
            "where not internal and (comment is null or comment = '')"
        )
        == []
    )
    keys = {
        row[0]: row[1]
        for row in demo_run.query(
            "select table_name, constraint_column_names from duckdb_constraints() "
            "where constraint_type = 'PRIMARY KEY'"
        )
    }
    assert keys["accounts"] == ["account_id"]
    assert keys["account_features"] == ["account_id", "criterion_id", "feature_name"]
    assert keys["rfm_cells"] == ["r_score", "f_score", "m_score", "s_score"]
    types = {
        row[0]: row[1]
        for row in demo_run.query(
            "select column_name, data_type from duckdb_columns() where table_name = 'accounts'"
        )
    }
    assert types["revenue_12m_amount"] == "DECIMAL(18,2)"
    assert types["as_of_date"] == "DATE"
    assert types["s_score"] == "INTEGER"


def test_parquet_stands_beside_the_database(demo_run: Run) -> None:
    folder = demo_run.state / "current" / "parquet"
    assert sorted(file.stem for file in folder.glob("*.parquet")) == PUBLISHED


def test_an_older_client_reads_tables_and_comments(demo_run: Run, tmp_path: Path) -> None:
    assert OLD_CLIENT.exists(), "run `make test`: it installs the older client"
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import duckdb; "
        "assert duckdb.__version__.startswith('1.4.'), duckdb.__version__; "
        "c = duckdb.connect(sys.argv[2], read_only=True); "
        "n = lambda sql: c.execute(sql).fetchall()[0][0]; "
        "print(n('select count(*) from accounts'), "
        "n(\"select count(*) from duckdb_columns() where comment <> ''\"), "
        "n(\"select count(*) from duckdb_tables() where comment <> ''\"))"
    )
    python = PROJECT / ".venv" / "bin" / "python"
    done = subprocess.run(
        [str(python), "-S", "-c", program, str(OLD_CLIENT), str(demo_run.published)],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    accounts, column_comments, table_comments = map(int, done.stdout.split())
    assert accounts == demo_run.value("select count(*) from accounts")
    assert column_comments == demo_run.value(
        "select count(*) from duckdb_columns() where not internal"
    )
    assert table_comments == len(PUBLISHED)


def test_no_name_of_a_sole_trader_is_published(demo_run: Run) -> None:
    names = duckdb.execute(
        "select distinct account_name from read_csv(?, all_varchar = true) "
        "where lower(legal_form) = 'eenmanszaak'",
        [str(DEMO / "accounts.csv")],
    ).fetchall()
    assert names
    published = {str(name) for (name,) in demo_run.query("select account_name from accounts")}
    assert not published & {str(name) for (name,) in names}


@pytest.mark.parametrize("column", ["email", "phone", "full_name"])
def test_no_contact_is_published(demo_run: Run, column: str) -> None:
    tables = demo_run.query(
        f"select table_name from duckdb_columns() where not internal and column_name = '{column}'"
    )
    assert tables == []
