"""Scores of accounts and groups, computed anew from what is published and from the rule files."""

import csv
import datetime as dt
from collections import defaultdict
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path

import pytest

from .conftest import PROJECT, Run

OBJECTIVE = "loyalty"
MIDDLE = Fraction(1, 2)
NOTHING, WHOLE = Fraction(0), Fraction(1)

Points = dict[tuple[str, str], int]


@cache
def rules(name: str) -> list[dict[str, str]]:
    return read(PROJECT / "seeds/rules" / f"rules_{name}.csv")


@cache
def catalog() -> dict[str, dict[str, str]]:
    rows = read(PROJECT / "seeds/reference/feature_catalog.csv")
    return {row["feature_name"]: row for row in rows}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def half_up(number: Fraction) -> int:
    return floor(number + MIDDLE)


def exact(value: object) -> Fraction:
    """A published number as it is written, without what a double adds."""
    return Fraction(repr(value))


def feature_points(values: dict[str, Fraction], rule: dict[str, str]) -> dict[str, int]:
    """Points of each account that has a value for one feature."""
    sign = 1 if rule["direction"] == "higher" else -1
    if rule["method"] == "rank":
        ordered = sorted(sign * value for value in values.values())
        place: dict[Fraction, list[int]] = defaultdict(list)
        for index, value in enumerate(ordered):
            place[value].append(index)
        share = {
            value: Fraction(found[0] + found[-1] + 1, 2 * len(ordered))
            for value, found in place.items()
        }
        return {account: half_up(100 * share[sign * value]) for account, value in values.items()}
    lower, upper = Fraction(rule["lower_value"]), Fraction(rule["upper_value"])
    worst = lower if sign == 1 else upper
    return {
        account: half_up(100 * min(max(sign * (value - worst) / (upper - lower), NOTHING), WHOLE))
        for account, value in values.items()
    }


@pytest.fixture(scope="module")
def criterion_scores(demo_run: Run) -> Points:
    """Score by account and criterion, from account_features and rules_criterion_scores."""
    values: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for account, feature, value in demo_run.query(
        "select account_id, feature_name, feature_value from account_features "
        "where feature_value is not null"
    ):
        values[str(feature)][str(account)] = exact(value)
    sums: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    weights: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for rule in rules("criterion_scores"):
        for account, points in feature_points(values[rule["feature_name"]], rule).items():
            key = (account, rule["criterion_id"])
            sums[key] += Fraction(rule["weight"]) * points
            weights[key] += Fraction(rule["weight"])
    return {key: half_up(sums[key] / weight) for key, weight in weights.items() if weight}


@pytest.fixture(scope="module")
def weights() -> dict[str, Fraction]:
    return {
        row["criterion_id"]: Fraction(row["weight"])
        for row in rules("criterion_weights")
        if row["objective_id"] == OBJECTIVE
    }


def test_every_account_has_all_criteria(demo_run: Run) -> None:
    accounts = demo_run.value("select count(*) from accounts")
    assert demo_run.query(
        "select count(*), count(distinct account_id), count(distinct criterion_id), "
        "count(*) filter (where is_available <> (criterion_score is not null)) "
        "from account_criteria"
    ) == [(13 * int(str(accounts)), accounts, 13, 0)]


def test_criterion_scores_follow_from_the_published_values(
    demo_run: Run, criterion_scores: Points
) -> None:
    published = {
        (account, criterion): score
        for account, criterion, score in demo_run.query(
            "select account_id, criterion_id, criterion_score from account_criteria "
            "where criterion_score is not null"
        )
    }
    assert len({criterion for _, criterion in published}) >= 5
    assert published == criterion_scores


def test_account_scores_weigh_what_is_there(
    demo_run: Run, criterion_scores: Points, weights: dict[str, Fraction]
) -> None:
    scores: dict[str, dict[str, int]] = defaultdict(dict)
    for (account, criterion), score in criterion_scores.items():
        scores[account][criterion] = score
    for name, published in demo_run.query("select account_id, account_score from accounts"):
        found = scores[str(name)]
        total = sum((weights[criterion] for criterion in found), Fraction())
        points = sum((weights[criterion] * score for criterion, score in found.items()), Fraction())
        assert published == (half_up(points / total) if total else None), name
    assert len(set(demo_run.query("select account_score from accounts"))) > 20


def test_contributions_and_weights_add_up(demo_run: Run) -> None:
    wrong = demo_run.query(
        """
        select a.account_id
        from accounts as a
        inner join account_criteria as c using (account_id)
        group by a.account_id, a.account_score
        having abs(sum(c.weight_share) - 1) > 1e-6
            or abs(sum(c.contribution_value) - a.account_score) > 0.5 + 1e-6
            or count(c.criterion_rank) <> max(c.criterion_rank)
            or (a.account_score is null) <> (count(c.contribution_value) = 0)
        """
    )
    assert wrong == []


def test_differences_are_from_the_mean_of_those_with_a_score(demo_run: Run) -> None:
    for criterion, mean, total, count in demo_run.query(
        "select criterion_id, avg(criterion_score), sum(difference_value), "
        "count(difference_value) from account_criteria where is_available group by criterion_id"
    ):
        assert abs(float(str(total))) < 1e-6 * int(str(count)), (criterion, mean)


def test_features_carry_score_and_weight_of_their_criterion(demo_run: Run) -> None:
    assert (
        demo_run.value(
            "select count(*) from account_features as f "
            "inner join account_criteria as c using (account_id, criterion_id) "
            "where f.criterion_score is distinct from c.criterion_score "
            "or f.weight_share is distinct from c.weight_share"
        )
        == 0
    )


