"""The leak alarm names what knows the answer, and is silent on what only predicts it well."""

from dataclasses import replace

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from klantcentraal.modelling.leak_alarm import (
    NULL_FLAG,
    TARGETS,
    VALUE,
    AlarmSettings,
    Finding,
    Rows,
    auc,
    check_datasets,
    find_leaks,
    target_rates,
)

SETTINGS = AlarmSettings()


def accounts(is_positive: npt.NDArray[np.bool_], **columns: object) -> pd.DataFrame:
    """A dataset in which each account is a group, and only has_repurchased is known."""
    count = len(is_positive)
    frame = pd.DataFrame(
        {
            "account_key": np.arange(count),
            "group_id": [f"G{number}" for number in range(count)],
            "fold_number": np.arange(count) % 5,
            **dict.fromkeys(TARGETS, np.nan),
            **columns,
        }
    )
    frame["has_repurchased"] = is_positive.astype(float)
    return frame


def alarms(frame: pd.DataFrame, *columns: str) -> set[tuple[str, str]]:
    return {
        (finding.predictor_name, finding.part)
        for finding in find_leaks(frame, columns)
        if finding.verdict and finding.verdict.is_alarm
    }


def verdict_of(frame: pd.DataFrame, column: str, part: str = VALUE) -> Finding:
    return next(
        finding
        for finding in find_leaks(frame, [column])
        if (finding.predictor_name, finding.part) == (column, part)
    )


def separated(is_positive: npt.NDArray[np.bool_], distance: float, seed: int) -> object:
    """A normal score whose classes lie some standard deviations apart."""
    return np.random.default_rng(seed).normal(size=len(is_positive)) + distance * is_positive


def coin(count: int, share: float, seed: int) -> npt.NDArray[np.bool_]:
    return np.random.default_rng(seed).random(count) < share


@pytest.mark.parametrize("seed", range(3))
def test_auc_is_that_of_scikit_learn_with_ties_and_weights(seed: int) -> None:
    random = np.random.default_rng(seed)
    is_positive = random.random(300) < 0.3
    scores = np.round(random.normal(size=300) + is_positive, 1)
    weights = random.integers(0, 4, size=(5, 300)).astype(float)
    assert auc(scores, is_positive)[0] == pytest.approx(roc_auc_score(is_positive, scores))
    expected = [roc_auc_score(is_positive, scores, sample_weight=draw) for draw in weights]
    assert auc(scores, is_positive, weights) == pytest.approx(expected)


def test_a_draw_without_a_class_knows_nothing() -> None:
    weights = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]])
    found = auc(np.array([1.0, 2.0, 3.0]), np.array([False, False, True]), weights)
    assert found.tolist() == [0.5, 1.0]


def test_categories_learn_from_the_other_folds_only() -> None:
    rows = Rows(
        is_positive=np.array([True, False, True, True, False]),
        groups=np.arange(5),
        folds=np.array([0, 0, 1, 1, 1]),
    )
    categories = np.array([0, 1, 0, 0, 2])
    assert target_rates(categories, rows).tolist() == [1.0, 2 / 3, 1.0, 1.0, 0.5]


class TestPlantedLeaks:
    is_positive = coin(600, 0.85, seed=1)

    def test_a_number_that_knows_the_answer(self) -> None:
        leak = self.is_positive ^ coin(600, 0.01, seed=2)
        assert alarms(accounts(self.is_positive, leak=leak.astype(float)), "leak") == {
            ("leak", VALUE)
        }

    def test_whichever_way_it_points(self) -> None:
        leak = -np.asarray(separated(self.is_positive, 5, seed=3))
        assert alarms(accounts(self.is_positive, leak=leak), "leak") == {("leak", VALUE)}

    def test_a_status_that_was_changed_afterwards(self) -> None:
        status = np.where(self.is_positive, "active", "stopped").astype(object)
        status[coin(600, 0.02, seed=4)] = "on hold"
        assert alarms(accounts(self.is_positive, status=status), "status") == {("status", VALUE)}

    def test_a_column_that_is_empty_for_one_class(self) -> None:
        reason = np.where(self.is_positive, np.nan, 1.0)
        assert alarms(accounts(self.is_positive, reason=reason), "reason") == {
            ("reason", NULL_FLAG)
        }

    def test_the_leak_is_named_among_honest_columns(self) -> None:
        frame = accounts(
            self.is_positive,
            honest=separated(self.is_positive, 1.8, seed=5),
            leak=self.is_positive.astype(float),
        )
        assert alarms(frame, "honest", "leak") == {("leak", VALUE)}


