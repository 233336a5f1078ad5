from decimal import Decimal

from klantcentraal.preview.movements import Movement, Place, Rename
from klantcentraal.preview.page import PreviewPage
from klantcentraal.preview.preview import Preview
from klantcentraal.preview.refits import Refit

CHAMPIONS = Place("champions", "Kampioenen", "Champions")
LOYAL = Place("loyal", "Trouw", "Loyal")
STAY = (
    Movement("segment", LOYAL, LOYAL, 900, Decimal("6000.00")),
    Movement("value_tier", Place("A", "A", "A"), Place("A", "A", "A"), 1000, Decimal("8000.00")),
)
MOVE = Movement("segment", LOYAL, CHAMPIONS, 100, Decimal("2000.00"))


def page(
    language: str,
    *movements: Movement,
    renames: tuple[Rename, ...] = (),
    refit: Refit | None = None,
) -> PreviewPage:
    preview = Preview(("rules_rfm_segments.csv",), "2026-06-30", movements, renames, refit)
    return PreviewPage(preview, language)


def test_it_says_how_many_accounts_and_how_much_revenue_move() -> None:
    lines = page("en", *STAY, MOVE).on_screen()
    assert lines[0] == "Preview of rules_rfm_segments.csv"
    assert lines[1] == (
        "100 of 1,000 accounts (10.0%) would move to another segment, with 2,000.00 of revenue "
        "over 12 months (25.0%), as of 2026-06-30."
    )
    assert "- 100 accounts, 2,000.00 of revenue: from Loyal to Champions" in lines
    assert any(
        line.split()[:5] == ["Loyal", "1,000", "900", "8,000.00", "6,000.00"] for line in lines
    )
    assert any(
        line.split()[:5] == ["Total", "1,000", "1,000", "8,000.00", "8,000.00"] for line in lines
    )
    assert lines[-1].startswith("Nothing was published")


def test_it_says_so_in_dutch() -> None:
    lines = page("nl", *STAY, MOVE).on_screen()
    assert lines[1].startswith("100 van 1.000 accounts (10,0%) zouden naar een ander segment gaan")
    assert "- 100 accounts, 2.000,00 omzet: van Trouw naar Kampioenen" in lines


def test_nothing_moves_is_said() -> None:
    assert "No account would move, as of 2026-06-30." in page("en", *STAY).on_screen()


def test_markdown_is_a_table_that_names_cannot_break() -> None:
    odd = Place("loyal", "Trouw", "Loyal | new\nline")
    text = page("en", Movement("segment", odd, odd, 1, Decimal("1.00"))).markdown()
    assert "## Preview of `rules_rfm_segments.csv`" in text
    assert "| segment | accounts now | then | revenue now | then |\n| --- | ---: " in text
    assert "| Loyal \\| new line | 1 | 1 | 1.00 | 1.00 |" in text


def test_a_renamed_segment_is_one_row_and_is_told() -> None:
    named = Place("loyal", "Vast", "Steady")
    lines = page(
        "en",
        Movement("segment", LOYAL, named, 5, Decimal("5.00")),
        renames=(Rename(LOYAL, named),),
    ).on_screen()
    assert "- Loyal would be called Steady" in lines
    assert "No account would move to another segment, as of 2026-06-30." in lines
    assert [line.split()[:3] for line in lines if line.startswith("Loyal")] == [["Loyal", "5", "5"]]


def test_without_revenue_there_is_no_share_to_fail_on() -> None:
    lines = page("en", Movement("segment", LOYAL, CHAMPIONS, 1, Decimal(0))).on_screen()
    assert lines[1].startswith("1 of 1 accounts (100.0%)")
    assert "(0.0%)" in lines[1]


def test_segments_that_come_and_go_are_told_with_the_reason() -> None:
    new = Place("s006", "Nieuwkomers", "Newcomers")
    refit = Refit("Gekozen: k-means. Afgevallen: RFM.", "Chosen: k-means. Ruled out: RFM.")
    moves = (Movement("segment", LOYAL, new, 2, Decimal("2.00")),)
    lines = page("en", *moves, refit=refit).on_screen()
    assert lines[2:5] == [
        "Segments would be made anew with these rules. Chosen: k-means.",
        "Segments that would come into use: Newcomers.",
        "Segments that would go out of use: Loyal.",
    ]
    lines = page("nl", *moves, refit=refit).on_screen()
    assert lines[2:5] == [
        "Met deze regels zouden de segmenten opnieuw worden gemaakt. Gekozen: k-means.",
        "Segmenten die in gebruik zouden komen: Nieuwkomers.",
        "Segmenten die buiten gebruik zouden raken: Trouw.",
    ]


def test_segments_that_only_move_accounts_neither_come_nor_go() -> None:
    text = "\n".join(page("en", *STAY, MOVE).on_screen())
    assert "Segments that would come into use: Champions." in text
    assert "go out of use" not in text
    assert "made anew" not in text


def test_two_segments_of_one_name_are_told_apart() -> None:
    other = Place("s005", "Kampioenen", "Champions")
    lines = page("en", Movement("segment", other, CHAMPIONS, 1, Decimal("9.00"))).on_screen()
    assert "- 1 account, 9.00 of revenue: from Champions (s005) to Champions (champions)" in lines
    assert "Segments that would come into use: Champions (champions)." in lines
    assert any(line.startswith("Champions (s005) ") for line in lines)


def test_value_tiers_are_called_so() -> None:
    tiers = Place("A", "A", "A"), Place("B", "B", "B")
    move = Movement("value_tier", *tiers, 3, Decimal("4.00"))
    english, dutch = (page(language, *STAY, move).on_screen() for language in ("en", "nl"))
    assert "- 3 accounts, 4.00 of revenue: from value tier A to B" in english
    assert "- 3 accounts, 4,00 omzet: van waardeklasse A naar B" in dutch
