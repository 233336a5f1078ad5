from typing import Any

import duckdb
from sklearn.metrics import roc_auc_score

from demo.planted import features_of
from klantcentraal.demo import buyers


def one(company: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    row = company.execute(sql).fetchone()
    assert row is not None
    return row


def test_buyers__hold_every_account_once(company: duckdb.DuckDBPyConnection) -> None:
    assert one(
        company,
        "select count(*), count(distinct account), count(distinct account_number), "
        "min(account_number), max(account_number) from demo_buyers",
    ) == (1200, 1200, 1200, 1, 1200)


def test_groups__have_heads_members_and_a_second_level(company: duckdb.DuckDBPyConnection) -> None:
    heads, members, branches, deep, paid_for = one(
        company,
        """
        select
            count(*) filter (buyers.is_head),
            count(*) filter (buyers.is_member),
            count(*) filter (buyers.is_branch),
            count(*) filter (parents.parent_account is not null),
            count(*) filter (buyers.payer_account <> buyers.account)
        from demo_buyers as buyers
        left join demo_buyers as parents
            on buyers.parent_account = parents.account
        """,
    )
    assert heads >= 15
    assert members >= 80
    assert branches >= 30
    assert deep >= 5
    assert 20 <= paid_for < branches


def test_groups__only_the_head_of_the_own_group_pays(company: duckdb.DuckDBPyConnection) -> None:
    assert one(
        company,
        "select count(*) from demo_buyers "
        "where payer_account not in (account, head_account) "
        "or (not is_branch and payer_account <> account)",
    ) == (0,)


def test_buyers__some_never_bought_some_bought_once(company: duckdb.DuckDBPyConnection) -> None:
    never, once = one(
        company,
        """
        select
            count(*) filter (has_never_bought),
            (select count(*) from (
                select account from demo_orders group by account having count(*) = 1
            ))
        from demo_buyers
        """,
    )
    assert 30 <= never <= 120
    assert 20 <= once <= 80


def test_payers__late_ones_pay_fifteen_days_later_on_average(
    company: duckdb.DuckDBPyConnection,
) -> None:
    late, punctual = one(
        company,
        "select avg(delay_days) filter (payer_type = 'late'), "
        "avg(delay_days) filter (payer_type = 'punctual') from demo_buyers",
    )
    assert late - punctual >= 15
    assert buyers.LATE_DAYS - buyers.PUNCTUAL_DAYS >= 15


def test_payers__a_branch_inherits_the_type_of_who_pays(company: duckdb.DuckDBPyConnection) -> None:
    assert one(
        company,
        "select count(*) from demo_buyers as buyers inner join demo_buyers as payers "
        "on buyers.payer_account = payers.account where buyers.payer_type <> payers.payer_type",
    ) == (0,)


def test_payers__can_be_told_apart_but_not_perfectly() -> None:
    for seed in (7, 11, 23):
        accounts = features_of(1200, seed)
        judged = accounts[accounts["due_count"] >= 4]
        auc = roc_auc_score(judged["payer_type"] == "late", judged["days_late"])
        assert 0.9 <= auc <= 0.97, seed


def test_stops__come_more_often_where_the_planted_rate_is_higher(
    company: duckdb.DuckDBPyConnection,
) -> None:
    low, high = one(
        company,
        """
        select
            avg((stop_day is not null)::int) filter (stop_rate < 0.15),
            avg((stop_day is not null)::int) filter (stop_rate > 0.25)
        from demo_buyers
        where not has_never_bought and not buys_once
        """,
    )
    assert high > 2 * low
