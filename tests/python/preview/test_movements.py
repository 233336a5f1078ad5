from decimal import Decimal
from pathlib import Path

import duckdb

from klantcentraal.preview.movements import Movement, Place, compare, renames

CHAMPIONS = Place("champions", "Kampioenen", "Champions")
LOYAL = Place("loyal", "Trouw", "Loyal")
ABSENT = Place(None, "niet in de gegevens", "not in the data")


def database(path: Path, *accounts: tuple[str, str, str, str | None, str | None]) -> Path:
    """Write a published database with accounts and the segments that they stand in."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create table accounts (account_id text, segment_id text, segment_name_nl text, "
            "segment_name_en text, value_tier text, revenue_12m_amount decimal(18, 2))"
        )
        for account_id, segment_id, names, tier, revenue in accounts:
            connection.execute(
                "insert into accounts values (?, ?, ?, ?, ?, ?)",
                [account_id, segment_id, *names.split("|"), tier, revenue],
            )
        connection.execute(
            "create table segment_profiles as "
            "select distinct segment_id, segment_name_nl, segment_name_en from accounts"
        )
    return path


def test_each_account_counts_once_with_its_published_revenue(tmp_path: Path) -> None:
    published = database(
        tmp_path / "published.duckdb",
        ("a", "loyal", "Trouw|Loyal", "A", "100.10"),
        ("b", "loyal", "Trouw|Loyal", "B", "20.20"),
        ("c", "champions", "Kampioenen|Champions", "A", None),
        ("gone", "loyal", "Trouw|Loyal", "A", "7.00"),
    )
    candidate = database(
        tmp_path / "candidate.duckdb",
        ("a", "champions", "Kampioenen|Champions", "A", "999.99"),
        ("b", "loyal", "Trouw|Loyal", "A", "20.20"),
        ("c", "champions", "Kampioenen|Champions", "A", None),
        ("come", "loyal", "Trouw|Loyal", "A", "3.00"),
    )
    found = compare(published, candidate)
    segments = [movement for movement in found if movement.part == "segment"]
    assert segments == [
        Movement("segment", LOYAL, CHAMPIONS, 1, Decimal("100.10")),
        Movement("segment", LOYAL, LOYAL, 1, Decimal("20.20")),
        Movement("segment", LOYAL, ABSENT, 1, Decimal("7.00")),
        Movement("segment", ABSENT, LOYAL, 1, Decimal("3.00")),
        Movement("segment", CHAMPIONS, CHAMPIONS, 1, Decimal(0)),
    ]
    assert [movement.is_stay for movement in segments] == [False, True, False, False, True]
    moved = [movement for movement in found if movement.part == "value_tier"]
    assert sum(movement.account_count for movement in moved) == 5
    assert Movement(
        "value_tier", Place("B", "B", "B"), Place("A", "A", "A"), 1, Decimal("20.20")
    ) in (moved)


def test_a_segment_with_another_name_is_renamed_and_moves_nobody(tmp_path: Path) -> None:
    published = database(tmp_path / "p.duckdb", ("a", "loyal", "Trouw|Loyal", "A", "1.00"))
    candidate = database(tmp_path / "c.duckdb", ("a", "loyal", "Vast|Steady", "A", "1.00"))
    (rename,) = renames(published, candidate)
    assert (rename.before, rename.after) == (LOYAL, Place("loyal", "Vast", "Steady"))
    assert all(movement.is_stay for movement in compare(published, candidate))


def test_quotes_in_paths_are_no_sql(tmp_path: Path) -> None:
    folder = tmp_path / "it's"
    folder.mkdir()
    path = database(folder / "p.duckdb", ("a", "loyal", "Trouw|Loyal", "A", "1.00"))
    assert len(compare(path, path)) == 2
