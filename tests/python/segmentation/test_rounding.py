import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantcentraal.segmentation.rounding import Cut, round_date, round_number


@pytest.mark.parametrize(
    ("left", "right", "cut"),
    [
        ("812.13", "1354.26", "1000"),
        ("3310", "3790", "3500"),
        ("3310", "3490", "3400"),
        ("1190", "1290", "1200"),
        ("1210", "1290", "1250"),
        ("0.22", "0.31", "0.3"),
        ("0.21", "0.29", "0.25"),
        ("99.99", "100.00", "100"),
        ("-1354", "-812", "-1000"),
        ("-3", "0", "0"),
        ("19.99", "20.01", "20"),
    ],
)
def test_the_roundest_number_between_two_is_taken(left: str, right: str, cut: str) -> None:
    assert round_number(Decimal(left), Decimal(right), is_whole=False) == Cut(Decimal(cut))


def test_zero_goes_before_every_other_number() -> None:
    assert round_number(Decimal(0), Decimal(120), is_whole=False) == Cut(Decimal(0), is_after=True)
    assert round_number(Decimal(-9), Decimal(1), is_whole=True) == Cut(Decimal(0), is_after=True)


numbers = st.one_of(
    st.integers(-(10**18), 10**18).map(Decimal),
    st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=-(10**16), max_value=10**16
    ),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda number: Decimal(repr(number))),
)


@given(numbers, numbers)
def test_a_number_divides_what_it_stands_between(one: Decimal, other: Decimal) -> None:
    left, right = sorted((one, other))
    if left != right:
        cut = round_number(left, right, is_whole=False)
        assert isinstance(cut.value, Decimal)
        assert left <= cut.value < right if cut.is_after else left < cut.value <= right


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_whole_numbers_are_cut_at_whole_numbers(left: int, gap: int) -> None:
    cut = round_number(Decimal(left), Decimal(left + gap), is_whole=True)
    assert isinstance(cut.value, Decimal)
    assert cut.value == int(cut.value)


@pytest.mark.parametrize(
    ("left", "right", "cut"),
    [
        (dt.date(2023, 11, 3), dt.date(2024, 5, 9), dt.date(2024, 1, 1)),
        (dt.date(2024, 2, 3), dt.date(2024, 5, 9), dt.date(2024, 4, 1)),
        (dt.date(2024, 4, 3), dt.date(2024, 5, 9), dt.date(2024, 5, 1)),
        (dt.date(2024, 5, 3), dt.date(2024, 5, 9), dt.date(2024, 5, 9)),
        (dt.date(2024, 5, 3), dt.date(2024, 5, 4), dt.date(2024, 5, 4)),
    ],
)
def test_days_are_cut_at_the_start_of_a_period(left: dt.date, right: dt.date, cut: dt.date) -> None:
    assert round_date(left, right) == Cut(cut)


@given(st.dates(), st.dates())
def test_a_day_divides_what_it_stands_between(one: dt.date, other: dt.date) -> None:
    left, right = sorted((one, other))
    if left != right:
        cut = round_date(left, right).value
        assert isinstance(cut, dt.date)
        assert left < cut <= right
