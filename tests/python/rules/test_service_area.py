import pytest

from .conftest import Judge

HEADER = "country_code,region,reason\n"


@pytest.mark.parametrize(
    "rows", ["", "NL,,\n", "NL,,home\nBE,Antwerpen,\nBE,Limburg,\nLU,Limburg,\n"]
)
def test_countries_and_regions_are_right(judge: Judge, rows: str) -> None:
    assert judge("rules_service_area", HEADER + rows) == ""


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "Nederland,,\n",
            "line 2, column country_code: 'Nederland' is no country code: write two capitals, such "
            "as NL",
        ),
        (
            "nl,,\n",
            "line 2, column country_code: 'nl' is no country code: write two capitals, such as NL",
        ),
        (",Utrecht,\n", "line 2, column country_code: is empty: fill it in"),
        (
            "NL,,\nNL,,\n",
            "line 3: has the country_code and region of line 2: keep one of the two",
        ),
        (
            "BE,Antwerpen,\nBE,ANTWERPEN,\n",
            "line 3, column region: 'ANTWERPEN' stands in line 2 in other capitals: keep one",
        ),
        (
            "NL,Utrecht,\nNL,,\n",
            "line 2, column region: line 3 serves the whole of NL: keep that line or its regions",
        ),
        ("NL, Utrecht,\n", "line 2, column region: has spaces around it: remove them"),
    ],
)
def test_other_areas_are_refused(judge: Judge, rows: str, message: str) -> None:
    assert judge("rules_service_area", HEADER + rows) == message
