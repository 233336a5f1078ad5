"""Sums of floats that do not differ from run to run: one thread for what adds them up."""

from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any

import scipy.linalg  # noqa: F401 - libraries that are not loaded yet cannot be held back
import sklearn.cluster  # noqa: F401 - as above
from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[Any]:
    """Hold BLAS and OpenMP to one thread while the context lasts.

    Which libraries there are is looked up once: that takes 4 ms, as long as a small fit.
    """
    limited: AbstractContextManager[Any] = _libraries().limit(limits=1)
    return limited


@lru_cache(maxsize=1)
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()
