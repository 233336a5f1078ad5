import duckdb
import pytest
from stdnum.nl import bsn, btw

from klantcentraal.demo import registrations

SLOTS = registrations.SLOTS


def numbers(sql: str, slots: str = f"range(0, {SLOTS}, 97)") -> list[str]:
    return [row[0] for row in duckdb.sql(f"select {sql} from {slots} as t (slot)").fetchall()]


def test_slot__is_different_for_every_account() -> None:
    slot = registrations.slot("account", 7, 350_000)
    row = duckdb.sql(
        f"select count(distinct {slot}), min({slot}), max({slot}) "
        f"from range({SLOTS}) as t (account)"
    ).fetchone()
    assert row == (SLOTS, 0, SLOTS - 1)


def test_registration_number__has_eight_digits_in_an_unused_range() -> None:
    drawn = numbers(registrations.registration_number("slot"))
    assert len(set(drawn)) == len(drawn)
    assert all(len(number) == 8 and number.isdecimal() for number in drawn)
    assert all(number.startswith("00") for number in drawn)


def test_vat_number_of_company__passes_the_eleven_test() -> None:
    drawn = numbers(registrations.vat_number_of_company("slot"))
    assert len(set(drawn)) == len(drawn)
    assert all(number.startswith("NL89") and bsn.is_valid(number[2:11]) for number in drawn)
    assert all(btw.is_valid(number) for number in drawn)


def test_vat_number_of_sole_trader__passes_modulo_97() -> None:
    drawn = numbers(registrations.vat_number_of_sole_trader("slot"))
    assert len(set(drawn)) == len(drawn)
    assert all(btw.is_valid(number) for number in drawn)
    assert sum(bsn.is_valid(number[2:11]) for number in drawn) < len(drawn) / 5


@pytest.mark.parametrize("edge", [0, 1, 499_999, 500_000, SLOTS - 1])
def test_vat_numbers__are_valid_at_the_edges(edge: int) -> None:
    for build in (
        registrations.vat_number_of_company,
        registrations.vat_number_of_sole_trader,
    ):
        (number,) = numbers(build("slot"), f"(values ({edge}::bigint))")
        assert btw.is_valid(number), number
