import json

import numpy as np
import pytest

from klantcentraal.segmentation.candidates import (
    METHODS,
    CandidateSettings,
    ModelRows,
    fit_candidate,
    model_rows,
)
from klantcentraal.segmentation.frozen import from_text, to_text
from klantcentraal.segmentation.training import RfmBlock, Rules, SatisfactionBand, ValueTier
from segmentation.planted import attributes_of, yardstick_of

RULES = Rules(
    (
        RfmBlock("top", (3, 0, 0, 0), (5, 5, 5, 5)),
        RfmBlock("rest", (0, 0, 0, 0), (2, 5, 5, 5)),
    ),
    (SatisfactionBand(1, 0.0, 5.5), SatisfactionBand(2, 5.5, None)),
    (ValueTier("A", 0.8), ValueTier("B", 1.0)),
)


@pytest.fixture(scope="module")
def rows() -> ModelRows:
    """A company with all that methods keep: zeros, unknown values, categories, two giants."""
    draw = np.random.default_rng(2)
    values = np.where(draw.random((700, 6)) < 0.2, 0.0, draw.lognormal(3, 1, (700, 6)))
    values[draw.random((700, 6)) < 0.1] = np.nan
    values[:2, 0] = [1e7, 3e7]
    facts = {
        "margin_12m_amount": values[:, 0].tolist(),
        "revenue_12m_amount": (values[:, 0] * 3).tolist(),
        "days_since_last_invoice": draw.integers(0, 300, 700).tolist(),
        "invoices_12m_count": draw.integers(0, 9, 700).tolist(),
    }
    texts = draw.choice(np.array(["a", "b", "c", None], dtype=object), (700, 3))
    yardstick = yardstick_of(values, attributes_of(facts, texts), "signed_log")
    target = (draw.random(700) < 1 / (1 + np.exp(-np.nan_to_num(values[:, 1]) / 20))).astype(float)
    return model_rows(yardstick, target, CandidateSettings(RULES))


@pytest.mark.parametrize("method_id", METHODS)
def test_a_frozen_segmentation_is_the_same_to_the_last_digit(
    rows: ModelRows, method_id: str
) -> None:
    fitted = fit_candidate(method_id, rows, 4)
    text = to_text(fitted)
    again = from_text(text)
    yardstick = rows.everyone.yardstick
    assert to_text(again) == text
    assert again.method_id == method_id
    assert (again.segment_count, again.own_ids) == (fitted.segment_count, fitted.own_ids)
    np.testing.assert_array_equal(again.assign(yardstick), fitted.assign(yardstick))
    for one, other in zip([again.distances(yardstick)], [fitted.distances(yardstick)], strict=True):
        assert (one is None) == (other is None)
        if one is not None and other is not None:
            np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("method_id", METHODS)
def test_what_is_kept_is_plain_json(rows: ModelRows, method_id: str) -> None:
    kept = fit_candidate(method_id, rows, 4).to_json()
    assert json.loads(json.dumps(kept, allow_nan=False)) == kept


def test_key_accounts_are_the_last_label_with_an_id_of_their_own(rows: ModelRows) -> None:
    fitted = fit_candidate("kmeans", rows, 4)
    yardstick = rows.everyone.yardstick
    labels = fitted.assign(yardstick)
    distances = fitted.distances(yardstick)
    assert (fitted.segment_count, fitted.own_ids[-1]) == (5, "key_accounts")
    assert np.flatnonzero(labels == 4).tolist() == [0, 1]
    assert distances is not None
    np.testing.assert_array_equal(distances.argmin(axis=1), labels)
    assert len(rows.others.yardstick) == 698
