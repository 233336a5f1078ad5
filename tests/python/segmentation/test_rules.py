"""What is published about a rule is what DuckDB says when anyone replays its SQL."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klantcentraal.segmentation.conditions import Box, Choice, Condition, Range, Rule, hits
from klantcentraal.segmentation.rounding import Cut
from klantcentraal.segmentation.rule_columns import BY_NAME, COLUMNS
from klantcentraal.segmentation.rule_sql import rule_sql
from klantcentraal.segmentation.rules import (
    RuleSettings,
    SegmentRule,
    explain_segments,
    read_features,
)

TYPES = {
    "count": pa.int64(),
    "days": pa.int32(),
    "amount": pa.decimal128(18, 2),
    "share": pa.float64(),
    "mean_days": pa.float64(),
    "date": pa.date32(),
    "category": pa.string(),
    "flag": pa.bool_(),
}
HOSTILE = ["x' or 1=1 --", 'a"b', "a{}b", "a\\'b", ";drop table accounts;", "één of twee\n", "%s"]


def relation(columns: Mapping[str, Sequence[Any]], ids: Sequence[str | None]) -> Any:
    """A table like accounts, in a database of its own."""
    arrays = {name: pa.array(values, TYPES[BY_NAME[name].kind]) for name, values in columns.items()}
    account_ids = pa.array([f"K{place:05d}" for place in range(len(ids))], pa.string())
    table = pa.table(
        {"account_id": account_ids, "segment_id": pa.array(ids, pa.string()), **arrays}
    )
    connection = duckdb.connect()
    connection.register("given", table)
    connection.execute("create table accounts as select * from given")
    return connection.table("accounts")


def replayed(accounts: Any, rule: SegmentRule) -> tuple[float, float]:
    """Coverage and fidelity as a reader would count them."""
    [(coverage, fidelity, nulls)] = accounts.aggregate(
        f"avg(case when {rule.rule_sql} then 1 else 0 end) "
        f"filter (where segment_id = '{rule.segment_id}'), "
        f"avg(case when ({rule.rule_sql}) = coalesce(segment_id = '{rule.segment_id}', false) "
        f"then 1 else 0 end), count(*) filter (where ({rule.rule_sql}) is null)"
    ).fetchall()
    assert nulls == 0
    return coverage, fidelity


def random_accounts(seed: int, count: int = 400) -> Any:
    """Accounts with every kind of column and unknown values, in segments that hang on some."""
    rng = np.random.default_rng([seed, 7])
    columns: dict[str, list[Any]] = {}
    for column in COLUMNS:
        if column.kind in ("count", "days"):
            values: list[Any] = [int(value) for value in rng.geometric(0.1, count) - 1]
        elif column.kind == "amount":
            values = [Decimal(int(value * 100)) / 100 for value in rng.normal(500, 900, count)]
        elif column.kind in ("share", "mean_days"):
            values = [float(value) for value in rng.choice([0.1, 0.2, 0.3, 1 / 3, 0.7, 1.0], count)]
        elif column.kind == "date":
            start = dt.date(2020, 1, 1)
            values = [start + dt.timedelta(int(day)) for day in rng.integers(0, 2000, count)]
        elif column.kind == "category":
            values = [str(value) for value in rng.choice(HOSTILE, count)]
        else:
            values = [bool(value) for value in rng.integers(0, 2, count)]
        unknown = rng.random(count) < rng.choice([0, 0.1, 0.5])
        columns[column.name] = [
            None if is_unknown else value for value, is_unknown in zip(values, unknown, strict=True)
        ]
    late, paid = columns["late_invoice_share"], columns["revenue_12m_amount"]
    ids = [
        "s001"
        if share is not None and share >= 0.3
        else "s002"
        if amount is None or amount > 700
        else "s'3"
        if place % 50
        else None
        for place, (share, amount) in enumerate(zip(late, paid, strict=True))
    ]
    return relation(columns, ids)


@pytest.mark.parametrize("seed", range(4))
def test_published_shares_are_what_a_replay_counts(seed: int) -> None:
    accounts = random_accounts(seed)
    rules = explain_segments(accounts)
    assert [rule.segment_id for rule in rules] == ["s'3", "s001", "s002"]
    for rule in rules[1:]:
        assert (rule.coverage_share, rule.fidelity_share) == replayed(accounts, rule)
        assert rule.fidelity_share > 0.9
        assert not rule.is_tendency


def test_nothing_hangs_on_the_order_of_the_rows() -> None:
    accounts = random_accounts(1)
    assert explain_segments(accounts) == explain_segments(accounts.order("hash(account_id)"))


def conditions(name: str, values: Sequence[Any]) -> st.SearchStrategy[Condition]:
    """Conditions on a column, at, between and beyond its values."""
    known = [value for value in values if value is not None]
    if BY_NAME[name].kind in ("category", "flag"):
        some = st.frozensets(st.sampled_from([*known, None]), max_size=3)
        return st.builds(Choice, some, st.booleans())
    if BY_NAME[name].kind == "date":
        cuts = st.builds(Cut, st.sampled_from(known) | st.dates())
    else:
        exact = [
            Decimal(repr(value)) if isinstance(value, float) else Decimal(value) for value in known
        ]
        cuts = st.builds(
            Cut, st.sampled_from(exact) | st.decimals("-9", "9", places=3), st.booleans()
        )
    bound = st.none() | cuts
    return st.builds(Range, bound, bound, st.booleans(), st.booleans())


VALUES: dict[str, list[Any]] = {
    "invoices_12m_count": [None, -1, 0, 1, 2, 9],
    "revenue_12m_amount": [None, *map(Decimal, ["-0.01", "0.00", "0.01", "1.10", "9.99"])],
    "online_share": [None, 0.0, 0.1, 0.30000000000000004, 1 / 3, 0.7, 1e-300],
    "first_invoice_date": [None, dt.date(2020, 2, 29), dt.date(2024, 1, 1)],
    "region": [None, *HOSTILE],
    "is_payment_inherited": [None, True, False],
}


@st.composite
def frames_and_rules(draw: st.DrawFn) -> tuple[dict[str, list[Any]], Rule]:
    count = draw(st.integers(1, 12))
    columns = {
        name: draw(st.lists(st.sampled_from(values), min_size=count, max_size=count))
        for name, values in VALUES.items()
    }
    boxes: list[Box] = []
    for _ in range(draw(st.integers(0, 3))):
        names = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True, max_size=3))
        boxes.append(tuple((name, draw(conditions(name, VALUES[name]))) for name in sorted(names)))
    return columns, tuple(boxes)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(frames_and_rules())
def test_sql_hits_what_the_search_saw(given_: tuple[dict[str, list[Any]], Rule]) -> None:
    columns, rule = given_
    count = len(columns["region"])
    accounts = relation(columns, ["s001"] * count)
    features = {feature.name: feature for feature in read_features(accounts, tuple(columns))}
    sql = rule_sql(rule)
    rows = accounts.order("account_id").project(f"({sql}), not ({sql})").fetchall()
    seen = hits(rule, features, count)
    assert [row[0] for row in rows] == [bool(hit) for hit in seen]
    assert [row[1] for row in rows] == [not hit for hit in seen]


def test_a_weak_rule_is_a_tendency_in_words_and_flag() -> None:
    rng = np.random.default_rng([3, 7])
    late = [float(value) for value in rng.random(400)]
    ids = ["s001" if value + rng.normal(0, 0.7) > 0.5 else "s002" for value in late]
    for rule in explain_segments(relation({"late_invoice_share": late}, ids)):
        assert rule.is_tendency
        assert rule.rule_nl.startswith("Tendens")
        assert rule.rule_en.startswith("Tendency")
        assert "regel" not in rule.rule_nl.lower()
        assert "rule" not in rule.rule_en.lower()


def test_a_rule_that_misses_a_small_segment_is_a_tendency_whatever_its_fidelity() -> None:
    count = [0] * 380 + [1] * 20
    ids = ["s001"] * 390 + ["s002"] * 10
    [_, small] = explain_segments(relation({"invoices_12m_count": count}, ids))
    assert small.fidelity_share > 0.9
    assert small.precision_share == 0.5
    assert small.is_tendency


def test_segments_that_nothing_tells_apart_say_so() -> None:
    ids = ["s001", "s002"] * 100
    for rule in explain_segments(relation({"invoices_12m_count": [3] * 200}, ids)):
        assert rule.rule_sql == "false"
        assert (rule.coverage_share, rule.fidelity_share) == (0.0, 0.5)
        assert rule.is_tendency
        assert rule.rule_en == "Tendency: none; no attribute sets this segment apart."


def test_the_only_segment_is_all_accounts() -> None:
    [rule] = explain_segments(relation({"invoices_12m_count": [1, 2] * 50}, ["s001"] * 100))
    assert (rule.rule_sql, rule.coverage_share, rule.fidelity_share) == ("true", 1.0, 1.0)
    assert rule.rule_nl == "De regel: alle klanten."


def test_no_accounts_no_rules() -> None:
    assert explain_segments(relation({"invoices_12m_count": []}, [])) == ()


def test_thresholds_are_round_and_measured_as_rounded() -> None:
    revenue = [Decimal(f"{value}.37") for value in range(1, 401)]
    ids = ["s001" if value < 203 else "s002" for value in revenue]
    accounts = relation({"revenue_12m_amount": revenue}, ids)
    [low, high] = explain_segments(accounts)
    assert (low.rule_sql, high.rule_sql) == (
        "coalesce(revenue_12m_amount < 200, false)",
        "coalesce(revenue_12m_amount >= 200, false)",
    )
    assert low.coverage_share == 199 / 202
    assert low.fidelity_share == 397 / 400
    assert (low.coverage_share, low.fidelity_share) == replayed(accounts, low)


def test_the_least_fidelity_and_shares_are_settings_and_amounts_name_their_currency() -> None:
    revenue = [*range(1, 203), *range(198, 396)]
    ids = ["s001"] * 202 + ["s002"] * 198
    accounts = relation({"revenue_12m_amount": revenue}, ids)
    as_told = explain_segments(accounts, RuleSettings(currency="EUR"))[0]
    strict = explain_segments(accounts, RuleSettings(currency="EUR", least_fidelity=0.9999))[0]
    broad = explain_segments(accounts, RuleSettings(currency="EUR", least_share=0.9999))[0]
    assert (as_told.rule_sql, as_told.is_tendency) == (strict.rule_sql, not strict.is_tendency)
    assert broad.is_tendency
    assert as_told.rule_en.startswith("The rule: less than €")
    assert strict.rule_nl.startswith("Tendens, geen vaste grens: minder dan € ")


def test_a_column_can_be_left_out() -> None:
    tiers = ["A", "B"] * 100
    accounts = relation({"value_tier": tiers, "invoices_12m_count": [1, 5] * 100}, ["s001"] * 200)
    chosen = RuleSettings(segment_column="value_tier")
    assert [rule.rule_en for rule in explain_segments(accounts, chosen)] == [
        "The rule: at most 2 invoices in 12 months.",
        "The rule: at least 3 invoices in 12 months.",
    ]


def test_rules_use_no_column_that_points_at_a_person() -> None:
    banned = ("_id", "name", "manager", "city", "postal", "segment", "satisfaction", "s_score")
    for column in COLUMNS:
        assert column.name == "industry_name" or not any(word in column.name for word in banned)


@pytest.mark.parametrize("region", HOSTILE)
def test_hostile_values_stay_values(region: str) -> None:
    ids = ["s001"] * 30 + ["s002"] * 70
    accounts = relation({"region": [region] * 30 + ["Utrecht"] * 35 + [None] * 35}, ids)
    rule = explain_segments(accounts)[0]
    assert (rule.coverage_share, rule.fidelity_share) == (1.0, 1.0) == replayed(accounts, rule)
    assert "\n" not in rule.rule_nl
