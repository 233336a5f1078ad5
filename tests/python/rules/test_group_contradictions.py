"""When accounts of a group contradict each other: points apart, and large enough to count."""

import pytest

from .conftest import Judge

NAME = "rules_group_contradictions"
HEADER = "criterion_id,minimum_spread_value,minimum_revenue_share,reason\n"


@pytest.mark.parametrize("row", ["finances,60,0.05,\n", "finances,100,0,\nlifetime,0.5,1,why\n"])
def test_points_and_shares_are_right(judge: Judge, row: str) -> None:
    assert judge(NAME, HEADER + row) == ""


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "finance,60,0,\n",
            "line 2, column criterion_id: 'finance' is unknown: is it finances?",
        ),
        (
            "finances,0,0,\n",
            "line 2, column minimum_spread_value: is 0, so that equal scores contradict each "
            "other: make it higher",
        ),
        (
            "finances,101,0,\n",
            "line 2, column minimum_spread_value: '101' is above 100: scores lie 0 to 100 points "
            "apart",
        ),
        (
            "finances,-1,0,\n",
            "line 2, column minimum_spread_value: '-1' is below 0: scores lie 0 to 100 points "
            "apart",
        ),
        (
            "finances,60,5,\n",
            "line 2, column minimum_revenue_share: '5' is above 1: write a share from 0 to 1, such "
            "as 0.8 for 80 %",
        ),
        (
            "finances,60,0,\nfinances,50,0,\n",
            "line 3, column criterion_id: 'finances' stands in line 2 too: keep one",
        ),
    ],
)
def test_a_rule_that_finds_all_or_nothing_is_refused(judge: Judge, rows: str, message: str) -> None:
    assert judge(NAME, HEADER + rows) == message
