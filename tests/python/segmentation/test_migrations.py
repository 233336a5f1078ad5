from dataclasses import replace
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantcentraal.segmentation.migrations import (
    Migration,
    Standing,
    check_migrations,
    count_migrations,
)

from .properties import STEADY

QUERY = """
select
    coalesce(opening.segment_id, 'NEW') as from_segment_id,
    case
        when closing.account_key is not null then closing.segment_id
        when accounts.account_key is null then 'ERASED'
        else 'LOST'
    end as to_segment_id,
    count(*) as account_count,
    coalesce(sum(opening.revenue_12m_amount), 0) as opening_revenue_amount,
    coalesce(sum(closing.revenue_12m_amount), 0) as closing_revenue_amount
from opening
full outer join closing on opening.account_key = closing.account_key
left join accounts on opening.account_key = accounts.account_key
group by from_segment_id, to_segment_id
order by from_segment_id, to_segment_id
"""
OPENING = {
    "A": Standing("s001", 1000),
    "B": Standing("s001", 2001),
    "C": Standing("s002", 500),
    "D": Standing("s002", -20),
}
CLOSING = {"A": Standing("s001", 1100), "B": Standing("s002", 1900), "E": Standing("s002", 75)}
ROWS = (
    Migration("NEW", "s002", 1, 0, 75),
    Migration("s001", "s001", 1, 1000, 1100),
    Migration("s001", "s002", 1, 2001, 1900),
    Migration("s002", "ERASED", 1, -20, 0),
    Migration("s002", "LOST", 1, 500, 0),
)


def test_every_account_of_either_date_goes_one_way() -> None:
    assert count_migrations(OPENING, CLOSING, {"A", "B", "C", "E"}) == ROWS
    assert check_migrations(ROWS, OPENING.values(), CLOSING.values()) == ()


@pytest.mark.parametrize(
    ("row", "change", "told"),
    [
        (2, {"opening_cents": 2000}, "opening base of s001: (2, 3000)"),
        (1, {"account_count": 2}, "opening base of s001: (3, 3001)"),
        (1, {"closing_cents": 1101}, "closing base of s001: (1, 1101)"),
        (0, {"opening_cents": 1}, "NEW to s002 opens with 1 cents"),
        (4, {"closing_cents": 1}, "s002 to LOST closes with 1 cents"),
        (1, {"to_segment_id": "s002"}, "s001 to s002 stands 2 times"),
    ],
)
def test_a_difference_of_a_cent_or_an_account_is_told(
    row: int, change: dict[str, object], told: str
) -> None:
    rows = [
        replace(migration, **change) if place == row else migration  # type: ignore[arg-type]  # any field
        for place, migration in enumerate(ROWS)
    ]
    faults = check_migrations(rows, OPENING.values(), CLOSING.values())
    assert any(told in fault for fault in faults), faults


def test_a_row_left_out_is_told() -> None:
    for place in range(len(ROWS)):
        rows = ROWS[:place] + ROWS[place + 1 :]
        assert check_migrations(rows, OPENING.values(), CLOSING.values())


bases = st.dictionaries(
    st.sampled_from("ABCDEFGHIJ"),
    st.builds(Standing, st.sampled_from(["s001", "s002", "never_bought"]), st.integers(-9, 999)),
)


@STEADY
@given(bases, bases, st.sets(st.sampled_from("ABCDEFGHIJ")))
def test_rows_sum_to_both_bases(
    opening: dict[str, Standing], closing: dict[str, Standing], known: set[str]
) -> None:
    rows = count_migrations(opening, closing, known | closing.keys())
    assert check_migrations(rows, opening.values(), closing.values()) == ()
    assert sum(row.account_count for row in rows) == len(opening.keys() | closing.keys())
    assert sum(row.opening_cents for row in rows) == sum(x.revenue_cents for x in opening.values())


@settings(STEADY, max_examples=20)
@given(bases, bases, st.sets(st.sampled_from("ABCDEFGHIJ")))
def test_the_query_of_the_published_table_counts_the_same(
    opening: dict[str, Standing], closing: dict[str, Standing], known: set[str]
) -> None:
    known |= closing.keys()
    columns = "account_key varchar, segment_id varchar, revenue_12m_amount decimal(18, 2)"
    with duckdb.connect() as connection:
        for name, base in (("opening", opening), ("closing", closing)):
            connection.execute(f"create table {name} ({columns})")
            for key, standing in base.items():
                amount = Decimal(standing.revenue_cents) / 100
                row = [key, standing.segment_id, amount]
                connection.execute(f"insert into {name} values (?, ?, ?)", row)
        connection.execute("create table accounts (account_key varchar)")
        for key in known:
            connection.execute("insert into accounts values (?)", [key])
        rows = connection.execute(QUERY).fetchall()
    assert count_migrations(opening, closing, known) == tuple(
        Migration(start, end, count, int(opened * 100), int(closed * 100))
        for start, end, count, opened, closed in rows
    )
