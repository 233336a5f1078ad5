"""How well a method separates clusters in data without groups (METHOD-DETAILS 7)."""

import hashlib
from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Indices, Matrix, Texts
from klantcentraal.one_thread import one_thread
from klantcentraal.segmentation.bootstrap import FitMatrix
from klantcentraal.segmentation.copula_null import draw_null, fit_copula_null
from klantcentraal.segmentation.count_settings import CountSettings
from klantcentraal.segmentation.silhouette import silhouettes

_DEFAULTS = CountSettings()


@dataclass(frozen=True)
class Nulls:
    """How well a method separates clusters in data without groups.

    Attributes:
        counts: Numbers of clusters.
        silhouettes: Shape (nulls, counts), -1 to 1.
    """

    counts: tuple[int, ...]
    silhouettes: Matrix


def sample_rows(account_ids: Texts, limit: int = _DEFAULTS.row_limit) -> Indices:
    """Draw the accounts to compare by the hash of their id.

    Args:
        account_ids: Id of each row.
        limit: Most rows to draw.

    Returns:
        Places of the rows drawn, ascending: an account that is drawn stays drawn as long as few
        others join.
    """
    hashes = [
        hashlib.md5(str(name).encode(), usedforsecurity=False).digest() for name in account_ids
    ]
    drawn = sorted(range(len(hashes)), key=lambda row: (hashes[row], str(account_ids[row])))
    return np.sort(np.array(drawn[:limit], dtype=np.int64))


def measure_nulls(prepared: Matrix, fit: FitMatrix, settings: CountSettings = _DEFAULTS) -> Nulls:
    """Measure how well a method separates clusters where there are none.

    Args:
        prepared: The accounts compared, shape (rows, columns), all finite; one row or more, at
            most the limit.
        fit: Fits k clusters and gives the function that assigns rows to them.
        settings: What counts as structure.

    Returns:
        The silhouettes of each null. Nulls are prepared as the data are: same random state, rows
        in order of their values, so that the order in which they came changes nothing.

    Raises:
        ValueError: More rows than the limit.
    """
    null = fit_copula_null(compared_rows(prepared, settings))
    draw = np.random.default_rng([settings.bootstrap.seed, 3])
    measured = []
    with one_thread():
        for _ in range(settings.null_count):
            drawn = _in_order(draw_null(null, draw))
            measured.append(silhouettes(drawn, divisions(drawn, fit, settings)))
    return Nulls(settings.counts, np.array(measured))


def compared_rows(prepared: Matrix, settings: CountSettings) -> Matrix:
    """Put the rows to compare in order of their values.

    Args:
        prepared: Shape (rows, columns).
        settings: What counts as structure.

    Returns:
        The same rows, whatever the order in which they came.

    Raises:
        ValueError: More rows than the limit.
    """
    if len(prepared) > settings.row_limit:
        raise ValueError(f"{len(prepared)} accounts, compare {settings.row_limit}: sample_rows")
    return _in_order(prepared)


def divisions(rows: Matrix, fit: FitMatrix, settings: CountSettings) -> list[Indices]:
    """Divide rows into each number of clusters of the settings, as far as the rows differ.

    Args:
        rows: Rows in order, shape (rows, columns).
        fit: Fits k clusters and gives the function that assigns rows to them.
        settings: What counts as structure.

    Returns:
        Labels of the rows, one array of shape (rows,) a number of clusters.
    """
    most = distinct_count(rows)
    seed = settings.bootstrap.seed
    return [fit(rows, min(count, most), seed)(rows) for count in settings.counts]


def distinct_count(ordered: Matrix) -> int:
    """Count the different rows of a matrix whose rows are in order; at least one row."""
    return 1 + int((ordered[1:] != ordered[:-1]).any(axis=1).sum())


def _in_order(rows: Matrix) -> Matrix:
    """Rows in order of their values; -0 counts as 0."""
    plain = rows + 0.0
    return plain[np.lexsort(plain.T[::-1])] if plain.shape[1] else plain
