"""The arrays that models learn from, by what they hold."""

from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]  # two dimensions
Vector = npt.NDArray[np.float64]  # one dimension
Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[Any]  # strings, None where nothing is known