class TestSilence:
    @pytest.mark.parametrize("seed", range(20))
    @pytest.mark.parametrize(("count", "share"), [(2_000, 0.5), (400, 0.9), (100, 0.3)])
    def test_on_an_honest_strong_number(self, count: int, share: float, seed: int) -> None:
        is_positive = coin(count, share, seed)
        frame = accounts(is_positive, strong=separated(is_positive, 1.8124, seed + 100))
        found = verdict_of(frame, "strong").verdict
        assert found is not None
        assert found.auc == pytest.approx(0.9, abs=0.1)
        assert not found.is_alarm

    def test_above_the_limit_by_chance(self) -> None:
        is_positive = np.arange(80) < 22
        frame = accounts(is_positive, strong=separated(is_positive, 2.7, seed=14))
        found = verdict_of(frame, "strong").verdict
        assert found is not None
        assert found.auc_low is not None
        assert found.auc_low < SETTINGS.limit < found.auc
        assert not found.is_alarm

    def test_on_many_rare_categories(self) -> None:
        is_positive = coin(500, 0.5, seed=6)
        city = np.array([f"city {number // 2}" for number in range(500)], dtype=object)
        assert alarms(accounts(is_positive, city=city), "city") == set()

    def test_on_one_category_and_one_value(self) -> None:
        is_positive = coin(500, 0.5, seed=7)
        frame = accounts(is_positive, country=np.full(500, "NL", dtype=object), one=np.ones(500))
        assert alarms(frame, "country", "one") == set()

    def test_where_one_group_is_the_whole_class(self) -> None:
        is_positive = np.arange(400) < 25
        frame = accounts(is_positive, share=is_positive.astype(float))
        frame["group_id"] = np.where(is_positive, "G0", frame["group_id"])
        frame["fold_number"] = np.where(is_positive, 0, frame["fold_number"])
        frame["country"] = "NL"
        assert alarms(frame, "share", "country") == set()

    def test_with_fewer_than_20_known_values_of_a_class(self) -> None:
        is_positive = coin(400, 0.5, seed=8)
        rare = np.where(np.arange(400) < 30, is_positive.astype(float), np.nan)
        frame = accounts(is_positive, rare=rare)
        assert [finding.part for finding in find_leaks(frame, ["rare"]) if finding.part] == [
            NULL_FLAG
        ]


def test_recency_alarms_among_all_accounts_and_not_among_the_eligible() -> None:
    """Who has been silent for years does not come back: that is no leak, and no question either."""
    random = np.random.default_rng(9)
    is_gone = np.arange(1_500) < 700
    days = np.where(is_gone, 400 + random.exponential(400, 1_500), random.exponential(60, 1_500))
    returns = random.random(1_500) < np.clip(0.97 - np.minimum(days, 365) / 700, 0, 1)
    frame = accounts(~is_gone & returns, days_since_last_invoice=days)
    assert alarms(frame, "days_since_last_invoice") == {("days_since_last_invoice", VALUE)}
    assert alarms(frame[days <= 365], "days_since_last_invoice") == set()


@pytest.mark.parametrize("positives", [0, 19, 400 - 19, 400])
def test_a_target_without_two_classes_is_skipped_and_told(positives: int) -> None:
    is_positive = np.arange(400) < positives
    found = find_leaks(accounts(is_positive, leak=is_positive.astype(float)), ["leak"])
    assert found[0] == Finding("has_repurchased", class_counts=(positives, 400 - positives))
    assert [finding.target for finding in found] == list(TARGETS)


def test_each_target_is_judged_where_it_is_known() -> None:
    is_positive = coin(600, 0.5, seed=10)
    frame = accounts(is_positive, leak=is_positive.astype(float))
    frame["is_next_promoter"] = np.where(np.arange(600) < 100, is_positive, np.nan)
    leaking = [finding for finding in find_leaks(frame, ["leak"]) if finding.predictor_name]
    assert [(finding.target, sum(finding.class_counts)) for finding in leaking] == [
        ("has_repurchased", 600),
        ("is_next_promoter", 100),
    ]


