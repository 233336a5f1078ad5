"""Approval of segments: it holds while a segment is what was approved."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from klantcentraal.rules.segment_approvals import FINGERPRINT_LENGTH
from klantcentraal.segmentation.figures import day

_FILE = "rules_segment_approvals.csv"
_TEXT = {
    "nl": {
        "approved": "Goedgekeurd door {by} op {on}.",
        "never": "Niet goedgekeurd. Akkoord? {how}",
        "changed": "Niet goedgekeurd: veranderd sinds de goedkeuring van {on}. Akkoord? {how}",
        "how": "Zet in {file} de regel: {row}",
        "who": "<functie>,<jjjj-mm-dd>,<toelichting>",
    },
    "en": {
        "approved": "Approved by {by} on {on}.",
        "never": "Not approved. Agreed? {how}",
        "changed": "Not approved: changed since the approval of {on}. Agreed? {how}",
        "how": "Write in {file} the row: {row}",
        "who": "<role>,<yyyy-mm-dd>,<note>",
    },
}


@dataclass(frozen=True)
class Subject:
    """What is approved.

    Attributes:
        segmentation_id: Segmentation that the segment is of.
        segment_id: The segment.
        definition: What it was fitted from and when; '' = the same in every segmentation. Not its
            readable rule: that follows the accounts, and moves while the segment stays.
        name_nl: Its name in Dutch.
        name_en: Its name in English.
    """

    segmentation_id: str
    segment_id: str
    definition: str
    name_nl: str
    name_en: str

    @property
    def fingerprint(self) -> str:
        """Characters that change with each of these; the same on every machine."""
        told = [
            self.segmentation_id,
            self.segment_id,
            self.definition,
            self.name_nl,
            self.name_en,
        ]
        digest = hashlib.sha256(json.dumps(told).encode("ascii")).hexdigest()
        return digest[:FINGERPRINT_LENGTH]


@dataclass(frozen=True)
class Approval:
    """A row of rules_segment_approvals.

    Attributes:
        segment_id: The segment.
        fingerprint: What it was when it was approved.
        approved_by: Role of who approved.
        approved_on: Day.
        note: What was agreed; '' = nothing.
    """

    segment_id: str
    fingerprint: str
    approved_by: str
    approved_on: dt.date
    note: str = ""


@dataclass(frozen=True)
class ApprovalStatus:
    """Whether a segment is approved.

    Attributes:
        segment_id: The segment.
        fingerprint: What it is now.
        is_approved: Whether an approval of exactly that exists.
        approved_by: Role of who approved; None = not approved.
        approved_on: Day; None = not approved.
        text_nl: Who approved, or what to write where, in Dutch.
        text_en: The same in English.
    """

    segment_id: str
    fingerprint: str
    is_approved: bool
    approved_by: str | None
    approved_on: dt.date | None
    text_nl: str
    text_en: str


def approval_status(subject: Subject, approvals: Iterable[Approval]) -> ApprovalStatus:
    """Say whether a segment is approved as it is now.

    Args:
        subject: The segment as it is.
        approvals: Rows of rules_segment_approvals.

    Returns:
        Its status, with what to do where it is not approved.
    """
    own = [one for one in approvals if one.segment_id == subject.segment_id]
    valid = [one for one in own if one.fingerprint == subject.fingerprint]
    last = max(valid or own, key=lambda one: (one.approved_on, one.fingerprint), default=None)
    key = "approved" if valid else "changed" if last else "never"
    return ApprovalStatus(
        segment_id=subject.segment_id,
        fingerprint=subject.fingerprint,
        is_approved=bool(valid),
        approved_by=last.approved_by if valid and last else None,
        approved_on=last.approved_on if valid and last else None,
        text_nl=_text(key, subject, last, "nl"),
        text_en=_text(key, subject, last, "en"),
    )


def _text(key: str, subject: Subject, approval: Approval | None, language: str) -> str:
    texts = _TEXT[language]
    row = f"{subject.segment_id},{subject.fingerprint},{texts['who']}"
    return texts[key].format(
        by=approval.approved_by if approval else "",
        on=day(approval.approved_on, language) if approval else "",
        how=texts["how"].format(file=_FILE, row=row),
    )
