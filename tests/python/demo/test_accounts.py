import re

import duckdb
from stdnum.nl import btw, postcode

COUNTED = "select count(*) from accounts where "


def count(files: duckdb.DuckDBPyConnection, condition: str) -> int:
    row = files.execute(COUNTED + condition).fetchone()
    assert row is not None
    return int(row[0])


def test_numbers__pass_their_check_digits(files: duckdb.DuckDBPyConnection) -> None:
    rows = files.execute("select distinct registration_number, vat_number from accounts").fetchall()
    assert all(re.fullmatch(r"00\d{6}", number) for number, _ in rows)
    assert all(
        re.fullmatch(r"NL\d{9}B\d{2}", number) and btw.is_valid(number) for _, number in rows
    )


def test_numbers__are_shared_by_branches_only(files: duckdb.DuckDBPyConnection) -> None:
    row = files.execute("""
        with owners as (
            select registration_number, vat_number, count(distinct account_id) as account_count
            from accounts
            where parent_account_id is null
            group by all
        )
        select max(account_count), (
            select count(distinct account_id)
            from accounts
            inner join owners
                using (registration_number)
            where parent_account_id is not null
        )
        from owners
    """).fetchone()
    assert row is not None
    assert row[0] == 1
    assert row[1] >= 30


def test_names__are_different_for_every_account(files: duckdb.DuckDBPyConnection) -> None:
    row = files.execute(
        "select count(distinct account_id) - count(distinct account_name) from accounts"
    ).fetchone()
    assert row == (0,)


def test_names__hold_no_legal_form(files: duckdb.DuckDBPyConnection) -> None:
    assert (
        count(files, r"regexp_matches(lower(account_name), '\b(bv|nv|vof|b\.v\.|n\.v\.)\b')") == 0
    )


def test_addresses__have_postcodes_of_their_city(files: duckdb.DuckDBPyConnection) -> None:
    rows = files.execute("select distinct postal_code from accounts").fetchall()
    assert all(postcode.validate(code) == code for (code,) in rows)
    assert count(files, "country_code <> 'NL' or city is null or region is null") == 0


def test_sizes__are_employees_a_class_or_unknown(files: duckdb.DuckDBPyConnection) -> None:
    assert count(files, "employees is not null and size_class is not null") == 0
    assert count(files, "employees is null and size_class is not null") > 50
    assert count(files, "employees is null and size_class is null") > 10
    labels = files.execute("select distinct size_class from accounts order by all").fetchall()
    assert {label for (label,) in labels} <= {"1-19", "20-199", "200+", None}


def test_history__has_versions_with_different_attributes(
    files: duckdb.DuckDBPyConnection,
) -> None:
    changed, open_start, duplicates, null_among_many = files.execute("""
        with versions as (
            select
                account_id,
                count(*) as version_count,
                count(distinct valid_from) as date_count,
                count(distinct account_manager) + count(distinct credit_limit)
                + count(distinct employees) + count(distinct dunning_level) as value_count
            from accounts
            group by account_id
        )
        select
            count(*) filter (version_count > 1 and value_count > 3),
            count(*) filter (version_count = 1 and date_count = 0),
            count(*) filter (version_count > 1 and date_count < version_count),
            count(*) filter (version_count > 1 and date_count = 0)
        from versions
    """).fetchall()[0]
    assert changed > 80
    assert open_start > 400
    assert (duplicates, null_among_many) == (0, 0)


def test_dates__are_in_order(files: duckdb.DuckDBPyConnection) -> None:
    assert count(files, "founded_date >= customer_since") == 0
    assert count(files, "valid_from > '2026-06-30 23:59:59'") == 0
    assert count(files, "valid_from::date < customer_since::date") == 0
    row = files.execute("""
        select count(*)
        from invoices
        inner join accounts
            using (account_id)
        where invoice_date <= customer_since
    """).fetchone()
    assert row == (0,)


def test_credit__of_those_in_arrears_shows_in_dunning(files: duckdb.DuckDBPyConnection) -> None:
    levels = dict(
        files.execute("""
            select dunning_level, count(distinct account_id) from accounts group by dunning_level
        """).fetchall()
    )
    assert set(levels) == {"0", "1", "2", "3"}
    assert levels["0"] > 1_000
    assert count(files, "is_on_hold = 'true' and dunning_level <> '3'") == 0


def test_relationships__are_contract_or_transactional(files: duckdb.DuckDBPyConnection) -> None:
    assert count(files, "relationship_type not in ('contract', 'transactional')") == 0
    assert 150 < count(files, "relationship_type = 'contract'") < 450
    forms = files.execute("select distinct legal_form from accounts").fetchall()
    assert {form for (form,) in forms} == {"BV", "NV", "VOF", "eenmanszaak", "stichting"}


def test_status__is_that_of_today_on_every_version(company: duckdb.DuckDBPyConnection) -> None:
    statuses = dict(
        company.execute("""
            select account_status, count(distinct account_id)
            from demo_accounts
            group by account_status
        """).fetchall()
    )
    assert set(statuses) == {"active", "reactivated", "dormant", "inactive", "prospect"}
    assert sum(statuses.values()) == 1200
    row = company.execute("""
        select count(*) filter (accounts.account_status in ('active', 'reactivated'))
        from demo_accounts as accounts
        inner join demo_account_terms as terms
            on accounts.account_id = terms.account_id
        inner join demo_stops as stops
            on terms.account = stops.account
        where stops.stop_date < date '2026-03-01'
    """).fetchone()
    assert row == (0,)
