"""Accounts with segments that are known, made of numbers alone."""

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix, Texts
from klantcentraal.segmentation.preparation import fit_preparation
from klantcentraal.segmentation.training import Training
from klantcentraal.segmentation.yardstick import (
    CATEGORIES,
    FACTS,
    Attributes,
    Yardstick,
    YardstickFeature,
)

SHARES = (0.08, 0.27, 0.15, 0.25, 0.25)
INFORMATIVE, IRRELEVANT = 6, 4
NAMES = ("margin_12m_amount", *(f"feature_{number}" for number in range(1, 10)))


def yardstick_of(
    values: Matrix, attributes: Attributes | None = None, transformation: str = "none"
) -> Yardstick:
    """A yardstick of raw values, the margin first."""
    rows, columns = values.shape
    names = [*NAMES, *(f"feature_{number}" for number in range(10, columns))][:columns]
    ids = np.array([f"A{number:06d}" for number in range(rows)], dtype=object)
    return Yardstick(
        tuple(YardstickFeature(name, transformation) for name in names),
        np.arange(1, rows + 1),
        ids,
        ids,
        values.astype(np.float64),
        attributes,
    )


def attributes_of(facts: dict[str, list[float]], texts: Texts | None = None) -> Attributes:
    """Facts by name, all others unknown; texts of the CATEGORIES."""
    rows = len(next(iter(facts.values())))
    unknown = [np.nan] * rows
    columns = np.array([facts.get(name, unknown) for name in FACTS], dtype=np.float64).T
    if texts is None:
        return Attributes(columns, (), np.empty((rows, 0), dtype=object))
    return Attributes(columns, CATEGORIES[: texts.shape[1]], texts)


def training_of(yardstick: Yardstick) -> Training:
    """What a method learns from, without target and rules."""
    return Training(yardstick, fit_preparation(yardstick))


def planted(rows: int, seed: int, distance: float = 6.0) -> tuple[Yardstick, Indices]:
    """Accounts around five centres, as many deviations apart; four features say nothing.

    Returns:
        The yardstick and the segment of each account, 0 the one of the highest margin.
    """
    draw = np.random.default_rng(seed)
    truth = np.sort(draw.choice(len(SHARES), rows, p=SHARES))
    centres = np.linalg.qr(draw.normal(size=(INFORMATIVE, INFORMATIVE)))[0][: len(SHARES)]
    centres = centres[np.argsort(-centres[:, 0])] * distance / np.sqrt(2)
    near = centres[truth] + draw.normal(size=(rows, INFORMATIVE))
    return yardstick_of(np.hstack([near, draw.normal(size=(rows, IRRELEVANT))])), truth
