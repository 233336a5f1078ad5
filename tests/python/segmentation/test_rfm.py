from collections import Counter

import numpy as np
import pytest

from klantcentraal.segmentation.methods import rfm
from klantcentraal.segmentation.training import RfmBlock, Rules, SatisfactionBand, Training
from klantcentraal.segmentation.yardstick import Yardstick
from segmentation.planted import attributes_of, training_of, yardstick_of

RULES = Rules(
    rfm_blocks=(
        RfmBlock("top", (4, 4, 1, 0), (5, 5, 5, 5)),
        RfmBlock("middle", (1, 1, 1, 0), (3, 5, 5, 5)),
        RfmBlock("middle", (4, 1, 1, 0), (5, 3, 5, 5)),
        RfmBlock("lost", (1, 0, 0, 0), (5, 0, 5, 5)),
        RfmBlock("returned", (1, 1, 0, 0), (5, 5, 0, 5)),
        RfmBlock("never_bought", (0, 0, 0, 0), (0, 5, 5, 5)),
    ),
    satisfaction_bands=(SatisfactionBand(1, 0.0, 6.5), SatisfactionBand(5, 6.5, None)),
)
Account = tuple[float, float, float]


def accounts(rows: list[Account], satisfaction: list[float] | None = None) -> Yardstick:
    """Accounts of (days since last invoice, invoices, revenue)."""
    facts = {
        "days_since_last_invoice": [row[0] for row in rows],
        "invoices_12m_count": [row[1] for row in rows],
        "revenue_12m_amount": [row[2] for row in rows],
        "satisfaction_value": satisfaction or [np.nan] * len(rows),
    }
    return yardstick_of(np.ones((len(rows), 1)), attributes_of(facts))


def fitted(yardstick: Yardstick) -> rfm.Rfm:
    plain = training_of(yardstick)
    return rfm.fit(Training(yardstick, plain.preparation, rules=RULES))


def by_hand(values: list[float]) -> list[int]:
    """METHOD-DETAILS 1 word for word: level = 1 + (5*(2*(rank-1)+ties)) // (2*n)."""
    ties = Counter(values)
    return [
        1 + (5 * (2 * sum(other < value for other in values) + ties[value])) // (2 * len(values))
        for value in values
    ]


@pytest.mark.parametrize("seed", range(5))
def test_scores_are_levels_by_mid_rank(seed: int) -> None:
    draw = np.random.default_rng(seed)
    rows = [
        (float(days), float(count), float(cents) / 100)
        for days, count, cents in zip(
            draw.integers(0, 40, 150),
            draw.geometric(0.6, 150),
            draw.integers(1, 900, 150),
            strict=True,
        )
    ]
    scores = fitted(accounts(rows)).scores(accounts(rows))
    assert scores[:, 0].tolist() == by_hand([-days for days, _, _ in rows])
    assert scores[:, 1].tolist() == by_hand([count for _, count, _ in rows])
    assert scores[:, 2].tolist() == by_hand([money for _, _, money in rows])


def test_56_percent_one_order_customers_get_level_2_and_level_1_is_empty() -> None:
    rows: list[Account] = [(10, 1, 100)] * 56
    rows += [(10, 2 + order, 100) for order in range(44)]
    frequency = fitted(accounts(rows)).scores(accounts(rows))[:, 1]
    assert set(frequency[:56]) == {2}
    assert 1 not in frequency


def test_equal_accounts_are_level_3() -> None:
    rows: list[Account] = [(10, 2, 100)] * 9
    assert fitted(accounts(rows)).scores(accounts(rows))[:, :3].tolist() == [[3, 3, 3]] * 9


def test_nothing_left_and_no_money_are_level_0() -> None:
    rows: list[Account] = [(10, 2, 100), (10, 0, 0), (10, 1, -5)]
    model = fitted(accounts(rows))

    labels = [model.own_ids[label] for label in model.assign(accounts(rows))]
    assert labels[1:] == ["lost", "returned"]


def test_satisfaction_is_banded_and_unknown_is_0() -> None:
    rows: list[Account] = [(10, 2, 100)] * 3
    scores = fitted(accounts(rows)).scores(accounts(rows, [6.4, 6.5, np.nan]))
    assert scores[:, 3].tolist() == [1, 5, 0]


def test_frozen_cuts_hold_at_another_date() -> None:
    rows: list[Account] = [(float(i), float(i + 1), 10.0 * (i + 1)) for i in range(50)]
    model = fitted(accounts(rows))
    later = model.scores(accounts([(0.0, 99.0, 1.0), (400.0, 1.0, 99999.0)]))
    assert later[:, :3].tolist() == [[5, 5, 1], [1, 1, 5]]


def test_segments_are_those_of_accounts_that_have_bought() -> None:
    model = fitted(accounts([(1, 1, 1)]))
    assert model.own_ids == ("top", "middle", "lost", "returned")
    assert model.segment_count == 4


def test_facts_are_asked_for() -> None:
    yardstick = yardstick_of(np.ones((2, 1)))
    with pytest.raises(ValueError, match="RFM needs the facts"):
        fitted(yardstick)
