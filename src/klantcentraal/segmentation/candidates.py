"""Every method fitted on the model date, ready to be held against the others.

In the order of METHOD-DETAILS 8, the simplest first. Rules and the tree cover all accounts;
clusterings split key accounts off first and are fitted without them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import duckdb
import pyarrow as pa

from klantcentraal.modelling.arrays import Indices, Vector
from klantcentraal.segmentation.bootstrap import FitMatrix
from klantcentraal.segmentation.fitted import Fitted
from klantcentraal.segmentation.grouped import Clustering, Space, fit_grouped
from klantcentraal.segmentation.groups import Grouping
from klantcentraal.segmentation.key_accounts import (
    KeyAccounts,
    KeyAccountSettings,
    WithKeyAccounts,
    find_in_margins,
    find_key_accounts,
)
from klantcentraal.segmentation.methods import kmeans, mixed, rfm, som, target_tree, tiers, ward
from klantcentraal.segmentation.preparation import PreparationSettings, fit_preparation
from klantcentraal.segmentation.training import Rules, Training
from klantcentraal.segmentation.yardstick import (
    BATCH_ROWS,
    Yardstick,
    YardstickFeature,
    checked_features,
    read_batches,
)

RULE_METHODS = (tiers.METHOD_ID, rfm.METHOD_ID)
CLUSTERINGS: Mapping[str, Grouping] = {
    kmeans.METHOD_ID: kmeans.group,
    ward.METHOD_ID: ward.group,
    mixed.METHOD_ID: kmeans.group,
    som.METHOD_ID: som.group,
}
_NULL_GROUPINGS: Mapping[str, Grouping] = {
    **CLUSTERINGS,
    **dict.fromkeys(
        (kmeans.METHOD_ID, mixed.METHOD_ID), partial(kmeans.group, starts=kmeans.NULL_STARTS)
    ),
}
METHODS = (*RULE_METHODS, target_tree.METHOD_ID, *CLUSTERINGS)  # the simplest first
TREE_COUNTS = (4, 6, 8)

_LABELS = pa.schema([("account_key", pa.int32()), ("label", pa.int32())])


@dataclass(frozen=True)
class CandidateSettings:
    """How to fit.

    Attributes:
        rules: What rfm and tiers follow.
        preparation: How the yardstick is prepared.
        key_accounts: When an account is a key account.
        random_state: Seed of all that is drawn.
    """

    rules: Rules = field(default_factory=Rules)
    preparation: PreparationSettings = field(default_factory=PreparationSettings)
    key_accounts: KeyAccountSettings = field(default_factory=KeyAccountSettings)
    random_state: int = 20260630


@dataclass(frozen=True)
class ModelRows:
    """What all methods learn from.

    Attributes:
        everyone: All accounts, with the preparation that was fitted without key accounts.
        key_accounts: Those split off.
    """

    everyone: Training
    key_accounts: KeyAccounts
    others: Training = field(init=False)

    def __post_init__(self) -> None:
        """Leave the key accounts out once."""
        is_key = self.key_accounts.flags(self.everyone.yardstick)
        object.__setattr__(self, "others", self.everyone.take(~is_key))

    def take(self, rows: Indices) -> "ModelRows":
        """Pick accounts by index, also more than once, for a refit on resampled accounts."""
        return ModelRows(self.everyone.take(rows), self.key_accounts)


@dataclass(frozen=True)
class FittedCandidate:
    """One segmentation to choose from.

    Attributes:
        candidate_id: Its method, and the number of segments that was asked for where one was.
        method_id: Its method.
        count: Number of segments that was asked for, without key accounts; 0 for rules.
        fitted: The segmentation.
    """

    candidate_id: str
    method_id: str
    count: int
    fitted: Fitted


def model_rows(
    yardstick: Yardstick,
    target: Vector | None,
    settings: CandidateSettings = CandidateSettings(),
    margins: Vector | None = None,
) -> ModelRows:
    """Split key accounts off and fit the preparation on the others.

    Args:
        yardstick: Accounts of the model date, one or more.
        target: Of the objective, shape (rows,), NaN where it is not known; None without.
        settings: How to fit.
        margins: Of every account of the model date, where the yardstick is a sample of them; None
            = it holds all.

    Returns:
        What the methods learn from.

    Raises:
        ValueError: The yardstick has more features than MAXIMUM_FEATURES.
    """
    checked_features(yardstick.features)
    key_accounts = (
        find_key_accounts(yardstick, settings.key_accounts)
        if margins is None
        else find_in_margins(margins, settings.key_accounts)
    )
    others = yardstick.take(~key_accounts.flags(yardstick))
    preparation = fit_preparation(others, settings.preparation)
    everyone = Training(yardstick, preparation, target, settings.random_state, settings.rules)
    return ModelRows(everyone, key_accounts)


def space_of(method_id: str, rows: ModelRows) -> Space:
    """Fit the space in which a clustering method takes distances.

    Args:
        method_id: One of CLUSTERINGS.
        rows: What it learns from.

    Returns:
        Components for the mixed-type method, the prepared yardstick for all others.
    """
    if method_id == mixed.METHOD_ID:
        return mixed.fit_space(rows.others)
    return rows.others.preparation


def assigning(method_id: str) -> FitMatrix:
    """Give a clustering method as choose_count takes it.

    Args:
        method_id: One of CLUSTERINGS.

    Returns:
        A function of a matrix, a number of groups and a seed, whose result assigns rows.
    """
    return _assigning(CLUSTERINGS[method_id])


def assigning_nulls(method_id: str) -> FitMatrix:
    """Give a clustering method as measure_nulls takes it: what assigning gives, but quicker."""
    return _assigning(_NULL_GROUPINGS[method_id])


def _assigning(grouping: Grouping) -> FitMatrix:
    return lambda matrix, count, random_state: grouping(matrix, count, random_state).assign


def fit_candidate(method_id: str, rows: ModelRows, count: int) -> Fitted:
    """Fit one method.

    Args:
        method_id: One of METHODS.
        rows: What it learns from; for a refit, resampled accounts.
        count: Number of segments, without key accounts; rules take no notice of it.

    Returns:
        The segmentation; it has fewer segments when the accounts allow no more.
    """
    if method_id == tiers.METHOD_ID:
        return tiers.fit(rows.everyone)
    if method_id == rfm.METHOD_ID:
        return rfm.fit(rows.everyone)
    if method_id == target_tree.METHOD_ID:
        return target_tree.fit(rows.everyone, count)
    clustering = Clustering(method_id, CLUSTERINGS[method_id])
    others = fit_grouped(clustering, rows.others, space_of(method_id, rows), count)
    if rows.key_accounts.margin_minimum is None:
        return others
    return WithKeyAccounts(rows.key_accounts, others)


def fit_candidates(
    rows: ModelRows, counts: Mapping[str, Sequence[int]]
) -> tuple[FittedCandidate, ...]:
    """Fit every method.

    Args:
        rows: What they learn from.
        counts: Per clustering method the numbers of segments to try; a method that is not named
            is not fitted. TREE_COUNTS for the tree when it is not named.

    Returns:
        Candidates, the simplest method first; of those of a method that came out with as many
        segments, the first. Without rules no rfm and tiers, without a target no tree.
    """
    asked = [(method_id, 0) for method_id in RULE_METHODS if _has_rules(method_id, rows.everyone)]
    if rows.everyone.target is not None:
        trees = counts.get(target_tree.METHOD_ID, TREE_COUNTS)
        asked += [(target_tree.METHOD_ID, count) for count in trees]
    asked += [
        (method_id, count) for method_id in CLUSTERINGS for count in counts.get(method_id, ())
    ]
    candidates: dict[tuple[str, int], FittedCandidate] = {}
    for method_id, count in asked:
        fitted = fit_candidate(method_id, rows, count)
        candidate_id = f"{method_id}_{count}" if count else method_id
        candidate = FittedCandidate(candidate_id, method_id, count, fitted)
        candidates.setdefault((method_id, fitted.segment_count), candidate)
    return tuple(candidates.values())


def assign_accounts(
    fitted: Fitted,
    relation: duckdb.DuckDBPyRelation,
    features: Sequence[YardstickFeature],
    batch_rows: int = BATCH_ROWS,
) -> pa.Table:
    """Assign all accounts of a date, a batch at a time.

    Args:
        fitted: The segmentation.
        relation: The yardstick of one date.
        features: Those that it was fitted on.
        batch_rows: Accounts at a time.

    Returns:
        account_key and label, sorted by account_key.
    """
    parts = [
        pa.table({"account_key": rows.account_keys, "label": fitted.assign(rows)}).cast(_LABELS)
        for rows in read_batches(relation, features, batch_rows)
    ]
    return pa.concat_tables([_LABELS.empty_table(), *parts]).sort_by("account_key")


def _has_rules(method_id: str, training: Training) -> bool:
    if training.yardstick.attributes is None:
        return False
    rules = training.rules
    return bool(rules.value_tiers if method_id == tiers.METHOD_ID else rules.rfm_blocks)
