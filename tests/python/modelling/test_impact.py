from dataclasses import replace

import numpy as np
import pytest

from klantcentraal.modelling.design_matrix import Predictor, PredictorRows
from klantcentraal.modelling.held_out import CHANCE
from klantcentraal.modelling.impact import (
    Impact,
    ImpactSettings,
    impacts,
    metric,
    shared_impacts,
)
from klantcentraal.modelling.learning_set import LearningSet, split
from klantcentraal.modelling.reference_model import Task

from .planted import CRITERIA, IRRELEVANT, MEDIUM, STRONG, TWIN, WEAK, Plan, planted

TASKS: list[Task] = ["classification", "regression"]


def by_criterion(learning: LearningSet) -> dict[str, Impact]:
    return {impact.criterion_id: impact for impact in impacts(learning, split(learning))}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("task", TASKS)
def test_planted_criteria_stand_above_irrelevant_ones(task: Task, seed: int) -> None:
    found = by_criterion(planted(Plan(seed=seed, task=task)))
    assert set(found) == set(CRITERIA)
    assert max(found, key=lambda name: found[name].value) == STRONG
    for name in IRRELEVANT:
        assert found[name].low <= 0 <= found[name].high
        assert found[name].value < min(found[planted_].value for planted_ in (STRONG, MEDIUM, WEAK))
    for name in (STRONG, MEDIUM, WEAK):
        assert found[name].low > 0
    for impact in found.values():
        assert impact.low <= impact.value <= impact.high


@pytest.mark.parametrize("task", TASKS)
def test_twins_hide_each_other_but_share(task: Task) -> None:
    learning = planted(Plan(task=task))
    splits = split(learning)
    alone = {impact.criterion_id: impact.value for impact in impacts(learning, splits)}
    shared = shared_impacts(learning, splits)
    assert alone[TWIN] < 0.2 * alone[STRONG]
    assert shared[TWIN] > 0.4 * shared[STRONG]
    assert shared[TWIN] > 3 * max(shared[name] for name in IRRELEVANT)


@pytest.mark.parametrize("task", TASKS)
def test_shared_impacts_add_up_to_what_all_criteria_gain(task: Task) -> None:
    learning = planted(Plan(rows=400, task=task))
    splits = split(learning)
    gain = metric(learning, splits) - CHANCE[task]
    assert sum(shared_impacts(learning, splits).values()) == pytest.approx(gain, abs=1e-4)


@pytest.mark.parametrize("task", TASKS)
def test_without_any_criterion_only_chance_is_left(task: Task) -> None:
    learning = planted(Plan(task=task))
    one = replace(
        learning,
        predictors=tuple(replace(p, criterion_id="everything") for p in learning.predictors),
    )
    splits = split(one)
    (impact,) = impacts(one, splits)
    left = metric(one, splits) - impact.value
    if task == "classification":
        assert left == pytest.approx(0.5, abs=0.02)
    else:  # exchanged predictions are worse than the mean by as much as they told
        assert left == pytest.approx(-metric(one, splits), abs=0.1)


def test_the_same_rows_give_the_same_figures() -> None:
    learning = planted(Plan(rows=400))
    first, second = (impacts(learning, split(learning)) for _ in range(2))
    assert first == second
    assert shared_impacts(learning, split(learning)) == shared_impacts(learning, split(learning))


def test_intervals_hold_together_and_widen_with_the_level() -> None:
    learning = planted(Plan(rows=400))
    splits = split(learning)
    narrow = impacts(learning, splits, ImpactSettings(level_share=0.5))
    wide = impacts(learning, splits, ImpactSettings(level_share=0.99))
    for inner, outer in zip(narrow, wide, strict=True):
        assert outer.low < inner.low < inner.high < outer.high


def test_what_is_all_null_or_constant_has_no_impact_and_breaks_nothing() -> None:
    learning = planted(Plan(rows=400))
    numbers = np.column_stack([learning.rows.numbers, np.full(400, np.nan), np.full(400, 7.0)])
    texts = np.full((400, 1), None, dtype=object)
    empty = (
        Predictor("all_null", "empty", "days"),
        Predictor("constant", "empty", "days"),
        Predictor("no_text", "empty", "name", is_text=True),
    )
    more = replace(
        learning,
        predictors=(*learning.predictors, *empty),
        rows=PredictorRows(numbers, texts),
    )
    assert set(by_criterion(more)) == set(CRITERIA)
    nothing = replace(more, predictors=empty, rows=PredictorRows(numbers[:, -2:], texts))
    splits = split(nothing)
    assert impacts(nothing, splits) == ()
    assert shared_impacts(nothing, splits) == {}
    assert metric(nothing, splits) == pytest.approx(0.5)


def test_a_fold_of_one_class_is_left_out() -> None:
    learning = planted(Plan(rows=400))
    target = np.where(learning.folds == 0, 1.0, learning.target)
    assert [one.fold for one in split(replace(learning, target=target))] == [1, 2, 3, 4]


def test_a_group_is_never_on_both_sides() -> None:
    learning = planted(Plan(rows=400))
    for one in split(learning):
        held_out = set(learning.groups[one.held_out])
        assert not held_out & set(learning.groups[~one.held_out])
