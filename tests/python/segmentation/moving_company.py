"""A yardstick that moves from month to month, with a truth that is known.

Five segments whose centres lie six within-segment standard deviations apart (METHOD-DETAILS 0),
a few accounts that stand between two of them, and every month noise, movers, arrivals and accounts
that are not seen. Over months 4 and 5 one segment falls apart and two others grow into one.
"""

from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Flags, Indices, Matrix, Texts

MONTHS = 10
REFIT = 5  # the month at which the split and the merge are complete
RELABELLED_WITHIN = 3
_APART = 6.0
_FEATURES = 8
_NAMES = np.array(["A", "B", "C", "D", "E"], dtype=object)
_LATER_NAMES = {"A": ("A1", "A2"), "B": ("BC", "BC"), "C": ("BC", "BC")}
_HALFWAY = np.array([0.0, 0.0, 0.0, 0.0, 0.5])  # part of the split and merge; 1 from REFIT on


@dataclass(frozen=True)
class Plan:
    """What to plant.

    Attributes:
        seed: Of all draws.
        accounts: At the last month; one in ten of them arrives on the way.
        noise: Standard deviation of the monthly noise, in within-segment standard deviations.
        noise_stays: Part of it that stays from month to month: windows of 12 months overlap.
        straddlers: Share of accounts that stand between two segments.
        movers: Share of accounts that move in any of months 1 to 7.
        unseen: Share of accounts missing at a month.
    """

    seed: int
    accounts: int = 1500
    noise: float = 0.5
    noise_stays: float = 0.6
    straddlers: float = 0.04
    movers: float = 0.02
    unseen: float = 0.01


@dataclass(frozen=True)
class MovingCompany:
    """The accounts of all months; arrays of shape (months, accounts) where nothing else is said.

    Attributes:
        values: Yardstick, shape (months, accounts, features).
        is_seen: Whether the account has a row at the month.
        truth: Planted segment: A to E, from REFIT on A1, A2, BC, D and E.
        is_between: Stands between two segments, so has no truth; shape (accounts,).
        moved_at: Month of the planted move, -1 = none; shape (accounts,).
    """

    values: Matrix
    is_seen: Flags
    truth: Texts
    is_between: Flags
    moved_at: Indices


def moving_company(plan: Plan) -> MovingCompany:
    """Plant it; the same plan gives the same company."""
    draw = np.random.default_rng([plan.seed, 8])
    count = plan.accounts
    centres = np.eye(5, _FEATURES) * _APART / np.sqrt(2)
    home, goal = draw.integers(0, 5, count), draw.integers(0, 4, count)
    goal += goal >= home  # any other segment
    is_between = draw.random(count) < plan.straddlers
    month = draw.integers(1, MONTHS - RELABELLED_WITHIN + 1, count)
    is_mover = (draw.random(count) < 7 * plan.movers) & ~is_between
    moved_at = np.where(is_mover, month, -1)
    arrived_at = np.where(draw.random(count) < 0.1, draw.integers(0, MONTHS, count), 0)
    arrived_at[is_mover] = 0
    in_two_steps = draw.random(count) < 0.5  # halfway at the first refresh, there at the next
    part = np.where(draw.random(count) < 0.55, 1, 0)  # of A: 55 % go one way, 45 % the other
    where_between = np.where(is_between, draw.uniform(0.4, 0.6, count), 0.0)
    own = draw.normal(size=(count, _FEATURES))
    drift = draw.normal(size=(count, _FEATURES)) * plan.noise
    values = np.empty((MONTHS, count, _FEATURES))
    truth = np.empty((MONTHS, count), dtype=object)
    for now in range(MONTHS):
        done = 1.0 if now >= REFIT else float(_HALFWAY[now])
        moved = np.where(is_mover, np.clip(now - month + np.where(in_two_steps, 0.5, 1), 0, 1), 0)
        way = np.where(is_between, where_between, moved)[:, None]
        start, end = (_places(centres, segment, part, done) for segment in (home, goal))
        values[now] = start + way * (end - start) + own + drift
        segment = np.where(moved > 0, goal, home)
        truth[now] = _names(segment, part) if now >= REFIT else _NAMES[segment]
        fresh = draw.normal(size=drift.shape) * plan.noise * np.sqrt(1 - plan.noise_stays**2)
        drift = plan.noise_stays * drift + fresh
    is_seen = (draw.random((MONTHS, count)) >= plan.unseen) & (
        np.arange(MONTHS)[:, None] >= arrived_at
    )
    return MovingCompany(values, is_seen, truth, is_between, moved_at)


def _places(centres: Matrix, segment: Indices, part: Indices, done: float) -> Matrix:
    """Centre of each account's segment while A falls apart and B and C grow together."""
    places = centres[segment].copy()
    is_a = segment == 0
    places[is_a, 5] += done * np.where(part[is_a] == 1, 1, -1) * _APART / 2
    together = (centres[1] + centres[2]) / 2
    is_bc = (segment == 1) | (segment == 2)
    places[is_bc] += done * (together - places[is_bc])
    return places


def _names(segment: Indices, part: Indices) -> Texts:
    later = np.array([_LATER_NAMES.get(name, (name, name)) for name in _NAMES], dtype=object)
    return np.asarray(later[segment, part])
