"""What customers were made to say, and what the pipeline understood of it."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from .conftest import PROJECT, Run

TRUTH = PROJECT / "seeds" / "demo_truth"

# METHOD-DETAILS 0, needs taxonomy: a quarter of the texts is worded outside it.
LOWEST_F1 = 0.8
LOWEST_MOTIVE_F1 = 0.8
# Small cells, METHOD-DETAILS 13.
FEWEST_ACCOUNTS = 10

ENTITIES = (
    "case text_kind when 'need' then 'stated_needs' when 'comment' then 'survey_responses' end"
)


@pytest.fixture(scope="module")
def work(demo_run: Run) -> Iterator[duckdb.DuckDBPyConnection]:
    """The private database of the run, with the truth beside it as truth_texts."""
    with duckdb.connect(str(demo_run.state / "work.duckdb"), read_only=True) as connection:
        for name in ("texts", "motive_texts"):
            connection.execute(
                f"create temp view truth_{name} as from read_csv('{TRUTH / name}.csv')"
            )
        connection.execute(
            f"create temp view understood as select distinct {ENTITIES} as entity, text_id, "
            "rules_needs.kind, need_id, product_category from features_need_statements "
            "join rules_needs using (need_id) where text_kind <> 'keyword'"
        )
        yield connection


def count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(f"select count(*) from {sql}").fetchall()[0][0])


def f1(connection: duckdb.DuckDBPyConnection, meant: str, understood: str, key: str) -> float:
    right = count(connection, f"({meant}) join ({understood}) using ({key})")
    said = count(connection, f"({meant})") + count(connection, f"({understood})")
    return 2 * right / said


def test_texts_are_understood_under_their_category(work: duckdb.DuckDBPyConnection) -> None:
    outside = count(work, "truth_texts where is_outside") / count(work, "truth_texts")
    assert 0.2 <= outside <= 0.3
    understood = "select distinct entity, text_id, product_category from understood"
    reached = f1(
        work,
        "from truth_texts",
        f"{understood} where kind = 'need'",
        "entity, text_id, product_category",
    )
    assert reached >= LOWEST_F1


def test_motives_are_understood(work: duckdb.DuckDBPyConnection) -> None:
    reached = f1(
        work,
        "select entity, text_id, motive as need_id from truth_motive_texts",
        "select entity, text_id, need_id from understood where kind = 'motive'",
        "entity, text_id, need_id",
    )
    assert reached >= LOWEST_MOTIVE_F1


def test_topics_hold_no_word_of_fewer_than_ten_accounts(
    demo_run: Run, work: duckdb.DuckDBPyConnection
) -> None:
    topics = demo_run.query("select top_terms, account_count from needs where kind = 'topic'")
    said = work.execute(
        "select account_key, normalised_text from features_unsorted_texts"
    ).fetchall()
    for top_terms, account_count in topics:
        assert isinstance(account_count, int)
        assert account_count >= FEWEST_ACCOUNTS
        for word in str(top_terms).split(", "):
            users = {account for account, text in said if word in text.split()}
            assert len(users) >= FEWEST_ACCOUNTS


def test_topics_are_what_the_taxonomy_misses(work: duckdb.DuckDBPyConnection) -> None:
    known = count(
        work,
        "features_topics_computed join features_need_texts using (normalised_text) "
        "join truth_texts using (text_id) where text_kind = 'need' "
        "and entity = 'stated_needs' and not is_outside",
    )
    assert known == 0


def test_needs_add_up_to_account_needs(demo_run: Run) -> None:
    assert (
        demo_run.query(
            "select need_id from needs left join (select need_id, count(*) as accounts, "
            "sum(statement_count) as statements, count(*) filter (not is_met) as unmet "
            "from account_needs group by need_id) using (need_id) "
            "where account_count <> coalesce(accounts, 0) "
            "or statement_count <> coalesce(statements, 0) "
            "or (kind = 'need' and unmet_account_count <> coalesce(unmet, 0))"
        )
        == []
    )
    assert int(str(demo_run.value("select sum(statement_count) from needs"))) > 0


def test_no_text_of_a_customer_is_published(demo_run: Run, work: duckdb.DuckDBPyConnection) -> None:
    texts = work.execute(
        "select distinct normalised_text from features_need_texts "
        "where text_kind <> 'keyword' and length(normalised_text) > 30"
    ).fetchall()
    assert texts
    for path in sorted((Path(demo_run.state) / "current" / "parquet").glob("*needs.parquet")):
        columns = duckdb.execute(f"from '{path}'").fetchall()
        shown = " ".join(str(value) for row in columns for value in row).lower()
        assert [text for (text,) in texts if text in shown] == []
