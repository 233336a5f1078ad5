import duckdb

from klantcentraal.demo import names


def test_company_name__comes_back_after_9600() -> None:
    row = duckdb.sql(
        f"select count(distinct {names.company_name('i')}) from range(9600::bigint) as t (i)"
    ).fetchone()
    assert row == (9600,)
    assert len(names.STARTS) * len(names.JOINTS) * len(names.ENDS) == 9600


def test_person_names__come_back_after_2400() -> None:
    person = f"{names.first_name('i')} || ' ' || {names.last_name('i')}"
    row = duckdb.sql(
        f"select count(distinct {person}) from range(2400::bigint) as t (i)"
    ).fetchone()
    assert row == (2400,)
    assert len(names.FIRST_NAMES) * len(names.LAST_NAMES) == 2400


def test_lists__hold_no_name_twice() -> None:
    for listed in (names.STARTS, names.ENDS, names.STREETS, names.FIRST_NAMES, names.LAST_NAMES):
        assert len(set(listed)) == len(listed)
