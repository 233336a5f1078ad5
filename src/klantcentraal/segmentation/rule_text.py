"""Rules in words, in Dutch and English; each says exactly what its SQL says."""

from decimal import Decimal

from klantcentraal.reading import visible
from klantcentraal.segmentation.conditions import Choice, Condition, Range, Rule
from klantcentraal.segmentation.figures import (
    all_of,
    amount,
    day,
    in_number,
    number,
    one_of,
    percentage,
)
from klantcentraal.segmentation.rounding import Cut
from klantcentraal.segmentation.rule_columns import (
    AMOUNT,
    BY_NAME,
    COUNT,
    DATE,
    FLAG,
    SHARE,
    VALUE_WORDS,
    RuleColumn,
)

_RULE = {"nl": "De regel: {}.", "en": "The rule: {}."}
_TENDENCY = {
    "nl": "Tendens, geen vaste grens: {}.",
    "en": "Tendency, not a firm line: {}.",
}
_NOTHING = {
    "nl": "Tendens: geen; geen kenmerk onderscheidt dit segment.",
    "en": "Tendency: none; no attribute sets this segment apart.",
}
_EVERYTHING = {"nl": "alle klanten", "en": "all accounts"}
_EITHER = {"nl": ("ofwel {}", "; ofwel "), "en": ("either {}", "; or ")}
_BOUNDS = {
    "nl": {
        "low": "minstens {}",
        "above": "meer dan {}",
        "high": "minder dan {}",
        "up_to": "hoogstens {}",
        "between": "{} tot {}",
        "whole": "{} tot en met {}",
        "exactly": "precies {}",
        "from": "op of na {}",
        "before": "vóór {}",
        "days": "van {} tot {}",
    },
    "en": {
        "low": "at least {}",
        "above": "more than {}",
        "high": "less than {}",
        "up_to": "at most {}",
        "between": "{} to under {}",
        "whole": "{} to {}",
        "exactly": "exactly {}",
        "from": "on or after {}",
        "before": "before {}",
        "days": "from {} until before {}",
    },
}
_FEW = 20  # counts below it are said with both bounds included: 3 to 5, at most 2


def rule_text(rule: Rule, is_tendency: bool, language: str, currency: str = "") -> str:
    """Write a rule as a sentence.

    Args:
        rule: A rule on columns of accounts.
        is_tendency: Whether it is not good enough to be called a rule.
        language: nl or en.
        currency: ISO 4217 code of the amounts; '' = it is not written.

    Returns:
        The sentence.
    """
    if not rule:
        return _NOTHING[language]
    boxes = [
        all_of([_words(name, condition, language, currency) for name, condition in box], language)
        if box
        else _EVERYTHING[language]
        for box in rule
    ]
    first, between = _EITHER[language]
    text = boxes[0] if len(boxes) == 1 else first.format(between.join(boxes))
    return (_TENDENCY if is_tendency else _RULE)[language].format(text)


def _words(name: str, condition: Condition, language: str, currency: str) -> str:
    column = BY_NAME[name]
    if isinstance(condition, Choice):
        return _choice(column, condition, language)
    words = column.words(language)
    if not condition.is_known:
        return words.unknown
    known = _bounds(column, condition, language, currency)
    return one_of([known, words.unknown], language) if condition.is_unknown else known


def _choice(column: RuleColumn, choice: Choice, language: str) -> str:
    words = column.words(language)
    values = sorted(str(value) for value in choice.values if isinstance(value, str))
    has_unknown = (None in choice.values) != choice.is_excluded
    if column.kind == FLAG:
        flags = {flag for flag in (True, False) if (flag in choice.values) != choice.is_excluded}
        parts = [words.any if flag else words.none for flag in sorted(flags, reverse=True)]
        return one_of([*parts, *[words.unknown] * has_unknown], language)
    if not values:
        return words.unknown if has_unknown else words.known
    shown = [VALUE_WORDS[language].get(value, visible(value)) for value in values]
    text = (words.other if choice.is_excluded else words.some).format(one_of(shown, language))
    if choice.is_excluded and not has_unknown:
        return all_of([text, words.known], language)
    return one_of([text, words.unknown], language) if has_unknown != choice.is_excluded else text


def _bounds(column: RuleColumn, condition: Range, language: str, currency: str) -> str:
    low, high = condition.low, condition.high
    words, said = column.words(language), _BOUNDS[language]
    if low is None and high is None:
        return words.known
    if low is None and high == Cut(Decimal(0), is_after=True) and words.none:
        return words.none
    if high is None and low == Cut(Decimal(0), is_after=True) and words.any:
        return words.any
    if column.kind == DATE:
        key = "days" if low and high else "from" if low else "before"
        cuts = [_value(cut, column, language, currency) for cut in (low, high) if cut]
        return words.some.format(said[key].format(*cuts))
    if column.kind == COUNT and all(_number(cut) < _FEW for cut in (low, high) if cut):
        text, last = _whole(low, high, language)
    else:
        text, last = _real(low, high, column, (language, currency))
    return in_number(words.some.format(text), last)


def _whole(low: Cut | None, high: Cut | None, language: str) -> tuple[str, Decimal]:
    """Bounds of whole numbers, both included, and the number before the unit."""
    said = _BOUNDS[language]
    lowest = _number(low) + low.is_after if low else None
    highest = _number(high) - (not high.is_after) if high else None
    shown = [number(bound, language) for bound in (lowest, highest) if bound is not None]
    last = highest if highest is not None else lowest
    assert last is not None
    if lowest is not None and highest is not None:
        if lowest == highest:
            return said["exactly"].format(shown[0]), last
        if highest - lowest == 1:
            return one_of(shown, language), last
        return said["whole"].format(*shown), last
    return said["low" if highest is None else "up_to"].format(*shown), last


def _real(
    low: Cut | None, high: Cut | None, column: RuleColumn, form: tuple[str, str]
) -> tuple[str, Decimal]:
    """Bounds of other numbers, and the number before the unit."""
    language, currency = form
    said = _BOUNDS[language]
    shown = [_value(cut, column, language, currency) for cut in (low, high) if cut]
    last = _number([cut for cut in (low, high) if cut][-1])
    if low and high and not low.is_after and not high.is_after:
        return said["between"].format(*shown), last
    parts = []
    if low:
        parts.append(said["above" if low.is_after else "low"].format(shown[0]))
    if high:
        parts.append(said["up_to" if high.is_after else "high"].format(shown[-1]))
    return all_of(parts, language), last


def _number(cut: Cut) -> Decimal:
    assert isinstance(cut.value, Decimal)
    return cut.value


def _value(cut: Cut, column: RuleColumn, language: str, currency: str) -> str:
    if not isinstance(cut.value, Decimal):
        return day(cut.value, language)
    if column.kind == AMOUNT:
        return amount(cut.value, language, currency)
    return (percentage if column.kind == SHARE else number)(cut.value, language)
