"""Each rule repairs what it is for, leaves the rest alone, and never repairs its own work."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantcentraal.text_repairs import (
    LEGAL_FORMS,
    Repair,
    country_code,
    repair,
    repair_frame,
)

COLUMNS = (
    "country_code",
    "vat_number",
    "registration_number",
    "postal_code",
    "website_domain",
    "legal_form",
    "account_name",
)
COUNTRIES = ("", "NL", "BE", "DE", "GB", "GR", "CH", "US", "Nederland", "nowhere")

# A real VAT number of each country in its usual form: the examples of python-stdnum.
VAT_NUMBERS = (
    "ATU13585627", "BE0428759497", "BG175074752", "CHE107787577IVA", "CY10259033P", "CZ25123891",
    "DE136695976", "DK13585628", "EE100931558", "EL094259216", "ESB58378431", "FI20774740",
    "FR40303265045", "GB980780684", "HR33392005961", "HU12892312", "IE6433435F", "IT00743110157",
    "LT119511515", "LU15027442", "LV40003521600", "MT11679112", "NL004495445B01",
    "NO995525828MVA", "PL8567346215", "PT501964843", "RO18547290", "SE123456789701", "SI50223054",
    "SK2022749619", "XI980780684",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nl", "NL"),
        ("NLD", "NL"),
        ("N.L.", "NL"),
        ("Nederland", "NL"),
        ("NEDERLAND", "NL"),
        ("The  Netherlands", "NL"),
        ("Holland", "NL"),
        ("België", "BE"),
        ("Belgie", "BE"),
        ("Belgique", "BE"),
        ("Deutschland", "DE"),
        ("Frankreich", "FR"),
        ("UK", "GB"),
        ("United Kingdom", "GB"),
        ("Great Britain", "GB"),
        ("U.S.A.", "US"),
        ("Czech Republic", "CZ"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Curaçao", "CW"),
        ("na", "NA"),
    ],
)
def test_a_country_is_found_by_code_and_by_name(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    "text", ["", " ", "EU", "ZZ", "UN", "Europe", "NLX", "Amsterdam", "1", "🇳🇱"]
)
def test_what_is_no_country_has_no_code(text: str) -> None:
    assert country_code(text) is None
    assert repair("country_code", "", text) is None


def test_a_code_in_small_letters_is_a_matter_of_letters() -> None:
    assert repair("country_code", "", "nl") == Repair("letter_case", "NL")
    assert repair("country_code", "", "Nederland") == Repair("country_name", "NL")
    assert repair("country_code", "", "UK") == Repair("country_name", "GB")
    assert repair("country_code", "", "NL") is None


@pytest.mark.parametrize("number", VAT_NUMBERS)
def test_a_vat_number_in_its_usual_form_stays(number: str) -> None:
    assert repair("vat_number", "", number) is None
    assert repair("vat_number", number[:2], number) is None
    assert repair("vat_number", "NL", number) is None


@pytest.mark.parametrize("number", VAT_NUMBERS)
def test_a_vat_number_is_brought_to_its_usual_form(number: str) -> None:
    expected = Repair("vat_number_format", number)
    spread = f" {number[:2].lower()} {number[2:5]}.{number[5:8]}-{number[8:]} "
    assert repair("vat_number", number[:2], spread) == expected


@pytest.mark.parametrize("number", [n for n in VAT_NUMBERS if n[:2] not in ("CH", "EL", "XI")])
def test_a_vat_number_without_prefix_gets_that_of_its_country(number: str) -> None:
    assert repair("vat_number", number[:2], number[2:]) == Repair("vat_number_format", number)
    assert repair("vat_number", "", number[2:]) is None


@pytest.mark.parametrize(
    ("country", "text", "number"),
    [
        ("GR", "094259216", "EL094259216"),
        ("Griekenland", "GR 094259216", "EL094259216"),
        ("UK", "980 7806 84", "GB980780684"),
        ("Nederland", "004495445b01", "NL004495445B01"),
        ("MX", "GODE561231GR8", "MXGODE561231GR8"),
    ],
)
def test_prefixes_other_than_the_country_code(country: str, text: str, number: str) -> None:
    assert repair("vat_number", country, text) == Repair("vat_number_format", number)


@pytest.mark.parametrize(
    ("country", "text"),
    [("NL", "NL004495446B01"), ("", "NL123"), ("DE", "136695977"), ("NL", "BE0428759498")],
)
def test_a_vat_number_with_wrong_check_digits_is_left_out(country: str, text: str) -> None:
    assert repair("vat_number", country, text) == Repair("vat_number_invalid", "")


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("", "applied for"),
        ("", "004495445B01"),
        ("nowhere", "12"),
        ("US", "91-1144442"),
        ("CH", "CHE-107.787.570 IVA"),
        ("SG", "SG1"),
        ("MC", "40303265045"),
        ("", "EU372022452"),
        ("", "12"),
        ("NL", "QQ12345678"),
    ],
)
def test_a_vat_number_that_nothing_is_known_about_stays(country: str, text: str) -> None:
    assert repair("vat_number", country, text) is None


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("NL", "1234567", Repair("leading_zeros", "01234567")),
        ("NL", "1.234.567", Repair("leading_zeros", "01234567")),
        ("Nederland", "12 34 56 78", Repair("registration_number_format", "12345678")),
        ("BE", "0428.759.497", Repair("registration_number_format", "0428759497")),
        ("BE", "428759497", Repair("leading_zeros", "0428759497")),
        ("GB", "445790", Repair("leading_zeros", "00445790")),
        ("NL", "12345678", None),
        ("NL", "123456789", None),
        ("NL", "KVK 12345678", None),
        ("GB", "SC123456", None),
        ("DE", "HRB 1234", None),
        ("", "1234567", None),
        ("NL", "-", None),
        ("NL", "\uff11\uff12\uff13\uff14\uff15\uff16\uff17", None),
    ],
)
def test_a_registration_number_has_the_digits_of_its_country(
    country: str, text: str, expected: Repair | None
) -> None:
    assert repair("registration_number", country, text) == expected


@pytest.mark.parametrize(
    ("country", "text", "code"),
    [
        ("NL", "1019xl", "1019 XL"),
        ("NL", "1019 xl", "1019 XL"),
        ("nl", "1019-XL", "1019 XL"),
        ("Nederland", "NL-1019 XL", "1019 XL"),
        ("GB", "sw1a1aa", "SW1A 1AA"),
        ("UK", "M1 1ae", "M1 1AE"),
        ("NL", "1019 XL", None),
        ("NL", "0019 XL", None),
        ("NL", "1019 SS", None),
        ("NL", "1019", None),
        ("BE", "1019xl", None),
        ("", "1019xl", None),
        ("BE", "1000", None),
        ("GB", "GIR 0AAA", None),
    ],
)
def test_a_postal_code_is_written_as_the_country_does(
    country: str, text: str, code: str | None
) -> None:
    assert repair("postal_code", country, text) == (
        Repair("postal_code_format", code) if code else None
    )


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("https://www.acme.nl/", "acme.nl"),
        ("HTTP://ACME.NL/shop?a=b@c", "acme.nl"),
        ("http:/acme.nl", "acme.nl"),
        ("//acme.nl", "acme.nl"),
        ("www.acme.co.uk", "acme.co.uk"),
        ("www.www.acme.nl", "acme.nl"),
        ("acme.nl:8080", "acme.nl"),
        ("acme.nl/nl", "acme.nl"),
        ("acme.nl?from=mail", "acme.nl"),
        ("mailto:info@acme.nl", "acme.nl"),
        ("jan@acme.nl", "acme.nl"),
        ("https://user:word@acme.nl/", "acme.nl"),
        ("https://http://acme.nl", "acme.nl"),
        ("acme.nl", None),
        ("https://", None),
        ("www.", None),
        ("no website", None),
        ("a.nl, b.nl/", None),
        ("acme", None),
    ],
)
def test_a_web_address_is_brought_back_to_its_domain(text: str, domain: str | None) -> None:
    assert repair("website_domain", "", text) == (
        Repair("website_domain_format", domain) if domain else None
    )


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Jansen B.V.", "BV"),
        ("Jansen BV", "BV"),
        ("Jansen Bv", "BV"),
        ("Jansen B V", "BV"),
        ("Jansen B. V.", "BV"),
        ("Groep V.O.F.", "VOF"),
        ("Smit, Ltd.", "Ltd"),
        ("Smit Co.,Limited", "Ltd"),
        ("Müller GmbH", "GmbH"),
        ("Müller GmbH & Co. KG", "KG"),
        ("Dupont S.A.R.L.", "SARL"),
        ("Rossi S.p.A.", "SpA"),
        ("B.V.", None),
        ("S A", None),
        ("Jansen", None),
        ("Plan V", None),
        ("B.V. Jansen", None),
        ("Thermen Spa", None),
        ("Moreira de Sa", None),
        ("Jansen B.V. i.o.", None),
        ("", None),
        ("...", None),
    ],
)
def test_the_legal_form_stands_at_the_end_of_the_name(name: str, form: str | None) -> None:
    assert repair("legal_form", "", name) == (
        Repair("legal_form_from_name", form) if form else None
    )


@pytest.mark.parametrize("form", sorted(LEGAL_FORMS.values()))
def test_each_legal_form_is_known_by_its_own_spelling(form: str) -> None:
    assert repair("legal_form", "", f"Acme {form}") == Repair("legal_form_from_name", form)


def damaged(text: str) -> str:
    """Return what becomes of a UTF-8 file that is read as one of Western European Windows."""
    return text.encode().decode("sloppy-windows-1252")


@pytest.mark.parametrize("text", ["Café", "München", "L\u2019Oréal", "€ shop", "Привет", "Łódź"])
def test_letters_of_a_wrong_character_set_are_restored(text: str) -> None:
    assert repair("account_name", "", damaged(text)) == Repair("mojibake", text)
    assert repair("job_title", "NL", damaged(text)) == Repair("mojibake", text)
    assert repair("account_name", "", damaged(damaged(text))) == Repair("mojibake", text)


@pytest.mark.parametrize(
    "text",
    [
        "Café",
        "Ångström",
        "Ärzte",
        "Ãsgard",
        "SÃO PAULO",
        "Þór",
        "Łódź",
        "L\u2019Oréal",
        "ﬁ",
        "a\u00adb",
        "",
    ],
)
def test_letters_that_are_right_stay(text: str) -> None:
    assert repair("account_name", "", text) is None


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "\x00",
        "\x1f\x1e",
        "'; drop table accounts; --",
        "İ",
        "ß" * 9,
        "٣٤٥",
        "🏭",
        "x" * 9999,
    ],
)
def test_hostile_texts_do_no_harm(column: str, text: str) -> None:
    for country in COUNTRIES:
        found = repair(column, country, text)
        assert found is None or column in ("vat_number", "legal_form")


@given(st.sampled_from(COLUMNS), st.sampled_from(COUNTRIES), st.text(max_size=20))
def test_repairing_a_repaired_text_changes_nothing(column: str, country: str, text: str) -> None:
    found = repair(column, country, text)
    # A legal form is taken from the name, so it is not the text that is looked at again.
    if found and column != "legal_form":
        assert repair(column, country, found.new_text) is None


@given(st.sampled_from(VAT_NUMBERS), st.sampled_from(COUNTRIES))
def test_a_valid_vat_number_is_never_left_out(number: str, country: str) -> None:
    assert repair("vat_number", country, number.lower()) == Repair("vat_number_format", number)


def test_only_texts_that_change_come_back_sorted() -> None:
    texts = pd.DataFrame(
        [
            ("registration_number", "NL", "1234567"),
            ("registration_number", "DE", "1234567"),
            ("country_code", "", "Nederland"),
            ("account_name", "", "Café"),
        ],
        columns=["column_name", "country_code", "odd_text"],
    )
    found = repair_frame(texts)
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        ("country_code", "", "Nederland", "country_name", "NL"),
        ("registration_number", "NL", "1234567", "leading_zeros", "01234567"),
    ]
    assert found.equals(repair_frame(texts[::-1]))


def test_no_text_gives_an_empty_frame_of_text() -> None:
    empty = pd.DataFrame(columns=["column_name", "country_code", "odd_text"], dtype="string")
    found = repair_frame(empty)
    assert list(found) == ["column_name", "country_code", "odd_text", "rule_id", "new_text"]
    assert found.empty
    assert {str(dtype) for dtype in found.dtypes} == {"string"}
