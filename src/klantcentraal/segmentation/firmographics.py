"""What is known of a company before it buys, as numbers that a tree can split on."""

import numpy as np

from klantcentraal.modelling.arrays import Matrix
from klantcentraal.segmentation.yardstick import Yardstick


def firmographics(rows: Yardstick) -> Matrix:
    """Give each category of the yardstick as a number.

    Args:
        rows: Accounts with their attributes.

    Returns:
        Shape (rows, categories): place of the text among all texts of the column, the most
        frequent first, equal ones in order of text; NaN where nothing is known.
    """
    assert rows.attributes is not None
    columns = [_ranked(column) for column in rows.attributes.texts.T]
    return np.column_stack([np.empty((len(rows), 0)), *columns])


def _ranked(texts: np.ndarray) -> Matrix:
    is_known = np.array([text is not None for text in texts], dtype=np.bool_)
    ranks = np.full(len(texts), np.nan)
    values, inverse, counts = np.unique(
        texts[is_known].astype(str), return_inverse=True, return_counts=True
    )
    order = np.argsort(np.lexsort((values, -counts)))
    ranks[is_known] = order[inverse]
    return ranks
