"""Fit a generation of segmentations when the one in use no longer fits; mostly it does."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

import duckdb
import numpy as np
import pyarrow as pa

from klantcentraal.segmentation.candidate import FALLBACK
from klantcentraal.segmentation.choice_words import structure_words
from klantcentraal.segmentation.continuity import Before, Continued, continued
from klantcentraal.segmentation.drift import fit_bins
from klantcentraal.segmentation.evaluations import evaluations
from klantcentraal.segmentation.fit_sources import (
    AccountSources,
    RuleSources,
    Run,
    at_date,
    fingerprint,
    read_dated,
    read_run,
    read_settings,
)
from klantcentraal.segmentation.fitted import Fitted
from klantcentraal.segmentation.generations import (
    Fitting,
    Generation,
    KeptCandidate,
    Rows,
    generations_table,
    ids_given,
    plain,
    read_generations,
)
from klantcentraal.segmentation.scorecard import SegmentScore
from klantcentraal.segmentation.segment_events import SegmentEvent
from klantcentraal.segmentation.selection import Selection, select
from klantcentraal.segmentation.staleness import AccountsNow, earlier_date, stale_because
from klantcentraal.segmentation.yardstick import (
    Yardstick,
    YardstickFeature,
    read_features,
    read_sample,
)

_ALL = "ALL"
_WITHOUT_CHOICE = {
    "nobody": ("Nog niemand heeft gekocht.", "Nobody has bought yet."),
    "no_model": (
        "RFM is in gebruik: de historie is te kort om andere indelingen te maken.",
        "RFM is in use: history is too short to make other segmentations.",
    ),
    "no_verification": (
        "RFM is in gebruik: de historie is te kort om andere indelingen te toetsen aan accounts "
        "van een eerdere datum.",
        "RFM is in use: history is too short to hold other segmentations against accounts of an "
        "earlier date.",
    ),
}


def new_generation(
    kept: duckdb.DuckDBPyRelation | None, accounts: AccountSources, rules: RuleSources
) -> pa.Table:
    """Fit segmentations if that is due.

    Args:
        kept: The table of generations; None before the first refresh.
        accounts: The accounts of all dates.
        rules: What decides.

    Returns:
        Rows to put in the table in the place of those of the same fitted_date; none when the
        generation in use stays.
    """
    run = read_run(accounts.run)
    features = read_features(rules.features)
    generations = read_generations(kept, run.as_of_date)
    now = read_sample(at_date(accounts.yardstick, run.as_of_date), features)
    last = generations[-1] if generations else None
    state = _state(run, fingerprint(rules, run.objective_id), now, accounts)
    if last is not None and not last.is_judged:
        state = replace(state, has_longer_history=_has_both_dates(run, accounts))
    because = stale_because(None if last is None else last.fitting, state)
    if because is None:
        return generations_table(())
    bins = fit_bins([one.name for one in features], now.values) if len(now) else ()
    highest = int(now.account_keys.max(initial=0))
    fitting = Fitting(run.as_of_date, because, state.fingerprint, highest, bins)
    selected = _selected(run, accounts, rules, features)
    here = at_date(accounts.yardstick, run.as_of_date)
    before = Before(generations, ids_given(kept))
    follows = continued(before, _frozen(selected), features, here)
    events = _events(run.as_of_date, follows, generations)
    made = (
        _without_choice(fitting, selected)
        if isinstance(selected, str)
        else _generation(fitting, selected, follows.segment_ids)
    )
    return generations_table([replace(made, events=events, given_ids=follows.given_ids)])


def _state(run: Run, decides: str, now: Yardstick, accounts: AccountSources) -> AccountsNow:
    history = accounts.spine.filter("role = 'history'").project("as_of_date").fetchall()
    before = earlier_date([day for (day,) in history], run.as_of_date)
    earlier = (
        np.empty((0, len(now.features)))
        if before is None
        else read_sample(at_date(accounts.yardstick, before), now.features).values
    )
    return AccountsNow(
        run.as_of_date,
        decides,
        run.has_refit_asked,
        False,
        now.account_keys,
        now.values,
        before,
        earlier,
    )


def _has_both_dates(run: Run, accounts: AccountSources) -> bool:
    """Whether there are accounts to fit on, and accounts to choose by."""
    return all(
        day is not None and at_date(accounts.yardstick, day).limit(1).fetchall()
        for day in (run.model_date, run.verification_date)
    )


def _selected(
    run: Run,
    accounts: AccountSources,
    rules: RuleSources,
    features: tuple[YardstickFeature, ...],
) -> Selection | str:
    """What was selected, or the key of the words why nothing was."""
    if run.model_date is None:
        return "no_model"
    model = read_dated(accounts, run.model_date, features)
    if not len(model.yardstick):
        return "no_model"
    if run.verification_date is None:
        return "no_verification"
    verification = read_dated(accounts, run.verification_date, features)
    selection = select(model, verification, read_settings(rules))
    return "no_verification" if selection.choice is None else selection


def _without_choice(fitting: Fitting, reason: str) -> Generation:
    words = _WITHOUT_CHOICE["nobody" if not fitting.newest_account_key else reason]
    return Generation(fitting, (KeptCandidate(FALLBACK, FALLBACK, None),), FALLBACK, *words)


def _frozen(selected: Selection | str) -> Fitted | None:
    """What comes into use; None = RFM."""
    if isinstance(selected, str):
        return None
    assert selected.choice is not None
    chosen = selected.choice.candidate_id
    used = next((one for one in selected.fitted if one.candidate_id == chosen), None)
    return None if used is None or used.method_id == FALLBACK else used.fitted


def _generation(fitting: Fitting, selection: Selection, segment_ids: tuple[str, ...]) -> Generation:
    choice = selection.choice
    assert choice is not None
    used_id = choice.candidate_id or FALLBACK
    rows = evaluations(choice)
    candidates = []
    for one, scores in zip(selection.fitted, selection.scores, strict=True):
        is_used, is_rfm = one.candidate_id == used_id, one.method_id == FALLBACK
        ids = segment_ids or tuple(map(str, one.fitted.own_ids))
        candidates.append(
            KeptCandidate(
                one.candidate_id,
                one.method_id,
                None if is_rfm else one.fitted,
                segment_ids if is_used else (),
                _scorecard(used_id, scores, ids) if is_used else (),
                tuple(plain(row) for row in rows if row.method_id == one.candidate_id),
            )
        )
    if used_id not in [one.candidate_id for one in candidates]:
        candidates.append(KeptCandidate(FALLBACK, FALLBACK, None))
    without = structure_words(selection.counts)
    return Generation(
        fitting,
        tuple(candidates),
        used_id,
        choice.reason_nl + without["nl"],
        choice.reason_en + without["en"],
    )


def _scorecard(used_id: str, scores: Sequence[SegmentScore], ids: Sequence[str]) -> Rows:
    """Rows of segment_scorecards: the figure that stands for each test."""
    return tuple(
        {
            "segmentation_id": used_id,
            "segment_id": _ALL if score.segment_label is None else ids[score.segment_label],
            "test_id": score.test_id,
            "metric_name": score.metric_name,
            "metric_value": score.metric_value,
            "threshold_value": score.threshold_value,
            "is_passed": score.is_passed,
        }
        for score in scores
        if score.is_headline
    )


def _events(
    as_of_date: dt.date, follows: Continued, generations: Sequence[Generation]
) -> tuple[Mapping[str, object], ...]:
    """Rows of segment_events, after those that an earlier refresh of the same day told."""
    told = [
        event for one in generations if one.fitting.as_of_date == as_of_date for event in one.events
    ]
    rows = [*told, *(_event(as_of_date, event) for event in follows.events)]
    return tuple({(row["segment_id"], row["event"]): row for row in rows}.values())


def _event(as_of_date: dt.date, event: SegmentEvent) -> Mapping[str, object]:
    """A row of segment_events; its date as text, since it is kept as JSON."""
    related = " ".join(event.related_segment_ids)
    told = {**plain(event), "related_segment_ids": related}
    return {**told, "event_date": as_of_date.isoformat()}
