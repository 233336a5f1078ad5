"""The account that stands for a segment: the real one nearest to its centre."""

from collections.abc import Sequence

import numpy as np

from klantcentraal.modelling.arrays import Flags, Matrix, Texts

_DIGITS = 9  # nearer than this is the same distance, whatever order sums were made in


def medoids(
    prepared: Matrix, segment_ids: Texts, account_ids: Sequence[str], is_sole_trader: Flags
) -> dict[str, str]:
    """Find the account nearest to the mean of each segment.

    A sole trader, whose name is masked, is taken only where a segment has none but these.

    Args:
        prepared: What segments were made of, as the method saw it, shape (accounts, columns).
        segment_ids: Segment of each account, shape (accounts,).
        account_ids: Id of each account.
        is_sole_trader: Whether it is a person's own business, shape (accounts,).

    Returns:
        Account by segment; of equally near ones the first id.
    """
    order = np.argsort(np.array(account_ids, dtype=object), kind="stable")
    found: dict[str, str] = {}
    for segment_id in sorted(set(segment_ids)):
        rows = order[segment_ids[order] == segment_id]
        distances = ((prepared[rows] - prepared[rows].mean(axis=0)) ** 2).sum(axis=1)
        nearest = min(
            zip(is_sole_trader[rows], np.round(distances, _DIGITS), rows, strict=True),
            key=lambda one: (one[0], one[1], account_ids[one[2]]),
        )
        found[segment_id] = account_ids[nearest[2]]
    return found
