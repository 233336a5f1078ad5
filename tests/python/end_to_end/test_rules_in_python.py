"""RFM(S) and value tiers in Python give every account of the demo the segment that SQL gives it."""

from collections.abc import Iterator

import duckdb
import pytest

from klantcentraal.segmentation.methods import rfm, tiers
from klantcentraal.segmentation.preparation import fit_preparation
from klantcentraal.segmentation.training import Training, read_rules
from klantcentraal.segmentation.yardstick import YardstickFeature, read_yardstick

from .conftest import Run

SCORING_DATE = "(select as_of_date from features_spine where role = 'scoring')"
FEATURES = (YardstickFeature("margin_12m_amount", "signed_log"),)


@pytest.fixture
def work(demo_run: Run) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(demo_run.state / "work.duckdb"), read_only=True) as connection:
        yield connection


@pytest.fixture
def training(work: duckdb.DuckDBPyConnection) -> Training:
    yardstick = read_yardstick(
        work.sql("select * from features_scoring where has_bought"), FEATURES
    )
    rules = read_rules(
        work.table("rules_rfm_segments"),
        work.table("rules_satisfaction_bands"),
        work.table("rules_value_tiers"),
    )
    return Training(yardstick, fit_preparation(yardstick), rules=rules)


def test_rfm(work: duckdb.DuckDBPyConnection, training: Training) -> None:
    in_sql = dict(
        work.execute(
            "select account_key, rfm_segment_id from segments_rfm_scores "
            "inner join segments_rfm_map using (r_score, f_score, m_score, s_score) "
            f"where as_of_date = {SCORING_DATE}"
        ).fetchall()
    )
    model = rfm.fit(training)
    keys = training.yardstick.account_keys.tolist()
    labels = model.assign(training.yardstick)
    found = {key: model.own_ids[label] for key, label in zip(keys, labels, strict=True)}
    assert len(found) > 1000
    assert found == {key: in_sql[key] for key in keys}


def test_value_tiers(work: duckdb.DuckDBPyConnection, training: Training) -> None:
    in_sql = dict(
        work.execute(
            "select account_key, value_tier from segments_value_tiers "
            f"where as_of_date = {SCORING_DATE}"
        ).fetchall()
    )
    model = tiers.fit(training)
    keys = training.yardstick.account_keys.tolist()
    labels = model.assign(training.yardstick)
    found = {key: model.own_ids[label] for key, label in zip(keys, labels, strict=True)}
    assert found == {key: f"tier_{in_sql[key].lower()}" for key in keys}
