from collections import Counter
from collections.abc import Iterator

import duckdb
import numpy as np
import numpy.typing as npt
import pytest

from klantcentraal import clustering
from klantcentraal.clustering import ClusterSettings, Feature

Matrix = npt.NDArray[np.float64]
Row = tuple[int, str, float | None, float | None]

DEFAULTS = ClusterSettings()
FEATURES = (Feature("days_late_value", "none"), Feature("margin_12m_amount", "none"))
BLOBS = ((0.0, 1000.0), (50.0, 850.0), (25.0, 600.0), (0.0, 350.0), (50.0, 200.0))


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def yardstick_of(connection: duckdb.DuckDBPyConnection, rows: list[Row]) -> duckdb.DuckDBPyRelation:
    """Return rows of account_key, account_id, days_late_value and margin_12m_amount."""
    connection.execute(
        "create or replace table yardstick (account_key int, account_id varchar, "
        "days_late_value double, margin_12m_amount double)"
    )
    if rows:
        connection.executemany("insert into yardstick values (?, ?, ?, ?)", rows)
    return connection.table("yardstick")


def planted_rows(accounts_each: int) -> list[Row]:
    """Return rows around BLOBS, more than six standard deviations apart, blob after blob."""
    spread = np.random.default_rng(1).normal(0.0, 1.0, (len(BLOBS), accounts_each, 2))
    rows: list[Row] = []
    for (days, margin), offsets in zip(BLOBS, spread, strict=True):
        for day_offset, margin_offset in offsets:
            key = len(rows) + 1
            rows.append((key, f"A{key:05d}", days + day_offset, margin + 10 * margin_offset))
    return rows


def labels_of(
    yardstick: duckdb.DuckDBPyRelation,
    features: tuple[Feature, ...] = FEATURES,
    settings: ClusterSettings = DEFAULTS,
) -> dict[int, str]:
    """Return the cluster of each account."""
    return {
        row["account_key"]: row["cluster_id"]
        for row in clustering.cluster_accounts(yardstick, features, settings).to_pylist()
    }


def test_planted_clusters_are_found_and_numbered_by_margin(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = planted_rows(40)
    labels = labels_of(yardstick_of(connection, rows))
    assert labels == {key: f"cluster_{1 + (key - 1) // 40}" for key, *_ in rows}


def test_result_is_sorted_by_account_key(connection: duckdb.DuckDBPyConnection) -> None:
    rows = planted_rows(10)
    result = clustering.cluster_accounts(yardstick_of(connection, rows[::-1]), FEATURES)
    assert result.schema.names == ["account_key", "cluster_id"]
    assert result.column("account_key").to_pylist() == [row[0] for row in rows]


def test_an_empty_yardstick_gives_an_empty_result(connection: duckdb.DuckDBPyConnection) -> None:
    result = clustering.cluster_accounts(yardstick_of(connection, []), FEATURES)
    assert result.num_rows == 0
    assert [(field.name, str(field.type)) for field in result.schema] == [
        ("account_key", "int32"),
        ("cluster_id", "string"),
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([(5.0, 10.0)], ["cluster_1"], id="one account"),
        pytest.param([(5.0, 10.0), (1.0, 90.0)], ["cluster_2", "cluster_1"], id="two accounts"),
        pytest.param([(5.0, 10.0)] * 8, ["cluster_1"] * 8, id="all equal"),
        pytest.param([(None, None)] * 3, ["cluster_1"] * 3, id="nothing known"),
        pytest.param(
            [(5.0, 10.0)] * 6 + [(5.0, 90.0)] * 6,
            ["cluster_2"] * 6 + ["cluster_1"] * 6,
            id="fewer distinct rows than clusters",
        ),
    ],
)
def test_few_accounts_get_as_many_clusters_as_they_differ(
    connection: duckdb.DuckDBPyConnection,
    values: list[tuple[float | None, float | None]],
    expected: list[str],
) -> None:
    rows: list[Row] = [(key, f"A{key}", *value) for key, value in enumerate(values, start=1)]
    assert list(labels_of(yardstick_of(connection, rows)).values()) == expected


def test_a_missing_value_counts_as_the_median(connection: duckdb.DuckDBPyConnection) -> None:
    rows = planted_rows(40)
    median = float(np.median([row[2] or 0.0 for row in rows]))
    new = len(rows) + 1
    known = labels_of(yardstick_of(connection, [*rows, (new, "Z", median, 1000.0)]))
    unknown = labels_of(yardstick_of(connection, [*rows, (new, "Z", None, 1000.0)]))
    assert unknown == known


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param(DEFAULTS, id="all rows are training rows"),
        pytest.param(ClusterSettings(sample_rows=60, batch_rows=37), id="sample and batches"),
    ],
)
def test_order_of_rows_and_threads_change_nothing(
    connection: duckdb.DuckDBPyConnection, settings: ClusterSettings
) -> None:
    rows = planted_rows(40)
    expected = labels_of(yardstick_of(connection, rows), settings=settings)
    shuffled = [rows[i] for i in np.random.default_rng(2).permutation(len(rows))]
    for threads in (1, 4):
        connection.execute(f"set threads = {threads}")
        assert labels_of(yardstick_of(connection, shuffled), settings=settings) == expected


