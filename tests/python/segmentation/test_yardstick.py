from collections.abc import Iterator

import duckdb
import numpy as np
import pytest

from klantcentraal.segmentation.yardstick import (
    FACTS,
    Yardstick,
    YardstickFeature,
    checked_features,
    read_batches,
    read_features,
    read_sample,
    read_yardstick,
)

FEATURES = (
    YardstickFeature("days_late_value", "log"),
    YardstickFeature("margin_12m_amount", "none"),
)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def relation_of(
    connection: duckdb.DuckDBPyConnection, rows: int, order: str = "i"
) -> duckdb.DuckDBPyRelation:
    return connection.sql(
        f"""
        select
            date '2026-06-30' as as_of_date,
            cast({rows} - i as int) as account_key,
            'A' || lpad(cast(i as varchar), 7, '0') as account_id,
            'G' || i // 2 as group_id,
            case when i % 5 > 0 then i % 7 end as days_late_value,
            i % 30 as days_since_last_invoice,
            i % 4 as invoices_12m_count,
            cast(i % 9 as decimal(18, 2)) as revenue_12m_amount,
            cast(i % 3 as decimal(18, 2)) as margin_12m_amount,
            cast(null as double) as satisfaction_value,
            case when i % 2 = 0 then 'small' end as size_class
        from range({rows}) as numbers (i)
        order by {order}
        """
    )


def same(one: Yardstick, other: Yardstick) -> bool:
    assert one.attributes is not None
    assert other.attributes is not None
    return (
        one.account_ids.tolist() == other.account_ids.tolist()
        and one.account_keys.tolist() == other.account_keys.tolist()
        and one.group_ids.tolist() == other.group_ids.tolist()
        and np.array_equal(one.values, other.values, equal_nan=True)
        and np.array_equal(one.attributes.facts, other.attributes.facts, equal_nan=True)
        and one.attributes.texts.tolist() == other.attributes.texts.tolist()
    )


def test_accounts_come_sorted_with_what_is_not_known_missing(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = read_yardstick(relation_of(connection, 6, "hash(i)"), FEATURES)
    assert rows.account_ids.tolist() == [f"A{i:07d}" for i in range(6)]
    assert rows.account_keys.tolist() == [6, 5, 4, 3, 2, 1]
    assert rows.group_ids.tolist() == ["G0", "G0", "G1", "G1", "G2", "G2"]
    np.testing.assert_array_equal(rows.values[:, 0], [np.nan, 1, 2, 3, 4, np.nan])
    np.testing.assert_array_equal(rows.values[:, 1], [0, 1, 2, 0, 1, 2])
    assert rows.attributes is not None
    assert rows.attributes.facts.shape == (6, len(FACTS))
    assert rows.attributes.fact("invoices_12m_count").tolist() == [0, 1, 2, 3, 0, 1]
    assert rows.attributes.categories == ("size_class",)
    assert rows.attributes.texts[:, 0].tolist() == ["small", None] * 3
    assert rows.value_index == 1


def test_batches_together_are_all_accounts(connection: duckdb.DuckDBPyConnection) -> None:
    relation = relation_of(connection, 1000)
    batches = list(read_batches(relation, FEATURES, 300))
    assert max(len(batch) for batch in batches) <= 300
    whole = read_yardstick(relation, FEATURES)
    assert np.concatenate([batch.account_ids for batch in batches]).tolist() == (
        whole.account_ids.tolist()
    )
    first = len(batches[0])
    assert same(batches[0], whole.take(np.arange(first)))


@pytest.mark.parametrize("threads", [1, 2])
def test_a_sample_is_the_same_whatever_the_order_of_rows(
    connection: duckdb.DuckDBPyConnection, threads: int
) -> None:
    expected = read_sample(relation_of(connection, 1000), FEATURES, 200)
    connection.execute(f"set threads = {threads}")
    found = read_sample(relation_of(connection, 1000, "hash(i)"), FEATURES, 200)
    assert len(found) == 200
    assert same(found, expected)
    assert sorted(found.account_ids) == found.account_ids.tolist()


def test_a_small_company_is_its_own_sample(connection: duckdb.DuckDBPyConnection) -> None:
    relation = relation_of(connection, 50)
    assert same(read_sample(relation, FEATURES, 200), read_yardstick(relation, FEATURES))


def test_accounts_are_taken_more_than_once(connection: duckdb.DuckDBPyConnection) -> None:
    rows = read_yardstick(relation_of(connection, 6), FEATURES).take(np.array([3, 3, 0]))
    assert rows.account_keys.tolist() == [3, 3, 6]
    assert rows.attributes is not None
    assert rows.attributes.texts[:, 0].tolist() == [None, None, "small"]


def test_features_are_read_in_order_of_name(connection: duckdb.DuckDBPyConnection) -> None:
    rules = connection.sql(
        "select * from (values ('b', 'log'), ('c', 'none'), ('a', 'signed_log')) "
        "as rules (feature_name, transformation)"
    )
    assert read_features(rules) == (
        YardstickFeature("a", "signed_log"),
        YardstickFeature("b", "log"),
        YardstickFeature("c", "none"),
    )


@pytest.mark.parametrize(
    ("features", "message"),
    [
        pytest.param(
            [YardstickFeature("margin_12m_amount", "sqrt")],
            "INPUT: rules_yardstick_features: margin_12m_amount has transformation 'sqrt'; "
            "use one of none, log, signed_log",
            id="unknown transformation",
        ),
        pytest.param(
            [YardstickFeature(f"noise_{i}", "none") for i in range(300)],
            "INPUT: rules_yardstick_features: 300 features; a yardstick has 1 to 10, because "
            "more of them drown what sets accounts apart",
            id="300 features",
        ),
        pytest.param(
            [],
            "INPUT: rules_yardstick_features: 0 features; a yardstick has 1 to 10, because "
            "more of them drown what sets accounts apart",
            id="none",
        ),
    ],
)
def test_features_that_cannot_be_used_are_refused(
    features: list[YardstickFeature], message: str
) -> None:
    with pytest.raises(ValueError, match=r"^INPUT") as raised:
        checked_features(features)
    assert str(raised.value) == message
