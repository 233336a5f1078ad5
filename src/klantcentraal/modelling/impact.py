"""How much each criterion helps to predict (METHOD-DETAILS 4).

Impact: what the metric of held-out rows loses when all columns of a criterion are exchanged
between rows, together, so that they say nothing any more. Criteria that say the same hide each
other here: each is missed little while the other is there. Shared impact does not: it is what
the metric gains when the criterion joins, on average over the orders in which criteria can join
(the Shapley value of a criterion as a player).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix, Texts, Vector
from klantcentraal.modelling.held_out import CHANCE, Losses, placements, weighted_losses
from klantcentraal.modelling.learning_set import LearningSet, Split
from klantcentraal.modelling.reference_model import TrainingSet, fit, linear_scores

_BATCH_CELLS = 4_000_000  # weights of a bootstrap held in memory at a time: 32 MB


@dataclass(frozen=True)
class ImpactSettings:
    """How to measure.

    Attributes:
        permutation_count: Times that a criterion is exchanged between rows.
        order_count: Orders in which criteria join; half of them the other half turned around,
            so that each criterion comes early as often as late.
        draw_count: Draws of the bootstrap over groups of companies.
        level_share: Chance that all intervals of a matrix hold together.
        seed: Seed of every draw.
    """

    permutation_count: int = 25
    order_count: int = 20
    draw_count: int = 1000
    level_share: float = 0.9
    seed: int = 20260630


@dataclass(frozen=True)
class Impact:
    """What one criterion adds, in AUC or R2 (0.01 = one percentage point).

    Attributes:
        criterion_id: The criterion.
        value: Loss of the metric without it.
        low: Lower end of the interval.
        high: Upper end of the interval.
    """

    criterion_id: str
    value: float
    low: float
    high: float


def criteria_of(splits: Sequence[Split]) -> tuple[str, ...]:
    """Give the criteria that have a column in at least one split, in order of name."""
    return tuple(sorted({name for split in splits for name in split.design.criteria}))


def metric(learning: LearningSet, splits: Sequence[Split]) -> float:
    """Measure how well all criteria together predict held-out rows.

    Args:
        learning: Rows whose target is known.
        splits: Its folds, each held out once.

    Returns:
        AUC or R2; without criteria that of chance.
    """
    return _value(learning, [(s, _fitted_scores(learning, s)) for s in splits])


def impacts(
    learning: LearningSet, splits: Sequence[Split], settings: ImpactSettings = ImpactSettings()
) -> tuple[Impact, ...]:
    """Measure the impact of each criterion, with its interval.

    Args:
        learning: Rows whose target is known.
        splits: Its folds, each held out once; at least one.
        settings: How to measure.

    Returns:
        One impact a criterion, in order of criteria_of. The intervals hold together with the
        chance of the settings (largest standardised distance over criteria, bootstrap over
        groups), because a reader looks at all of them at once.
    """
    criteria = criteria_of(splits)
    losses = _losses(learning, splits, settings)
    rows = np.concatenate([np.flatnonzero(split.held_out) for split in splits])
    values = weighted_losses(losses, np.ones((1, len(rows))))[0]
    draws = _bootstrap(losses, learning.groups[rows], settings)
    errors = draws.std(axis=0)
    distances = np.abs(draws - values) / np.where(errors > 0, errors, np.inf)
    reach = float(np.quantile(distances.max(axis=1), settings.level_share)) if criteria else 0.0
    return tuple(
        Impact(name, float(value), float(value - reach * error), float(value + reach * error))
        for name, value, error in zip(criteria, values, errors, strict=True)
    )


def shared_impacts(
    learning: LearningSet, splits: Sequence[Split], settings: ImpactSettings = ImpactSettings()
) -> dict[str, float]:
    """Measure the shared impact of each criterion.

    Args:
        learning: Rows whose target is known.
        splits: Its folds, each held out once; at least one.
        settings: How to measure.

    Returns:
        Mean gain of AUC or R2 per criterion; together what all criteria gain over chance.
    """
    criteria = criteria_of(splits)
    game = _Game(learning, splits)
    gains = dict.fromkeys(criteria, 0.0)
    orders = _orders(criteria, settings)
    for order in orders:
        before = CHANCE[learning.task]
        for place, name in enumerate(order, 1):
            after = game.value(order[:place])
            gains[name] += after - before
            before = after
    return {name: gain / len(orders) for name, gain in gains.items()}


class _Game:
    """Metric of any set of criteria; each is fitted once, starting from the set before it."""

    def __init__(self, learning: LearningSet, splits: Sequence[Split]) -> None:
        self._learning = learning
        self._splits = splits
        self._nowhere = [None] * len(splits)
        self._values: dict[frozenset[str], float] = {}
        self._coefficients: dict[frozenset[str], list[Vector]] = {}

    def value(self, joined: Sequence[str]) -> float:
        """Metric with the criteria that joined, in order; those before the last are known."""
        members, before = frozenset(joined), frozenset(joined[:-1])
        if members not in self._values:
            starts: Sequence[Vector | None] = self._coefficients.get(before, self._nowhere)
            fitted = [
                _fit_some(self._learning, split, members, start)
                for split, start in zip(self._splits, starts, strict=True)
            ]
            self._coefficients[members] = fitted
            scored = [
                (split, linear_scores(coefficients, split.matrix))
                for split, coefficients in zip(self._splits, fitted, strict=True)
            ]
            self._values[members] = _value(self._learning, scored)
        return self._values[members]


def _fit_some(
    learning: LearningSet, split: Split, members: frozenset[str], start: Vector | None
) -> Vector:
    """Fit on the columns of some criteria; the coefficients of the others are 0."""
    chosen = np.flatnonzero([name in members for name in split.design.criterion_ids])
    places = np.concatenate([[0], chosen + 1])
    training = split.training
    some = TrainingSet(training.matrix[:, chosen], training.target, training.folds)
    coefficients = np.zeros(training.matrix.shape[1] + 1)
    first = None if start is None else start[places]
    coefficients[places] = fit(some, learning.task, split.penalty, first)
    return coefficients


def _fitted_scores(learning: LearningSet, split: Split) -> Vector:
    return linear_scores(fit(split.training, learning.task, split.penalty), split.matrix)


def _value(learning: LearningSet, scored: Sequence[tuple[Split, Vector]]) -> float:
    """AUC over the pairs within folds, or R2 over all rows."""
    if learning.task == "regression":
        errors = sum(float(((split.target - scores) ** 2).sum()) for split, scores in scored)
        squares = sum(float((split.target**2).sum()) for split, _ in scored)
        return 1.0 - errors / squares
    right = pairs = 0.0
    for split, scores in scored:
        positives = split.target == 1
        fold_pairs = float(positives.sum()) * float((~positives).sum())
        right += fold_pairs * float(placements(scores[None, :], positives)[0, positives].mean())
        pairs += fold_pairs
    return right / pairs


def _losses(learning: LearningSet, splits: Sequence[Split], settings: ImpactSettings) -> Losses:
    criteria = criteria_of(splits)
    parts = np.vstack([_parts_lost(learning, split, criteria, settings) for split in splits])
    folds = np.concatenate([np.full(len(split.target), split.fold) for split in splits])
    target = np.concatenate([split.target for split in splits])
    if learning.task == "regression":
        return Losses(parts, folds, squares=target**2)
    return Losses(parts, folds, positives=target == 1)


def _parts_lost(
    learning: LearningSet, split: Split, criteria: Sequence[str], settings: ImpactSettings
) -> Matrix:
    """Per held-out row and criterion what it loses, on average over the permutations."""
    coefficients = fit(split.training, learning.task, split.penalty)
    scores = linear_scores(coefficients, split.matrix)
    orders = _permutations(split, settings)
    lost = np.zeros((len(scores), len(criteria)))
    for place, name in enumerate(criteria):
        columns = split.design.columns_of(name)
        told = split.matrix[:, columns] @ coefficients[columns + 1]
        permuted = scores - told + told[orders]
        if learning.task == "regression":
            errors = (split.target - permuted) ** 2
            lost[:, place] = errors.mean(axis=0) - (split.target - scores) ** 2
        else:
            positives = split.target == 1
            before = placements(scores[None, :], positives)[0]
            lost[:, place] = before - placements(permuted, positives).mean(axis=0)
    return lost


def _permutations(split: Split, settings: ImpactSettings) -> Indices:
    """Orders of the held-out rows, the same for every criterion: shape (permutations, rows)."""
    draw = np.random.default_rng([settings.seed, split.fold])
    count = len(split.target)
    return np.array([draw.permutation(count) for _ in range(settings.permutation_count)])


def _bootstrap(losses: Losses, groups: Texts, settings: ImpactSettings) -> Matrix:
    """Losses with groups drawn anew: Rubin's bootstrap, in which no class can run out of rows."""
    _, members = np.unique(groups.astype(str), return_inverse=True)
    count = int(members.max()) + 1
    draw = np.random.default_rng(settings.seed)
    batch = max(1, _BATCH_CELLS // len(members))
    parts = []
    for first in range(0, settings.draw_count, batch):
        times = min(batch, settings.draw_count - first)
        weights = draw.standard_exponential((times, count))[:, members]
        parts.append(weighted_losses(losses, weights))
    return np.vstack(parts)


def _orders(criteria: Sequence[str], settings: ImpactSettings) -> list[tuple[str, ...]]:
    draw = np.random.default_rng(settings.seed)
    orders = []
    for _ in range(settings.order_count // 2):
        order = tuple(criteria[int(place)] for place in draw.permutation(len(criteria)))
        orders += [order, order[::-1]]
    return orders
