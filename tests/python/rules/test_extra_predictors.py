import pytest

from .conftest import Judge, shipped

NAME = "rules_extra_predictors"
HEADER = "attribute_name,criterion_id,reason\n"


def test_no_attribute_is_shipped(judge: Judge) -> None:
    assert shipped(NAME) == HEADER
    assert judge(NAME, HEADER) == ""


def test_an_attribute_with_its_criterion_and_reason_is_right(judge: Judge) -> None:
    assert judge(NAME, HEADER + "credit_rating,finances,kept since 2019\n") == ""


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "employees,finances,known\n",
            "line 2, column attribute_name: 'employees' is unknown: use account_status, "
            "credit_rating, account_manager, relationship_type, city, industry_name",
        ),
        (
            "account_statuses,finances,known\n",
            "line 2, column attribute_name: 'account_statuses' is unknown: is it account_status?",
        ),
        (
            "credit_rating,finance,known\n",
            "line 2, column criterion_id: 'finance' is unknown: is it finances?",
        ),
        ("credit_rating,finances,\n", "line 2, column reason: is empty: fill it in"),
        (
            "city,firmographics,known\ncity,lifetime,known\n",
            "line 3, column attribute_name: 'city' stands in line 2 too: keep one",
        ),
    ],
)
def test_wrong_attributes_are_refused(judge: Judge, rows: str, message: str) -> None:
    assert judge(NAME, HEADER + rows) == message
