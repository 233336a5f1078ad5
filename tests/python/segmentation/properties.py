"""How properties are checked: the same cases every time, and no clock on a busy machine."""

from hypothesis import settings

STEADY = settings(deadline=None, derandomize=True, database=None)
