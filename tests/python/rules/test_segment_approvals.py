import pytest

from .conftest import Judge

NAME = "rules_segment_approvals"
HEADER = "segment_id,fingerprint,approved_by,approved_on,note\n"
RIGHT = "s001,0123456789ab,head of sales,2026-07-01,for the autumn campaign\n"


@pytest.mark.parametrize(
    "rows",
    [
        "",
        RIGHT,
        RIGHT + RIGHT.replace("89ab", "89ac") + RIGHT.replace("s001", "s002"),
        "s001,0123456789ab,head of sales,2026-07-01,\n",
    ],
)
def test_approvals_by_fingerprint_are_right(judge: Judge, rows: str) -> None:
    assert judge(NAME, HEADER + rows) == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "0123456789ab",
            "Growing",
            "line 2, column fingerprint: 'Growing' is no fingerprint: copy the 12 characters that "
            "the segment shows",
        ),
        (
            "0123456789ab",
            "0123456789AB",
            "line 2, column fingerprint: '0123456789AB' is no fingerprint: copy the 12 characters "
            "that the segment shows",
        ),
        (
            "s001",
            "S001",
            "line 2, column segment_id: 'S001' is no id: use lower case, digits and _, and begin "
            "with a letter",
        ),
        ("head of sales", "", "line 2, column approved_by: is empty: fill it in"),
        (
            "2026-07-01",
            "1-7-2026",
            "line 2, column approved_on: '1-7-2026' is not a date: write it as YYYY-MM-DD",
        ),
        (
            "campaign\n",
            "campaign\n" + RIGHT,
            "line 3: has the segment_id and fingerprint of line 2: keep one of the two",
        ),
    ],
)
def test_approvals_of_nothing_in_particular_are_refused(
    judge: Judge, old: str, new: str, message: str
) -> None:
    assert judge(NAME, HEADER + RIGHT.replace(old, new, 1)) == message
