import pytest

from .conftest import Judge

HEADER = "test_id,metric_name,threshold_value,reason\n"
RIGHT = "substantial,account_count,30,\n"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            RIGHT + "substantive,account_count,5,\n",
            "line 3, column test_id: 'substantive' is unknown: is it substantial?",
        ),
        (
            RIGHT + "large,account_count,5,\n",
            "line 3, column test_id: 'large' is unknown: use homogeneous, heterogeneous, "
            "substantial, identifiable, reachable",
        ),
        (
            "substantial,account_counts,30,\n",
            "line 2, column metric_name: 'account_counts' is unknown: is it account_count?",
        ),
        (
            RIGHT + "reachable,account_count,5,\n",
            "line 3, column metric_name: account_count is not measured in the test reachable: "
            "remove the row",
        ),
        (
            "reachable,account_count,5,\n",
            "substantial, account_count has no threshold: add a row for it; line 2, column "
            "metric_name: account_count is not measured in the test reachable: remove the row",
        ),
        (
            RIGHT + RIGHT,
            "line 3: has the test_id and metric_name of line 2: keep one of the two",
        ),
        (
            "substantial,account_count,-1,\n",
            "line 2, column threshold_value: '-1' is below 0: a threshold is 0 or more",
        ),
        (
            "substantial,account_count,thirty,\n",
            "line 2, column threshold_value: 'thirty' is not a number: write it with a decimal "
            "point, such as 0.8",
        ),
    ],
)
def test_thresholds_that_nothing_is_held_against_are_refused(
    judge: Judge, rows: str, message: str
) -> None:
    assert judge("rules_scorecard_thresholds", HEADER + rows) == message
