"""A readable rule for each segment, and how well it stands (METHOD M19, METHOD-DETAILS 8).

What is published is measured by DuckDB itself, with the published condition on the published rows.
"""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import duckdb
import numpy as np

from klantcentraal.quoting import identifier, literal
from klantcentraal.segmentation.conditions import UNKNOWN, Feature, Rule
from klantcentraal.segmentation.rule_columns import BY_NAME, CATEGORY, RuleColumn
from klantcentraal.segmentation.rule_search import SearchSettings, populate, search_rules
from klantcentraal.segmentation.rule_sql import rule_sql
from klantcentraal.segmentation.rule_text import rule_text

SAMPLE_ROWS = 20_000


@dataclass(frozen=True)
class RuleSettings:
    """What to explain, and how.

    Attributes:
        segment_column: Column of accounts with the segment.
        left_out: Columns that the rules may not use, such as value_tier to explain value tiers.
        currency: ISO 4217 code that texts write with amounts; '' = none.
        least_fidelity: Below it there is no rule (METHOD M19).
        least_share: Of coverage and precision; below it there is no rule either.
        search: How to search.
    """

    segment_column: str = "segment_id"
    left_out: tuple[str, ...] = ()
    currency: str = ""
    least_fidelity: float = 0.85
    least_share: float = 0.70
    search: SearchSettings = field(default_factory=SearchSettings)


@dataclass(frozen=True)
class SegmentRule:
    """The rule of a segment.

    Attributes:
        segment_id: The segment.
        rule_nl: The rule in Dutch.
        rule_en: The rule in English.
        rule_sql: The same as a condition over accounts, true or false, never null.
        coverage_share: Share of the segment that the rule hits.
        precision_share: Share of what the rule hits that is in the segment; None = it hits nothing.
        fidelity_share: Share of all accounts that rule and segment assign equally.
        is_tendency: Whether it is not good enough to be called a rule.
    """

    segment_id: str
    rule_nl: str
    rule_en: str
    rule_sql: str
    coverage_share: float
    precision_share: float | None
    fidelity_share: float
    is_tendency: bool


def explain_segments(
    accounts: duckdb.DuckDBPyRelation, settings: RuleSettings = RuleSettings()
) -> tuple[SegmentRule, ...]:
    """Find, measure and word a rule for each segment.

    Args:
        accounts: The published table accounts, or one like it: account_id, the segment and any of
            the columns of klantcentraal.segmentation.rule_columns.
        settings: What to explain, and how.

    Returns:
        A rule for each segment that has accounts, by segment_id.
    """
    segment = identifier(settings.segment_column)
    present = accounts.filter(f"{segment} is not null").project(segment).distinct()
    segment_ids = sorted(str(row[0]) for row in present.fetchall())
    left_out = (*settings.left_out, settings.segment_column)
    names = tuple(name for name in BY_NAME if name in accounts.columns and name not in left_out)
    sample = accounts.order("md5(account_id), account_id").limit(SAMPLE_ROWS)
    members = sample.project(f"account_id, {segment}").order("account_id").fetchall()
    places = {segment_id: place for place, segment_id in enumerate(segment_ids)}
    labels = np.array([places.get(member, -1) for _, member in members], dtype=np.int64)
    features = read_features(sample, names)
    found = search_rules(populate(features, settings.search), labels, settings.search)
    rules = [found.get(place, ()) for place in range(len(segment_ids))]
    measured = _measured(
        accounts, settings.segment_column, list(zip(segment_ids, rules, strict=True))
    )
    return tuple(
        _worded(segment_id, rule, counts, settings)
        for segment_id, rule, counts in zip(segment_ids, rules, measured, strict=True)
    )


def read_features(accounts: duckdb.DuckDBPyRelation, names: Sequence[str]) -> tuple[Feature, ...]:
    """Read columns as rules see them.

    Args:
        accounts: account_id and the columns.
        names: Columns of klantcentraal.segmentation.rule_columns.

    Returns:
        The columns, accounts in the order of account_id.
    """
    columns = ", ".join(["account_id", *map(identifier, names)])
    rows = accounts.project(columns).order("account_id").fetchall()
    return tuple(
        _feature(BY_NAME[name], [row[place] for row in rows]) for place, name in enumerate(names, 1)
    )


@dataclass(frozen=True)
class _Counts:
    accounts: int
    members: int
    hit: int
    hit_members: int


def _measured(
    accounts: duckdb.DuckDBPyRelation, segment_column: str, rules: Sequence[tuple[str, Rule]]
) -> list[_Counts]:
    """Count with the published conditions, all in one pass over the accounts."""
    figures = ["count(*)"]
    for segment_id, rule in rules:
        member = f"{identifier(segment_column)} = {literal(segment_id)}"
        condition = rule_sql(rule)
        figures += [
            f"count(*) filter (where {part})"
            for part in (member, condition, f"({condition}) and {member}")
        ]
    [(total, *counts)] = accounts.aggregate(", ".join(figures)).fetchall()
    return [_Counts(total, *counts[first : first + 3]) for first in range(0, len(counts), 3)]


def _worded(segment_id: str, rule: Rule, counts: _Counts, settings: RuleSettings) -> SegmentRule:
    wrong = counts.members + counts.hit - 2 * counts.hit_members
    coverage = counts.hit_members / counts.members
    precision = counts.hit_members / counts.hit if counts.hit else None
    fidelity = (counts.accounts - wrong) / counts.accounts
    is_weak = min(coverage, precision or 0.0) < settings.least_share
    is_tendency = is_weak or fidelity < settings.least_fidelity
    return SegmentRule(
        segment_id=segment_id,
        rule_nl=rule_text(rule, is_tendency, "nl", settings.currency),
        rule_en=rule_text(rule, is_tendency, "en", settings.currency),
        rule_sql=rule_sql(rule),
        coverage_share=coverage,
        precision_share=precision,
        fidelity_share=fidelity,
        is_tendency=is_tendency,
    )


def _feature(column: RuleColumn, values: Sequence[Any]) -> Feature:
    """Code what stands in a column; numbers exactly as they are written in SQL."""
    exact = [_exact(value, column) for value in values]
    different = sorted({value for value in exact if value is not None})
    places = {value: place for place, value in enumerate(different)}
    codes = [UNKNOWN if value is None else places[value] for value in exact]
    return Feature(column.name, tuple(different), np.array(codes, dtype=np.int64))


def _exact(value: Any, column: RuleColumn) -> Any:
    """The value as rules compare it; None where it is unknown or cannot be written in SQL."""
    if isinstance(value, float):
        return Decimal(repr(value)) if math.isfinite(value) else None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if column.kind == CATEGORY and (not value or "\x00" in value):
        return None
    return value
