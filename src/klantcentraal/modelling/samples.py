"""Whether there is enough to learn a target from (METHOD-DETAILS 9)."""

from dataclasses import dataclass

import numpy as np

from klantcentraal.modelling.arrays import Texts, Vector
from klantcentraal.modelling.reference_model import Task

MINIMUM_ROWS = 200
MINIMUM_CLASS_ROWS = 50
MINIMUM_CLASS_GROUPS = 30

_WORDS = {
    "no_target": (
        "van geen enkel account is een uitkomst bekend",
        "no account has a known outcome",
    ),
    "too_few_rows": (
        f"van {{row_count}} accounts is een uitkomst bekend, nodig zijn {MINIMUM_ROWS}",
        f"{{row_count}} accounts have a known outcome, {MINIMUM_ROWS} are needed",
    ),
    "too_few_of_class": (
        "bij {positive_count} accounts was de uitkomst ja en bij {negative_count} nee, nodig zijn "
        f"{MINIMUM_CLASS_ROWS} van elk",
        "the outcome was yes for {positive_count} accounts and no for {negative_count}, "
        f"{MINIMUM_CLASS_ROWS} of each are needed",
    ),
    "too_few_groups": (
        "de uitkomst was ja bij {positive_group_count} groepen bedrijven en nee bij "
        f"{{negative_group_count}}, nodig zijn {MINIMUM_CLASS_GROUPS} van elk",
        "the outcome was yes for {positive_group_count} groups of companies and no for "
        f"{{negative_group_count}}, {MINIMUM_CLASS_GROUPS} of each are needed",
    ),
    "constant": (
        "de uitkomst is bij alle accounts gelijk",
        "the outcome is the same for all accounts",
    ),
}


@dataclass(frozen=True)
class Sample:
    """How much there is to learn a target from.

    Attributes:
        row_count: Rows whose target is known.
        positive_count: Rows of which it is true; 0 for an amount.
        negative_count: Rows of which it is false; 0 for an amount.
        positive_group_count: Groups of companies among the true ones.
        negative_group_count: Groups of companies among the false ones.
        refusal_id: Why nothing can be learned: no_target, too_few_rows, too_few_of_class or
            too_few_groups; None = it can.
    """

    row_count: int
    positive_count: int = 0
    negative_count: int = 0
    positive_group_count: int = 0
    negative_group_count: int = 0
    refusal_id: str | None = None


def refusal_words(sample: Sample) -> dict[str, str | None]:
    """Say in plain words why nothing can be learned.

    Args:
        sample: How much there is.

    Returns:
        A part of a sentence per language (nl, en); None when it can be learned.
    """
    if sample.refusal_id is None:
        return {"nl": None, "en": None}
    nl, en = _WORDS[sample.refusal_id]
    if (
        sample.refusal_id == "too_few_of_class"
        and not sample.positive_count + sample.negative_count
    ):
        nl, en = _WORDS["constant"]
    return {"nl": nl.format(**vars(sample)), "en": en.format(**vars(sample))}


def judge(target: Vector, groups: Texts, task: Task) -> Sample:
    """Judge whether a target can be learned.

    Args:
        target: One number a row whose target is known; 0 or 1 for classification.
        groups: Group of companies of each row.
        task: classification or regression.

    Returns:
        The counts, and the first reason to refuse.
    """
    if task == "regression":
        return Sample(len(target), refusal_id=_rows_refusal(len(target)) or _constant(target))
    positives = target == 1
    counts = (int(positives.sum()), int((~positives).sum()))
    group_counts = (len(set(groups[positives])), len(set(groups[~positives])))
    refusal = _rows_refusal(len(target))
    if refusal is None and min(counts) < MINIMUM_CLASS_ROWS:
        refusal = "too_few_of_class"
    if refusal is None and min(group_counts) < MINIMUM_CLASS_GROUPS:
        refusal = "too_few_groups"
    return Sample(len(target), *counts, *group_counts, refusal)


def _rows_refusal(row_count: int) -> str | None:
    if row_count == 0:
        return "no_target"
    return "too_few_rows" if row_count < MINIMUM_ROWS else None


def _constant(target: Vector) -> str | None:
    return "too_few_of_class" if np.ptp(target) == 0 else None
