import numpy as np
import pytest

from klantcentraal.modelling.arrays import Matrix
from klantcentraal.segmentation.last_matrix import once_a_matrix


def test_the_last_matrix_is_worked_on_once() -> None:
    asked: list[tuple[int, ...]] = []

    @once_a_matrix
    def doubled(matrix: Matrix) -> Matrix:
        asked.append(matrix.shape)
        return matrix * 2

    tall, wide = np.arange(6.0).reshape(3, 2), np.arange(6.0).reshape(2, 3)
    for matrix in (tall, tall.copy(), np.asfortranarray(tall)):
        assert doubled(matrix).tolist() == [[0, 2], [4, 6], [8, 10]]
    assert doubled(wide).tolist() == [[0, 2, 4], [6, 8, 10]]
    assert asked == [(3, 2), (2, 3)]


def test_what_is_remembered_cannot_be_changed() -> None:
    doubled = once_a_matrix(lambda matrix: matrix * 2)
    with pytest.raises(ValueError, match="read-only"):
        doubled(np.ones((2, 2)))[0, 0] = 5
