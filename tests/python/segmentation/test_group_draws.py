import numpy as np
import pytest

from klantcentraal.segmentation import group_draws
from klantcentraal.segmentation.group_draws import GroupDraws, cell_sums, value_sums

GROUPS = np.array(["a", "b", "c", "d"])


def test_a_draw_is_spread_over_the_groups() -> None:
    (weights,) = GroupDraws(GROUPS, 500, 1).batches(10)
    assert weights.shape == (4, 500)
    assert weights.min() > 0
    np.testing.assert_allclose(weights.mean(axis=0), 1.0)
    np.testing.assert_allclose(weights.mean(axis=1), 1.0, atol=0.1)


def test_batches_do_not_change_the_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    (whole,) = GroupDraws(GROUPS, 7, 1).batches(10)
    monkeypatch.setattr(group_draws, "_BATCH_CELLS", 30)
    parts = list(GroupDraws(GROUPS, 7, 1).batches(10))
    assert [part.shape[1] for part in parts] == [3, 3, 1]
    np.testing.assert_array_equal(np.hstack(parts), whole)


def test_a_row_finds_its_group() -> None:
    ids = np.array(["c", "a", "c"], dtype=object)
    assert GroupDraws(GROUPS, 1, 1).members(ids).tolist() == [2, 0, 2]


def test_sums_by_cell() -> None:
    draw = np.random.default_rng(1)
    cells, values = draw.integers(0, 3, 20), draw.normal(size=(20, 2))
    weights = draw.exponential(size=(20, 5))
    for cell in range(4):
        inside = cells == cell
        expected = values[inside].T @ weights[inside]
        np.testing.assert_allclose(value_sums(cells, 4, values, weights)[cell], expected)
        np.testing.assert_allclose(cell_sums(cells, 4, weights)[cell], weights[inside].sum(axis=0))


@pytest.mark.parametrize(("rows", "width"), [(0, 2), (3, 0), (0, 0)])
def test_nothing_adds_up_to_nothing(rows: int, width: int) -> None:
    cells = np.zeros(rows, dtype=np.int64)
    found = value_sums(cells, 2, np.ones((rows, width)), np.ones((rows, 3)))
    assert found.shape == (2, width, 3)
    assert not found.any()
