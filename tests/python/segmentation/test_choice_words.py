import numpy as np
import pytest

from klantcentraal.segmentation.choice_words import choice_words, structure_words
from klantcentraal.segmentation.cluster_count import CountChoice
from klantcentraal.segmentation.count_reasons import count_reason
from klantcentraal.segmentation.gates import Gate
from klantcentraal.segmentation.judged import QUALITY, Figure, Judged

from .scored_accounts import candidate

LABELS = np.arange(10) % 5


def judged(name: str, verdict: str, *gates: Gate) -> Judged:
    figures = {} if gates else {QUALITY: Figure(0.8149)}
    return Judged(candidate(name, name, LABELS), gates, figures, verdict)


def test_the_only_one() -> None:
    gate = Gate("stability_value", 0.74999, (0.75, None), is_passed=False)
    words = choice_words([judged("kmeans", "chosen"), judged("som", "refused", gate)])
    assert words["en"] == (
        "Chosen: k-means with 5 segments, the only one that meets every demand (quality 0.81). "
        "Ruled out: a self-organising map with 5 segments: stability 0.74 is below 0.75."
    )
    assert words["nl"] == (
        "Gekozen: k-means met 5 segmenten, als enige die aan alle eisen voldoet (kwaliteit 0,81). "
        "Afgevallen: een zelforganiserende kaart met 5 segmenten: stabiliteit 0,74 is lager dan "
        "0,75."
    )


def test_the_highest() -> None:
    words = choice_words([judged("tiers", "beaten"), judged("mixed", "chosen")])
    assert words["en"] == (
        "Chosen: k-means on mixed data with 5 segments; of what meets every demand its quality "
        "(0.81) is the highest."
    )


def test_the_simplest_of_equals() -> None:
    words = choice_words(
        [
            judged("som", "tied"),
            judged("ward", "tied"),
            judged("tree", "chosen"),
            judged("tiers", "beaten"),
        ]
    )
    assert words["en"] == (
        "Chosen: a decision tree with 5 segments; its quality (0.81) differs no more than by "
        "chance from a self-organising map with 5 segments and Ward with 5 segments, and it is "
        "the simplest."
    )
    assert words["nl"] == (
        "Gekozen: een beslisboom met 5 segmenten; de kwaliteit (0,81) verschilt niet meer dan "
        "toeval van een zelforganiserende kaart met 5 segmenten en Ward met 5 segmenten, en dit "
        "is de eenvoudigste."
    )


@pytest.mark.parametrize(
    ("value", "expected"), [(0.7999, "79%"), (0.0, "0%"), (0.29, "29%"), (0.57, "57%")]
)
def test_a_share_is_never_rounded_up_to_its_limit(value: float, expected: str) -> None:
    gate = Gate("passing_account_share", value, (0.8, None), is_passed=False)
    assert f": {expected} of accounts" in choice_words([judged("rfm", "fallback", gate)])["en"]


def test_clusterings_without_segments_say_why() -> None:
    equal = CountChoice(None, *count_reason("all_equal"))
    tiny = CountChoice(None, *count_reason("tiny", smallest=30))
    words = structure_words({"kmeans": equal, "ward": equal, "mixed": tiny})
    assert words["en"] == (
        " No segments found: k-means and Ward: the accounts are all equal in these features; "
        "k-means on mixed data: where the accounts fall apart most clearly, a segment has fewer "
        "than 30 accounts."
    )
    assert words["nl"] == (
        " Geen segmenten gevonden: k-means en Ward: de accounts zijn op deze kenmerken allemaal "
        "gelijk; k-means op gemengde gegevens: waar de accounts het duidelijkst uiteenvallen, "
        "heeft een segment minder dan 30 accounts."
    )


def test_nothing_is_said_where_each_clustering_found_segments() -> None:
    found = CountChoice(4, *count_reason("found", count=4, gap=0.1, p_value=0.02, mean=0.9))
    assert structure_words({"kmeans": found}) == {"nl": "", "en": ""}
