import re
from pathlib import Path

import duckdb
import numpy as np

from klantcentraal.segmentation.folds import group_folds

MACRO = Path(__file__).parents[3] / "macros" / "fold_of.sql"


def test_folds_are_those_of_the_datasets() -> None:
    assert "md5('fold:' || {{ column }})" in MACRO.read_text(encoding="utf-8")
    positions = re.search(r"range\((\d), (\d)\)", MACRO.read_text(encoding="utf-8"))
    assert positions is not None
    groups = np.array([f"K{place}" for place in range(500)] + ["", "Zoë & co", "K1"], dtype=object)
    digits = " + ".join(
        f"instr('0123456789abcdef', substr(md5('fold:' || group_id), {place}, 1))"
        for place in range(int(positions[1]), int(positions[2]))
    )
    rows = ", ".join("(?, ?)" for _ in groups)
    values = [value for pair in enumerate(groups.tolist()) for value in pair]
    query = f"""
        select mod({digits} - 4, 5) from (values {rows}) as t (place, group_id) order by place
    """
    expected = [row[0] for row in duckdb.execute(query, values).fetchall()]
    assert group_folds(groups).tolist() == expected
    assert set(expected) == {0, 1, 2, 3, 4}


def test_no_rows_have_no_folds() -> None:
    assert group_folds(np.array([], dtype=object)).tolist() == []
