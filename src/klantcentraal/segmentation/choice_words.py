"""Why a segmentation is used, in words that a marketer reads."""

import math
from collections.abc import Callable, Mapping, Sequence

from klantcentraal.segmentation.candidate import Candidate
from klantcentraal.segmentation.cluster_count import CountChoice
from klantcentraal.segmentation.gates import Gate
from klantcentraal.segmentation.judged import CHOSEN, QUALITY, TIED, Judged

LANGUAGES = ("nl", "en")
_METHODS = {
    "tiers": {"nl": "waardeklassen", "en": "value tiers"},
    "rfm": {"nl": "RFM", "en": "RFM"},
    "tree": {"nl": "een beslisboom", "en": "a decision tree"},
    "kmeans": {"nl": "k-means", "en": "k-means"},
    "ward": {"nl": "Ward", "en": "Ward"},
    "mixed": {"nl": "k-means op gemengde gegevens", "en": "k-means on mixed data"},
    "som": {"nl": "een zelforganiserende kaart", "en": "a self-organising map"},
}
_WITH = {"nl": "met {segments}", "en": "with {segments}"}
_SEGMENTS = {"nl": ("segment", "segmenten"), "en": ("segment", "segments")}
_AND = {"nl": " en ", "en": " and "}
_CHOSEN = {
    "nl": "Gekozen: {name}; van wat aan alle eisen voldoet is de kwaliteit ({quality}) de hoogste.",
    "en": "Chosen: {name}; of what meets every demand its quality ({quality}) is the highest.",
}
_ONLY = {
    "nl": "Gekozen: {name}, als enige die aan alle eisen voldoet (kwaliteit {quality}).",
    "en": "Chosen: {name}, the only one that meets every demand (quality {quality}).",
}
_SIMPLEST = {
    "nl": "Gekozen: {name}; de kwaliteit ({quality}) verschilt niet meer dan toeval van {others}, "
    "en dit is de eenvoudigste.",
    "en": "Chosen: {name}; its quality ({quality}) differs no more than by chance from {others}, "
    "and it is the simplest.",
}
_REFUSED = {"nl": "Afgevallen: {faults}.", "en": "Ruled out: {faults}."}
_NONE = {
    "nl": "Geen enkele indeling voldoet aan alle eisen, dus RFM wordt gebruikt.",
    "en": "No segmentation meets every demand, so RFM is used.",
}
_NO_GROUPS = {
    "nl": "Geen segmenten gevonden: {reasons}.",
    "en": "No segments found: {reasons}.",
}
_FAULTS = {
    "segment_count": {
        "nl": "accounts staan in {value}, niet in {low} tot {high}",
        "en": "accounts are in {value}, not in {low} to {high}",
    },
    "stability_value": {
        "nl": "stabiliteit {value} is lager dan {low}",
        "en": "stability {value} is below {low}",
    },
    "passing_account_share": {
        "nl": "{value} % van de accounts zit in segmenten die alle toetsen doorstaan, minder dan "
        "{low} %",
        "en": "{value}% of accounts are in segments that pass every test, less than {low}%",
    },
    "has_structure_value": {
        "nl": "er zijn niet meer groepen dan toeval zou maken",
        "en": "there are no more groups than chance would make",
    },
}
_UNMEASURED = {
    "stability_value": {
        "nl": "de stabiliteit is niet te meten",
        "en": "its stability cannot be measured",
    },
    "has_structure_value": {
        "nl": "of er groepen zijn is niet getoetst",
        "en": "whether there are groups was not tested",
    },
}


def choice_words(judged: Sequence[Judged]) -> dict[str, str]:
    """Say why a segmentation is used.

    Args:
        judged: Every candidate; at most one is chosen.

    Returns:
        A text by language, nl and en, that names the gates that each refused candidate failed.
    """
    return {language: _words(judged, language) for language in LANGUAGES}


def structure_words(counts: Mapping[str, CountChoice]) -> dict[str, str]:
    """Say which clusterings found no segments, and why: they are no candidates.

    Args:
        counts: By method what choose_count found.

    Returns:
        A sentence by language, nl and en, with a space before it; '' where each found some.
        Methods with one reason share it.
    """
    missing = {name: found for name, found in counts.items() if not found.has_structure}
    return {language: _no_groups(missing, language) for language in LANGUAGES}


def _no_groups(missing: Mapping[str, CountChoice], language: str) -> str:
    if not missing:
        return ""
    methods: dict[str, list[str]] = {}
    for name, found in missing.items():
        reason = found.reason_nl if language == "nl" else found.reason_en
        methods.setdefault(reason, []).append(_METHODS[name][language])
    reasons = "; ".join(f"{_listed(names, language)}: {why}" for why, names in methods.items())
    return " " + _NO_GROUPS[language].format(reasons=reasons)


def _words(judged: Sequence[Judged], language: str) -> str:
    failed = [one for one in judged if not all(gate.is_passed for gate in one.gates)]
    faults = "; ".join(f"{_name(one.candidate, language)}: {_why(one, language)}" for one in failed)
    chosen = next((one for one in judged if one.verdict == CHOSEN), None)
    sentences = [_NONE[language] if chosen is None else _chosen(chosen, judged, language)]
    if faults:
        sentences.append(_REFUSED[language].format(faults=faults))
    return " ".join(sentences)


def _chosen(chosen: Judged, judged: Sequence[Judged], language: str) -> str:
    tied = [_name(one.candidate, language) for one in judged if one.verdict == TIED]
    is_alone = not any(QUALITY in one.figures for one in judged if one is not chosen)
    text = _ONLY if is_alone else _SIMPLEST if tied else _CHOSEN
    return text[language].format(
        name=_name(chosen.candidate, language),
        quality=_number(chosen.figures[QUALITY].value or 0.0, 100, language, round),
        others=_listed(tied, language),
    )


def _name(candidate: Candidate, language: str) -> str:
    segments = _segments(str(candidate.segment_count), language)
    return f"{_METHODS[candidate.method_id][language]} {_WITH[language].format(segments=segments)}"


def _segments(count: str, language: str) -> str:
    one, more = _SEGMENTS[language]
    return f"{count} {one if count == '1' else more}"


def _listed(names: Sequence[str], language: str) -> str:
    return _AND[language].join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _why(one: Judged, language: str) -> str:
    faults = [_fault(gate, language) for gate in one.gates if not gate.is_passed]
    return _listed(faults, language)


def _fault(gate: Gate, language: str) -> str:
    if gate.value is None:
        return _UNMEASURED[gate.gate_id][language]
    low, high = gate.limits
    if gate.gate_id == "passing_account_share":
        numbers = [_number(part * 100, 1, language, math.floor) for part in (gate.value, low or 0)]
    else:
        numbers = [_number(part, 100, language, math.floor) for part in (gate.value, low or 0)]
    value, lowest = numbers
    if gate.gate_id == "segment_count":
        value = _segments(value, language)
    highest = _number(high or 0, 100, language, math.floor)
    return _FAULTS[gate.gate_id][language].format(value=value, low=lowest, high=highest)


def _number(value: float, parts: int, language: str, whole: Callable[[float], int]) -> str:
    """Write a number to whole parts; down, so that what is below a limit never reads as it."""
    text = f"{whole(round(value * parts, 6)) / parts:g}"
    return text.replace(".", ",") if language == "nl" else text
