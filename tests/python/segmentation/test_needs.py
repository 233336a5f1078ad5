from klantcentraal.segmentation.needs import LEAST_ACCOUNTS, Need, segment_needs

NEEDS = [
    Need("hygiene", "Handen hygiënisch", "Hygienic hands", "Dispensers.", "Dispensers."),
    Need("office", "Kantoor", "Office", "Papier.", "Paper."),
]
SEGMENTS = {f"K{place:03d}": "s001" if place < 40 else "s002" for place in range(200)}


def stated(need: str, first: int, count: int) -> list[tuple[str, str]]:
    return [(f"K{place:03d}", need) for place in range(first, first + count)]


def test_the_need_with_the_highest_index_stands_out() -> None:
    found = segment_needs(
        SEGMENTS,
        [*stated("hygiene", 0, 20), *stated("office", 0, 20), *stated("office", 50, 20)],
        NEEDS,
    )
    assert set(found) == {"s001"}
    one = found["s001"]
    assert (one.need.need_id, one.account_count, one.account_share) == ("hygiene", 20, 0.5)
    assert one.need_index == 500.0
    assert one.text("nl") == (
        "Handen hygiënisch: 50 % van de klanten vraagt erom (index 500; gemiddelde klant = 100)."
    )
    assert one.text("en") == (
        "Hygienic hands: 50% of accounts ask for it (index 500; average account = 100)."
    )


def test_an_account_that_repeats_itself_is_one_voice() -> None:
    assert segment_needs(SEGMENTS, stated("hygiene", 0, LEAST_ACCOUNTS - 1) * 3, NEEDS) == {}


def test_what_chance_explains_does_not_stand_out() -> None:
    voices = [*stated("hygiene", 0, 6), *stated("hygiene", 40, 20)]
    assert segment_needs(SEGMENTS, voices, NEEDS) == {}


def test_topics_and_unknown_accounts_do_not_count() -> None:
    voices = [*stated("topic_1", 0, 30), *[(f"X{place}", "hygiene") for place in range(30)]]
    assert segment_needs(SEGMENTS, voices, NEEDS) == {}
