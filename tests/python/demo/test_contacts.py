import duckdb

ROLES = {"decider", "influencer", "user", "buyer", "gatekeeper"}


def test_contacts__are_one_to_four_with_one_primary(files: duckdb.DuckDBPyConnection) -> None:
    row = files.execute("""
        with counted as (
            select
                account_id,
                count(*) as contact_count,
                count(*) filter (is_primary = 'true') as primary_count
            from contacts
            group by account_id
        )
        select
            count(*), min(contact_count), max(contact_count),
            min(primary_count), max(primary_count)
        from counted
    """).fetchone()
    assert row == (1200, 1, 4, 1, 1)


def test_contacts__hold_every_role(files: duckdb.DuckDBPyConnection) -> None:
    rows = files.execute("select distinct buying_role from contacts").fetchall()
    assert {role for (role,) in rows} == ROLES


def test_contacts__can_be_nobody(files: duckdb.DuckDBPyConnection) -> None:
    row = files.execute(r"""
        select
            count(*) filter (not regexp_full_match(email, '[a-z.\-]+@[a-z0-9\-]+\.example')),
            count(*) filter (not regexp_full_match(phone, '0[1-7]0-00\d{5}')),
            count(*) filter (email is null),
            count(*) filter (phone is null)
        from contacts
    """).fetchone()
    assert row is not None
    assert row[:2] == (0, 0)
    assert row[2] > 50
    assert row[3] > 50


def test_contacts__write_from_the_domain_of_their_account(
    files: duckdb.DuckDBPyConnection,
) -> None:
    row = files.execute("""
        select count(*)
        from contacts
        inner join (select distinct account_id, website_domain from accounts) as accounts
            using (account_id)
        where website_domain is not null and split_part(email, '@', 2) <> website_domain
    """).fetchone()
    assert row == (0,)
