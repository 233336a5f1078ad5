"""Rules as SQL conditions over the published table accounts, true or false but never null."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from klantcentraal.quoting import literal
from klantcentraal.segmentation.conditions import Box, Choice, Condition, Range, Rule


def rule_sql(rule: Rule) -> str:
    """Write a rule as a condition.

    Args:
        rule: A rule on columns of accounts, of which the names need no quotes.

    Returns:
        A condition that is true where the rule hits and false elsewhere, also where something is
        unknown: `not (...)` gives exactly the other accounts.
    """
    if not rule:
        return "false"
    if () in rule:
        return "true"
    boxes = [_box(box) for box in rule]
    text = boxes[0] if len(boxes) == 1 else " or ".join(f"({box})" for box in boxes)
    is_total = all(_is_total(condition) for box in rule for _, condition in box)
    return text if is_total else f"coalesce({text}, false)"


def _box(box: Box) -> str:
    return " and ".join(_condition(name, condition) for name, condition in box)


def _condition(name: str, condition: Condition) -> str:
    if isinstance(condition, Choice):
        parts = list(_choice(name, condition))
    else:
        parts = list(_range(name, condition))
    return parts[0] if len(parts) == 1 else f"({' or '.join(parts)})"


def _choice(name: str, choice: Choice) -> Iterator[str]:
    """Parts of which one must hold; all but some values holds for unknown too, unless excluded."""
    values = [value for value in choice.values if value is not None]
    written = ", ".join(sorted(map(_literal, values)))
    word = {(False, False): "=", (False, True): "in", (True, False): "<>", (True, True): "not in"}
    if values:
        list_text = f"({written})" if len(values) > 1 else written
        yield f"{name} {word[choice.is_excluded, len(values) > 1]} {list_text}"
        if (None in choice.values) != choice.is_excluded:
            yield f"{name} is null"
    elif None in choice.values:
        yield f"{name} is {'not ' if choice.is_excluded else ''}null"
    else:
        yield "true" if choice.is_excluded else "false"


def _range(name: str, condition: Range) -> Iterator[str]:
    bounds = []
    if condition.low:
        sign = ">" if condition.low.is_after else ">="
        bounds.append(f"{name} {sign} {_literal(condition.low.value)}")
    if condition.high:
        sign = "<=" if condition.high.is_after else "<"
        bounds.append(f"{name} {sign} {_literal(condition.high.value)}")
    if condition.is_known:
        text = " and ".join(bounds) or f"{name} is not null"
        yield f"({text})" if len(bounds) > 1 and condition.is_unknown else text
    if condition.is_unknown:
        yield f"{name} is null"
    if not condition.is_known and not condition.is_unknown:
        yield "false"


def _is_total(condition: Condition) -> bool:
    """Whether it is true or false where the column is null."""
    if isinstance(condition, Choice):
        is_decided = (None in condition.values) != condition.is_excluded
        return is_decided or not condition.values - {None}
    return condition.is_unknown or not (condition.low or condition.high)


def _literal(value: Decimal | dt.date | str | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return f"cast('{value.isoformat()}' as date)"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return literal(value)
