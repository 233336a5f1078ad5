import duckdb


def test_contracts__belong_to_the_accounts_with_a_contract(
    company: duckdb.DuckDBPyConnection,
) -> None:
    row = company.execute("""
        select
            count(*) filter (buyers.has_contract and not buyers.has_never_bought),
            count(*) filter (contracts.account_id is not null),
            count(*) filter (contracts.account_id is not null and not buyers.has_contract)
        from demo_buyers as buyers
        inner join demo_account_terms as terms
            on buyers.account = terms.account
        left join (select distinct account_id from demo_contracts) as contracts
            on terms.account_id = contracts.account_id
    """).fetchone()
    assert row is not None
    assert row[0] == row[1] > 150
    assert row[2] == 0


def test_contracts__terms_of_one_to_three_years_follow_each_other(
    company: duckdb.DuckDBPyConnection,
) -> None:
    years = company.execute("""
        select distinct date_diff('month', start_date, end_date + 1) / 12 as years
        from demo_contracts
        order by years
    """).fetchall()
    assert years == [(1,), (2,), (3,)]
    row = company.execute("""
        with followed as (
            select
                start_date,
                lag(end_date) over (partition by account_id order by start_date) as previous_end
            from demo_contracts
        )
        select count(*) filter (start_date <> previous_end + 1), count(previous_end)
        from followed
    """).fetchone()
    assert row is not None
    assert row[0] == 0
    assert row[1] > 100


def test_contracts__notice_is_given_around_the_stop_and_known_then(
    company: duckdb.DuckDBPyConnection,
) -> None:
    row = company.execute("""
        select
            count(notice_date),
            count(*) filter (notice_date > date '2026-06-30'),
            count(*) filter (notice_date not between start_date and end_date),
            count(*) filter ((notice_date is null) <> (termination_reason is null)),
            count(*) filter (notice_date is not null and stops.stop_date is null),
            max(abs(notice_date - stops.stop_date)),
            count(*) filter (contracts.start_date > stops.stop_date)
        from demo_contracts as contracts
        inner join demo_account_terms as terms
            on contracts.account_id = terms.account_id
        left join demo_stops as stops
            on terms.account = stops.account
    """).fetchone()
    assert row is not None
    assert row[0] >= 15
    assert row[1:5] == (0, 0, 0, 0)
    assert row[5] <= 60
    assert row[6] == 0
