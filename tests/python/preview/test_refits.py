from pathlib import Path

import duckdb

from klantcentraal.preview.refits import Refit, find_refit

WORDS = Refit("Gekozen: dit. Afgevallen: dat.", "Chosen: this. Ruled out: that.")


def database(path: Path, figure: float) -> Path:
    """Write a database with what a fit leaves behind."""
    with duckdb.connect(str(path)) as connection:
        for table in ("model_evaluations", "segment_scorecards"):
            connection.execute(
                f"create table {table} as select 's001' as segment_id, {figure} as f"
            )
        connection.execute(
            "create table segmentations as select ? as choice_nl, ? as choice_en",
            [WORDS.reason_nl, WORDS.reason_en],
        )
    return path


def test_the_same_figures_are_no_news(tmp_path: Path) -> None:
    one, other = (database(tmp_path / f"{name}.duckdb", 0.5) for name in ("one", "other"))
    assert find_refit(one, other) is None


def test_other_figures_tell_of_other_segments(tmp_path: Path) -> None:
    one, other = (database(tmp_path / f"{value}.duckdb", value) for value in (0.5, 0.6))
    assert find_refit(one, other) == WORDS


def test_only_the_choice_is_told_not_what_was_ruled_out() -> None:
    assert WORDS.reason("en") == "Chosen: this."
    assert WORDS.reason("nl") == "Gekozen: dit."
    assert Refit("Nog niemand.", "Nobody yet.").reason("en") == "Nobody yet."
