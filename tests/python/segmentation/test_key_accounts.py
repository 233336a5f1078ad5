import json

import numpy as np
import pytest

from klantcentraal.modelling.arrays import Vector
from klantcentraal.segmentation.candidates import fit_candidate, model_rows
from klantcentraal.segmentation.key_accounts import (
    KeyAccounts,
    KeyAccountSettings,
    find_in_margins,
    find_key_accounts,
)
from segmentation.planted import attributes_of, yardstick_of

DRAW = np.random.default_rng(8)


def found_in(margins: Vector) -> KeyAccounts:
    return find_key_accounts(yardstick_of(margins[:, None]))


def test_a_few_giants_are_split_off_with_the_reason() -> None:
    margins = np.append(DRAW.lognormal(6, 1, 1197), [150_000, 180_000, 900_000])
    found = found_in(margins)
    assert found.account_count == 3
    assert np.flatnonzero(found.flags(yardstick_of(margins[:, None]))).tolist() == [
        1197,
        1198,
        1199,
    ]
    assert found.reason_nl.startswith("3 accounts met een marge van ")
    assert found.reason_en.startswith("3 accounts with a margin of ")
    assert KeyAccounts.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_giants_that_are_not_in_the_sample_are_found_among_all_margins() -> None:
    margins = np.append([150_000, 180_000, 900_000], np.random.default_rng(5).lognormal(6, 1, 1197))
    sample = yardstick_of(margins[3:500, None])
    assert model_rows(sample, None).key_accounts.account_count == 0
    rows = model_rows(sample, None, margins=margins)
    assert rows.key_accounts.account_count == 3
    assert len(rows.others.yardstick) == 497
    fitted = fit_candidate("kmeans", rows, 2)
    assert np.flatnonzero(fitted.assign(yardstick_of(margins[:, None])) == 2).tolist() == [0, 1, 2]


@pytest.mark.parametrize("seed", range(3))
def test_giants_are_found_among_many_accounts_too(seed: int) -> None:
    margins = np.random.default_rng(seed).lognormal(6, 1.2, 100_000)
    assert find_in_margins(margins).account_count == 0
    margins[:3] = margins.max() * np.array([8, 10, 15])
    assert find_in_margins(margins).account_count == 3


def test_a_frozen_limit_holds_at_another_date() -> None:
    found = found_in(np.append(np.full(199, 100.0), 1e6))
    later = yardstick_of(np.array([[100.0], [5_000.0], [2e6], [np.nan]]))
    assert found.flags(later).tolist() == [False, False, True, False]


def test_margins_come_from_the_facts_where_the_yardstick_has_none() -> None:
    margins = [100.0] * 199 + [1e6]
    yardstick = yardstick_of(
        DRAW.normal(size=(200, 2)), attributes_of({"margin_12m_amount": margins})
    )
    assert find_key_accounts(yardstick).account_count == 1


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize(
    "kind", ["lognormal", "wide lognormal", "pareto", "normal", "dense upper class", "many zeros"]
)
def test_there_are_none_where_nothing_breaks_off(kind: str, seed: int) -> None:
    draw = np.random.default_rng([seed, 3])
    margins = {
        "lognormal": draw.lognormal(6, 1, 1200),
        "wide lognormal": draw.lognormal(6, 2, 1200),
        "pareto": 100 * (1 + draw.pareto(1.5, 1200)),
        "normal": draw.normal(1000, 300, 1200),
        "dense upper class": np.append(draw.lognormal(6, 1, 1104), draw.lognormal(11, 0.3, 96)),
        "many zeros": np.where(draw.random(1200) < 0.6, 0.0, draw.lognormal(6, 1, 1200)),
    }[kind]
    found = found_in(margins)
    assert (found.margin_minimum, found.account_count) == (None, 0)
    assert not found.flags(yardstick_of(margins[:, None])).any()


def test_low_outliers_are_no_key_accounts() -> None:
    assert found_in(np.append(DRAW.lognormal(6, 1, 1197), [1e-6, -1e6, -1e7])).account_count == 0


@pytest.mark.parametrize("margins", [[5.0], [5.0, 1e9], [5.0] * 40, [5.0] * 39 + [1e9], [0.0] * 99])
def test_too_few_accounts_say_nothing_about_a_tail(margins: list[float]) -> None:
    assert found_in(np.array(margins)).account_count == 0


def test_never_more_than_the_share() -> None:
    margins = np.append(DRAW.lognormal(6, 1, 960), DRAW.lognormal(14, 0.3, 40))
    assert find_key_accounts(yardstick_of(margins[:, None])).account_count == 0
    wider = KeyAccountSettings(share_maximum=0.05)
    assert find_key_accounts(yardstick_of(margins[:, None]), wider).account_count == 40
