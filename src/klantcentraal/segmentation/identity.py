"""Which segment of a new fit is which of before: ids that survive a refit.

METHOD-DETAILS 8, identity. The optimal assignment (Kuhn 1955, as scipy solves it) of new segments
to earlier ones by the Jaccard of the accounts that both know. Hold the two against each other on
the accounts of one date, put through the earlier frozen model and through the new one: then only
the definition of the segments differs, and not also the month.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from klantcentraal.modelling.arrays import Indices, Matrix, Texts, Vector

KEEP_JACCARD = 0.5
_TIE = 1e-9  # far below any difference between Jaccards that can compete, see _pairs
_GIVEN_ID = re.compile(r"s(\d{3,})")


@dataclass(frozen=True)
class Membership:
    """The segment that each account is in.

    Attributes:
        account_ids: Each once, in any order; shape (rows,).
        segment_ids: Shape (rows,).
    """

    account_ids: Texts
    segment_ids: Texts


@dataclass(frozen=True)
class Labelled:
    """The label that a new fit gives each account.

    Attributes:
        account_ids: Each once, in any order; shape (rows,).
        labels: Index of own_ids; shape (rows,).
        own_ids: Per label the id that the method itself gives (champions, tier_a, key_accounts);
            None where one is to be found here.
    """

    account_ids: Texts
    labels: Indices
    own_ids: tuple[str | None, ...]


@dataclass(frozen=True)
class Identity:
    """The ids of a new fit.

    Attributes:
        segment_ids: One a label.
        jaccards: Per label the Jaccard with the earlier segment of that id; 0 for a new id.
    """

    segment_ids: tuple[str, ...]
    jaccards: Vector


@dataclass(frozen=True)
class Overlap:
    """How many accounts two segmentations share, segment by segment.

    Attributes:
        shared: Accounts in both, shape (earlier, later).
    """

    shared: Indices

    @property
    def jaccards(self) -> Matrix:
        """Shared accounts over those in either, among the accounts that both know."""
        either = self.shared.sum(axis=1)[:, None] + self.shared.sum(axis=0) - self.shared
        return np.asarray(self.shared / np.maximum(either, 1))

    @property
    def earlier_shares(self) -> Matrix:
        """Part of each earlier segment that each later one takes; rows sum to 1 or 0."""
        return np.asarray(self.shared / np.maximum(self.shared.sum(axis=1), 1)[:, None])

    @property
    def later_shares(self) -> Matrix:
        """Part of each later segment that comes from each earlier one; columns sum to 1 or 0."""
        return np.asarray(self.shared / np.maximum(self.shared.sum(axis=0), 1))


def count_overlap(earlier: Labelled, later: Labelled) -> Overlap:
    """Count the accounts that two segmentations share.

    Raises:
        ValueError: An account stands in one of them twice.
    """
    for side in (earlier, later):
        if len(np.unique(side.account_ids.astype(str))) < len(side.account_ids):
            raise ValueError("an account stands in a segmentation twice")
    _, rows, columns = np.intersect1d(
        earlier.account_ids.astype(str),
        later.account_ids.astype(str),
        assume_unique=True,
        return_indices=True,
    )
    shape = (len(earlier.own_ids), len(later.own_ids))
    cells = earlier.labels[rows] * shape[1] + later.labels[columns]
    counts = np.bincount(cells, minlength=shape[0] * shape[1])
    return Overlap(counts.reshape(shape).astype(np.int64))


def labelled(membership: Membership) -> Labelled:
    """Number the segments of a membership in order of id."""
    ids, labels = np.unique(membership.segment_ids.astype(str), return_inverse=True)
    return Labelled(membership.account_ids, labels.astype(np.int64), tuple(map(str, ids)))


def match_segments(earlier: Membership, fit: Labelled, known_ids: Iterable[str]) -> Identity:
    """Give each segment of a new fit the id of the earlier segment that it continues.

    Args:
        earlier: Where the accounts stood with the fit before; empty for the first fit.
        fit: What the new fit says.
        known_ids: Every id given before, also to segments that are retired.

    Returns:
        Per label its own id; else that of the earlier segment it is matched with if their Jaccard
        is at least 0.5; else the next number never used before, the largest segment first. Only
        numbered ids (s001) are carried over: an RFM segment is a rule and never goes on as a
        cluster. How labels are numbered and rows are ordered changes nothing.

    Raises:
        ValueError: An account stands in one of them twice.
    """
    before = labelled(earlier)
    jaccards = count_overlap(before, fit).jaccards
    order = _order(fit)
    ids = list(fit.own_ids)
    kept = np.zeros(len(ids))
    for label, own_id in enumerate(fit.own_ids):
        if own_id in before.own_ids:
            kept[label] = jaccards[before.own_ids.index(own_id), label]
    for place, label in _pairs(jaccards, before.own_ids, [x for x in order if ids[x] is None]):
        ids[label] = before.own_ids[place]
        kept[label] = jaccards[place, label]
    number = max(map(_number, {*known_ids, *earlier.segment_ids.tolist()}), default=0)
    for label in order:
        if ids[label] is None:
            number += 1
            ids[label] = f"s{number:03d}"
    return Identity(tuple(map(str, ids)), kept)


def _pairs(
    jaccards: Matrix, earlier_ids: tuple[str | None, ...], labels: list[int]
) -> list[tuple[int, int]]:
    """Pairs (earlier segment, label) that continue one another.

    A pair below the threshold weighs nothing: it cannot keep an id, and counted in full it could
    push out a pair that can. Above 0.5 a pair has no rival; at 0.5 exactly, where a segment falls
    into two halves or two equal ones become one, the lower id goes to the first label.
    """
    places = [place for place, name in enumerate(earlier_ids) if _number(name or "")]
    places.sort(key=lambda place: _number(earlier_ids[place] or ""))
    values = jaccards[np.ix_(places, labels)]
    ranks = np.arange(values.size).reshape(values.shape) / max(values.size, 1)
    weights = np.where(values >= KEEP_JACCARD, values - _TIE * ranks, 0.0)
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [
        (places[row], labels[column])
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if weights[row, column] > 0
    ]


def _order(fit: Labelled) -> list[int]:
    """Labels by size, largest first, ties by their smallest account_id; empty ones last."""
    ranks = np.argsort(fit.account_ids.astype(str), kind="stable")
    labels, firsts, sizes = np.unique(fit.labels[ranks], return_index=True, return_counts=True)
    filled = labels[np.lexsort((firsts, -sizes))].tolist()
    return [*filled, *sorted(set(range(len(fit.own_ids))) - set(filled))]


def _number(segment_id: str) -> int:
    """The number of an id given here, 0 for any other id."""
    match = _GIVEN_ID.fullmatch(segment_id)
    return int(match[1]) if match else 0
