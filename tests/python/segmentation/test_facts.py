import math

import numpy as np
import pytest

from klantcentraal.segmentation.facts import (
    LEAST_ACCOUNTS,
    SegmentFact,
    distinguishing,
    fact_text,
    segment_facts,
)


def segments(**counts: int) -> np.ndarray:
    return np.array([name for name, count in counts.items() for _ in range(count)], dtype=object)


def test_index_is_the_mean_against_the_mean_of_all() -> None:
    values = np.array([[3.0]] * 10 + [[1.0]] * 30)
    [fact] = segment_facts(["invoices_12m_count"], values, segments(a=10, b=30))["a"]
    assert (fact.fact_value, fact.base_value, fact.fact_index) == (3.0, 1.5, 200.0)
    assert fact.account_count == 10


def test_unknown_values_count_neither_in_the_segment_nor_in_the_base() -> None:
    values = np.array([[3.0]] * 10 + [[np.nan]] * 5 + [[1.0]] * 30 + [[np.nan]] * 7)
    [fact] = segment_facts(["invoices_12m_count"], values, segments(a=15, b=37))["a"]
    assert (fact.fact_value, fact.base_value, fact.account_count) == (3.0, 1.5, 10)


def test_effect_is_cliffs_delta_less_what_chance_explains() -> None:
    values = np.array([[float(number)] for number in range(40)])
    [fact] = segment_facts(["invoices_12m_count"], values, segments(a=10, b=30))["a"]
    chance = 1.96 * math.sqrt(41 / (3 * 10 * 30))
    assert fact.effect == pytest.approx(-(1 - chance), abs=1e-9)


def test_the_same_difference_says_less_in_a_smaller_segment() -> None:
    values = np.array([[5.0]] * 10 + [[5.0]] * 40 + [[1.0]] * 50)
    facts = segment_facts(["invoices_12m_count"], values, segments(small=10, large=40, rest=50))
    assert 0 < facts["small"][0].effect < facts["large"][0].effect


def test_a_segment_below_ten_known_accounts_has_no_facts() -> None:
    values = np.array([[5.0]] * (LEAST_ACCOUNTS - 1) + [[1.0]] * 50)
    assert segment_facts(["margin_12m_amount"], values, segments(a=9, b=50))["a"] == ()


def test_the_only_segment_differs_in_nothing() -> None:
    values = np.arange(50.0).reshape(-1, 1)
    facts = segment_facts(["margin_12m_amount"], values, segments(a=50))["a"]
    assert facts == ()
    assert distinguishing(facts) is None


def test_one_outlier_does_not_make_the_fact() -> None:
    margin = [1_000_000.0, *([1.0] * 19), *([2.0] * 60)]
    late = [*([9.0] * 20), *([3.0] * 60)]
    facts = segment_facts(
        ["margin_12m_amount", "days_late_value"],
        np.column_stack([margin, late]),
        segments(a=20, b=60),
    )["a"]
    chosen = distinguishing(facts)
    assert chosen is not None
    assert chosen.fact_name == "days_late_value"


def test_row_order_is_irrelevant() -> None:
    rng = np.random.default_rng([5, 1])
    values = rng.lognormal(size=(200, 2))
    ids = np.array(rng.choice(["a", "b", "c"], 200), dtype=object)
    names = ["margin_12m_amount", "days_late_value"]
    order = rng.permutation(200)
    assert segment_facts(names, values, ids) == segment_facts(names, values[order], ids[order])


@pytest.mark.parametrize("base", [0.0, -1.0])
def test_against_a_base_of_zero_or_less_there_is_a_difference_and_no_index(base: float) -> None:
    # 10 accounts at 3 and 30 at x make the mean of all the base.
    values = np.array([[3.0]] * 10 + [[(base * 40 - 30) / 30]] * 30)
    [fact] = segment_facts(["margin_12m_amount"], values, segments(a=10, b=30))["a"]
    assert fact.fact_index is None
    assert fact_text(fact, "nl", "EUR") == (
        f"Gemiddeld € 3 marge in 12 maanden (€ {3 - base:.0f} hoger dan bij de gemiddelde klant)."
    )
    assert fact_text(fact, "en", "EUR") == (
        f"€3 margin in 12 months on average (€{3 - base:.0f} higher than for the average account)."
    )


def test_a_negative_value_has_no_index_either() -> None:
    values = np.array([[-20.0]] * 10 + [[100.0]] * 30)
    [fact] = segment_facts(["margin_12m_amount"], values, segments(a=10, b=30))["a"]
    assert fact.fact_index is None
    assert fact_text(fact, "en") == (
        "-20 margin in 12 months on average (90 lower than for the average account)."
    )


@pytest.mark.parametrize(
    ("name", "figures", "nl", "en"),
    [
        (
            "online_share",
            (0.824, 154.3),
            "Gemiddeld 82 % van de aankopen online (index 154; gemiddelde klant = 100).",
            "82% of purchases online on average (index 154; average account = 100).",
        ),
        (
            "days_since_last_invoice",
            (1611.7, 1435.0),
            "Laatste factuur gemiddeld 1.612 dagen geleden (index 1.435; gemiddelde klant = 100).",
            "Last invoice 1,612 days ago on average (index 1,435; average account = 100).",
        ),
        (
            "revenue_trend_value",
            (0.36, None),
            "Omzettrend gemiddeld 0,36, op een schaal van -1 tot 1 (0,26 hoger dan bij de "
            "gemiddelde klant).",
            "Revenue trend 0.36 on average, on a scale from -1 to 1 (0.26 higher than for the "
            "average account).",
        ),
    ],
)
def test_facts_are_said_with_their_unit(
    name: str, figures: tuple[float, float | None], nl: str, en: str
) -> None:
    fact = SegmentFact("s001", name, figures[0], 0.1, figures[1], 0.5, 40)
    assert fact_text(fact, "nl") == nl
    assert fact_text(fact, "en") == en


def test_a_fact_is_chosen_only_where_its_mean_agrees() -> None:
    above = SegmentFact("s001", "days_late_value", 5.0, 9.0, 56.0, 0.6, 40)
    clear = SegmentFact("s001", "online_share", 0.6, 0.4, 150.0, 0.4, 40)
    assert distinguishing([above, clear]) == clear
    assert distinguishing([above]) is None
