import csv
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pytest

from klantcentraal.modelling import topics
from klantcentraal.modelling.stop_words import STOP_WORDS
from klantcentraal.modelling.topics import AccountText, TopicSettings
from klantcentraal.need_texts import normalised

DEFAULTS = TopicSettings()
WORDINGS = Path(topics.__file__).parents[1] / "demo" / "needs_wording.csv"

SUBJECTS = {
    "coffee": ("koffie automaat", "koffie bonen automaat", "bonen automaat melk", "melk koffie"),
    "parking": ("laadpaal parkeerplaats", "parkeerplaats auto laadpaal", "auto laadpaal kabel"),
    "garden": ("grasmaaier tuin", "heg tuin grasmaaier", "heg snoeien tuin", "grasmaaier heg"),
}


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def relation_of(
    connection: duckdb.DuckDBPyConnection, rows: Sequence[AccountText]
) -> duckdb.DuckDBPyRelation:
    """Return rows of account_key and normalised_text."""
    connection.execute("create or replace table texts (account_key int, normalised_text varchar)")
    if rows:
        connection.executemany("insert into texts values (?, ?)", rows)
    return connection.table("texts")


def planted_rows(accounts: int) -> list[AccountText]:
    """Return one text for each account: subjects in turn, and so their wordings."""
    subjects = list(SUBJECTS.values())
    rows = []
    for account in range(accounts):
        wordings = subjects[account % len(subjects)]
        rows.append((account, f"we zoeken {wordings[account // 3 % len(wordings)]}"))
    return rows


def found_in(
    connection: duckdb.DuckDBPyConnection,
    rows: Sequence[AccountText],
    settings: TopicSettings = DEFAULTS,
) -> list[dict[str, str]]:
    found: list[dict[str, str]] = topics.find_topics(
        relation_of(connection, rows), settings
    ).to_pylist()
    return found


def subject_of(text: str) -> str:
    return next(
        name for name, wordings in SUBJECTS.items() if text.removeprefix("we zoeken ") in wordings
    )


def test_planted_subjects_are_found_each_as_one_topic(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = found_in(connection, planted_rows(99))
    subjects = defaultdict(set)
    for row in rows:
        subjects[row["topic_id"]].add(subject_of(row["normalised_text"]))
    assert sorted(map(len, subjects.values())) == [1, 1, 1]
    assert sorted(subjects) == ["topic_1", "topic_2", "topic_3"]
    assert len(rows) == len({text for _, text in planted_rows(99)})


def test_topics_are_numbered_by_their_texts(connection: duckdb.DuckDBPyConnection) -> None:
    more = [(1000 + number, "heg tuin grasmaaier") for number in range(20)]
    rows = found_in(connection, planted_rows(99) + more)
    garden = {r["topic_id"] for r in rows if subject_of(r["normalised_text"]) == "garden"}
    assert garden == {"topic_1"}


def test_row_order_and_batches_do_not_matter(connection: duckdb.DuckDBPyConnection) -> None:
    rows = planted_rows(99)
    shuffled = random.Random(1).sample(rows, len(rows))
    expected = found_in(connection, rows)
    assert found_in(connection, shuffled, TopicSettings(batch_rows=2)) == expected
    assert [row["normalised_text"] for row in expected] == sorted(
        row["normalised_text"] for row in expected
    )


def test_a_word_is_shown_only_when_ten_accounts_use_it(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = planted_rows(99)
    nine = [(account, f"{text} karelsen") for account, text in rows[:9]]
    ten = [(account, f"{text} bezorgd") for account, text in rows[9:19]]
    # One account may repeat itself as often as it likes.
    alone = [(500, f"koffie jansma {number}") for number in range(40)]
    found = found_in(connection, nine + ten + rows[19:] + alone)
    words = {word for row in found for word in row["top_terms"].split(", ")}
    assert "karelsen" not in words
    assert "jansma" not in words
    assert {"koffie", "laadpaal"} <= words


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "no texts"),
        (planted_rows(29), "29 texts"),
        ([(account, f"word{account} eigen") for account in range(40)], "one shared word"),
        ([(account % 9, f"koffie automaat {account}") for account in range(60)], "9 accounts"),
        ([(account, "wij zoeken iets voor u") for account in range(60)], "stop words"),
        ([(account, "12345 0612345678 ab") for account in range(60)], "no words"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_too_little_gives_no_topics(
    connection: duckdb.DuckDBPyConnection, rows: list[AccountText], reason: str
) -> None:
    assert found_in(connection, rows) == [], reason


def test_thirty_texts_are_enough(connection: duckdb.DuckDBPyConnection) -> None:
    rows = [(account, ("koffie automaat", "auto laadpaal")[account % 2]) for account in range(30)]
    assert [row["topic_id"] for row in found_in(connection, rows)] == ["topic_1", "topic_2"]
    assert found_in(connection, rows[1:]) == []


@pytest.mark.parametrize(
    ("texts", "vocabulary", "count"),
    [(30, 50, 2), (89, 50, 2), (90, 50, 3), (240, 50, 8), (9000, 50, 8), (9000, 5, 5)],
)
def test_one_topic_for_thirty_texts_from_two_to_eight(
    texts: int, vocabulary: int, count: int
) -> None:
    assert topics.topic_count(texts, vocabulary, DEFAULTS) == count


def test_the_first_of_equal_topics_and_none_below_the_limit() -> None:
    similarities = np.array([[0.5, 0.5], [0.2, 0.9], [0.29, 0.0], [0.3, 0.0]])
    assert topics.nearest_topic(similarities, DEFAULTS).tolist() == [0, 1, topics.NO_TOPIC, 0]


def test_stop_words_are_in_the_form_of_the_texts() -> None:
    assert {normalised(word) for word in STOP_WORDS} == STOP_WORDS


def test_wordings_outside_the_taxonomy_become_topics_of_one_category(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    with WORDINGS.open(encoding="utf-8", newline="") as stream:
        outside = [row for row in csv.DictReader(stream) if row["is_outside"] == "true"]
    categories = {normalised(row["text"]): row["product_category"] for row in outside}
    draw = random.Random(7)
    # So many accounts that words of one sentence reach ten of them.
    rows = [(account, draw.choice(sorted(categories))) for account in range(600)]
    found = found_in(connection, rows)
    members: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in found:
        said = [text for _, text in rows].count(row["normalised_text"])
        members[row["topic_id"]][categories[row["normalised_text"]]] += said
    assert 2 <= len(members) <= DEFAULTS.maximum_topics
    of_one_category = sum(max(counts.values()) for counts in members.values())
    assert of_one_category / sum(counts.total() for counts in members.values()) >= 0.6
    for row in found:
        for word in row["top_terms"].split(", "):
            assert len({account for account, text in rows if word in text.split()}) >= 10
