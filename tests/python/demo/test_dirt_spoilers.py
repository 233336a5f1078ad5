import pytest

from klantcentraal.demo.dirt import spoilers
from klantcentraal.demo.dirt.spoilers import NO_BREAK_SPACE, Spoiler, date_as


@pytest.mark.parametrize(
    ("spoil", "clean", "dirty"),
    [
        (spoilers.written("fax"), "online", "fax"),
        (spoilers.written("fax"), "fax", None),
        (spoilers.instead_of("", "NULL"), "", "NULL"),
        (spoilers.instead_of("", "NULL"), "12", None),
        (spoilers.framed(" ", " "), "Ede", " Ede "),
        (spoilers.framed(" ", " "), "", None),
        (spoilers.first_space(NO_BREAK_SPACE), "Bout M8 10 st", "Bout\u00a0M8 10 st"),
        (spoilers.first_space(NO_BREAK_SPACE), "Bout", None),
        (spoilers.upper, "online", "ONLINE"),
        (spoilers.upper, "BV", None),
        (spoilers.capital, "online", "Online"),
        (spoilers.lower, "1019 XL", "1019 xl"),
        (spoilers.decimal_comma, "1234.56", "1234,56"),
        (spoilers.decimal_comma, "12", None),
        (spoilers.dutch_number, "1234.56", "1.234,56"),
        (spoilers.dutch_number, "-5814000.00", "-5.814.000,00"),
        (spoilers.dutch_number, "999.99", None),
        (spoilers.english_number, "1234.56", "1,234.56"),
        (spoilers.euro_dutch_number, "1234.56", "€ 1.234,56"),
        (spoilers.euro_dutch_number, "12.50", None),
        (spoilers.trailing_minus, "-100.00", "100.00-"),
        (spoilers.trailing_minus, "100.00", None),
        (spoilers.without_sign, "-100.00", "100.00"),
        (spoilers.without_sign, "0.00", None),
        (spoilers.with_sign, "5", "-5"),
        (spoilers.with_sign, "-5", None),
        (spoilers.times_1000, "12.50", "12500.00"),
        (spoilers.a_thousandth, "1250.00", "1.25"),
        (spoilers.a_thousandth, "12.50", None),
        (date_as("%d/%m/%Y"), "2024-12-31", "31/12/2024"),
        (date_as("%d/%m/%Y"), "", None),
        (date_as("%d/%m/%Y"), "2024-04-04", None),
        (date_as("%d/%m/%Y", is_ambiguous=True), "2024-12-31", None),
        (date_as("%d/%m/%Y", is_ambiguous=True), "2024-05-04", "04/05/2024"),
        (date_as("%m/%d/%Y", is_ambiguous=False), "2024-12-31", "12/31/2024"),
        (date_as("%m/%d/%Y", is_ambiguous=False), "2024-05-04", None),
        (spoilers.unpadded_date, "2024-03-25", "25-3-2024"),
        (spoilers.unpadded_date, "2024-03-12", None),
        (spoilers.mojibake, "Café", "CafÃ©"),
        (spoilers.mojibake, "Ede", "EdÃ©"),
        (spoilers.mojibake, "", None),
        (spoilers.curly_mojibake, "'s-Hertogenbosch", "â€™s-Hertogenbosch"),
        (spoilers.curly_mojibake, "Ede", None),
        (spoilers.vat_with_dots, "NL896454721B02", "NL 8964.54.721.B02"),
        (spoilers.vat_without_country, "NL896454721B02", "896454721B02"),
        (spoilers.vat_with_wrong_digit, "NL896454721B02", "NL896454720B02"),
        (spoilers.vat_with_wrong_digit, "", None),
        (spoilers.without_zeros, "00472736", "472736"),
        (spoilers.without_zeros, "472736", None),
        (spoilers.registration_with_dots, "00472736", "00.47.27.36"),
        (spoilers.registration_with_spaces, "00472736", "0047 2736"),
        (spoilers.joined, "1019 XL", "1019XL"),
        (spoilers.joined_lower, "1019 XL", "1019xl"),
    ],
)
def test_a_text_is_spoiled_or_left_where_that_would_be_unclear(
    spoil: Spoiler, clean: str, dirty: str | None
) -> None:
    assert spoil(clean) == dirty


def test_an_accent_is_put_in_where_there_is_none() -> None:
    assert [spoilers.accented(text) for text in ("Café", "Ede", "Gouda")] == [
        "Café",
        "Edé",
        "Göuda",
    ]
