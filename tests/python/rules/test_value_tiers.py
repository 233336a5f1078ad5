import pytest

from .conftest import Judge

HEADER = "value_tier,cumulative_share_maximum,reason\n"


@pytest.mark.parametrize(
    "rows", ["A,0.8,\nB,1,\n", "C,1.0,last\nA,0.5,first\nB,0.8,\n", "only,1,\n"]
)
def test_shares_that_rise_to_1_are_right(judge: Judge, rows: str) -> None:
    assert judge("rules_value_tiers", HEADER + rows) == ""


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "A,80,\nB,1,\n",
            "line 2, column cumulative_share_maximum: '80' is above 1: write a share from 0 to 1, "
            "such as 0.8 for 80 %",
        ),
        (
            "A,-0.2,\nB,1,\n",
            "line 2, column cumulative_share_maximum: '-0.2' is below 0: write a share from 0 to "
            "1, such as 0.8 for 80 %",
        ),
        (
            'A,"0,8",\nB,1,\n',
            "line 2, column cumulative_share_maximum: '0,8' is not a number: write it with a "
            "decimal point, such as 0.8",
        ),
        (
            "A,0.8,\nA,1,\n",
            "line 3, column value_tier: 'A' stands in line 2 too: keep one",
        ),
        (
            "A,0.8,\nB,0.8,\nC,1,\n",
            "line 3, column cumulative_share_maximum: '0.8' stands in line 2 too: keep one",
        ),
        (
            "A,0.8,\nB,0.80,\nC,1,\n",
            "line 3, column cumulative_share_maximum: '0.80' stands in line 2 too: keep one",
        ),
        (
            "A,0,\nB,1,\n",
            "line 2, column cumulative_share_maximum: 0 leaves the tier without accounts: raise it",
        ),
        (
            "A,0.8,\nB,0.95,\n",
            "line 3, column cumulative_share_maximum: 0.95 is the highest share, so the rest has "
            "no tier: make it 1",
        ),
        (
            "A,0.8,\nD,1,\n",
            "line 3, column value_tier: D is the tier of accounts without revenue: use another "
            "name",
        ),
        ("A ,1,\n", "line 2, column value_tier: has spaces around it: remove them"),
    ],
)
def test_other_shares_and_names_are_refused(judge: Judge, rows: str, message: str) -> None:
    assert judge("rules_value_tiers", HEADER + rows) == message
