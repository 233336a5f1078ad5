"""What segmentations are fitted from, as dbt gives it."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass

import duckdb
import numpy as np

from klantcentraal.modelling.arrays import Flags, Indices, Vector
from klantcentraal.quoting import literal
from klantcentraal.segmentation.candidates import CandidateSettings
from klantcentraal.segmentation.selection import DatedAccounts, SelectionSettings
from klantcentraal.segmentation.thresholds import read_thresholds
from klantcentraal.segmentation.training import read_rules
from klantcentraal.segmentation.yardstick import (
    VALUE_FEATURE,
    Yardstick,
    YardstickFeature,
    read_sample,
)

FIT_VERSION = 1  # raise it when the same accounts and rules are to give other segments


@dataclass(frozen=True)
class Run:
    """The row of segments_run.

    Attributes:
        as_of_date: Scoring date.
        model_date: Date that segments are fitted on; None = history is too short.
        verification_date: Date that they are judged on; None = history is too short.
        objective_id: What the run works towards.
        has_refit_asked: Whether segments are to be fitted anew.
        currency: ISO 4217 code of amounts; '' = none is known.
    """

    as_of_date: dt.date
    model_date: dt.date | None
    verification_date: dt.date | None
    objective_id: str
    has_refit_asked: bool
    currency: str = ""


@dataclass(frozen=True)
class AccountSources:
    """Models with accounts.

    Attributes:
        run: segments_run.
        spine: features_spine.
        yardstick: segments_yardstick.
        targets: segments_targets.
        reachability: segments_reachability.
    """

    run: duckdb.DuckDBPyRelation
    spine: duckdb.DuckDBPyRelation
    yardstick: duckdb.DuckDBPyRelation
    targets: duckdb.DuckDBPyRelation
    reachability: duckdb.DuckDBPyRelation


@dataclass(frozen=True)
class RuleSources:
    """Seeds that decide what is fitted and what is chosen.

    Attributes:
        features: rules_yardstick_features.
        rfm_segments: rules_rfm_segments.
        satisfaction_bands: rules_satisfaction_bands.
        value_tiers: rules_value_tiers.
        thresholds: rules_scorecard_thresholds.
        service_area: rules_service_area: who can be reached.
        objectives: rules_objectives: what segments are to tell about.
    """

    features: duckdb.DuckDBPyRelation
    rfm_segments: duckdb.DuckDBPyRelation
    satisfaction_bands: duckdb.DuckDBPyRelation
    value_tiers: duckdb.DuckDBPyRelation
    thresholds: duckdb.DuckDBPyRelation
    service_area: duckdb.DuckDBPyRelation
    objectives: duckdb.DuckDBPyRelation


def read_run(run: duckdb.DuckDBPyRelation) -> Run:
    """Read segments_run."""
    columns = "as_of_date, model_date, verification_date, objective_id, has_refit_asked"
    currency = "coalesce(own_currency_code, '')"
    [row] = run.project(f"{columns}, {currency}").fetchall()
    return Run(*row)


def fingerprint(rules: RuleSources, objective_id: str) -> str:
    """Give characters that change with whatever decides a fit, apart from the accounts."""
    seeds = (
        rules.features.project("feature_name, transformation"),
        rules.rfm_segments.project("columns('^rfm_segment_id$|_minimum$|_maximum$')"),
        rules.satisfaction_bands.project("s_score, lower_value, upper_value"),
        rules.value_tiers.project("value_tier, cumulative_share_maximum"),
        rules.thresholds.project("test_id, metric_name, threshold_value"),
        rules.service_area.project("country_code, region"),
        rules.objectives.filter(f"objective_id = {literal(objective_id)}").project("target"),
    )
    told = [sorted(tuple(map(str, row)) for row in seed.fetchall()) for seed in seeds]
    decides = json.dumps([FIT_VERSION, objective_id, told])
    return hashlib.sha256(decides.encode("utf-8")).hexdigest()[:16]


def read_settings(rules: RuleSources) -> SelectionSettings:
    """Read how to select from the seeds."""
    thresholds = rules.thresholds.project("test_id, metric_name, threshold_value").fetchall()
    return SelectionSettings(
        read_thresholds(thresholds),
        CandidateSettings(
            rules=read_rules(rules.rfm_segments, rules.satisfaction_bands, rules.value_tiers)
        ),
    )


def at_date(relation: duckdb.DuckDBPyRelation, as_of_date: dt.date) -> duckdb.DuckDBPyRelation:
    """Keep the rows of a date."""
    return relation.filter(f"as_of_date = date '{as_of_date}'")


def read_dated(
    sources: AccountSources, as_of_date: dt.date, features: tuple[YardstickFeature, ...]
) -> DatedAccounts:
    """Read a sample of the accounts of a date, with what they are held against.

    Args:
        sources: Where from.
        as_of_date: Date of the model or the verification dataset.
        features: Those of the yardstick.

    Returns:
        The accounts that had bought by then.
    """
    accounts = at_date(sources.yardstick, as_of_date)
    yardstick = read_sample(accounts, features)
    return DatedAccounts(
        yardstick,
        _targets(at_date(sources.targets, as_of_date), yardstick.account_keys),
        _reachable(at_date(sources.reachability, as_of_date), yardstick),
        _margins(accounts),
    )


def _margins(accounts: duckdb.DuckDBPyRelation) -> Vector:
    """Margins of all accounts: the few highest are mostly not in a sample."""
    column = accounts.project(f"cast({VALUE_FEATURE} as double) as margin").fetchnumpy()["margin"]
    return np.asarray(np.ma.filled(column, np.nan), dtype=np.float64)


def _targets(targets: duckdb.DuckDBPyRelation, account_keys: Indices) -> Vector:
    known = dict(
        targets.filter("target_value is not null").project("account_key, target_value").fetchall()
    )
    return np.array([known.get(key, np.nan) for key in account_keys.tolist()], dtype=np.float64)


def _reachable(reachability: duckdb.DuckDBPyRelation, rows: Yardstick) -> Flags | None:
    known = dict(reachability.project("account_key, is_reachable").fetchall())
    flags = [known.get(key) for key in rows.account_keys.tolist()]
    return None if None in flags or not flags else np.array(flags, dtype=np.bool_)