def test_reasons_say_a_published_value_and_name_nobody(demo_run: Run) -> None:
    rows = demo_run.query("select is_available, reason_nl, reason_en from account_criteria")
    for is_available, dutch, english in rows:
        told = (str(dutch).startswith("Niet bekend: "), str(english).startswith("Not known: "))
        assert told == (not is_available, not is_available)
        assert "{" not in f"{dutch}{english}"
    assert demo_run.query(
        "select distinct reason_en from account_criteria as c "
        "inner join account_features as f using (account_id) where c.criterion_id = 'satisfaction' "
        "and f.feature_name = 'satisfaction_value' and f.feature_value = 10 "
        "and c.reason_en like 'Satisfaction: 10.0 out of 10%'"
    )


def test_groups_add_up_to_their_accounts(demo_run: Run) -> None:
    sums = [name for name, row in catalog().items() if row["group_rule"] == "sum"]
    for table in ("account_features", "group_features"):
        assert set(sums) <= {
            name for (name,) in demo_run.query(f"select distinct feature_name from {table}")
        }
    named = ", ".join(f"'{name}'" for name in sums)
    query = (
        "select feature_name, sum(cast(feature_value as decimal(28, 2))) from {} "
        f"where feature_name in ({named}) group by feature_name order by feature_name"
    )
    assert demo_run.query(query.format("group_features")) == demo_run.query(
        query.format("account_features")
    )
    assert demo_run.query(
        "select distinct n from (select sum(account_count) as n from group_features "
        "group by feature_name)"
    ) == demo_run.query("select count(*) from accounts")


def test_a_group_of_one_has_the_values_of_its_account(demo_run: Run) -> None:
    assert demo_run.query(
        "select count(*) > 0, count(*) filter (where "
        "g.feature_value is distinct from f.feature_value "
        "or g.feature_text is distinct from f.feature_text "
        "or g.criterion_score is distinct from f.criterion_score) "
        "from group_features as g inner join account_features as f "
        "on g.group_id = f.account_id and g.feature_name = f.feature_name "
        "where g.account_count = 1"
    ) == [(True, 0)]


def group_members(run: Run) -> dict[str, dict[str, Fraction]]:
    """Revenue of each account above zero, by group of two or more."""
    groups: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for group, account, revenue in run.query(
        "select group_id, account_id, greatest(revenue_12m_amount, 0) from accounts"
    ):
        groups[str(group)][str(account)] = Fraction(str(revenue))
    return {group: members for group, members in groups.items() if len(members) > 1}


def group_score(members: dict[str, Fraction], scores: dict[str, int]) -> int:
    """Mean of the scores by revenue; the plain mean where nobody has any."""
    revenue = {account: members[account] for account in scores}
    if not sum(revenue.values()):
        revenue = dict.fromkeys(scores, Fraction(1))
    points = sum((revenue[account] * score for account, score in scores.items()), Fraction())
    return half_up(points / sum(revenue.values()))


def test_group_scores_and_contradictions_follow_from_the_accounts(
    demo_run: Run, criterion_scores: Points
) -> None:
    limits = {row["criterion_id"]: row for row in rules("group_contradictions")}
    expected_scores = {}
    expected_contradictions = {}
    for group, members in group_members(demo_run).items():
        for criterion in {name for _, name in criterion_scores}:
            scores = {
                account: criterion_scores[account, criterion]
                for account in members
                if (account, criterion) in criterion_scores
            }
            if not scores:
                continue
            expected_scores[group, criterion] = group_score(members, scores)
            if criterion not in limits:
                continue
            least = Fraction(limits[criterion]["minimum_revenue_share"]) * sum(members.values())
            counted = {account: s for account, s in scores.items() if members[account] >= least}
            spread = max(counted.values(), default=0) - min(counted.values(), default=0)
            if spread >= Fraction(limits[criterion]["minimum_spread_value"]):
                expected_contradictions[group, criterion] = (
                    len(members),
                    expected_scores[group, criterion],
                    min(counted.values()),
                    max(counted.values()),
                    spread,
                )
    published = demo_run.query(
        "select distinct group_id, criterion_id, criterion_score from group_features "
        "where account_count > 1 and criterion_score is not null"
    )
    assert {(group, criterion): score for group, criterion, score in published} == expected_scores
    contradictions = demo_run.query(
        "select group_id, criterion_id, group_account_count, group_score, lowest_score, "
        "highest_score, cast(spread_value as int) from group_contradictions"
    )
    assert {row[:2]: row[2:] for row in contradictions} == expected_contradictions
    assert contradictions


def test_contradictions_name_both_accounts_and_their_scores(demo_run: Run) -> None:
    rows = demo_run.query(
        "select g.lowest_account_id, g.highest_account_id, g.note_nl, g.note_en, g.as_of_date, "
        "low.criterion_score = g.lowest_score and high.criterion_score = g.highest_score "
        "from group_contradictions as g "
        "inner join account_criteria as low on low.account_id = g.lowest_account_id "
        "and low.criterion_id = g.criterion_id "
        "inner join account_criteria as high on high.account_id = g.highest_account_id "
        "and high.criterion_id = g.criterion_id"
    )
    for lowest, highest, dutch, english, as_of, are_theirs in rows:
        assert are_theirs
        assert isinstance(as_of, dt.date)
        for note in (str(dutch), str(english)):
            assert str(lowest) in note
            assert str(highest) in note
