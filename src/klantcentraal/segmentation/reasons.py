"""Why an account is in its segment: what it shares with it, in its own figures."""

import math
from collections.abc import Mapping, Sequence

import duckdb
import numpy as np
import pyarrow as pa

from klantcentraal.modelling.arrays import Flags, Indices, Matrix, Texts, Vector
from klantcentraal.quoting import literal
from klantcentraal.segmentation.facts import FACTS, SegmentFact, clear_facts, figure_text
from klantcentraal.segmentation.figures import LANGUAGES, all_of, in_number, to_digits
from klantcentraal.segmentation.fit_sources import read_run
from klantcentraal.segmentation.key_accounts import KEY_ACCOUNTS_ID
from klantcentraal.segmentation.naming import FactSources, fact_rows, facts_at
from klantcentraal.segmentation.rule_columns import BY_NAME, Words
from klantcentraal.segmentation.yardstick import BATCH_ROWS, VALUE_FEATURE

MOST_FACTS = 2  # more of them make a list, not a reason
STRONGEST = 6  # weaker ones do not make the segment what it is
_NONE_CHOSEN = -1

# What a person answered is no reason to print; a trend has no unit that people know.
_LEFT_OUT = ("satisfaction_value", "revenue_trend_value")
_MORE_WORDS = {
    "days_since_first_invoice": {
        "nl": Words("eerste factuur {} [dag|dagen] geleden", "", ""),
        "en": Words("first invoice {} [day|days] ago", "", ""),
    }
}
# Of facts that say the same, one is told.
_SAME = {
    "revenue_12m_amount": "margin_12m_amount",
    "late_invoice_share": "days_late_value",
    "annual_turnover_amount": "employees",
}
_AGAINST = {
    "nl": "{own} (segment {segment}, gemiddelde klant {base})",
    "en": "{own} (segment {segment}, average account {base})",
}
_SCHEMA = pa.schema(
    [
        ("account_key", pa.int32()),
        ("shared_facts_nl", pa.string()),
        ("shared_facts_en", pa.string()),
    ]
)


def shared_facts(
    sources: FactSources, in_use: duckdb.DuckDBPyRelation, batch_rows: int = BATCH_ROWS
) -> pa.RecordBatchReader:
    """Give what each account shares with its segment at the scoring date.

    Args:
        sources: What facts are measured on.
        in_use: segments_in_use.
        batch_rows: Accounts at a time.

    Returns:
        account_key and the facts in Dutch and English, null where the account shares none; no rows
        while RFM is in use.
    """
    [(is_rfm,)] = in_use.project("is_rfm").fetchall()
    if is_rfm:
        return pa.RecordBatchReader.from_batches(_SCHEMA, [])
    run = read_run(sources.run)
    found = facts_at(sources, run.as_of_date)
    rows, names = fact_rows(sources, run.as_of_date)
    told = {segment_id: _told(facts) for segment_id, facts in found.items()}
    if KEY_ACCOUNTS_ID in told:
        told[KEY_ACCOUNTS_ID] = (*_key_facts(rows, found), *told[KEY_ACCOUNTS_ID])
    batches = rows.order("account_key").to_arrow_reader(batch_rows)
    return pa.RecordBatchReader.from_batches(
        _SCHEMA, (_worded(batch, names, told, run.currency) for batch in batches)
    )


def _told(facts: Sequence[SegmentFact]) -> tuple[SegmentFact, ...]:
    fit = [fact for fact in clear_facts(facts) if fact.fact_name not in _LEFT_OUT]
    return tuple(fit[:STRONGEST])


def _key_facts(
    rows: duckdb.DuckDBPyRelation, found: Mapping[str, Sequence[SegmentFact]]
) -> tuple[SegmentFact, ...]:
    """The margin that makes an account a key account, also where there are too few for facts."""
    own = rows.filter(f"segment_id = {literal(KEY_ACCOUNTS_ID)}").project(VALUE_FEATURE)
    margins = [margin for (margin,) in own.fetchall() if margin is not None]
    every = (fact for facts in found.values() for fact in facts)
    base = next((fact.base_value for fact in every if fact.fact_name == VALUE_FEATURE), None)
    if not margins or base is None:
        return ()
    mean = math.fsum(margins) / len(margins)
    return (SegmentFact(KEY_ACCOUNTS_ID, VALUE_FEATURE, mean, base, None, 1.0, len(margins)),)


