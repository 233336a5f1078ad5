"""What a method makes of a matrix before it knows the number of clusters, made once."""

from collections.abc import Callable
from functools import lru_cache, wraps

import numpy as np

from klantcentraal.modelling.arrays import Matrix


def once_a_matrix(make: Callable[[Matrix], Matrix]) -> Callable[[Matrix], Matrix]:
    """Remember the result for the last matrix: every number of clusters asks for it again.

    Args:
        make: Gives the same for the same matrix.

    Returns:
        The same function; its result is read-only.
    """

    @lru_cache(maxsize=1)
    def made(content: bytes, shape: tuple[int, int]) -> Matrix:
        result = make(np.frombuffer(content).reshape(shape))
        result.flags.writeable = False
        return result

    @wraps(make)
    def remembered(matrix: Matrix) -> Matrix:
        rows, columns = matrix.shape
        return made(np.ascontiguousarray(matrix, dtype=np.float64).tobytes(), (rows, columns))

    return remembered
