"""The scorecard of METHOD-DETAILS 8, written a second time: from the work database alone."""

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from scipy.stats import mannwhitneyu
from sklearn.tree import DecisionTreeClassifier

from .conftest import PROJECT

Numbers = npt.NDArray[np.float64]
Key = tuple[str, str, str]  # segment_id, test_id, metric_name
Thresholds = dict[tuple[str, str], float]  # by test_id and metric_name

FEATURES = PROJECT / "seeds" / "rules" / "rules_yardstick_features.csv"
# Of each test the metric that is furthest below its threshold is published.
METRICS = {
    "homogeneous": ("spread_reduction_value",),
    "heterogeneous": ("cliffs_delta_value",),
    "substantial": ("margin_to_cost_value", "group_count"),
    "identifiable": ("rule_fidelity_share",),
    "reachable": ("reachable_share",),
}
DIGITS = 1e-8  # figures are published with nine
TREE_SEED = 20260630  # orders features that split equally well


@dataclass(frozen=True)
class Headline:
    """What stands published of one test of one segment."""

    metric_name: str
    metric_value: float | None
    threshold_value: float
    is_passed: bool | None


@dataclass(frozen=True)
class Column:
    """A feature of the yardstick as METHOD-DETAILS 6 prepares it, fitted on the model date."""

    name: str
    transformation: str
    lower: float
    upper: float
    centre: float
    spread: float

    def z_scores(self, values: pd.Series) -> Numbers:
        limited = np.clip(transformed(values, self.transformation), self.lower, self.upper)
        return np.asarray((limited - self.centre) / self.spread)


def transformed(values: pd.Series, transformation: str) -> Numbers:
    numbers = values.to_numpy(dtype=float, na_value=np.nan)
    if transformation == "log":
        return np.asarray(np.log(1 + np.where(numbers < 0, 0, numbers)))
    if transformation == "signed_log":
        return np.asarray(np.copysign(np.log(1 + abs(numbers)), numbers))
    assert transformation == "none"
    return numbers


