"""k-means on the yardstick features (METHOD M10, METHOD-DETAILS 6).

Training uses a key-hash sample, scoring runs in batches, so memory does not grow with the
number of accounts. Labels are ordered by the cluster's centre on the value feature, so that
`cluster_1` is the most valuable one whatever the start of the algorithm.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

Matrix = npt.NDArray[np.float64]

TRANSFORMATIONS = ("none", "log", "signed_log")
_VALUE_FEATURE = "margin_12m_amount"
_RESULT_SCHEMA = pa.schema([("account_key", pa.int32()), ("cluster_id", pa.string())])


@dataclass(frozen=True)
class Feature:
    """One yardstick feature.

    Attributes:
        name: Column of the yardstick relation.
        transformation: none, log (ln(1 + x), x floored at 0) or signed_log.
    """

    name: str
    transformation: str


@dataclass(frozen=True)
class ClusterSettings:
    """How to fit.

    Attributes:
        cluster_count: Number of clusters until the choice of METHOD-DETAILS 7 takes over.
        sample_rows: Training rows; k-means on a 20,000 row sample costs 0.03 % inertia.
        batch_rows: Rows scored at a time.
        winsor_share: Share cut off at both ends before scaling.
        random_state: Seed of the algorithm's starts.
    """

    cluster_count: int = 5
    sample_rows: int = 20_000
    batch_rows: int = 100_000
    winsor_share: float = 0.01
    random_state: int = 20260630


@dataclass(frozen=True)
class Preparation:
    """Limits and scales fitted on the training rows, one value per feature (shape: features)."""

    lower: Matrix
    upper: Matrix
    centre: Matrix
    scale: Matrix


def read_features(rules: duckdb.DuckDBPyRelation) -> tuple[Feature, ...]:
    """The yardstick features of the seed rules_yardstick_features, in order of name.

    Raises:
        ValueError: A transformation is none of TRANSFORMATIONS.
    """
    rows = rules.project("feature_name, transformation").order("feature_name").fetchall()
    for name, transformation in rows:
        if transformation not in TRANSFORMATIONS:
            raise ValueError(
                f"INPUT: rules_yardstick_features: {name} has transformation "
                f"{transformation!r}; use one of {', '.join(TRANSFORMATIONS)}"
            )
    return tuple(Feature(name, transformation) for name, transformation in rows)


def transform(values: Matrix, features: tuple[Feature, ...]) -> Matrix:
    """Take logs where the seed says so; values and result are (rows, features)."""
    columns = []
    for column, feature in zip(values.T, features, strict=True):
        if feature.transformation == "log":
            columns.append(np.log1p(np.maximum(column, 0.0)))
        elif feature.transformation == "signed_log":
            columns.append(np.sign(column) * np.log1p(np.abs(column)))
        else:
            columns.append(column)
    return np.column_stack(columns)


def fit_preparation(values: Matrix, winsor_share: float) -> Preparation:
    """Winsor limits, medians and robust scales of transformed training rows.

    Args:
        values: Shape (rows, features), NaN where a value is missing.
        winsor_share: Share cut off at both ends.

    The scale is the interquartile range over 1.349 (a standard deviation under normality); a
    feature whose middle half is one value falls back on its standard deviation, then on 1. A
    feature that is missing everywhere gets limits and centre 0.
    """
    known = np.where(np.isnan(values).all(axis=0), 0.0, values)
    lower, low, centre, high, upper = np.nanquantile(
        known, [winsor_share, 0.25, 0.5, 0.75, 1 - winsor_share], axis=0
    )
    spread = (high - low) / 1.349
    fallback = np.nanstd(np.clip(known, lower, upper), axis=0)
    scale = np.where(spread > 1e-9, spread, np.where(fallback > 1e-9, fallback, 1.0))
    return Preparation(lower, upper, centre, scale)


def prepare(values: Matrix, preparation: Preparation) -> Matrix:
    """Winsorise and scale; a missing value stands at the median, so it pulls nowhere."""
    clipped = np.clip(values, preparation.lower, preparation.upper)
    scaled = (clipped - preparation.centre) / preparation.scale
    return np.nan_to_num(scaled, nan=0.0)


def fit_centres(prepared: Matrix, value_index: int, settings: ClusterSettings) -> Matrix:
    """Cluster centres (clusters, features), most valuable first.

    Fewer distinct rows than clusters give as many centres as there are distinct rows. One
    thread: with more, sums of floats differ from run to run.
    """
    count = min(settings.cluster_count, len(np.unique(prepared, axis=0)))
    with threadpool_limits(limits=1):
        fitted = KMeans(count, n_init=10, random_state=settings.random_state).fit(prepared)
    centres = fitted.cluster_centers_
    order = np.lexsort((*centres.T, -centres[:, value_index]))
    return np.asarray(centres[order], dtype=np.float64)


def nearest(prepared: Matrix, centres: Matrix) -> npt.NDArray[np.int64]:
    """Index of the nearest centre of each row; ties go to the most valuable cluster."""
    distances = ((prepared[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    return np.asarray(distances.argmin(axis=1), dtype=np.int64)


def cluster_accounts(
    yardstick: duckdb.DuckDBPyRelation,
    features: tuple[Feature, ...],
    settings: ClusterSettings = ClusterSettings(),
) -> pa.Table:
    """Cluster every account of the yardstick.

    Args:
        yardstick: account_key (int), account_id (string) and one double column per feature.
        features: Columns to use, with their transformations.
        settings: How to fit.

    Returns:
        account_key and cluster_id (cluster_1 ... cluster_k), sorted by account_key; empty for
        an empty yardstick.
    """
    sample = _training_rows(yardstick, features, settings)
    if len(sample) == 0:
        return _RESULT_SCHEMA.empty_table()
    transformed = transform(sample, features)
    preparation = fit_preparation(transformed, settings.winsor_share)
    names = [feature.name for feature in features]
    value_index = names.index(_VALUE_FEATURE) if _VALUE_FEATURE in names else 0
    centres = fit_centres(prepare(transformed, preparation), value_index, settings)
    parts = []
    for keys, values in _batches(yardstick, features, settings.batch_rows):
        labels = nearest(prepare(transform(values, features), preparation), centres)
        parts.append(
            pa.table(
                {"account_key": keys, "cluster_id": [f"cluster_{label + 1}" for label in labels]},
                schema=_RESULT_SCHEMA,
            )
        )
    return pa.concat_tables(parts)


def _training_rows(
    yardstick: duckdb.DuckDBPyRelation, features: tuple[Feature, ...], settings: ClusterSettings
) -> Matrix:
    draw = "md5(account_id), account_id"
    sample = yardstick.order(draw).limit(settings.sample_rows)
    return _matrix(sample.order("account_id").project(_columns(features)).df())


def _batches(
    yardstick: duckdb.DuckDBPyRelation, features: tuple[Feature, ...], batch_rows: int
) -> Iterator[tuple[Any, Matrix]]:
    columns = f"account_key, {_columns(features)}"
    reader = yardstick.order("account_key").project(columns).to_arrow_reader(batch_rows)
    for batch in reader:
        frame = batch.to_pandas()
        yield pa.array(frame.pop("account_key"), type=pa.int32()), _matrix(frame)


def _columns(features: tuple[Feature, ...]) -> str:
    return ", ".join('"' + feature.name.replace('"', '""') + '"' for feature in features)


def _matrix(frame: pd.DataFrame) -> Matrix:
    return frame.to_numpy(dtype=np.float64, na_value=np.nan)
