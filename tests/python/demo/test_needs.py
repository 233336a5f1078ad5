"""What accounts truly need."""

import duckdb
import pytest

from demo.planted import build
from klantcentraal.demo import truth


def test_needs__are_up_to_three_and_mostly_not_bought(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute("""
        with counts as (
            select
                buyers.account,
                buyers.categories,
                count(needs.account) as need_count,
                count(*) filter (
                    list_position(preferences.category_numbers, needs.category_number)
                    > buyers.categories
                ) as not_bought_count
            from demo_buyers as buyers
            inner join demo_preferences as preferences
                on buyers.account = preferences.account
            left join demo_needs as needs
                on buyers.account = needs.account
            group by buyers.account, buyers.categories
        )
        select
            min(need_count),
            max(need_count),
            avg((need_count = 0)::int),
            sum(not_bought_count) filter (categories between 4 and 8)
            / sum(need_count) filter (categories between 4 and 8),
            abs(corr(need_count, categories))
        from counts
    """).fetchone()
    assert row is not None
    assert row[:2] == (0, 3)
    assert 0.15 < row[2] < 0.25
    assert 0.6 < row[3] < 0.9
    assert row[4] < 0.06


@pytest.mark.parametrize("accounts", [1, 2, 21])
def test_needs__can_be_those_of_a_handful_of_accounts(accounts: int) -> None:
    with build(accounts, 7) as connection:
        for table in truth.TABLES.values():
            connection.execute(table)
