"""What accounts say they need, and what the truth says they meant."""

import csv
import re
import unicodedata
from collections import Counter, defaultdict

import duckdb
import pytest

from demo.planted import PROJECT
from klantcentraal.demo import truth

WORDINGS = PROJECT / "src" / "klantcentraal" / "demo" / "needs_wording.csv"
TAXONOMY = PROJECT / "seeds" / "rules" / "rules_needs_taxonomy.csv"


@pytest.fixture(scope="module")
def wordings() -> list[dict[str, str]]:
    with WORDINGS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return f" {' '.join(re.findall('[a-z0-9]+', letters))} "


def test_wordings__are_enough_in_every_category_and_language(
    wordings: list[dict[str, str]],
) -> None:
    counts = Counter(row["product_category"] for row in wordings)
    assert len(counts) == 12
    assert min(counts.values()) >= 8
    groups = Counter(
        (row["product_category"], row["language"], row["is_outside"]) for row in wordings
    )
    assert len(groups) == 12 * 2 * 2
    assert len({row["text"] for row in wordings}) == len(wordings)
    assert sum(row["is_outside"] == "true" for row in wordings) / len(wordings) == 0.25


def test_wordings__outside_hold_no_word_of_the_taxonomy(wordings: list[dict[str, str]]) -> None:
    with TAXONOMY.open(encoding="utf-8", newline="") as stream:
        terms = [row["term"] for row in csv.DictReader(stream)]
    for row in wordings:
        if row["is_outside"] == "true":
            text = plain(row["text"])
            found = [
                term
                for term in terms
                if (plain(term).rstrip() if term.endswith("*") else plain(term)) in text
            ]
            assert found == [], row["text"]


def test_stated_needs__say_what_they_mean_in_the_words_of_the_list(
    company: duckdb.DuckDBPyConnection, wordings: list[dict[str, str]]
) -> None:
    said = defaultdict[tuple[str, str], list[str]](list)
    for row in wordings:
        said[row["product_category"], row["is_outside"]].append(row["text"])
    texts = company.execute(f"""
        select texts.*, coalesce(needs.description, responses.comment)
        from ({truth.TEXTS}) as texts
        left join (select 'N' || lpad(need_text_number::varchar, 6, '0') as id, description
            from demo_stated_needs) as needs
            on texts.text_id = needs.id
        left join (select 'S' || lpad(response_number::varchar, 6, '0') as id, comment
            from demo_survey_responses) as responses
            on texts.text_id = responses.id
    """).fetchall()
    entities = Counter(entity for entity, *_ in texts)
    assert entities["stated_needs"] > 450
    assert entities["survey_responses"] > 80
    for _, text_id, category, is_outside, text in texts:
        listed = said[category, str(is_outside).lower()]
        assert any(words in text for words in listed), (text_id, category, text)
    outside = sum(is_outside for *_, is_outside, _ in texts) / len(texts)
    assert 0.2 < outside < 0.3


def test_stated_needs__have_a_category_seldom_and_then_the_right_one(
    company: duckdb.DuckDBPyConnection,
) -> None:
    row = company.execute(f"""
        with meant as (
            select text_id, list(product_category) as categories, bool_or(is_outside) as is_outside
            from ({truth.TEXTS}) as texts
            where entity = 'stated_needs'
            group by text_id
        )
        select
            count(*),
            count(*) filter (meant.text_id is null),
            avg((needs.product_category is not null)::int) filter (not meant.is_outside),
            count(*) filter (needs.product_category is not null and meant.text_id is null),
            count(*) filter (needs.product_category is not null and meant.is_outside),
            count(*) filter (meant.categories <> [needs.product_category]
                and needs.product_category is not null),
            count(*) filter (len(meant.categories) = 2)
        from demo_stated_needs as needs
        left join meant
            on meant.text_id = 'N' || lpad(need_text_number::varchar, 6, '0')
    """).fetchone()
    assert row is not None
    assert 600 <= row[0] <= 1000
    assert row[1] > 150
    assert 0.1 < row[2] < 0.3
    assert row[3:6] == (0, 0, 0)
    assert row[6] > 20


def test_stated_needs__are_said_by_accounts_that_are_there(
    company: duckdb.DuckDBPyConnection,
) -> None:
    row = company.execute("""
        select
            count(*) filter (needs.recorded_at < credit.customer_since),
            count(*) filter (
                needs.recorded_at < '2022-07-01' or needs.recorded_at >= '2026-07-01'
            ),
            count(distinct needs.source)
        from demo_stated_needs as needs
        inner join demo_credit as credit
            on needs.account = credit.account
    """).fetchone()
    assert row == (0, 0, 3)


def test_motives__are_said_by_some_as_planted(company: duckdb.DuckDBPyConnection) -> None:
    rows = company.execute(f"""
        select count(*), count(distinct motive), count(distinct entity)
        from ({truth.MOTIVE_TEXTS}) as texts
    """).fetchall()
    assert rows[0][0] > 120
    assert rows[0][1:] == (3, 2)
    said = company.execute("""
        select count(*)
        from demo_sentences as sentences
        inner join demo_speakers as speakers
            on sentences.account = speakers.account
        where
            sentences.motive is not null
            and (sentences.motive <> speakers.motive or not speakers.says_motive)
    """).fetchone()
    assert said == (0,)


def test_languages__are_english_for_about_a_fifth(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute("select avg((language = 'en')::int) from demo_sentences").fetchone()
    assert row is not None
    assert 0.15 < row[0] < 0.25


def test_surveys__keep_their_answers_and_add_words(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute("""
        select
            avg((comment is not null)::int),
            avg(has_words::int),
            count(*) filter (has_words and comment is null),
            count(*) filter (comment = '')
        from demo_survey_responses
    """).fetchone()
    assert row is not None
    assert 0.4 < row[0] < 0.6
    assert 0.15 < row[1] < 0.35
    assert row[2:] == (0, 0)
