import pytest

from klantcentraal.rules.rfm_segments import WHOLE_MAP, Block, uncovered

from .conftest import Judge, shipped

NAME = "rules_rfm_segments"


def test_blocks_that_are_left_over_cover_the_rest_once() -> None:
    blocks = [Block((0, 0, 0, 0), (3, 5, 5, 5)), Block((4, 2, 0, 1), (5, 3, 4, 5))]
    left = list(uncovered(blocks))
    cells = [cell for block in [*blocks, *left] for cell in block.cells()]
    assert sorted(cells) == sorted(WHOLE_MAP.cells())
    assert len(left) < 8
    assert list(uncovered([WHOLE_MAP])) == []
    assert list(uncovered([])) == [WHOLE_MAP]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "champions,4,5,4,5,4,5,0,5\n",
            "",
            "48 cells have no segment: add a row for r 4 to 5, f 4 to 5, m 4 to 5, s 0 to 5",
        ),
        (
            "champions,4,5,4,5,4,5,0,5\n",
            "champions,4,5,4,5,4,5,1,5\n",
            "8 cells have no segment: add a row for r 4 to 5, f 4 to 5, m 4 to 5, s 0",
        ),
        (
            "loyal,4,5,4,5,1,3,0,5",
            "loyal,4,5,4,5,1,4,0,5",
            "line 3: r 4 to 5, f 4 to 5, m 4, s 0 to 5 stands in line 2 too: take it out of one "
            "of the two",
        ),
        (
            "never_bought,0,0,0,5,0,5,0,5",
            "never_bought,0,0,0,5,0,5,0,5\nnever_bought,0,0,0,0,0,0,0,0",
            "line 17: r 0, f 0, m 0, s 0 stands in line 16 too: take it out of one of the two",
        ),
        (
            "new,5,5,1,1,1,5,0,5",
            "new,5,5,1,1,2,5,1,5",
            "6 cells have no segment: add a row for r 5, f 1, m 1, s 0 to 5; "
            "4 cells have no segment: add a row for r 5, f 1, m 2 to 5, s 0",
        ),
        (
            "new,5,5,1,1,1,5,0,5",
            "new,5,5,1,1,5,1,0,5",
            "line 6, column m_maximum: 1 is below m_minimum, 5: exchange the two",
        ),
        (
            "new,5,5,1,1,1,5,0,5",
            "new,5,6,1,1,1,5,0,5",
            "line 6, column r_maximum: '6' is above 5: levels go from 0 to 5",
        ),
        (
            "new,5,5,1,1,1,5,0,5",
            "new,5,5,-1,1,1,5,0,5",
            "line 6, column f_minimum: '-1' is below 0: levels go from 0 to 5",
        ),
        (
            "new,5,5,1,1,1,5,0,5",
            "new,5,five,1,1,1,5,0,5",
            "line 6, column r_maximum: 'five' is not a whole number: write it in digits "
            "only, such as 12",
        ),
        (
            "champions,4",
            "champion,4",
            "line 2, column rfm_segment_id: 'champion' is no segment_id of rules_segment_names: "
            "is it champions?",
        ),
        (
            "new,5,5",
            "big_spender,5,5",
            "line 6, column rfm_segment_id: 'big_spender' is no segment_id of "
            "rules_segment_names: use one of those, or add it there",
        ),
    ],
)
def test_a_map_that_does_not_give_each_cell_one_segment_is_refused(
    judge: Judge, old: str, new: str, message: str
) -> None:
    text = shipped(NAME)
    assert old in text
    assert judge(NAME, text.replace(old, new)) == message


def test_names_are_those_of_the_users_own_file(judge: Judge) -> None:
    names = shipped("rules_segment_names").replace("champions,", "top,")
    map_of_names = shipped(NAME).replace("champions,", "top,")
    message = judge(NAME, map_of_names)
    assert message.startswith("line 2, column rfm_segment_id: 'top' is no segment_id")
    assert judge("rules_segment_names", names) == ""
