import datetime as dt
from dataclasses import replace

import pytest

from klantcentraal.segmentation.approvals import Approval, Subject, approval_status

SUBJECT = Subject("kmeans", "s001", "2026-06-30 a1b2", "Groeiers", "Growing")
APPROVAL = Approval("s001", SUBJECT.fingerprint, "head of sales", dt.date(2026, 7, 1))


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    assert SUBJECT.fingerprint == "70bef0f488ae"


@pytest.mark.parametrize(
    "change",
    [
        {"segmentation_id": "ward"},
        {"segment_id": "s002"},
        {"definition": "2026-07-31 a1b2"},
        {"name_nl": "Groeiende klanten"},
        {"name_en": "Growing accounts"},
        {"name_nl": "Groeiers\u00eb", "name_en": "\ud800"},
    ],
)
def test_a_changed_segment_has_another_fingerprint(change: dict[str, str]) -> None:
    assert replace(SUBJECT, **change).fingerprint != SUBJECT.fingerprint


def test_a_segment_is_approved_as_it_was_approved() -> None:
    status = approval_status(SUBJECT, [APPROVAL])
    assert status.is_approved
    assert (status.approved_by, status.approved_on) == ("head of sales", dt.date(2026, 7, 1))
    assert status.text_nl == "Goedgekeurd door head of sales op 1 juli 2026."
    assert status.text_en == "Approved by head of sales on 1 July 2026."


def test_a_changed_segment_loses_its_approval() -> None:
    changed = replace(SUBJECT, definition="2026-07-31 a1b2")
    status = approval_status(changed, [APPROVAL])
    assert not status.is_approved
    assert (status.approved_by, status.approved_on) == (None, None)
    assert status.text_en == (
        "Not approved: changed since the approval of 1 July 2026. Agreed? Write in "
        "rules_segment_approvals.csv the row: "
        f"s001,{changed.fingerprint},<role>,<yyyy-mm-dd>,<note>"
    )


def test_a_segment_that_nobody_approved_says_what_to_write() -> None:
    status = approval_status(SUBJECT, [replace(APPROVAL, segment_id="s002")])
    assert not status.is_approved
    assert status.text_nl == (
        "Niet goedgekeurd. Akkoord? Zet in rules_segment_approvals.csv de regel: "
        f"s001,{SUBJECT.fingerprint},<functie>,<jjjj-mm-dd>,<toelichting>"
    )


def test_the_latest_of_several_approvals_counts() -> None:
    later = replace(APPROVAL, approved_by="board", approved_on=dt.date(2026, 9, 1))
    assert approval_status(SUBJECT, [later, APPROVAL]).approved_by == "board"
