import numpy as np
import pytest

from klantcentraal.modelling.arrays import Indices
from klantcentraal.segmentation.carried_means import TargetRows, carried_r_squared
from klantcentraal.segmentation.folds import group_folds

from .scored_accounts import groups_of

NAN = np.nan


def by_loops(
    model: TargetRows, model_labels: Indices, verification: TargetRows, labels: Indices
) -> float:
    """Account by account, from the definition."""
    errors = spread = 0.0
    folds = {group: fold for rows in (model, verification) for group, fold in zip(
        rows.group_ids.tolist(), group_folds(rows.group_ids).tolist(), strict=True
    )}  # fmt: skip
    known = [place for place, value in enumerate(model.target) if not np.isnan(value)]
    for place, value in enumerate(verification.target):
        if np.isnan(value):
            continue
        fold = folds[verification.group_ids[place]]
        others = [other for other in known if folds[model.group_ids[other]] != fold]
        overall = sum(model.target[other] for other in others) / len(others)
        own = [model.target[other] for other in others if model_labels[other] == labels[place]]
        mean = (sum(own) + 10 * overall) / (len(own) + 10)
        errors += (value - mean) ** 2
        spread += (value - overall) ** 2
    return 1 - errors / spread


def measured(
    model: TargetRows, model_labels: Indices, verification: TargetRows, labels: Indices
) -> float:
    count = int(max(model_labels.max(initial=0), labels.max(initial=0))) + 1
    found = carried_r_squared(
        model.cell_sums(model_labels, count, np.ones((len(model_labels), 2))),
        verification.cell_sums(labels, count, np.ones((len(labels), 2))),
    )
    assert np.array_equal(found[0], found[1], equal_nan=True)
    return float(found[0])


@pytest.mark.parametrize("is_class", [True, False])
def test_loops_say_the_same(is_class: bool) -> None:
    draw = np.random.default_rng(1)
    labels, model_labels = draw.integers(0, 4, 150), draw.integers(0, 3, 170)
    target, model_target = labels + draw.normal(size=150), model_labels + draw.normal(size=170)
    target[:20], model_target[-30:] = NAN, NAN
    if is_class:
        target = np.where(np.isnan(target), NAN, target > 1)
        model_target = np.where(np.isnan(model_target), NAN, model_target > 1)
    model = TargetRows(groups_of(170, 3), model_target)
    verification = TargetRows(groups_of(150, 2), target)
    found = measured(model, model_labels, verification, labels)
    assert found == pytest.approx(by_loops(model, model_labels, verification, labels))
    assert found > 0.1


def test_weights_are_accounts_that_count_more() -> None:
    # Twice the weight on both sides is the account delivered twice.
    draw = np.random.default_rng(2)
    labels = draw.integers(0, 3, 60)
    rows = TargetRows(groups_of(60, 2), labels + draw.normal(size=60))
    weights = draw.integers(1, 4, 60)
    cells = rows.cell_sums(labels, 3, weights[:, None].astype(np.float64))
    twice = TargetRows(np.repeat(rows.group_ids, weights), np.repeat(rows.target, weights))
    again = np.repeat(labels, weights)
    found = carried_r_squared(cells, cells)[0]
    assert found == pytest.approx(measured(twice, again, twice, again))


def test_what_a_group_does_itself_predicts_nothing_for_it() -> None:
    # Each segment is one group, and its target its own: other groups say nothing about it.
    group = np.repeat(np.arange(30), 10)
    ids = np.array([f"g{number}" for number in group], dtype=object)
    rows = TargetRows(ids, np.random.default_rng(3).normal(size=30)[group])
    assert measured(rows, group, rows, group) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    ("groups", "target"),
    [
        pytest.param(groups_of(40), np.full(40, NAN), id="no target"),
        pytest.param(groups_of(40, 40), np.arange(40.0), id="one group"),
        pytest.param(groups_of(40), np.ones(40), id="all equal"),
        pytest.param(groups_of(1), np.ones(1), id="one account"),
        pytest.param(groups_of(0), np.ones(0), id="nobody"),
    ],
)
def test_what_cannot_be_known_is_left_open(groups: np.ndarray, target: np.ndarray) -> None:
    rows = TargetRows(groups, target)
    labels = np.arange(len(target)) % 2
    assert np.isnan(measured(rows, labels, rows, labels))
