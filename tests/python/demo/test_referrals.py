import duckdb
import pytest

from demo.planted import build

REFERRALS = """
    select
        referrals.*,
        referrers.account as referrer,
        referrers.is_referrer,
        buyers.satisfaction,
        buyers.head_account,
        credit.customer_since as referrer_since,
        referred.account as referred,
        referred_buyers.head_account as referred_head,
        referred_credit.customer_since as referred_since,
        first_date
    from demo_referrals as referrals
    inner join demo_account_terms as terms
        on referrals.account_id = terms.account_id
    inner join demo_referrers as referrers
        on terms.account = referrers.account
    inner join demo_buyers as buyers
        on terms.account = buyers.account
    inner join demo_credit as credit
        on terms.account = credit.account
    left join demo_account_terms as referred
        on referrals.referred_account_id = referred.account_id
    left join demo_buyers as referred_buyers
        on referred.account = referred_buyers.account
    left join demo_credit as referred_credit
        on referred.account = referred_credit.account
    left join (select account, min(invoice_date) as first_date from demo_documents group by account)
        as lives
        on referred.account = lives.account
"""


@pytest.mark.parametrize(("accounts", "seed"), [(1200, 7), (3000, 11)])
def test_referrals__are_made_by_customers_before_the_other_starts(accounts: int, seed: int) -> None:
    with build(accounts, seed) as connection:
        row = connection.execute(f"""
            select
                count(*) filter (not is_referrer or satisfaction < 7.5),
                count(*) filter (referred_at < referrer_since),
                count(*) filter (referred_at >= referred_since),
                count(*) filter (referred_at < '2022-07-01' or referred_at >= '2026-07-01'),
                count(*) filter (referred_head = head_account),
                count(*) filter (is_converted <> (first_date is not null)),
                count(*) filter (is_converted and referred_at >= first_date),
                count(referred) - count(distinct referred)
            from ({REFERRALS})
        """).fetchone()
    assert row == (0,) * 8


def test_referrals__are_won_and_lost(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute(f"""
        select
            count(*),
            avg((referred is null)::int),
            count(*) filter (referred is null and is_converted),
            count(*) filter (referred is not null and not is_converted) > 0,
            count(distinct referrer) / (select count(*) from demo_buyers)
        from ({REFERRALS})
    """).fetchone()
    assert row is not None
    assert 150 <= row[0] <= 250
    assert 0.25 < row[1] < 0.75
    assert row[2:4] == (0, True)
    assert 0.05 < row[4] < 0.2
