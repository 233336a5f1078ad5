"""The segments as published: the planted ones, with figures and rules that anyone can do again."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from sklearn.metrics import adjusted_rand_score

from .conftest import PROJECT, Run
from .segment_figures import check_scorecards

DEMO_TRUTH = PROJECT / "seeds" / "demo_truth"
LOWEST_AGREEMENT = 0.8  # METHOD-DETAILS 0


def agreement(run: Run, truth: Path) -> float:
    """Adjusted Rand index of published and planted segments, over the accounts that bought."""
    rows = run.query(
        "select a.segment_id, t.segment from accounts as a "
        f"inner join read_csv('{truth / 'accounts.csv'}') as t using (account_id) "
        "where a.segment_id <> 'never_bought'"
    )
    bought = run.value("select count(*) from accounts where segment_id <> 'never_bought'")
    assert len(rows) == bought
    published, planted = zip(*rows, strict=True)
    return float(adjusted_rand_score(planted, published))


def check_rules(run: Run) -> None:
    """Replay each rule over the published accounts."""
    rules = run.query(
        "select segment_id, rule_sql, coverage_share, fidelity_share from segment_rules"
    )
    standing = run.query("select distinct segment_id from accounts")
    assert {row[0] for row in rules} == {row[0] for row in standing}
    with duckdb.connect(str(run.state / "work.duckdb"), read_only=True) as work:
        precisions = dict[object, object](
            work.execute(
                "select segment_id, precision_share from segment_rules_computed"
            ).fetchall()
        )
    for segment_id, rule_sql, coverage_share, fidelity_share in rules:
        is_in = f"segment_id = '{segment_id}'"
        accounts, members = count(run, "true"), count(run, is_in)
        hits, both = count(run, str(rule_sql)), count(run, f"{is_in} and ({rule_sql})")
        outside_both = count(run, f"not ({is_in} or ({rule_sql}))")
        assert both / members == coverage_share, segment_id
        assert (both + outside_both) / accounts == fidelity_share, segment_id
        assert (both / hits if hits else None) == precisions[segment_id], segment_id


def count(run: Run, condition: str) -> int:
    """Published accounts that a condition hits."""
    return int(str(run.value(f"select count(*) from accounts where {condition}")))


@pytest.fixture
def work(demo_run: Run) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(demo_run.state / "work.duckdb"), read_only=True) as connection:
        yield connection


def test_the_demo_publishes_the_planted_segments(demo_run: Run) -> None:
    assert agreement(demo_run, DEMO_TRUTH) >= LOWEST_AGREEMENT


def test_generated_companies_publish_the_planted_segments(generated_run: Run) -> None:
    truth = generated_run.state.with_name("data_truth")
    assert agreement(generated_run, truth) >= LOWEST_AGREEMENT


def test_each_figure_of_the_scorecards_can_be_computed_again(
    work: duckdb.DuckDBPyConnection,
) -> None:
    check_scorecards(work)


def test_each_figure_of_other_scorecards_can_be_computed_again(generated_run: Run) -> None:
    path = generated_run.state / "work.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        check_scorecards(connection)


def test_rules_hit_what_they_say_on_the_demo(demo_run: Run) -> None:
    check_rules(demo_run)


def test_rules_hit_what_they_say_on_other_companies(generated_run: Run) -> None:
    check_rules(generated_run)


def test_rules_hit_what_they_say_on_wide_world_importers(wide_world_importers_run: Run) -> None:
    check_rules(wide_world_importers_run)
