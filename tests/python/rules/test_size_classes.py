import pytest

from .conftest import Judge

HEADER = "size_class,minimum_employees,maximum_employees\n"


@pytest.mark.parametrize("rows", ["small,0,19\nlarge,20,\n", "b,10,\na,0,9\n", "all,0,\n"])
def test_classes_without_gap_or_overlap_are_right(judge: Judge, rows: str) -> None:
    assert judge("rules_size_classes", HEADER + rows) == ""


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "a,0,19\nb,25,\n",
            "line 3, column minimum_employees: begins at 25 and leaves a gap after line 2, which "
            "ends at 19: begin at 20",
        ),
        (
            "b,15,\na,0,19\n",
            "line 2, column minimum_employees: begins at 15 and overlaps line 3, which ends at 19: "
            "begin at 20",
        ),
        (
            "a,0,19\nb,0,\n",
            "line 3, column minimum_employees: begins at 0 and overlaps line 2, which ends at 19: "
            "begin at 20",
        ),
        (
            "a,1,19\nb,20,\n",
            "line 2, column minimum_employees: the lowest band begins at 1: begin at 0",
        ),
        (
            "a,0,19\nb,20,99\n",
            "line 3, column maximum_employees: the highest band ends at 99: leave it empty",
        ),
        (
            "a,0,\nb,20,\n",
            "line 2, column maximum_employees: is empty, as only in the highest band it may be: "
            "fill in where the band ends",
        ),
        (
            "a,0,19\nb,20,5\nc,6,\n",
            "line 3, column maximum_employees: 5 is below minimum_employees, 20: make it higher",
        ),
        (
            "a,0,19.5\nb,20,\n",
            "line 2, column maximum_employees: '19.5' is not a whole number: write it in digits "
            "only, such as 12",
        ),
        (
            "a,-1,19\nb,20,\n",
            "line 2, column minimum_employees: '-1' is below 0: a number of employees is 0 or more",
        ),
        (
            "a,0,19\na,20,\n",
            "line 3, column size_class: 'a' stands in line 2 too: keep one",
        ),
    ],
)
def test_other_classes_are_refused(judge: Judge, rows: str, message: str) -> None:
    assert judge("rules_size_classes", HEADER + rows) == message
