import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantcentraal.segmentation.separation import cliffs_deltas, separations

from .properties import STEADY

NAN = np.nan


def one_by_one(values: np.ndarray, labels: np.ndarray, one: int, other: int) -> float:
    """Every account of the one against every account of the other."""
    left = [v for v, label in zip(values, labels, strict=True) if label == one and not np.isnan(v)]
    right = [v for v, label in zip(values, labels, strict=True) if label == other]
    right = [v for v in right if not np.isnan(v)]
    if not left or not right:
        return NAN
    signs = [float(np.sign(a - b)) for a in left for b in right]
    return sum(signs) / len(signs)


@STEADY
@given(
    st.lists(
        st.tuples(
            st.sampled_from([NAN, -1.0, 0.0, 0.5, 2.0, 3.0]),
            st.sampled_from([NAN, 0.0, 1.0]),
            st.integers(0, 3),
        ),
        max_size=40,
    )
)
def test_ranks_say_what_comparing_one_by_one_says(rows: list[tuple[float, float, int]]) -> None:
    matrix = np.array([row[:2] for row in rows], dtype=np.float64).reshape(-1, 2)
    labels = np.array([row[2] for row in rows], dtype=np.int64)
    deltas = [
        [[one_by_one(column, labels, a, b) for b in range(4)] for a in range(4)]
        for column in matrix.T
    ]
    for place, column in enumerate(matrix.T):
        np.testing.assert_allclose(cliffs_deltas(column, labels, 4), deltas[place], atol=1e-12)
    expected = []
    for one in range(4):
        largest = [
            max((abs(d[one][other]) for d in deltas if not np.isnan(d[one][other])), default=NAN)
            for other in range(4)
            if other != one
        ]
        expected.append(min((value for value in largest if not np.isnan(value)), default=NAN))
    np.testing.assert_allclose(separations(matrix, labels, 4), expected, atol=1e-12)


def test_a_hand_case() -> None:
    # Of 6 pairs 4 have more in segment 1, 1 less, 1 the same.
    values = np.array([1.0, 4.0, 2.0, 4.0, 5.0])
    deltas = cliffs_deltas(values, np.array([0, 0, 1, 1, 1]), 2)
    assert deltas[1, 0] == pytest.approx(3 / 6)
    assert deltas[0, 1] == -deltas[1, 0]


def test_a_segment_counts_against_the_one_that_is_most_like_it() -> None:
    # 0 and 1 differ in the second feature only, half of the pairs; 2 lies far from both.
    matrix = np.array([[0, 0], [0, 2], [0, 1], [0, 3], [9, 0], [9, 1]], dtype=np.float64)
    labels = np.array([0, 0, 1, 1, 2, 2])
    np.testing.assert_allclose(separations(matrix, labels, 3), [0.5, 0.5, 1.0])


def test_no_transformation_moves_it() -> None:
    draw = np.random.default_rng(1)
    matrix, labels = draw.normal(size=(80, 3)), draw.integers(0, 3, 80)
    np.testing.assert_array_equal(
        separations(matrix, labels, 3), separations(np.exp(matrix * 2), labels, 3)
    )


def test_one_segment_differs_from_no_other() -> None:
    assert np.isnan(separations(np.ones((3, 2)), np.zeros(3, dtype=np.int64), 1)).all()
