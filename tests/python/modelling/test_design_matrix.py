import numpy as np
import pytest

from klantcentraal.modelling.design_matrix import MINIMUM_LEVEL_ROWS, Predictor, fit_design

from .planted import rows_of

NAN = np.nan


@pytest.mark.parametrize(
    ("unit", "is_bounded"),
    [
        ("share of 12-month revenue", True),
        ("sum of squared shares", True),
        ("yes or no", True),
        ("0 to 10", True),
        ("-1 to 1", True),
        ("level", True),
        ("own currency in 12 months", False),
        ("invoices in 12 months", False),
        ("days", False),
        ("open amount over credit limit", False),
    ],
)
def test_units_without_bounds_take_a_log(unit: str, is_bounded: bool) -> None:
    assert Predictor("x", "c", unit).is_bounded is is_bounded


def test_all_is_fitted_on_training_rows_only() -> None:
    predictors = [Predictor("a", "c", "days"), Predictor("b", "c", "share of x")]
    training = rows_of(np.array([[float(i), i / 40] for i in range(40)]))
    design = fit_design(predictors, training)
    seen = design.matrix(training)
    outlier = rows_of(np.array([[1e9, 0.5], [NAN, NAN]]))
    scored = design.matrix(outlier)
    assert scored[0, 0] <= seen[:, 0].max() + 1e-12  # winsorised at the training limits
    assert scored[1].tolist() == [0.0, 0.0]  # missing stands at the training median
    assert design.criterion_ids == ("c", "c")  # nothing was missing in training: no flags


def test_missing_numbers_get_a_flag() -> None:
    values = [[float(i), NAN if i % 4 == 0 else float(i % 7)] for i in range(40)]
    design = fit_design(
        [Predictor("a", "c", "days"), Predictor("b", "c", "days")], rows_of(np.array(values))
    )
    matrix = design.matrix(rows_of(np.array([[1.0, NAN], [1.0, 3.0]])))
    assert matrix[:, -1].tolist() == [1.0, 0.0]


def test_columns_of_a_criterion_stand_together() -> None:
    numbers = np.array([[float(i % 5), float(i % 3), NAN if i % 2 else 1.0] for i in range(60)])
    texts: list[list[str | None]] = [["x" if i % 2 else "y"] for i in range(60)]
    predictors = [
        Predictor("a", "second", "points"),
        Predictor("b", "first", "points"),
        Predictor("c", "second", "points"),
        Predictor("t", "first", "name", is_text=True),
    ]
    design = fit_design(predictors, rows_of(numbers, texts))
    # c never varies where it is known, but whether it is known does
    assert design.criterion_ids == ("first", "first", "first", "second", "second")
    assert design.columns_of("second").tolist() == [3, 4]
    assert design.columns_of("third").tolist() == []
    assert design.criteria == ("first", "second")


def test_rare_levels_stand_at_zero_and_unknown_is_a_level() -> None:
    common = MINIMUM_LEVEL_ROWS
    texts: list[list[str | None]] = [["often"] for _ in range(common)]
    unknown: list[str | None] = [None]
    texts += [list(unknown) for _ in range(common)]
    texts += [["rare"] for _ in range(common - 1)]
    design = fit_design(
        [Predictor("t", "c", "name", is_text=True)], rows_of(np.empty((len(texts), 0)), texts)
    )
    matrix = design.matrix(rows_of(np.empty((4, 0)), [["often"], [None], ["rare"], ["never seen"]]))
    assert sorted(matrix[:2].tolist()) == [[0.0, 1.0], [1.0, 0.0]]
    assert matrix[2:].tolist() == [[0.0, 0.0], [0.0, 0.0]]


@pytest.mark.parametrize("column", [[1.0] * 30, [NAN] * 30])
def test_what_never_varies_has_no_column(column: list[float]) -> None:
    design = fit_design([Predictor("a", "c", "days")], rows_of(np.array(column)[:, None]))
    assert design.criteria == ()
    assert design.matrix(rows_of(np.array([[5.0]]))).shape == (1, 0)


def test_equal_columns_of_a_criterion_count_once() -> None:
    values = np.array([[float(i % 6), float(i % 6)] for i in range(30)])
    predictors = [Predictor("a", "c", "days"), Predictor("b", "c", "days")]
    assert fit_design(predictors, rows_of(values)).criterion_ids == ("c",)
    apart = [Predictor("a", "c", "days"), Predictor("b", "d", "days")]
    assert fit_design(apart, rows_of(values)).criterion_ids == ("c", "d")
