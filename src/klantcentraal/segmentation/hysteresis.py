"""Which accounts move to another segment, so that a borderline account does not flip each month.

METHOD-DETAILS 8, hysteresis: an account moves only if d_new < 0.9 d_current at two consecutive
refreshes. An account's place depends on nothing but its earlier place and its distances, so that a
backfill that steps through the same dates arrives at the same segments.
"""

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix

MOVE_FACTOR = 0.9
NONE = -1  # no segment yet, or no challenger


def step(
    segments: Indices, challengers: Indices, distances: Matrix, factor: float = MOVE_FACTOR
) -> tuple[Indices, Indices]:
    """Take one refresh: who stays, who moves, and who is on the point of moving.

    An account without a segment gets the nearest at once. Any other moves to its challenger when
    that beats its segment again: the same segment must beat it at both refreshes, even if a third
    one is nearer by now, so that two close rivals that take turns do not hold an account where it
    no longer belongs. The challenger for the next refresh is the nearest segment, if it beats the
    segment that the account is in by now. Ties go to the lower index.

    Args:
        segments: Index of the segment at the previous refresh, -1 = none; shape (rows,).
        challengers: Index of the challenger at the previous refresh, -1 = none; shape (rows,).
        distances: To each segment, not squared; shape (rows, segments). Infinite: impossible,
            so that key accounts, which a limit decides, are entered and left by two steps too. A
            row of NaN is an account not seen at this refresh: it stays, its challenger lapses.
        factor: A segment beats another if it is nearer than this part of the other's distance.

    Returns:
        Segments and challengers after the refresh.

    Raises:
        ValueError: A distance is negative, or only part of a row is NaN.
    """
    is_unknown = np.isnan(distances)
    is_seen = ~is_unknown.any(axis=1)
    if (is_unknown.any(axis=1) != is_unknown.all(axis=1)).any() or (distances < 0).any():
        raise ValueError("distances to segments must be 0 or more, and known for a whole row")
    known = np.where(is_unknown, np.inf, distances)
    nearest = known.argmin(axis=1)
    stood = np.where(segments == NONE, nearest, segments)
    beats_again = (challengers != NONE) & (segments != NONE)
    beats_again &= _at(known, challengers) < factor * _at(known, stood)
    moved = np.where(beats_again, challengers, stood)
    beats_now = _at(known, nearest) < factor * _at(known, moved)
    new_segments = np.where(is_seen, moved, segments)
    new_challengers = np.where(is_seen & beats_now, nearest, NONE)
    return new_segments.astype(np.int64), new_challengers.astype(np.int64)


def _at(distances: Matrix, places: Indices) -> Matrix:
    """One distance a row; places of -1 give any value, which the caller leaves out."""
    return np.asarray(np.take_along_axis(distances, places[:, None], axis=1)[:, 0])
