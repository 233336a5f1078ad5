"""Accounts of which it is known whether they form groups."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sklearn.cluster import KMeans

from klantcentraal.modelling.arrays import Indices, Matrix
from klantcentraal.segmentation.bootstrap import Assign


@dataclass(frozen=True)
class Plan:
    """Groups to plant: centres 6 standard deviations apart, and features that say nothing."""

    shares: tuple[float, ...]
    features: int = 6
    irrelevant: int = 4
    rows: int = 900


def planted(plan: Plan, seed: int) -> tuple[Matrix, Indices]:
    """Prepared accounts and the group of each."""
    draw = np.random.default_rng([seed, 1])
    count = len(plan.shares)
    corners = draw.permutation(2**plan.features)[:count]
    bits = (corners[:, None] >> np.arange(plan.features)) & 1
    while _nearest(bits) < 2:
        corners = draw.permutation(2**plan.features)[:count]
        bits = (corners[:, None] >> np.arange(plan.features)) & 1
    centres = bits * 6.0 / np.sqrt(_nearest(bits))
    sizes = np.round(np.array(plan.shares) * plan.rows).astype(np.int64)
    groups = np.repeat(np.arange(count), sizes)
    near = centres[groups] + draw.normal(size=(len(groups), plan.features))
    noise = draw.normal(size=(len(groups), plan.irrelevant))
    return scaled(np.column_stack([near, noise])), groups


def shuffled(seed: int) -> Matrix:
    """Columns as a company has them, with flags of their zeros, each shuffled by itself."""
    draw, rows = _drawn(seed, 2)
    columns = [
        np.log1p(draw.exponential(60, rows)),
        np.log1p(draw.poisson(draw.gamma(1.2, 5, rows))),
        np.log1p(np.where(draw.random(rows) < 0.3, 0, draw.lognormal(6, 1.2, rows))),
        draw.binomial(8, 0.4, rows).astype(np.float64),
        np.log1p(np.where(draw.random(rows) < 0.4, 0, draw.exponential(8, rows))),
        np.log1p(draw.uniform(30, 3000, rows)),
        np.where(draw.random(rows) < 0.6, 7.5, draw.normal(7.5, 1.2, rows)),
        np.clip(draw.normal(0, 0.4, rows), -1, 1),
    ]
    columns = [draw.permutation(column) for column in columns[: int(draw.integers(6, 9))]]
    flags = [column == 0 for column in columns if 0.05 < (column == 0).mean() < 0.95]
    return scaled(np.column_stack([*columns, *flags[:2]]))


def one_factor(seed: int) -> Matrix:
    """Accounts that differ in size, which shows in every column."""
    draw, rows = _drawn(seed, 3)
    loads = draw.uniform(0.5, 0.95, int(draw.integers(6, 11)))
    size = draw.normal(size=(rows, 1))
    return scaled(size * loads + np.sqrt(1 - loads**2) * draw.normal(size=(rows, len(loads))))


def lognormal(seed: int) -> Matrix:
    """Long tails that go together in some way, cut off at 1 %."""
    draw, rows = _drawn(seed, 4)
    count = int(draw.integers(6, 11))
    mix = draw.normal(size=(count, count))
    normal = draw.normal(size=(rows, count)) @ (mix / np.sqrt((mix**2).sum(axis=0)))
    values = np.exp(normal)
    return scaled(np.clip(values, *np.quantile(values, [0.01, 0.99], axis=0)))


WITHOUT_GROUPS: dict[str, Callable[[int], Matrix]] = {
    "shuffled columns with flags": shuffled,
    "one factor": one_factor,
    "lognormal": lognormal,
}


def kmeans(matrix: Matrix, count: int, random_state: int) -> Assign:
    """Fit k-means: the best of three starts."""
    return _kmeans(KMeans(count, n_init=3, random_state=random_state), matrix)


def kmeans_of_ten(matrix: Matrix, count: int, random_state: int) -> Assign:
    """Fit k-means: the best of ten starts; with three, seven clusters may be found as eight."""
    return _kmeans(KMeans(count, n_init=10, random_state=random_state), matrix)


def scaled(values: Matrix) -> Matrix:
    """Columns with mean 0 and standard deviation 1."""
    return np.asarray((values - values.mean(axis=0)) / values.std(axis=0), dtype=np.float64)


def _kmeans(model: KMeans, matrix: Matrix) -> Assign:
    fitted = model.fit(matrix)
    return lambda rows: np.asarray(fitted.predict(rows), dtype=np.int64)


def _nearest(bits: Indices) -> int:
    """Fewest places in which two corners differ."""
    apart = (bits[:, None, :] != bits[None, :, :]).sum(axis=2)
    return int(apart[~np.eye(len(bits), dtype=np.bool_)].min())


def _drawn(seed: int, family: int) -> tuple[np.random.Generator, int]:
    draw = np.random.default_rng([seed, family])
    return draw, int(draw.integers(600, 1501))
