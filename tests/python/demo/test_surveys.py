import duckdb


def test_surveys__reach_about_forty_percent_of_the_buyers(
    files: duckdb.DuckDBPyConnection,
) -> None:
    row = files.execute("""
        select
            (select count(distinct account_id) from survey_responses)
            / (select count(*) from truth_accounts where is_buyer = 'true')
    """).fetchone()
    assert row is not None
    assert 0.3 < row[0] < 0.5


def test_surveys__scores_lie_on_their_scales(files: duckdb.DuckDBPyConnection) -> None:
    row = files.execute("""
        select
            count(*) filter (nps_score::int not between 0 and 10),
            count(*) filter (satisfaction_score::double not between 0 and 10),
            count(*) filter (satisfaction_score is null),
            count(*) filter (comment is not null)
        from survey_responses
    """).fetchone()
    assert row is not None
    assert row[:2] == (0, 0)
    assert row[2] > 20
    assert row[3] > 100


def test_surveys__follow_the_planted_satisfaction(files: duckdb.DuckDBPyConnection) -> None:
    row = files.execute("""
        select
            corr(truth_accounts.satisfaction::double, satisfaction_score::double),
            corr(truth_accounts.satisfaction::double, nps_score::double)
        from survey_responses
        inner join truth_accounts
            using (account_id)
    """).fetchone()
    assert row is not None
    assert 0.6 < row[0] < 0.95
    assert 0.5 < row[1] < 0.9


def test_surveys__are_answered_by_a_contact_of_the_account(
    files: duckdb.DuckDBPyConnection,
) -> None:
    row = files.execute("""
        select count(*)
        from survey_responses
        left join contacts
            on survey_responses.contact_id = contacts.contact_id
            and survey_responses.account_id = contacts.account_id
        where contacts.contact_id is null
    """).fetchone()
    assert row == (0,)
