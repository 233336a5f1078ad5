import duckdb
import pytest

from klantcentraal.quoting import identifier, literal


@pytest.mark.parametrize("text", ["plain", "o'clock", 'a"b', "a''b", "x; drop table t --", "é\n"])
def test_quoted_text_comes_back_as_it_was(text: str) -> None:
    query = f"select {literal(text)} as {identifier(text)}"
    relation = duckdb.sql(query)
    assert (relation.columns, relation.fetchall()) == ([text], [(text,)])


@pytest.mark.parametrize("name", ["", "a\x00b"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        identifier(name)


def test_a_null_character_is_refused() -> None:
    with pytest.raises(ValueError, match="null character"):
        literal("a\x00b")