def _worded(
    batch: pa.RecordBatch,
    names: Sequence[str],
    told: Mapping[str, Sequence[SegmentFact]],
    currency: str,
) -> pa.RecordBatch:
    segment_ids = batch.column("segment_id").to_numpy(zero_copy_only=False)
    values = np.column_stack(
        [batch.column(name).to_numpy(zero_copy_only=False).astype(np.float64) for name in names]
    )
    texts = {language: np.full(len(batch), None, dtype=object) for language in LANGUAGES}
    for segment_id in set(segment_ids):
        rows = np.flatnonzero(segment_ids == segment_id)
        facts = told.get(segment_id, ())
        columns = np.array([names.index(fact.fact_name) for fact in facts], dtype=np.int64)
        own = values[rows][:, columns]
        chosen = choose_facts(own, facts)
        for language in LANGUAGES:
            texts[language][rows] = fact_texts(own, facts, chosen, (language, currency))
    parts = [batch.column("account_key"), *(texts[language] for language in ("nl", "en"))]
    arrays = [pa.array(column, kind.type) for column, kind in zip(parts, _SCHEMA, strict=True)]
    return pa.record_batch(arrays, schema=_SCHEMA)


def choose_facts(own: Matrix, facts: Sequence[SegmentFact]) -> Indices:
    """Choose what accounts of a segment share with it.

    Args:
        own: Values of the accounts, shape (rows, facts), NaN where unknown.
        facts: Of the segment, strongest first.

    Returns:
        Shape (rows, MOST_FACTS): places of the strongest facts in which the account stands on the
        same side of all accounts as its segment; -1 = no more. Of two that say the same, the first.
    """
    chosen = np.full((len(own), MOST_FACTS), _NONE_CHOSEN)
    topics = [_SAME.get(fact.fact_name, fact.fact_name) for fact in facts]
    for place, fact in enumerate(facts):
        is_shared: Flags = np.sign(own[:, place] - fact.base_value) == np.sign(fact.effect)
        same = [earlier for earlier in range(place) if topics[earlier] == topics[place]]
        is_new = ~np.isin(chosen, same).any(axis=1)
        counts = (chosen != _NONE_CHOSEN).sum(axis=1)
        rows = np.flatnonzero(is_shared & is_new & (counts < MOST_FACTS))
        chosen[rows, counts[rows]] = place
    return chosen


def fact_texts(
    own: Matrix, facts: Sequence[SegmentFact], chosen: Indices, form: tuple[str, str]
) -> Texts:
    """Write the chosen facts, each with the figures of account, segment and all accounts.

    Args:
        own: Values of the accounts, shape (rows, facts).
        facts: Of the segment.
        chosen: As choose_facts gives it.
        form: Language and currency.

    Returns:
        Shape (rows,); None where nothing was chosen.
    """
    parts = np.full(chosen.shape, None, dtype=object)
    for place, fact in enumerate(facts):
        rows, positions = np.nonzero(chosen == place)
        parts[rows, positions] = _fact_texts(own[rows, place], fact, form)
    texts = np.full(len(own), None, dtype=object)
    for row, found in enumerate(parts):
        if found[0] is not None:
            texts[row] = all_of([part for part in found if part is not None], form[0])
    return texts


def _fact_texts(values: Vector, fact: SegmentFact, form: tuple[str, str]) -> Texts:
    """Words for each value; every different value is written once."""
    different, places = np.unique(values, return_inverse=True)
    texts = np.array([_fact_text(float(value), fact, form) for value in different], dtype=object)
    return texts[places]


def _fact_text(value: float, fact: SegmentFact, form: tuple[str, str]) -> str:
    language, currency = form
    name, kind = fact.fact_name, FACTS[fact.fact_name].kind
    words = _words(name, language)
    shown = figure_text(value, kind, language, currency)
    own = (
        words.none
        if value <= 0 and words.none
        else in_number(words.some.format(shown), to_digits(value, 1))
    )
    segment, base = (
        figure_text(mean, kind, language, currency) for mean in (fact.fact_value, fact.base_value)
    )
    return _AGAINST[language].format(own=own, segment=segment, base=base)


def _words(name: str, language: str) -> Words:
    if name in _MORE_WORDS:
        return _MORE_WORDS[name][language]
    return BY_NAME[name].words(language)