def test_account_keys_do_not_decide_the_clusters(connection: duckdb.DuckDBPyConnection) -> None:
    rows = planted_rows(40)
    turned = [(1000 - key, account, days, margin) for key, account, days, margin in rows]
    expected = labels_of(yardstick_of(connection, rows))
    labels = labels_of(yardstick_of(connection, turned))
    assert {1000 - key: label for key, label in labels.items()} == expected


def test_rows_outside_the_sample_are_labelled_too(connection: duckdb.DuckDBPyConnection) -> None:
    yardstick = yardstick_of(connection, planted_rows(200))
    sampled = labels_of(yardstick, settings=ClusterSettings(sample_rows=100, batch_rows=64))
    assert len(sampled) == 1000
    assert sampled == labels_of(yardstick)


def test_a_million_accounts_are_labelled_in_batches(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    yardstick = connection.sql(
        "select cast(i as int) as account_key, 'A' || i as account_id, "
        "cast(i % 3 as double) as days_late_value, cast(i % 2 as double) as margin_12m_amount "
        "from range(1, 1000001) as numbers (i)"
    )
    settings = ClusterSettings(cluster_count=6, sample_rows=2000)
    result = clustering.cluster_accounts(yardstick, FEATURES, settings)
    assert result.num_rows == 1_000_000
    assert len(result.column("cluster_id").unique()) == 6


def test_winsorising_keeps_one_giant_from_taking_a_cluster(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = planted_rows(40)
    giant: Row = (len(rows) + 1, "Z", 0.0, 1e9)
    labels = labels_of(yardstick_of(connection, [*rows, giant]))
    assert Counter(labels.values())[labels[giant[0]]] > 1


def test_transform_takes_logs_where_asked() -> None:
    values = np.array([[np.e - 1, np.e - 1, 3.0], [-5.0, 1 - np.e, -3.0], [0.0, 0.0, np.nan]])
    features = (Feature("a", "log"), Feature("b", "signed_log"), Feature("c", "none"))
    expected = np.array([[1.0, 1.0, 3.0], [0.0, -1.0, -3.0], [0.0, 0.0, np.nan]])
    np.testing.assert_allclose(clustering.transform(values, features), expected)


def test_scale_of_a_feature_that_hardly_varies_is_not_zero() -> None:
    constant = np.full(100, 7.0)
    mostly_zero = np.concatenate([np.zeros(95), np.full(5, 10.0)])
    unknown = np.full(100, np.nan)
    preparation = clustering.fit_preparation(
        np.column_stack([constant, mostly_zero, unknown]), winsor_share=0.01
    )
    assert preparation.scale[0] == 1.0
    assert preparation.scale[1] == pytest.approx(float(np.std(mostly_zero)))
    assert (preparation.centre[2], preparation.scale[2]) == (0.0, 1.0)


def test_prepared_values_are_clipped_and_never_missing() -> None:
    values = np.arange(101, dtype=np.float64).reshape(-1, 1)
    preparation = clustering.fit_preparation(values, winsor_share=0.01)
    prepared = clustering.prepare(np.array([[-1e9], [50.0], [1e9], [np.nan]]), preparation)
    low, middle, high, missing = prepared[:, 0]
    assert (middle, missing) == (0.0, 0.0)
    assert high == pytest.approx(-low)
    assert high == pytest.approx(49 / (50 / 1.349))


def test_nearest_gives_ties_to_the_first_centre() -> None:
    centres = np.array([[1.0], [-1.0]])
    assert clustering.nearest(np.array([[0.0], [0.9], [-0.9]]), centres).tolist() == [0, 0, 1]


def rules_of(connection: duckdb.DuckDBPyConnection, *rows: str) -> duckdb.DuckDBPyRelation:
    return connection.sql(
        f"select * from (values {', '.join(rows)}) as r (feature_name, transformation, reason)"
    )


def test_features_are_read_in_order_of_name(connection: duckdb.DuckDBPyConnection) -> None:
    rules = rules_of(connection, "('b', 'log', '')", "('c', 'none', '')", "('a', 'signed_log', '')")
    assert clustering.read_features(rules) == (
        Feature("a", "signed_log"),
        Feature("b", "log"),
        Feature("c", "none"),
    )


def test_an_unknown_transformation_names_the_rule_file(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rules = rules_of(connection, "('margin_12m_amount', 'sqrt', '')")
    with pytest.raises(ValueError, match=r"^INPUT: rules_yardstick_features") as raised:
        clustering.read_features(rules)
    assert str(raised.value) == (
        "INPUT: rules_yardstick_features: margin_12m_amount has transformation 'sqrt'; "
        "use one of none, log, signed_log"
    )
