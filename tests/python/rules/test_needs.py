import pytest

from .conftest import Judge, shipped

NAME = "rules_needs"
HEADER = "need_id,need_name_nl,need_name_en,product_category,kind,proposition_nl,proposition_en\n"


def test_a_category_may_answer_two_needs(judge: Judge) -> None:
    assert judge(NAME, shipped(NAME) + "gloves,Grip,Grip,Persoonlijke bescherming,need,p,p\n") == ""


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "a,An,Ae,,need,p,p\n",
            "line 2, column product_category: is empty: fill in the category that answers the need",
        ),
        (
            "a,An,Ae,Gloves,motive,p,p\n",
            "line 2, column product_category: a motive is no matter of one category: empty it",
        ),
        (
            "topic_1,An,Ae,Gloves,need,p,p\n",
            "line 2, column need_id: topic_ begins the ids of topics found in texts: use another "
            "id",
        ),
        (
            "a,An,Ae,Gloves,wish,p,p\n",
            "line 2, column kind: 'wish' is unknown: use need, motive",
        ),
        (
            "a,An,Ae,Gloves,need,p,p\na,Bn,Be,Gloves,need,p,p\n",
            "line 3, column need_id: 'a' stands in line 2 too: keep one",
        ),
        (
            "a,An,Ae,Gloves,need,p,p\nb,An,Be,Gloves,need,p,p\n",
            "line 3, column need_name_nl: 'An' stands in line 2 too: keep one",
        ),
        (
            "a,An,Ae,Gloves,need,,p\n",
            "line 2, column proposition_nl: is empty: fill it in",
        ),
    ],
)
def test_other_needs_are_refused(judge: Judge, rows: str, message: str) -> None:
    assert judge(NAME, HEADER + rows) == message
