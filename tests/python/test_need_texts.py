from pathlib import Path

import duckdb
import jinja2
import pytest

from klantcentraal.need_texts import normalised

MACRO = Path(__file__).parents[2] / "macros" / "normalised_text.sql"

TEXTS = {
    "Vloeren: ÉÉN grote, vieze bende!": "vloeren een grote vieze bende",
    "hygiëne": "hygiene",
    "hygie\u0308ne": "hygiene",
    "A4-papier\tof  \r\n\nWC-rollen": "a4 papier of wc rollen",
    "\u2018goedkoop\u2019 \u2013 maar \u201cgoed\u201d\u2026": "goedkoop maar goed",
    'it\'s 50% "off" <b>now</b> \\ {x}|[y]': "it s 50 off b now b x y",
    "Straße, cœur, Łódź, smørrebrød": "strasse coeur lodz smorrebrod",
    "accu\u00a0s van €20": "accu s van 20",
    "  ": "",
    "?!": "",
    "": "",
    "чисто": "чисто",
}


@pytest.fixture(scope="module")
def macro_sql() -> str:
    source = MACRO.read_text(encoding="utf-8")
    template = jinja2.Environment().from_string(source)
    return str(template.module.normalised_text("given.text"))  # type: ignore[attr-defined]  # macro


@pytest.mark.parametrize(("text", "expected"), TEXTS.items(), ids=repr)
def test_text_is_brought_to_one_form(text: str, expected: str) -> None:
    assert normalised(text) == expected


@pytest.mark.parametrize("text", [*TEXTS, *(chr(code) for code in range(0xE0, 0x180))], ids=repr)
def test_sql_does_the_same(text: str, macro_sql: str) -> None:
    row = duckdb.execute(f"select {macro_sql} from (select ? as text) as given", [text]).fetchone()
    assert row == (normalised(text),)
