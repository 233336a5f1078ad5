"""Three generated companies: what was planted is found, and what tells nothing is not.

The generator lets accounts stop by their silence, late payment and dissatisfaction; audience and
search words have no part in it. The order of criteria that say the same is not tested.
"""

import pytest

from .conftest import Run

STRONGEST = "consumption"
PLANTED = ("consumption", "finances", "satisfaction")
IRRELEVANT = ("media_power", "keywords")


def test_the_strongest_planted_criterion_is_on_top(generated_run: Run) -> None:
    assert generated_run.query(
        "select criterion_id, impact_value_low > 0 from criteria_matrix "
        "order by impact_value desc limit 1"
    ) == [(STRONGEST, True)]
    assert generated_run.value(
        f"select start_rank from criteria_matrix where criterion_id = '{STRONGEST}'"
    ) in (1, 2, 3)


@pytest.mark.parametrize("criterion", IRRELEVANT)
def test_what_tells_nothing_lies_around_0_and_below_all_that_was_planted(
    generated_run: Run, criterion: str
) -> None:
    assert generated_run.query(
        "select is_impact_assumed, impact_value_low <= 0 and impact_value_high >= 0 "
        f"from criteria_matrix where criterion_id = '{criterion}'"
    ) == [(False, True)]
    assert generated_run.value(
        f"select max(case when criterion_id = '{criterion}' then shared_impact_value end) "
        f"< min(case when criterion_id in {PLANTED} then shared_impact_value end) "
        "from criteria_matrix"
    )
