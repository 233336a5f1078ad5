import duckdb
import pytest
from sklearn.metrics import roc_auc_score

from klantcentraal.demo import leads


def test_leads__are_many_and_a_third_is_won(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute(
        "select count(*), avg((outcome = 'won')::int), count(distinct year(created_at)) "
        "from demo_leads"
    ).fetchone()
    assert row is not None
    assert 1_200 <= row[0] <= 2_000
    assert row[1] == pytest.approx(1 / 3, abs=0.05)
    assert row[2] == 5


def test_leads__outcomes_come_later_and_only_when_decided(
    company: duckdb.DuckDBPyConnection,
) -> None:
    row = company.execute("""
        select
            count(*) filter (outcome_at <= created_at),
            count(*) filter (outcome_at >= timestamp '2026-07-01'),
            count(*) filter ((outcome = 'open') <> (outcome_at is null)),
            count(*) filter ((outcome = 'lost') <> (lost_reason is not null)),
            count(*) filter (isodow(created_at) > 5),
            count(*) filter (outcome = 'open')
        from demo_leads
    """).fetchone()
    assert row is not None
    assert row[:5] == (0, 0, 0, 0, 0)
    assert row[5] > 30


def test_leads__conversion_follows_the_planted_chance(company: duckdb.DuckDBPyConnection) -> None:
    decided = company.execute("""
        select
            outcome = 'won' as is_won,
            win_chance,
            source
        from demo_leads
        where win_chance is not null and outcome <> 'open'
        order by lead_number
    """).df()
    ceiling = roc_auc_score(decided["is_won"], decided["win_chance"])
    assert 0.7 <= ceiling <= 0.95
    rates = decided.groupby("source")["is_won"].mean()
    assert rates["referral"] > rates["partner"] > rates["cold_call"]
    assert set(rates.index) == set(leads.SOURCE_LOGITS)


def test_leads__prospects_are_not_won(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute("""
        select count(*), count(*) filter (leads.outcome = 'won')
        from demo_leads as leads
        inner join demo_account_terms as terms
            on leads.account_id = terms.account_id
        inner join demo_buyers as buyers
            on terms.account = buyers.account
        where buyers.has_never_bought
    """).fetchone()
    assert row is not None
    assert row[0] > 30
    assert row[1] == 0
