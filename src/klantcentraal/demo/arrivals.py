"""Events by chance: how many there are of a kind, and on which day of the four years each falls.

Candidates are drawn over all four years and kept when their account was there on that day, so the
events of an account are spread evenly over the time that it exists.
"""

from klantcentraal.demo.draws import Draws
from klantcentraal.demo.workdays import DAYS, FIRST_DAY

# Candidates per expected event: a binomial count of so many is close to a Poisson count.
CANDIDATES = 8


def candidates(expected: str) -> str:
    """Gives one row per candidate, numbered from 0.

    Args:
        expected: SQL expression, events expected in the four years if all days count; DOUBLE.

    Returns:
        An SQL expression for a select list, BIGINT.
    """
    return f"unnest(range(({CANDIDATES} * ceil({expected}))::bigint))"


def happens(draws: Draws, name: str, expected: str, *keys: str) -> str:
    """Tells whether a candidate becomes an event; an SQL expression, BOOLEAN."""
    return f"({draws.uniform(name, *keys)} < {expected} / ({CANDIDATES} * ceil({expected})))"


def any_day(draws: Draws, name: str, *keys: str) -> str:
    """Draws a day of the four years, each equally likely; an SQL expression, DATE."""
    return f"(date '{FIRST_DAY}' + {draws.below(str(DAYS), name, *keys)}::integer)"


def working_day(day: str) -> str:
    """Moves a day in the weekend to the Monday after it; an SQL expression, DATE."""
    return f"case isodow({day}) when 6 then {day} + 2 when 7 then {day} + 1 else {day} end::date"


def office_hours(draws: Draws, name: str, *keys: str) -> str:
    """Draws a moment from 8 to 17 o'clock; an SQL expression, INTERVAL since midnight."""
    return f"to_minutes(480 + {draws.below('540', name, *keys)})"


def any_hour(draws: Draws, name: str, *keys: str) -> str:
    """Draws a moment from 6 to 23 o'clock; an SQL expression, INTERVAL since midnight."""
    return f"to_seconds(21600 + {draws.below('61200', name, *keys)})"
