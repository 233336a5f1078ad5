import pytest

from .conftest import Judge, shipped

NAME = "rules_scorecard_thresholds"
SHIPPED = shipped(NAME)
END = len(SHIPPED.splitlines()) + 1  # line of a row that is added


def changed(test_and_metric: str, value: str) -> str:
    """The shipped file with another value."""
    line = next(line for line in SHIPPED.splitlines() if line.startswith(f"{test_and_metric},"))
    return SHIPPED.replace(line, f"{test_and_metric},{value},")


def without(test_and_metric: str) -> str:
    """The shipped file without a row."""
    lines = SHIPPED.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(f"{test_and_metric},"))


FIXED_SHARE = "substantial,segment_fixed_cost_share"
FIXED_AMOUNT = "substantial,segment_fixed_cost_amount"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SHIPPED, id="as shipped"),
        pytest.param(without(FIXED_SHARE) + f"{FIXED_AMOUNT},2500,\n", id="an amount"),
        pytest.param(changed("identifiable,tendency_fidelity_share", "0.85"), id="no tendencies"),
        pytest.param(changed("substantial,cost_to_serve_amount", "12.5"), id="cost to serve"),
        pytest.param(changed("reachable,reachable_share", "1"), id="everyone"),
    ],
)
def test_these_are_right(judge: Judge, text: str) -> None:
    assert judge(NAME, text) == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            SHIPPED + "substantive,account_count,5,\n",
            f"line {END}, column test_id: 'substantive' is unknown: is it substantial?",
        ),
        (
            SHIPPED + "large,account_count,5,\n",
            f"line {END}, column test_id: 'large' is unknown: use homogeneous, heterogeneous, "
            "substantial, identifiable, reachable, choice",
        ),
        (
            SHIPPED.replace(",account_count", ",account_counts"),
            "line 4, column metric_name: 'account_counts' is unknown: is it account_count?",
        ),
        (
            SHIPPED + "reachable,account_count,5,\n",
            f"line {END}, column metric_name: account_count is not measured in the test reachable: "
            "remove the row",
        ),
        (
            without("substantial,group_count") + "reachable,account_count,5,\n",
            "substantial, group_count has no threshold: add a row for it; "
            f"line {END - 1}, column metric_name: account_count is not measured in the test "
            "reachable: remove the row",
        ),
        (
            without("choice,stability_value"),
            "choice, stability_value has no threshold: add a row for it",
        ),
        (
            SHIPPED + "substantial,account_count,30.0,\n",
            f"line {END}: has the test_id and metric_name of line 4: keep one of the two",
        ),
        (
            changed("substantial,account_count", "-1"),
            "line 4, column threshold_value: '-1' is below 0: a threshold is 0 or more",
        ),
        (
            changed("substantial,account_count", "thirty"),
            "line 4, column threshold_value: 'thirty' is not a number: write it with a decimal "
            "point, such as 0.8",
        ),
        (
            changed("substantial,group_count", "30.5"),
            "line 5, column threshold_value: counts: write a whole number",
        ),
        (
            changed("identifiable,rule_fidelity_share", "85"),
            "line 9, column threshold_value: is above 1: a share is 0 to 1, such as 0.8 for 80 %",
        ),
        (
            changed(FIXED_SHARE, "1.5"),
            "line 7, column threshold_value: is above 1: a share is 0 to 1, such as 0.8 for 80 %",
        ),
        (
            changed("identifiable,tendency_fidelity_share", "0.9"),
            "line 10, column threshold_value: tendency_fidelity_share is above "
            "rule_fidelity_share in line 9: lower it",
        ),
        (
            changed("choice,segment_count_minimum", "12"),
            "line 12, column threshold_value: segment_count_minimum is above "
            "segment_count_maximum in line 13: lower it",
        ),
        (
            without(FIXED_SHARE),
            "substantial has no fixed cost of a segment: add a row for segment_fixed_cost_share "
            "or segment_fixed_cost_amount",
        ),
        (
            SHIPPED + f"{FIXED_AMOUNT},2500,\n",
            f"line {END}, column metric_name: the fixed cost of a segment stands in line 7 too: "
            "keep segment_fixed_cost_share or segment_fixed_cost_amount",
        ),
    ],
)
def test_thresholds_that_nothing_is_held_against_are_refused(
    judge: Judge, text: str, message: str
) -> None:
    assert judge(NAME, text) == message
