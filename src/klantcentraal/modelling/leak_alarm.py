"""The leak alarm: no single column may know the answer (METHOD M5, METHOD-DETAILS 3).

A column that separates the two classes almost perfectly usually holds what happened afterwards: a
status that was changed because the account left, a fact that was dated too early. Judged are the
eligible accounts only; among all accounts the silence of those who left long ago would alarm.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from klantcentraal.quoting import identifier

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]

TARGETS = ("has_repurchased", "is_next_late_payer", "is_next_promoter", "has_converted_lead")
VALUE, NULL_FLAG = "value", "null flag"

_NOTHING_KNOWN = 0.5
_DRAWS_AT_ONCE = 50
_SCHEMA = pa.schema(
    [
        ("role", pa.string()),
        ("target", pa.string()),
        ("predictor_name", pa.string()),
        ("part", pa.string()),
        ("is_extra", pa.bool_()),
        ("auc_value", pa.float64()),
        ("auc_value_low", pa.float64()),
        ("positive_count", pa.int64()),
        ("negative_count", pa.int64()),
        ("is_skipped", pa.bool_()),
        ("is_alarm", pa.bool_()),
    ]
)


@dataclass(frozen=True)
class AlarmSettings:
    """When to alarm; the numbers are those of METHOD-DETAILS 3.

    Attributes:
        limit: The lower bound of the AUC above which a column knows too much.
        doubt: Share of the bootstrap draws below the lower bound.
        class_minimum: Rows that each class must have; below it nothing can be said.
        draws: Bootstrap draws over groups; 1,000 leave ten below the bound.
        sample_rows: Rows judged, whole groups by hash; an AUC of 20,000 rows is known to 0.01.
        random_state: Seed of the draws.
    """

    limit: float = 0.95
    doubt: float = 0.01
    class_minimum: int = 20
    draws: int = 1_000
    sample_rows: int = 20_000
    random_state: int = 20260630


@dataclass(frozen=True)
class Rows:
    """The rows that a column is judged on.

    Attributes:
        is_positive: The target, shape (rows,).
        groups: Number of each row's group of companies, from 0, shape (rows,).
        folds: Fold of each row, shape (rows,).
    """

    is_positive: Booleans
    groups: Integers
    folds: Integers

    @property
    def class_counts(self) -> tuple[int, int]:
        """Number of rows of the positive and of the negative class."""
        positives = int(self.is_positive.sum())
        return positives, len(self.is_positive) - positives

    def where(self, is_kept: Booleans) -> "Rows":
        """Keep some of the rows."""
        return Rows(self.is_positive[is_kept], self.groups[is_kept], self.folds[is_kept])


@dataclass(frozen=True)
class Verdict:
    """What one score says about one target.

    Attributes:
        auc: Probability that a row of one class stands above one of the other, ties half;
            0.5 or more for a number, as either end may be the telling one.
        auc_low: Lower bound of it by bootstrap over groups; None where auc is within the limit.
        is_alarm: Whether the lower bound is above the limit.
    """

    auc: float
    auc_low: float | None
    is_alarm: bool


@dataclass(frozen=True)
class Finding:
    """What one column says about one target, or why nothing can be said.

    Attributes:
        target: Name of the target.
        predictor_name: Name of the column; '' = the target has too few rows of a class.
        part: VALUE or NULL_FLAG; '' without a column.
        class_counts: Rows of the positive and of the negative class, as judged.
        verdict: What was found; None without a column.
    """

    target: str
    predictor_name: str = ""
    part: str = ""
    class_counts: tuple[int, int] = (0, 0)
    verdict: Verdict | None = None


def auc(scores: Floats, is_positive: Booleans, weights: Floats | None = None) -> Floats:
    """Area under the ROC curve of one score, for several sets of weights at once.

    Args:
        scores: Shape (rows,), no missing values.
        is_positive: Shape (rows,).
        weights: Shape (draws, rows); None = one draw in which each row counts once.

    Returns:
        Shape (draws,): P(score of a positive > score of a negative) + half of P(equal); 0.5 for a
        draw without one of the classes.
    """
    if weights is None:
        weights = np.ones((1, len(scores)))
    order = np.argsort(scores, kind="stable")
    values, is_positive, weights = scores[order], is_positive[order], weights[:, order]
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
    positive = np.add.reduceat(weights * is_positive, starts, axis=1)
    negative = np.add.reduceat(weights * ~is_positive, starts, axis=1)
    below = np.cumsum(negative, axis=1) - negative
    won = (positive * (below + negative / 2)).sum(axis=1)
    pairs = positive.sum(axis=1) * negative.sum(axis=1)
    known = np.where(pairs > 0, pairs, 1.0)
    return np.asarray(np.where(pairs > 0, won / known, _NOTHING_KNOWN), dtype=np.float64)


def target_rates(categories: Integers, rows: Rows) -> Floats:
    """Give each row the share of positives of its category in the other folds.

    Args:
        categories: Number of each row's category, from 0, shape (rows,).
        rows: Target and folds of the same rows.

    Returns:
        Shape (rows,); the share of all other folds where they lack the category.
    """
    rates = np.full(len(categories), _NOTHING_KNOWN)
    for fold in np.unique(rows.folds):
        is_own = rows.folds == fold
        if is_own.all():
            break
        others, size = categories[~is_own], int(categories.max()) + 1
        counts = np.bincount(others, minlength=size)
        hits = np.bincount(others, weights=rows.is_positive[~is_own], minlength=size)
        overall = rows.is_positive[~is_own].mean()
        share = np.where(counts > 0, hits / np.maximum(counts, 1), overall)
        rates[is_own] = share[categories[is_own]]
    return rates


def judge(
    scores: Floats, rows: Rows, settings: AlarmSettings, *, is_oriented: bool = False
) -> Verdict:
    """Judge one score.

    Only a score above the limit is bootstrapped: a lower bound never lies above its estimate.

    Args:
        scores: Shape (rows,), no missing values.
        rows: Target, groups and folds of the same rows.
        settings: When to alarm.
        is_oriented: Whether only a high score may mean positive, as for a target rate: one that
            points the wrong way round is an artefact of the folds, not knowledge.

    Returns:
        The verdict.
    """
    found = float(auc(scores, rows.is_positive)[0])
    if not is_oriented and found < _NOTHING_KNOWN:
        scores, found = -scores, 1 - found
    low = None
    if found > settings.limit:
        low = float(np.quantile(_bootstrap(scores, rows, settings), settings.doubt))
    return Verdict(found, low, low is not None and low > settings.limit)


def _bootstrap(scores: Floats, rows: Rows, settings: AlarmSettings) -> Floats:
    """AUCs, shape (draws,), with whole groups drawn with replacement."""
    random = np.random.default_rng(settings.random_state)
    _, groups = np.unique(rows.groups, return_inverse=True)
    count = int(groups.max()) + 1
    parts = []
    for start in range(0, settings.draws, _DRAWS_AT_ONCE):
        size = min(_DRAWS_AT_ONCE, settings.draws - start)
        drawn = random.multinomial(count, np.full(count, 1 / count), size=size)
        parts.append(auc(scores, rows.is_positive, drawn[:, groups].astype(np.float64)))
    return np.concatenate(parts)


def judge_column(
    column: pd.Series, rows: Rows, settings: AlarmSettings
) -> Iterator[tuple[str, Verdict]]:
    """Judge a column by its values and by where it has none.

    Args:
        column: Numbers, yes and no, or texts (categories), one per row; missing values allowed.
        rows: Target, groups and folds of the same rows.
        settings: When to alarm.

    Yields:
        Part (value or null flag) and verdict, where each class has rows enough.
    """
    is_null = np.asarray(column.isna(), dtype=np.bool_)
    if is_null.any() and not is_null.all():
        yield NULL_FLAG, judge(is_null.astype(np.float64), rows, settings)
    known = rows.where(~is_null)
    if min(known.class_counts) < settings.class_minimum:
        return
    values = column[~is_null]
    if pd.api.types.is_numeric_dtype(values.dtype):
        yield VALUE, judge(values.to_numpy(dtype=np.float64), known, settings)
    else:
        categories, _ = pd.factorize(values.astype(str), sort=True)
        rates = target_rates(categories.astype(np.int64), known)
        yield VALUE, judge(rates, known, settings, is_oriented=True)


def find_leaks(
    frame: pd.DataFrame, columns: Sequence[str], settings: AlarmSettings = AlarmSettings()
) -> list[Finding]:
    """Judge every column against every target of one dataset.

    Args:
        frame: One row per eligible account: account_key, group_id, fold_number, the columns
            (numbers, or texts as objects) and TARGETS (1, 0, missing = unknown). Its order does
            not matter.
        columns: What to judge.
        settings: When to alarm.

    Returns:
        One finding per target, column and part; one without a column for each target of which a
        class has too few rows.
    """
    frame = frame.sort_values("account_key", ignore_index=True)
    groups, _ = pd.factorize(frame["group_id"], sort=True)
    folds = frame["fold_number"].to_numpy(dtype=np.int64)
    found = []
    for target in TARGETS:
        is_known = np.asarray(frame[target].notna(), dtype=np.bool_)
        is_positive = np.asarray(frame[target] == 1, dtype=np.bool_)
        rows = Rows(is_positive, groups.astype(np.int64), folds).where(is_known)
        if min(rows.class_counts) < settings.class_minimum:
            found.append(Finding(target, class_counts=rows.class_counts))
            continue
        for column in columns:
            for part, verdict in judge_column(frame.loc[is_known, column], rows, settings):
                found.append(Finding(target, column, part, rows.class_counts, verdict))
    return found


def check_datasets(
    datasets: Mapping[str, duckdb.DuckDBPyRelation],
    catalog: duckdb.DuckDBPyRelation,
    extra_predictors: duckdb.DuckDBPyRelation,
    settings: AlarmSettings = AlarmSettings(),
) -> pa.Table:
    """Judge the features and extra predictors of the datasets with labels.

    Args:
        datasets: The dataset of each role, with account_key, group_id, fold_number, is_eligible,
            as_of_date, every feature and TARGETS.
        catalog: feature_name and is_text of every feature.
        extra_predictors: account_key, as_of_date, attribute_name and attribute_text.
        settings: When to alarm.

    Returns:
        role, target, predictor_name, part, is_extra, auc_value, auc_value_low, positive_count,
        negative_count, is_skipped and is_alarm; '' for what a skipped target has no column of.
    """
    features = catalog.project("feature_name, is_text").order("feature_name").fetchall()
    found: list[dict[str, object]] = []
    names = [name for name, _ in features]
    for role, dataset in sorted(datasets.items()):
        frame = _sample(dataset, features, settings.sample_rows)
        # a feature that is let in once more, such as city, is judged once
        extras = _extra_columns(frame, extra_predictors).drop(columns=names, errors="ignore")
        columns = [*names, *extras.columns]
        found.extend(
            _row(role, finding, is_extra=finding.predictor_name in extras.columns)
            for finding in find_leaks(frame.join(extras), columns, settings)
        )
    return pa.Table.from_pylist(found, schema=_SCHEMA)


def _sample(
    dataset: duckdb.DuckDBPyRelation, features: Sequence[tuple[str, bool]], count: int
) -> pd.DataFrame:
    """Eligible accounts of whole groups by hash, so that the same ones are drawn everywhere."""
    types = dict.fromkeys(TARGETS, "double") | {
        name: "varchar" if is_text else "double" for name, is_text in features
    }
    typed = ", ".join(
        f"cast({identifier(name)} as {kind}) as {identifier(name)}" for name, kind in types.items()
    )
    eligible = dataset.filter("is_eligible").order("md5(group_id), account_key").limit(count)
    return eligible.project(f"account_key, group_id, fold_number, as_of_date, {typed}").df()


def _extra_columns(frame: pd.DataFrame, extra_predictors: duckdb.DuckDBPyRelation) -> pd.DataFrame:
    """The extra predictors of the rows of a frame, one column each, by the frame's index."""
    long = extra_predictors.df()
    keys = ["account_key", "as_of_date"]
    wide = long.pivot(index=keys, columns="attribute_name", values="attribute_text")
    return frame[keys].join(wide, on=keys).drop(columns=keys)


def _row(role: str, finding: Finding, *, is_extra: bool) -> dict[str, object]:
    positives, negatives = finding.class_counts
    verdict = finding.verdict
    return {
        "role": role,
        "target": finding.target,
        "predictor_name": finding.predictor_name,
        "part": finding.part,
        "is_extra": is_extra,
        "auc_value": verdict.auc if verdict else None,
        "auc_value_low": verdict.auc_low if verdict else None,
        "positive_count": positives,
        "negative_count": negatives,
        "is_skipped": verdict is None,
        "is_alarm": verdict is not None and verdict.is_alarm,
    }