def fitted_columns(model: pd.DataFrame, features: Path = FEATURES) -> list[Column]:
    """Winsor limits that leave one in a hundred outside, the median, and the spread of deciles."""
    columns = []
    with features.open(encoding="utf-8", newline="") as file:
        rules = sorted(csv.DictReader(file), key=lambda row: row["feature_name"])
    for rule in rules:
        values = transformed(model[rule["feature_name"]].dropna(), rule["transformation"])
        outside = -(-len(values) // 100)
        lower, upper = np.sort(values)[[outside, -1 - outside]]
        limited = np.clip(values, lower, upper)
        low, high = np.percentile(limited, [10, 90])
        spread = max((high - low) / 2.563, limited.std() / 2)
        columns.append(
            Column(
                rule["feature_name"],
                rule["transformation"],
                float(lower),
                float(upper),
                float(np.median(limited)),
                float(spread) if spread > 1e-9 else 1.0,
            )
        )
    return columns


@dataclass(frozen=True)
class Scored:
    """The accounts of the verification date, assigned by what was kept of the model date."""

    accounts: pd.DataFrame
    z_scores: Numbers
    labels: npt.NDArray[np.int64]
    segment_ids: tuple[str, ...]

    @property
    def segments(self) -> npt.NDArray[np.object_]:
        """Published id of each account's segment."""
        return np.array(self.segment_ids, dtype=object)[self.labels]


def rows_at(work: duckdb.DuckDBPyConnection, role: str) -> pd.DataFrame:
    """The accounts of the yardstick at the date of a role, by account_id."""
    return work.execute(
        "select y.*, r.is_reachable from segments_yardstick as y "
        "inner join features_spine as s on y.as_of_date = s.as_of_date and s.role = ? "
        "left join segments_reachability as r "
        "on y.as_of_date = r.as_of_date and y.account_key = r.account_key order by y.account_id",
        [role],
    ).df()


def scored(work: duckdb.DuckDBPyConnection) -> Scored:
    """Prepare anew, and give each account the nearest of the kept centres."""
    columns = fitted_columns(rows_at(work, "model"))
    [(text, ids)] = work.execute(
        "select model_text, segment_ids_text from segmentation_models_computed where is_used"
    ).fetchall()
    kept = json.loads(text)
    prepared = {scale["name"]: scale for scale in kept["space"]["scales"]}
    for column in columns:
        for name in ("lower", "upper", "centre", "spread"):
            found = prepared[column.name][name]
            assert np.isclose(found, getattr(column, name), rtol=1e-9), (column.name, name)
    accounts = rows_at(work, "verification")
    z_scores = np.column_stack([c.z_scores(accounts[c.name]) for c in columns])
    return Scored(accounts, z_scores, nearest(kept, accounts), tuple(json.loads(ids)))


def nearest(kept: dict[str, Any], accounts: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Label of the nearest kept centre, a missing value at the median and zeros with a flag."""
    dropped = {feature["name"] for feature in kept["space"]["dropped"]}
    features, flags = [], []
    for scale in kept["space"]["scales"]:
        column = Column(**{name: scale[name] for name in Column.__dataclass_fields__})
        if column.name not in dropped:
            z_scores = column.z_scores(accounts[column.name])
            features.append(np.where(np.isnan(z_scores), 0.0, z_scores))
            if scale["has_flag"]:
                flags.append(features[-1] == column.z_scores(pd.Series([0.0]))[0])
    matrix = np.column_stack([*features, *flags])
    distances = ((matrix[:, None] - np.array(kept["points"])[None]) ** 2).sum(axis=2)
    labels = np.array(kept["labels"], dtype=np.int64)
    return np.asarray(labels[distances.argmin(axis=1)])


def figures(rows: Scored, thresholds: Thresholds) -> dict[Key, float | None]:
    """Every figure of every segment, and for ALL the mean of segments weighted by accounts."""
    found = dict(_figures(rows, thresholds))
    sizes = pd.Series(rows.segments).value_counts()
    for test_id, metrics in METRICS.items():
        for metric in metrics:
            known = {
                segment: value
                for segment in sizes.index
                if (value := found[segment, test_id, metric]) is not None
            }
            weights = [sizes[segment] for segment in known]
            mean = np.average(list(known.values()), weights=weights) if known else None
            found["ALL", test_id, metric] = mean
    return found


def _figures(rows: Scored, thresholds: Thresholds) -> Iterator[tuple[Key, float | None]]:
    accounts, ids = rows.accounts, sorted(set(rows.segments))
    overall = _spreads(rows.z_scores)
    predicted = out_of_fold(rows)
    margins = accounts["margin_12m_amount"].astype(float)
    fixed_cost = thresholds["substantial", "segment_fixed_cost_share"] * max(0.0, margins.sum())
    serving = thresholds["substantial", "cost_to_serve_amount"]
    for segment in ids:
        is_in = rows.segments == segment
        inside = _spreads(rows.z_scores[is_in])
        is_known = ~np.isnan(inside) & (overall > 0)
        alike = 1 - inside[is_known].mean() / overall[is_known].mean()
        yield (segment, "homogeneous", "spread_reduction_value"), float(alike)
        apart = min(
            max(
                abs(
                    cliffs_delta(
                        rows.z_scores[is_in, at], rows.z_scores[rows.segments == other, at]
                    )
                )
                for at in range(rows.z_scores.shape[1])
            )
            for other in ids
            if other != segment
        )
        yield (segment, "heterogeneous", "cliffs_delta_value"), apart
        cost = fixed_cost + is_in.sum() * serving
        margin = margins[is_in].sum() / cost if margins[is_in].notna().any() else None
        yield (segment, "substantial", "margin_to_cost_value"), margin
        groups = accounts.loc[is_in, "group_id"].nunique()
        yield (segment, "substantial", "group_count"), float(groups)
        right = (is_in & (predicted == segment)).sum()
        sent = (predicted == segment).sum()
        fidelity = min(right / sent if sent else 0.0, right / is_in.sum())
        yield (segment, "identifiable", "rule_fidelity_share"), float(fidelity)
        reached = accounts.loc[is_in, "is_reachable"]
        share = None if reached.isna().any() else float(reached.astype(bool).mean())
        yield (segment, "reachable", "reachable_share"), share


def _spreads(z_scores: Numbers) -> Numbers:
    """Mean distance to the median, per feature."""
    frame = pd.DataFrame(z_scores)
    return np.asarray((frame - frame.median()).abs().mean())


def cliffs_delta(one: Numbers, other: Numbers) -> float:
    """From the U of Mann and Whitney: chance of more, less chance of less."""
    a, b = one[~np.isnan(one)], other[~np.isnan(other)]
    if not len(a) or not len(b):
        return 0.0
    return float(2 * mannwhitneyu(a, b, method="asymptotic").statistic / (len(a) * len(b)) - 1)


def out_of_fold(rows: Scored) -> npt.NDArray[np.object_]:
    """What a tree of at most four conditions says of accounts of groups that it did not see."""
    folds = np.array(
        [
            int(hashlib.md5(f"fold:{group}".encode(), usedforsecurity=False).hexdigest()[:4], 16)
            % 5
            for group in rows.accounts["group_id"]
        ]
    )
    said = np.empty_like(rows.labels)
    for fold in range(5):
        tree = DecisionTreeClassifier(max_depth=4, min_samples_leaf=20, random_state=TREE_SEED).fit(
            rows.z_scores[folds != fold], rows.labels[folds != fold]
        )
        said[folds == fold] = tree.predict(rows.z_scores[folds == fold])
    return np.array(rows.segment_ids, dtype=object)[said]


def headlines(rows: Scored, thresholds: Thresholds) -> dict[tuple[str, str], Headline]:
    """What is to stand in segment_scorecards, by segment and test."""
    found = figures(rows, thresholds)
    result = {}
    for segment in [*sorted(set(rows.segments)), "ALL"]:
        for test_id, metrics in METRICS.items():
            told = [
                (metric, found[segment, test_id, metric], thresholds[test_id, metric])
                for metric in metrics
            ]
            metric, value, threshold = min(
                told,
                key=lambda row: np.inf if row[1] is None else (row[1] - row[2]) / row[2],
            )
            is_passed = None if value is None else bool(value >= threshold)
            result[segment, test_id] = Headline(metric, value, threshold, is_passed)
    return result


def published_headlines(work: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], Headline]:
    rows = work.execute(
        "select segment_id, test_id, metric_name, metric_value, threshold_value, is_passed "
        "from segment_scorecards"
    ).fetchall()
    return {(segment_id, test_id): Headline(*row) for segment_id, test_id, *row in rows}


def check_scorecards(work: duckdb.DuckDBPyConnection) -> None:
    """Hold each published figure to the same figure made by other code."""
    rules = work.execute(
        "select test_id, metric_name, threshold_value from rules_scorecard_thresholds"
    ).fetchall()
    expected = headlines(scored(work), {(test, metric): value for test, metric, value in rules})
    found = published_headlines(work)
    assert found.keys() == expected.keys()
    for key, one in expected.items():
        assert found[key].metric_value == pytest.approx(one.metric_value, abs=DIGITS), key
        assert found[key].metric_name == one.metric_name, key
        assert found[key].threshold_value == one.threshold_value, key
        assert found[key].is_passed is one.is_passed, key
