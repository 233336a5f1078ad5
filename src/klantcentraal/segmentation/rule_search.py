"""The search for a short rule that tells the accounts of a segment from the others.

Decision trees propose boxes (Breiman and others, 1984); their cuts are rounded before anything is
measured, boxes are joined, and what earns less than it costs to read is left out.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sklearn.tree import DecisionTreeClassifier
from threadpoolctl import threadpool_limits

from klantcentraal.modelling.arrays import Flags, Indices, Matrix
from klantcentraal.segmentation.conditions import (
    UNKNOWN,
    Box,
    Choice,
    Condition,
    Feature,
    Range,
    Rule,
    both,
    cuts,
    hits,
    merged,
    replaced,
    shortened,
    size,
)
from klantcentraal.segmentation.rounding import Cut, round_date, round_number
from klantcentraal.segmentation.rule_columns import BY_NAME, CATEGORY, FLAG, WHOLE

_COST_OF_CUT = 0.2  # of a part: a reader who meets the same number again reads on
_COST_OF_PLACE = 0.01  # of a part, for each column that stands before: decides between equals


@dataclass(frozen=True)
class SearchSettings:
    """How to search.

    Attributes:
        depth: Depth of a tree, at most: METHOD-DETAILS 8.
        leaf_rows: Accounts of a leaf, at least: METHOD-DETAILS 8.
        cost_of_part: Correlation that each condition, bound or value must earn: one point.
        rounding_share: Share of the accounts that a rounded cut may move.
        category_values: Most different values of a column of categories.
        random_state: Seed for the order in which a tree tries equally good columns.
    """

    depth: int = 4
    leaf_rows: int = 20
    cost_of_part: float = 0.01
    rounding_share: float = 0.01
    category_values: int = 60
    random_state: int = 20260630


@dataclass(frozen=True)
class Population:
    """What trees see of the accounts.

    Attributes:
        features: Columns with two values or more, unknown counted, by name.
        matrix: Their codes, NaN = unknown, and a 0/1 column for each category, (rows, columns).
        origins: Name and, of a category, code of each column of the matrix.
        row_count: How many accounts there are.
    """

    features: Mapping[str, Feature]
    matrix: Matrix
    origins: tuple[tuple[str, int | None], ...]
    row_count: int


@dataclass(frozen=True)
class _Node:
    """A node of a tree: its place, accounts and conditions so far."""

    place: int
    rows: Indices
    box: Mapping[str, Condition] = field(default_factory=dict)


def populate(features: Sequence[Feature], settings: SearchSettings) -> Population:
    """Make the matrix that trees learn from.

    Args:
        features: Columns of accounts, rows in one order.
        settings: How to search.

    Returns:
        The columns that can tell accounts apart, and their matrix.
    """
    used: dict[str, Feature] = {}
    columns = []
    origins: list[tuple[str, int | None]] = []
    row_count = len(features[0].codes) if features else 0
    for feature in features:
        present = np.unique(feature.codes)
        if len(present) < 2:
            continue
        if BY_NAME[feature.name].kind not in (CATEGORY, FLAG):
            used[feature.name] = feature
            known = feature.codes.astype(np.float64)
            columns.append(np.where(feature.codes == UNKNOWN, np.nan, known))
            origins.append((feature.name, None))
        elif len(present) <= settings.category_values:
            used[feature.name] = feature
            for code in present:
                columns.append((feature.codes == code).astype(np.float64))
                origins.append((feature.name, int(code)))
    matrix = np.column_stack(columns) if columns else np.empty((row_count, 0))
    return Population(used, matrix, tuple(origins), row_count)


def search_rules(
    population: Population, labels: Indices, settings: SearchSettings
) -> dict[int, Rule]:
    """Find a rule for each segment.

    Proposed by a tree over all segments and by two trees of its own, with and without equal
    weights; the one with the highest correlation between rule and membership (Matthews, 1975),
    less the cost of reading it, is taken.

    Args:
        population: What is known of the accounts.
        labels: Segment of each, shape (rows,); below 0 = none.
        settings: How to search.

    Returns:
        Rule by segment; without boxes where nothing tells it apart.
    """
    segments = [int(label) for label in np.unique(labels) if label >= 0]
    shared = list(_leaves(population, labels, None, settings))
    rules = {}
    for segment in segments:
        member: Flags = labels == segment
        own = (
            list(_leaves(population, member.astype(np.int64), weight, settings))
            for weight in (None, "balanced")
        )
        judge = _Judge(population, member, settings.cost_of_part)
        found = [judge.improved(judge.started(boxes)) for boxes in (shared, *own)]
        best = judge.plainer(max(found, key=judge.score))
        rules[segment] = best if judge.score(best) > 0 or member.all() else ()
    return rules


class _Judge:
    """Says how good a rule for one segment is."""

    def __init__(self, population: Population, member: Flags, cost: float) -> None:
        self._population = population
        self._member = member
        self._cost = cost
        self._known: dict[Rule, float] = {}
        self._places = {name: place for place, name in enumerate(population.features)}

    def started(self, boxes: Sequence[Box]) -> Rule:
        """The purest boxes, as many as give the highest correlation."""
        if self._member.all():
            return ((),)
        hit = [self._hits((box,)) for box in boxes]
        order = sorted(
            range(len(boxes)),
            key=lambda place: (
                -(self._member & hit[place]).sum() / max(1, hit[place].sum()),
                -hit[place].sum(),
                place,
            ),
        )
        starts = [tuple(boxes[place] for place in order[:count]) for count in range(len(order) + 1)]
        return max(starts, key=lambda rule: (self._correlation(rule), -len(rule)))

    def improved(self, rule: Rule) -> Rule:
        """The rule with boxes joined and parts left out, as long as that makes it better."""
        return self._climbed(rule, lambda one: [*merged(one), *shortened(one)])

    def plainer(self, rule: Rule) -> Rule:
        """The rule with conditions in plainer words too, as long as that makes it better."""
        features = self._population.features
        return self._climbed(
            rule, lambda one: [*merged(one), *shortened(one), *replaced(one, features)]
        )

    def score(self, rule: Rule) -> float:
        """Correlation less the cost of reading; a later column is a little less plain."""
        if rule not in self._known:
            places = sum(self._places[name] for box in rule for name, _ in box)
            cost = size(rule) + _COST_OF_CUT * len(cuts(rule)) + _COST_OF_PLACE * places
            self._known[rule] = self._correlation(rule) - self._cost * cost
        return self._known[rule]

    def _climbed(self, rule: Rule, neighbours: Callable[[Rule], list[Rule]]) -> Rule:
        while True:
            better = max(neighbours(rule), key=self.score, default=rule)
            if self.score(better) <= self.score(rule):
                return rule
            rule = better

    def _hits(self, rule: Rule) -> Flags:
        return hits(rule, self._population.features, self._population.row_count)

    def _correlation(self, rule: Rule) -> float:
        hit = self._hits(rule)
        count, members, hit_count = len(hit), int(self._member.sum()), int(hit.sum())
        right = int((hit & self._member).sum())
        spread = members * (count - members) * hit_count * (count - hit_count)
        if spread == 0:
            return 0.0
        return float((count * right - members * hit_count) / spread**0.5)


def _leaves(
    population: Population, target: Indices, weight: str | None, settings: SearchSettings
) -> Iterator[Box]:
    """The boxes of a tree, cuts rounded."""
    rows = np.flatnonzero(target >= 0)
    if not population.origins or len(np.unique(target[rows])) < 2:
        return
    with threadpool_limits(limits=1):
        fitted = DecisionTreeClassifier(
            max_depth=settings.depth,
            min_samples_leaf=settings.leaf_rows,
            class_weight=weight,
            random_state=settings.random_state,
        ).fit(population.matrix[rows], target[rows])
    waiting = [_Node(0, rows)]
    while waiting:
        node = waiting.pop()
        if fitted.tree_.children_left[node.place] < 0:
            yield tuple((name, node.box[name]) for name in population.features if name in node.box)
        else:
            waiting += _children(population, fitted.tree_, node, settings.rounding_share)


def _children(
    population: Population, tree: Any, node: _Node, rounding_share: float
) -> Iterator[_Node]:
    column = tree.feature[node.place]
    name, code = population.origins[column]
    values = population.matrix[node.rows, column]
    goes_left = np.where(
        np.isnan(values),
        bool(tree.missing_go_to_left[node.place]),
        values <= tree.threshold[node.place],
    )
    feature = population.features[name]
    if code is not None:
        value = None if code == UNKNOWN else feature.values[code]
        choice = frozenset({value})
        sides: tuple[Condition, Condition] = (Choice(choice, is_excluded=True), Choice(choice))
    else:
        sides = _ranges(feature, feature.codes[node.rows], goes_left, rounding_share)
    places = (tree.children_left[node.place], tree.children_right[node.place])
    for place, is_side, condition in zip(places, (goes_left, ~goes_left), sides, strict=True):
        had = node.box.get(name)
        box = {**node.box, name: both(had, condition) if had else condition}
        yield _Node(int(place), node.rows[is_side], box)


def _ranges(
    feature: Feature, codes: Indices, goes_left: Flags, rounding_share: float
) -> tuple[Range, Range]:
    """The two sides of a split on numbers or days."""
    is_known = codes != UNKNOWN
    left, right = codes[is_known & goes_left], codes[is_known & ~goes_left]
    unknown_left = bool((goes_left & ~is_known).any())
    unknown_right = bool((~goes_left & ~is_known).any())
    if len(left) and len(right):
        cut = _cut(feature, np.sort(codes[is_known]), len(left), rounding_share)
        return Range(high=cut, is_unknown=unknown_left), Range(low=cut, is_unknown=unknown_right)
    return (
        Range(is_known=bool(len(left)), is_unknown=unknown_left),
        Range(is_known=bool(len(right)), is_unknown=unknown_right),
    )


def _cut(feature: Feature, codes: Indices, left_count: int, rounding_share: float) -> Cut:
    """The roundest cut that moves few accounts: codes are sorted, left_count of them lie left."""
    moved = int(rounding_share * len(codes))
    first, last = (
        codes[max(0, left_count - 1 - moved)],
        codes[min(len(codes) - 1, left_count + moved)],
    )
    if first == last:
        first, last = codes[left_count - 1], codes[left_count]
    low, high = feature.values[first], feature.values[last]
    if isinstance(low, dt.date):
        return round_date(low, high)
    return round_number(low, high, BY_NAME[feature.name].kind in WHOLE)
