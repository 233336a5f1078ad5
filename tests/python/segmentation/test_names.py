import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from klantcentraal import rule_files
from klantcentraal.segmentation.facts import SegmentFact
from klantcentraal.segmentation.names import (
    NameRule,
    NameSources,
    SegmentName,
    fit,
    name_segments,
    renames,
)

JUNE, JULY, AUGUST = dt.date(2026, 6, 30), dt.date(2026, 7, 31), dt.date(2026, 8, 31)


def rule(name: str, high: str = "", low: str = "") -> NameRule:
    return NameRule(
        name.lower(), tuple(high.split()), tuple(low.split()), f"{name} nl", name, "Doe.", "Do."
    )


RULES = [
    rule("Champions", "margin_12m_amount invoices_12m_count"),
    rule("Growing", "revenue_trend_value"),
    rule("Online", "online_share"),
    rule("Quiet", "days_since_last_invoice", "invoices_12m_count"),
    rule("Other"),
]


def facts(segment_id: str, **effects: float) -> tuple[SegmentFact, ...]:
    return tuple(
        SegmentFact(segment_id, name, 1.0, 1.0, 100.0, effect, 50)
        for name, effect in effects.items()
    )


FACTS = {
    "s001": facts("s001", margin_12m_amount=0.8, invoices_12m_count=0.7, online_share=0.4),
    "s002": facts("s002", revenue_trend_value=0.9, online_share=0.6),
    "s003": facts("s003", days_since_last_invoice=0.8, invoices_12m_count=-0.9),
    "s004": (),
}


def given(
    history: list[SegmentName] | None = None, edited: list[SegmentName] | None = None
) -> NameSources:
    return NameSources(history or [], edited or [], RULES)


def told(names: tuple[SegmentName, ...]) -> dict[str, str]:
    return {name.segment_id: name.name_en for name in names}


def edit(segment_id: str, name: str) -> SegmentName:
    return SegmentName(segment_id, "", f"{name} nl", name, "Doe iets.", "Do something.", JUNE)


def test_new_segments_get_the_names_that_fit_their_facts() -> None:
    names = name_segments(given(), FACTS, JUNE)
    assert told(names) == {
        "s001": "Champions",
        "s002": "Growing",
        "s003": "Quiet",
        "s004": "Other",
    }
    assert {name.since_date for name in names} == {JUNE}
    assert names[0].action_nl == "Doe."


def test_a_name_fits_only_where_each_of_its_facts_is_clear() -> None:
    assert fit(RULES[0], FACTS["s001"]) == pytest.approx(0.85)
    assert fit(RULES[3], FACTS["s003"]) == pytest.approx(0.95)
    assert fit(RULES[3], facts("s009", days_since_last_invoice=0.9)) is None
    assert fit(RULES[1], facts("s009", revenue_trend_value=0.3)) is None
    assert fit(RULES[4], FACTS["s001"]) is None


def test_names_are_spread_so_that_together_they_fit_best() -> None:
    two = {
        "s001": facts("s001", revenue_trend_value=0.8, online_share=0.7),
        "s002": facts("s002", revenue_trend_value=0.7),
    }
    assert told(name_segments(given(), two, JUNE)) == {"s001": "Online", "s002": "Growing"}


def test_segments_that_no_name_fits_are_numbered() -> None:
    nothing: dict[str, tuple[SegmentFact, ...]] = {"s001": (), "s002": (), "s003": ()}
    names = name_segments(given(), nothing, JUNE)
    assert [name.name_nl for name in names] == ["Other nl", "Other nl 2", "Other nl 3"]


def test_a_segment_keeps_its_name_whatever_its_facts_become() -> None:
    first = name_segments(given(), FACTS, JUNE)
    turned = {**FACTS, "s001": FACTS["s003"], "s003": FACTS["s001"]}
    assert name_segments(given(list(first)), turned, JULY) == first


def test_a_new_segment_never_gets_the_name_of_an_old_one() -> None:
    first = name_segments(given(), FACTS, JUNE)
    later = {"s005": facts("s005", revenue_trend_value=0.9, online_share=0.5)}
    assert told(name_segments(given(list(first)), later, JULY)) == {"s005": "Online"}


def test_the_text_of_an_action_follows_its_file() -> None:
    first = name_segments(given(), FACTS, JUNE)
    changed = [replace(one, action_en="Do better.") for one in RULES]
    names = name_segments(NameSources(list(first), [], changed), FACTS, JULY)
    assert {name.action_en for name in names} == {"Do better."}
    assert {name.since_date for name in names} == {JUNE}


def test_a_person_renames_and_an_event_says_so() -> None:
    history = list(name_segments(given(), FACTS, JUNE))
    names = name_segments(given(history, [edit("s002", "Rising stars")]), FACTS, JULY)
    assert told(names)["s002"] == "Rising stars"
    assert names[1].action_en == "Do something."
    new = [name for name in names if name not in history]
    assert [(name.segment_id, name.since_date) for name in new] == [("s002", JULY)]
    [event] = renames([*history, *new])
    assert (event.segment_id, event.event_date) == ("s002", JULY)
    assert event.note_nl == "Naam gewijzigd van 'Growing nl' in 'Rising stars nl'."
    assert event.note_en == "Name changed from 'Growing' to 'Rising stars'."
    again = name_segments(given([*history, *new], [edit("s002", "Rising stars")]), FACTS, AUGUST)
    assert again == names


def test_a_name_stays_when_its_row_is_taken_out() -> None:
    history = list(name_segments(given(), FACTS, JUNE))
    names = name_segments(given(history, [edit("s002", "Rising stars")]), FACTS, JULY)
    assert name_segments(given([*history, *names]), FACTS, AUGUST) == names


def test_who_is_renamed_to_the_name_of_another_takes_it() -> None:
    history = list(name_segments(given(), FACTS, JUNE))
    names = name_segments(given(history, [edit("s004", "Growing")]), FACTS, JULY)
    assert told(names)["s004"] == "Growing"
    assert told(names)["s002"] == "Online"
    assert len({name.name_nl for name in names}) == len({name.name_en for name in names}) == 4
    assert {event.segment_id for event in renames([*history, *names])} == {"s002", "s004"}


def test_a_segment_named_by_hand_from_the_start_has_no_event() -> None:
    names = name_segments(given([], [edit("s001", "Friends")]), FACTS, JUNE)
    assert told(names)["s001"] == "Friends"
    assert renames(names) == ()


def test_names_of_the_shipped_file_are_tried_against_themselves() -> None:
    rows = rule_files.read_rows("rules_segment_facts", None, Path(__file__).parents[3])
    rules = [
        NameRule(
            row["name_id"],
            tuple(row["high_facts"].split()),
            tuple(row["low_facts"].split()),
            row["segment_name_nl"],
            row["segment_name_en"],
            row["action_nl"],
            row["action_en"],
        )
        for row in rows
    ]
    for one in rules[:-1]:
        effects = dict.fromkeys(one.high_facts, 0.8) | dict.fromkeys(one.low_facts, -0.8)
        named = name_segments(NameSources([], [], rules), {"s001": facts("s001", **effects)}, JUNE)
        assert told(named) == {"s001": one.name_en}
