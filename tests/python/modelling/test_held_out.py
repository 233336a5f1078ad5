import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from klantcentraal.modelling.held_out import Losses, placements, weighted_losses


@pytest.mark.parametrize("decimals", [1, 8])  # with ties and without
def test_means_of_placements_are_the_auc(decimals: int) -> None:
    draw = np.random.default_rng(1)
    positives = draw.random(80) < 0.3
    scores = np.round(draw.normal(size=(3, 80)) + positives, decimals)
    parts = placements(scores, positives)
    for row, part in zip(scores, parts, strict=True):
        auc = roc_auc_score(positives, row)
        assert part[positives].mean() == pytest.approx(auc)
        assert part[~positives].mean() == pytest.approx(auc)


def test_equal_weights_give_the_loss_as_measured() -> None:
    positives = np.array([True, True, False, False, True, False])
    folds = np.array([0, 0, 0, 0, 1, 1])
    parts = np.array([[0.2], [0.4], [0.1], [0.5], [0.9], [0.9]])
    losses = Losses(parts, folds, positives=positives)
    # four pairs in fold 0, one in fold 1
    assert weighted_losses(losses, np.ones((1, 6)))[0, 0] == pytest.approx((4 * 0.3 + 0.9) / 5)


def test_rows_that_count_more_pull_the_loss() -> None:
    losses = Losses(np.array([[1.0], [0.0]]), np.array([0, 0]), squares=np.array([2.0, 2.0]))
    weights = np.array([[1.0, 1.0], [3.0, 1.0]])
    assert weighted_losses(losses, weights)[:, 0] == pytest.approx([0.25, 0.375])
