import pytest

from .conftest import Judge

HEADER = "feature_name,transformation,reason\n"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "margin_12m,none,\n",
            "line 2, column feature_name: 'margin_12m' is unknown: is it margin_12m_amount?",
        ),
        (
            "margin_12m_amount,sqrt,\n",
            "line 2, column transformation: 'sqrt' is unknown: use none, log, signed_log",
        ),
        (
            "margin_12m_amount,Log,\n",
            "line 2, column transformation: 'Log' is unknown: is it log?",
        ),
        (
            "margin_12m_amount,log,\nmargin_12m_amount,none,\n",
            "line 3, column feature_name: 'margin_12m_amount' stands in line 2 too: keep one",
        ),
    ],
)
def test_features_that_do_not_exist_are_refused(judge: Judge, rows: str, message: str) -> None:
    assert judge("rules_yardstick_features", HEADER + rows) == message
