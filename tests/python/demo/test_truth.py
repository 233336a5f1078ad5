import duckdb

from demo.planted import COMMITTED, COMMITTED_TRUTH
from klantcentraal.demo import truth


def test_truth__never_lies_in_the_data_folder() -> None:
    assert not COMMITTED_TRUTH.is_relative_to(COMMITTED)
    assert {path.stem for path in COMMITTED_TRUTH.glob("*.csv")} == set(truth.TABLES)
    headers = {path.open(encoding="utf-8").readline() for path in COMMITTED.glob("*.csv")}
    words = {word for header in headers for word in header.strip().split(",")}
    planted = {
        "segment",
        "kind",
        "payer_type",
        "stop_date",
        "rhythm_shape",
        "stops_per_year",
        "motive",
        "yearly_budget_amount",
        "wallet_share",
        "win_chance",
    }
    assert not words & planted


def test_truth__has_one_row_per_account_of_the_files(files: duckdb.DuckDBPyConnection) -> None:
    row = files.execute("""
        select
            count(*),
            count(distinct truth_accounts.account_id),
            count(accounts.account_id),
            count(*) filter (is_buyer = 'true' and segment is null)
        from truth_accounts
        left join (select distinct account_id from accounts) as accounts
            using (account_id)
    """).fetchone()
    assert row == (1200, 1200, 1200, 0)


def test_truth__who_stopped_buys_no_more(files: duckdb.DuckDBPyConnection) -> None:
    stopped, later = files.execute("""
        select
            count(distinct account_id),
            count(*) filter (invoice_date > stop_date)
        from truth_accounts
        inner join invoices
            using (account_id)
        where stop_date is not null and is_credit_note = 'false'
    """).fetchall()[0]
    assert stopped > 100
    assert later == 0


def test_truth__groups_and_payers_agree_with_the_files(files: duckdb.DuckDBPyConnection) -> None:
    row = files.execute("""
        with recursive roots as (
            select distinct account_id, parent_account_id, account_id as root_id, 0 as depth
            from accounts
            where parent_account_id is null
            union all
            select distinct
                accounts.account_id, accounts.parent_account_id, roots.root_id, roots.depth + 1
            from accounts
            inner join roots
                on accounts.parent_account_id = roots.account_id
        )
        select
            count(distinct roots.account_id),
            count(*) filter (roots.root_id <> truth_accounts.group_id),
            max(roots.depth)
        from roots
        inner join truth_accounts
            using (account_id)
    """).fetchone()
    assert row == (1200, 0, 2)
    row = files.execute("""
        select count(*)
        from (select distinct account_id, bill_to_account_id from accounts) as accounts
        inner join truth_accounts
            using (account_id)
        where coalesce(bill_to_account_id, account_id) <> payer_account_id
    """).fetchone()
    assert row == (0,)
