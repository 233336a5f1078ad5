import duckdb
import numpy as np
import pandas as pd
import pytest

from demo.planted import build

CASES = [(1200, 7), (1200, 11), (1200, 23), (3000, 7), (3000, 11), (3000, 23)]

WALLETS = """
    select
        substr(buyers.industry_code, 1, 2) as division,
        case
            when buyers.employees < 20 then 'small'
            when buyers.employees < 200 then 'middle'
            else 'large'
        end as band,
        buyers.yearly_budget as planted_budget,
        wallets.yearly_budget,
        wallets.spent_amount::double as spent,
        wallets.spent_amount::double / wallets.yearly_budget as share,
        budgets.account_id is not null as is_known
    from demo_buyers as buyers
    inner join demo_wallets as wallets
        on buyers.account = wallets.account
    inner join demo_account_terms as terms
        on buyers.account = terms.account
    left join (
        select distinct account_id from demo_budgets where budget_year = 2026
    ) as budgets
        on terms.account_id = budgets.account_id
    order by buyers.account
"""


@pytest.fixture(scope="module", params=CASES, ids=str)
def wallets(request: pytest.FixtureRequest) -> pd.DataFrame:
    with build(*request.param) as connection:
        return connection.execute(WALLETS).df()


def potential(accounts: pd.DataFrame) -> pd.Series:
    """What peers spend (METHOD-DETAILS 5), from the spend alone."""
    cells = accounts.groupby(["division", "band"])["spent"]
    bands = accounts.groupby("band")["spent"]
    reachable = cells.transform("quantile", 0.85).where(
        cells.transform("size") >= 30,
        bands.transform("quantile", 0.85).where(
            bands.transform("size") >= 30, accounts["spent"].quantile(0.85)
        ),
    )
    return reachable.clip(lower=accounts["spent"])


def test_budgets__vary_within_a_cell_and_between_cells(wallets: pd.DataFrame) -> None:
    budgets = np.log(wallets["planted_budget"])
    cells = budgets.groupby([wallets["division"], wallets["band"]])
    squares = ((budgets - cells.transform("mean")) ** 2).sum()
    assert np.sqrt(squares / (len(wallets) - cells.ngroups)) == pytest.approx(0.4, abs=0.03)
    assert cells.mean().std() > 1


def test_shares__spread_as_planned_and_never_exceed_the_budget(wallets: pd.DataFrame) -> None:
    shares = wallets.loc[wallets["spent"] > 0, "share"]
    assert shares.std() == pytest.approx(0.25, abs=0.03)
    assert shares.max() <= 1
    assert (wallets["yearly_budget"] > wallets["planted_budget"]).mean() < 0.08


def test_shares__are_recovered_by_peers_and_not_by_plain_spend(wallets: pd.DataFrame) -> None:
    buying = wallets[wallets["spent"] > 0]
    computed = buying["spent"] / potential(buying)
    unknown = ~buying["is_known"].astype(bool)
    truth = buying.loc[unknown, "share"]
    found = computed[unknown].corr(truth, method="spearman")
    plain = buying.loc[unknown, "spent"].corr(truth, method="spearman")
    assert found >= 0.6
    assert found >= plain + 0.15


def test_budgets__a_quarter_of_the_accounts_tells_one(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute("""
        with told as (
            select account_id, budget_year, sum(available_budget)::double as budget
            from demo_budgets
            group by account_id, budget_year
        )
        select
            count(distinct account_id) / 1200,
            median(abs(told.budget / buyers.yearly_budget - 1)) filter (budget_year = 2026),
            max(abs(told.budget / buyers.yearly_budget - 1)) filter (budget_year = 2026),
            (select count(*) from demo_budgets where product_category is not null)
        from told
        inner join demo_account_terms as terms
            using (account_id)
        inner join demo_buyers as buyers
            on terms.account = buyers.account
    """).fetchone()
    assert row is not None
    assert 0.2 <= row[0] <= 0.3
    assert row[1] < 0.03
    assert row[2] < 0.06
    assert row[3] > 50


def test_budgets__are_known_in_their_year_or_shortly_before(
    company: duckdb.DuckDBPyConnection,
) -> None:
    row = company.execute("""
        select
            count(*) filter (known_at >= make_date(budget_year + 1, 1, 1)),
            count(*) filter (known_at < make_date(budget_year - 1, 11, 1)),
            count(*) filter (known_at >= timestamp '2026-07-01')
        from demo_budgets
    """).fetchone()
    assert row == (0, 0, 0)