def test_the_order_of_the_rows_does_not_matter() -> None:
    is_positive = coin(300, 0.5, seed=11)
    frame = accounts(is_positive, strong=separated(is_positive, 2.6, seed=12))
    frame["group_id"] = [f"G{number // 3}" for number in range(300)]
    shuffled = frame.sample(frac=1, random_state=1)
    assert find_leaks(shuffled, ["strong"]) == find_leaks(frame, ["strong"])


def relations(
    connection: duckdb.DuckDBPyConnection, frame: pd.DataFrame
) -> tuple[duckdb.DuckDBPyRelation, duckdb.DuckDBPyRelation, duckdb.DuckDBPyRelation]:
    """A dataset, a catalog of its two features, and an extra predictor that knows the answer."""
    dated = frame.assign(is_eligible=frame["account_key"] != 0, as_of_date="2024-02-29")
    connection.register("dataset", dated)
    catalog = connection.sql(
        "select * from (values ('size_class', true), ('strong', false)) as rows "
        "(feature_name, is_text)"
    )
    extra = connection.sql(
        "select account_key, as_of_date, 'account_status' as attribute_name, "
        "case when has_repurchased = 1 then 'active' end as attribute_text from dataset"
    )
    return connection.table("dataset"), catalog, extra


def test_datasets_are_judged_with_their_extra_predictors() -> None:
    is_positive = coin(400, 0.5, seed=13)
    frame = accounts(is_positive, strong=separated(is_positive, 1, seed=14), size_class="20-199")
    with duckdb.connect() as connection:
        dataset, catalog, extra = relations(connection, frame)
        datasets = {"verification": dataset.filter("false"), "model": dataset}
        found = check_datasets(datasets, catalog, extra).to_pylist()
    assert [row["role"] for row in found if row["is_skipped"]] == 3 * ["model"] + 4 * [
        "verification"
    ]
    judged = {(row["predictor_name"], row["part"]): row for row in found if not row["is_skipped"]}
    assert sorted(judged) == [
        ("account_status", NULL_FLAG),
        ("size_class", VALUE),
        ("strong", VALUE),
    ]
    leak = judged["account_status", NULL_FLAG]
    assert (leak["is_extra"], leak["is_alarm"], leak["auc_value"]) == (True, True, 1.0)
    assert leak["positive_count"] + leak["negative_count"] == 399
    assert not judged["strong", VALUE]["is_extra"]


def test_a_feature_that_is_let_in_once_more_is_judged_once() -> None:
    is_positive = coin(100, 0.5, seed=19)
    frame = accounts(is_positive, strong=separated(is_positive, 1, seed=20), size_class="1-19")
    with duckdb.connect() as connection:
        dataset, catalog, extra = relations(connection, frame)
        twice = extra.project(
            "account_key, as_of_date, 'size_class' as attribute_name, '1-19' as attribute_text"
        )
        found = check_datasets({"model": dataset}, catalog, twice).to_pylist()
    names = [row["predictor_name"] for row in found if row["target"] == "has_repurchased"]
    assert names == ["size_class", "strong"]
    assert not any(row["is_extra"] for row in found)


def test_datasets_without_extra_predictors() -> None:
    is_positive = coin(100, 0.5, seed=15)
    frame = accounts(is_positive, strong=separated(is_positive, 1, seed=16), size_class=None)
    with duckdb.connect() as connection:
        dataset, catalog, extra = relations(connection, frame)
        found = check_datasets({"model": dataset}, catalog, extra.filter("false")).to_pylist()
    assert {row["predictor_name"] for row in found} == {"strong", ""}


def test_a_sample_takes_the_same_accounts_each_time() -> None:
    is_positive = coin(500, 0.5, seed=17)
    frame = accounts(is_positive, strong=separated(is_positive, 1, seed=18), size_class="1-19")
    settings = replace(SETTINGS, sample_rows=200)
    with duckdb.connect() as connection:
        dataset, catalog, extra = relations(connection, frame)
        first = check_datasets({"model": dataset}, catalog, extra, settings)
        again = check_datasets({"model": dataset.order("strong")}, catalog, extra, settings)
    assert first.equals(again)
    row = first.to_pylist()[0]
    assert row["positive_count"] + row["negative_count"] == 200
