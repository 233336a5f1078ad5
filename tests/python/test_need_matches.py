"""The SQL that searches texts for terms, held against wordings that were written apart from it."""

import csv
from pathlib import Path

import duckdb
import jinja2
import pytest

ROOT = Path(__file__).parents[2]
WORDINGS = ROOT / "src" / "klantcentraal" / "demo" / "needs_wording.csv"
RULES = ROOT / "seeds" / "rules"

# METHOD-DETAILS 0, needs taxonomy.
LOWEST_F1 = 0.8


def model_sql() -> str:
    """The model as dbt compiles it, with the names of tables as they are."""
    macro = (ROOT / "macros" / "normalised_text.sql").read_text(encoding="utf-8")
    model = (ROOT / "models" / "features" / "features_need_matches.sql").read_text(encoding="utf-8")
    return jinja2.Environment().from_string(macro + model).render(ref=lambda name: name)


@pytest.fixture(scope="module")
def matches() -> duckdb.DuckDBPyConnection:
    """Wordings (text, product_category, is_outside) and what was found in them (need_matches)."""
    connection = duckdb.connect()
    macro = (ROOT / "macros" / "normalised_text.sql").read_text(encoding="utf-8")
    call = macro + "{{ normalised_text('text') }}"
    normalised = jinja2.Environment().from_string(call).render().strip()
    connection.execute(
        f"create table wordings as select *, {normalised} as normalised_text "
        f"from read_csv('{WORDINGS}')"
    )
    connection.execute("create view features_need_texts as from wordings")
    for name in ("rules_needs", "rules_needs_taxonomy"):
        connection.execute(f"create table {name} as from read_csv('{RULES / name}.csv')")
    connection.execute(f"create table matches as {model_sql()}")
    connection.execute(
        "create table found as select distinct text, needs.product_category from wordings "
        "join matches using (normalised_text) join rules_needs as needs using (need_id) "
        "where needs.kind = 'need'"
    )
    return connection


def count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(f"select count(*) from {sql}").fetchall()[0][0])


def test_wordings_are_found_under_their_category(matches: duckdb.DuckDBPyConnection) -> None:
    right = count(matches, "wordings join found using (text, product_category)")
    f1 = 2 * right / (count(matches, "wordings") + count(matches, "found"))
    assert f1 >= LOWEST_F1


def test_every_wording_of_the_taxonomy_is_found(matches: duckdb.DuckDBPyConnection) -> None:
    missed = "(from wordings where not is_outside) anti join found using (text, product_category)"
    assert matches.execute(f"from {missed}").fetchall() == []


def test_every_shipped_need_is_answered_by_a_category_of_the_demo() -> None:
    with (ROOT / "src" / "klantcentraal" / "demo" / "products.csv").open(encoding="utf-8") as file:
        categories = {row["product_category"] for row in csv.DictReader(file)}
    with (RULES / "rules_needs.csv").open(encoding="utf-8") as file:
        needs = [row for row in csv.DictReader(file) if row["kind"] == "need"]
    assert {row["product_category"] for row in needs} == categories
