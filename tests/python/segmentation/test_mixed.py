import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from klantcentraal.modelling.arrays import Indices, Texts
from klantcentraal.segmentation.candidates import fit_candidate, model_rows
from klantcentraal.segmentation.methods import mixed
from klantcentraal.segmentation.yardstick import Yardstick
from segmentation.planted import attributes_of, training_of, yardstick_of


def described(texts: Texts, seed: int = 1) -> Yardstick:
    """Accounts whose numbers say nothing."""
    rows = len(texts)
    facts = {"margin_12m_amount": [1.0] * rows}
    values = np.random.default_rng(seed).normal(size=(rows, 3))
    return yardstick_of(values, attributes_of(facts, texts))


def trades(rows: int) -> tuple[Texts, Indices]:
    """Two trades that go with region and size, nine times in ten."""
    draw = np.random.default_rng(2)
    trade = np.arange(rows) % 2
    columns = [np.where(draw.random(rows) < 0.9, trade, 1 - trade) for _ in range(4)]
    words = np.array([["41", "56"], ["noord", "zuid"], ["klant", "dealer"], ["klein", "groot"]])
    texts = [word[column] for word, column in zip(words, columns, strict=True)]
    return np.array(texts, dtype=object).T, trade


def test_categories_make_segments_where_numbers_do_not() -> None:
    texts, trade = trades(800)
    rows = model_rows(described(texts), None)
    found = {
        method_id: fit_candidate(method_id, rows, 2).assign(rows.everyone.yardstick)
        for method_id in ("mixed", "kmeans")
    }
    assert adjusted_rand_score(trade, found["mixed"]) >= 0.8
    assert adjusted_rand_score(trade, found["kmeans"]) < 0.1


def test_components_are_those_of_factor_analysis_of_mixed_data() -> None:
    texts, _ = trades(800)
    training = training_of(described(texts[:, :2]))
    space = mixed.fit_space(training)
    numbers = training.preparation.coordinates(training.yardstick)
    columns = [numbers - numbers.mean(axis=0)]
    for column in texts[:, :2].T:
        indicators = (column[:, None] == np.unique(column)[None, :]).astype(np.float64)
        shares = indicators.mean(axis=0)
        columns.append((indicators - shares) / np.sqrt(shares))
    values = np.linalg.svd(np.hstack(columns), compute_uv=False) ** 2 / len(texts)
    for variance in space.axes.variances:
        assert np.abs(values - variance).min() < 1e-9
    # a category brings its levels less 1
    assert values.sum() == pytest.approx(numbers.var(axis=0).sum() + 2)


def test_axes_of_levels_that_go_with_nothing_are_left_out() -> None:
    draw = np.random.default_rng(4)
    texts = draw.choice(np.array([f"{code:02d}" for code in range(15)], dtype=object), (800, 2))
    space = mixed.fit_space(training_of(described(texts)))
    assert len(space.levels) == 30
    assert len(space.axes.variances) <= 5


def test_a_text_never_seen_stands_at_the_average() -> None:
    texts, _ = trades(800)
    yardstick = described(texts)
    space = mixed.fit_space(training_of(yardstick))
    new = np.full((2, 4), "elders", dtype=object)
    new[1] = None
    placed = space.coordinates(
        yardstick_of(yardstick.values[:2], attributes_of({"margin_12m_amount": [1.0] * 2}, new))
    )
    without = space.coordinates(yardstick_of(yardstick.values[:2]))
    np.testing.assert_array_equal(placed, without)
    np.testing.assert_allclose(
        space.coordinates(yardstick).mean(axis=0), np.zeros(placed.shape[1]), atol=1e-8
    )


def test_rare_levels_are_not_learned_by_heart() -> None:
    texts, _ = trades(800)
    texts[:5, 0] = "zeldzaam"
    space = mixed.fit_space(training_of(described(texts)))
    assert {level.text for level in space.levels if level.category == "industry_division_code"} == {
        "41",
        "56",
    }


def test_without_categories_numbers_remain() -> None:
    yardstick = yardstick_of(np.random.default_rng(3).normal(size=(100, 3)))
    space = mixed.fit_space(training_of(yardstick))
    assert space.levels == ()
    assert space.coordinates(yardstick).shape[1] == 3
