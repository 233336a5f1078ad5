"""What sets a segment apart: its facts as an index against all accounts (100 = base).

How much a fact differs is Cliff's delta between the segment and all other accounts (Cliff, 1993,
Psychological Bulletin 114): the chance that an account of the segment is above another one less
the chance that it is below. It knows no outliers, and what chance alone explains in segments of
that size is taken off (Mann and Whitney, 1947), so that a tiny segment does not shout.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from scipy.stats import rankdata

from klantcentraal.modelling.arrays import Flags, Matrix, Texts, Vector
from klantcentraal.segmentation.figures import amount, number, percentage, to_digits

LEAST_ACCOUNTS = 10  # with a known value; METHOD-DETAILS 13 asks it of figures from persons
_CHANCE = 1.96  # standard errors: 95 of 100 segments drawn by chance stay below
_DIGITS = 9

_COUNT, _DAYS, _AMOUNT, _SHARE, _SCORE, _TREND = (
    "count",
    "days",
    "amount",
    "share",
    "score",
    "trend",
)
# Digits behind the point in texts; a share in percent has two less.
_SHOWN_DIGITS = {_COUNT: 1, _DAYS: 0, _AMOUNT: 0, _SHARE: 2, _SCORE: 1, _TREND: 2}


@dataclass(frozen=True)
class Fact:
    """A fact of accounts.

    Attributes:
        kind: What its values are.
        nl: How its mean is said in Dutch, the figure at the place of {}.
        en: The same in English.
        has_index: Whether an index says something: not of figures around 0.
    """

    kind: str
    nl: str
    en: str
    has_index: bool = True


# In the order in which equally strong facts are chosen.
FACTS: Mapping[str, Fact] = {
    "days_since_last_invoice": Fact(
        _DAYS, "laatste factuur gemiddeld {} dagen geleden", "last invoice {} days ago on average"
    ),
    "invoices_12m_count": Fact(
        _COUNT, "gemiddeld {} facturen in 12 maanden", "{} invoices in 12 months on average"
    ),
    "margin_12m_amount": Fact(
        _AMOUNT, "gemiddeld {} marge in 12 maanden", "{} margin in 12 months on average"
    ),
    "revenue_12m_amount": Fact(
        _AMOUNT, "gemiddeld {} netto omzet in 12 maanden", "{} net revenue in 12 months on average"
    ),
    "days_since_first_invoice": Fact(
        _DAYS, "eerste factuur gemiddeld {} dagen geleden", "first invoice {} days ago on average"
    ),
    "revenue_trend_value": Fact(
        _TREND,
        "omzettrend gemiddeld {}, op een schaal van -1 tot 1",
        "revenue trend {} on average, on a scale from -1 to 1",
        has_index=False,
    ),
    "categories_12m_count": Fact(
        _COUNT,
        "gemiddeld {} productgroepen in 12 maanden",
        "{} product categories in 12 months on average",
    ),
    "wallet_share": Fact(
        _SHARE,
        "gemiddeld {} van het bestedingspotentieel bij ons",
        "{} of potential spend with us on average",
    ),
    "online_share": Fact(
        _SHARE, "gemiddeld {} van de aankopen online", "{} of purchases online on average"
    ),
    "discount_share": Fact(_SHARE, "gemiddeld {} korting", "{} discount on average"),
    "days_late_value": Fact(
        _COUNT, "betaling gemiddeld {} dagen te laat", "payment {} days late on average"
    ),
    "late_invoice_share": Fact(
        _SHARE,
        "gemiddeld {} van de facturen te laat betaald",
        "{} of invoices paid late on average",
    ),
    "overdue_amount": Fact(_AMOUNT, "gemiddeld {} over de vervaldatum", "{} overdue on average"),
    "satisfaction_value": Fact(
        _SCORE, "tevredenheid gemiddeld {} op 10", "satisfaction {} out of 10 on average"
    ),
    "employees": Fact(_DAYS, "gemiddeld {} medewerkers", "{} employees on average"),
    "annual_turnover_amount": Fact(
        _AMOUNT, "eigen jaaromzet gemiddeld {}", "own annual turnover of {} on average"
    ),
}
_PLACES = {name: place for place, name in enumerate(FACTS)}

_INDEX = {"nl": "index {}; gemiddelde klant = 100", "en": "index {}; average account = 100"}
_DIFFERENCE = {
    "nl": ("{} hoger dan bij de gemiddelde klant", "{} lager dan bij de gemiddelde klant"),
    "en": ("{} higher than for the average account", "{} lower than for the average account"),
}


@dataclass(frozen=True)
class SegmentFact:
    """One fact of a segment.

    Attributes:
        segment_id: The segment.
        fact_name: A fact of FACTS.
        fact_value: Mean of the accounts of the segment of which it is known.
        base_value: Mean of all accounts of which it is known.
        fact_index: 100 x fact_value / base_value; None where the base is not above 0, the value
            is below 0, or the fact lies around 0.
        effect: Cliff's delta against the other accounts, what chance explains taken off; -1 to 1.
        account_count: Accounts of the segment of which it is known.
    """

    segment_id: str
    fact_name: str
    fact_value: float
    base_value: float
    fact_index: float | None
    effect: float
    account_count: int


def segment_facts(
    fact_names: Sequence[str], values: Matrix, segment_ids: Texts
) -> dict[str, tuple[SegmentFact, ...]]:
    """Measure the facts of each segment.

    Args:
        fact_names: Facts of FACTS.
        values: Shape (accounts, facts), in the facts' own units, NaN where unknown.
        segment_ids: Segment of each account, shape (accounts,).

    Returns:
        By segment, the facts known of ten of its accounts, and of another one, strongest effect
        first; none for smaller segments.
    """
    found: dict[str, tuple[SegmentFact, ...]] = {}
    for segment_id in sorted(set(segment_ids)):
        member: Flags = segment_ids == segment_id
        facts = [
            fact
            for name, column in zip(fact_names, values.T, strict=True)
            if (fact := _fact(segment_id, name, column, member))
        ]
        found[segment_id] = tuple(
            sorted(facts, key=lambda one: (-abs(one.effect), _PLACES[one.fact_name]))
        )
    return found


def clear_facts(facts: Sequence[SegmentFact]) -> tuple[SegmentFact, ...]:
    """Keep the facts that chance does not explain.

    Args:
        facts: Those of a segment.

    Returns:
        Those with an effect whose mean differs in the same direction, strongest first.
    """
    clear = [
        fact
        for fact in facts
        if fact.effect and (fact.effect > 0) == (fact.fact_value > fact.base_value)
    ]
    return tuple(sorted(clear, key=lambda fact: -abs(fact.effect)))


def distinguishing(facts: Sequence[SegmentFact]) -> SegmentFact | None:
    """Choose the fact that sets a segment apart most.

    Args:
        facts: Its facts.

    Returns:
        The clear one with the strongest effect; None when chance explains them all.
    """
    return next(iter(clear_facts(facts)), None)


def fact_text(fact: SegmentFact, language: str, currency: str = "") -> str:
    """Write a fact as a sentence.

    Args:
        fact: The fact of a segment.
        language: nl or en.
        currency: ISO 4217 code of amounts; '' = it is not written.

    Returns:
        The mean with its unit, and the index or, where there is none, the difference.
    """
    kind = FACTS[fact.fact_name]
    said = (kind.nl if language == "nl" else kind.en).format(
        figure_text(fact.fact_value, kind.kind, language, currency)
    )
    if fact.fact_index is not None:
        against = _INDEX[language].format(number(to_digits(fact.fact_index, 0), language))
    else:
        difference = fact.fact_value - fact.base_value
        shown = figure_text(abs(difference), kind.kind, language, currency)
        against = _DIFFERENCE[language][difference < 0].format(shown)
    return f"{said[0].upper()}{said[1:]} ({against})."


def figure_text(value: float, kind: str, language: str, currency: str = "") -> str:
    """Write the figure of a fact, rounded for reading.

    Args:
        value: A value in the unit of the fact.
        kind: The kind of the fact.
        language: nl or en.
        currency: ISO 4217 code of amounts; '' = it is not written.
    """
    shown: Decimal = to_digits(value, _SHOWN_DIGITS[kind])
    if kind == _AMOUNT:
        return amount(shown, language, currency)
    return (percentage if kind == _SHARE else number)(shown, language)


def _fact(segment_id: str, name: str, column: Vector, member: Flags) -> SegmentFact | None:
    known = ~np.isnan(column)
    values, members = column[known], member[known]
    count, others = int(members.sum()), int((~members).sum())
    if count < LEAST_ACCOUNTS or others == 0:
        return None
    value = math.fsum(values[members]) / count
    base = math.fsum(values) / len(values)
    has_index = FACTS[name].has_index and base > 0 and value >= 0
    return SegmentFact(
        segment_id=segment_id,
        fact_name=name,
        fact_value=round(value, _DIGITS),
        base_value=round(base, _DIGITS),
        fact_index=round(100 * value / base, _DIGITS) if has_index else None,
        effect=round(_effect(values, members), _DIGITS),
        account_count=count,
    )


def _effect(values: Vector, members: Flags) -> float:
    count, others = int(members.sum()), int((~members).sum())
    above = rankdata(values)[members].sum() - count * (count + 1) / 2
    delta = 2 * above / (count * others) - 1
    chance = _CHANCE * math.sqrt((count + others + 1) / (3 * count * others))
    return math.copysign(max(0.0, abs(delta) - chance), delta)
