import datetime as dt

import duckdb
import numpy as np

from klantcentraal.segmentation.drift import fit_bins
from klantcentraal.segmentation.generations import (
    Fitting,
    Generation,
    KeptCandidate,
    generations_table,
    read_generations,
)
from klantcentraal.segmentation.methods.tiers import Tiers

MAY, JUNE, JULY = dt.date(2025, 5, 31), dt.date(2025, 6, 30), dt.date(2025, 7, 31)
BINS = fit_bins(["margin_12m_amount"], np.array([[1.0], [2.5], [np.nan]]))
RFM = KeptCandidate("rfm", "rfm", None)
TIERS = KeptCandidate(
    "tiers",
    "tiers",
    Tiers(("A",), (100.0,)),
    ("tier_a", "tier_d"),
    ({"segment_id": "tier_a", "metric_value": 0.5, "is_passed": None},),
    ({"method_id": "tiers", "metric": "quality_value", "metric_value": None},),
)
FIRST = Generation(Fitting(MAY, "first", "print", 0, ()), (RFM,), "rfm", "Kort.", "Short.")
SECOND = Generation(
    Fitting(JULY, "rules_changed", "other", 12, BINS),
    (RFM, TIERS),
    "tiers",
    "Gekozen.",
    "Chosen.",
    ({"segment_id": "tier_a", "event": "birth", "event_date": "2025-07-31"},),
)


def test_what_was_kept_is_read_back() -> None:
    with duckdb.connect() as connection:
        kept = connection.from_arrow(generations_table([SECOND, FIRST]))
        assert read_generations(kept, JULY) == (FIRST, SECOND)
        assert read_generations(kept, JULY)[-1].used == TIERS


def test_looking_back_uses_nothing_that_was_fitted_later() -> None:
    with duckdb.connect() as connection:
        kept = connection.from_arrow(generations_table([FIRST, SECOND]))
        assert read_generations(kept, JUNE) == (FIRST,)
        assert read_generations(kept, MAY - dt.timedelta(1)) == ()
    assert read_generations(None, JUNE) == ()


def test_rfm_has_models_of_its_own() -> None:
    assert generations_table([FIRST]).column("model_text").to_pylist() == [None]
