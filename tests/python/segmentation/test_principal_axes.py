import json

import numpy as np
import pytest

from klantcentraal.modelling.arrays import Matrix
from klantcentraal.segmentation.principal_axes import PrincipalAxes, principal_axes

MATRIX = np.random.default_rng(1).normal(size=(400, 4)) * [3.0, 2.0, 1.0, 0.5] + 7


def test_axes_go_from_the_widest_down_and_explain_their_share() -> None:
    axes = principal_axes(MATRIX, 2)
    values = np.linalg.svd(MATRIX - MATRIX.mean(axis=0), compute_uv=False) ** 2
    assert axes.explained_shares == pytest.approx(values[:2] / values.sum())
    placed = axes.coordinates(MATRIX)
    assert placed.shape == (400, 2)
    assert placed.var(axis=0) == pytest.approx(axes.variances)


def test_an_axis_does_not_turn_over() -> None:
    axes = principal_axes(MATRIX, 3)
    again = principal_axes(MATRIX[::-1] * 1.001, 3)
    np.testing.assert_allclose(axes.directions, again.directions, atol=0.01)
    assert (axes.directions[np.arange(3), np.abs(axes.directions).argmax(axis=1)] > 0).all()


@pytest.mark.parametrize("matrix", [np.ones((5, 3)), np.ones((1, 2)), np.empty((4, 0))])
def test_rows_that_do_not_differ_explain_nothing(matrix: Matrix) -> None:
    axes = principal_axes(matrix, 2)
    assert axes.explained_shares.sum() == 0
    assert not axes.coordinates(matrix).any()


def test_json_keeps_every_digit() -> None:
    axes = principal_axes(MATRIX, 2)
    again = PrincipalAxes.from_json(json.loads(json.dumps(axes.to_json())))
    np.testing.assert_array_equal(again.coordinates(MATRIX), axes.coordinates(MATRIX))
