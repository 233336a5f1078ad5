"""The account that stands for a segment: the real one nearest to its centre."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from klantcentraal.modelling.arrays import Flags, Matrix, Texts
from klantcentraal.segmentation.fit_sources import at_date, read_run
from klantcentraal.segmentation.naming import FactSources
from klantcentraal.segmentation.preparation import fit_preparation
from klantcentraal.segmentation.yardstick import read_features, read_sample, read_yardstick

SEGMENT_ROWS = 2_000  # as many accounts of a segment tell where its centre is
_DIGITS = 9  # nearer than this is the same distance, whatever order sums were made in
_SCHEMA = pa.schema([("segment_id", pa.string()), ("medoid_account_id", pa.string())])


@dataclass(frozen=True)
class MedoidSources:
    """What medoids are found from.

    Attributes:
        accounts: The accounts; their features with legal_form.
        features: rules_yardstick_features.
        forms: sole_trader_forms, the legal forms of a person's own business.
    """

    accounts: FactSources
    features: duckdb.DuckDBPyRelation
    forms: duckdb.DuckDBPyRelation


def medoids_table(sources: MedoidSources, segment_rows: int = SEGMENT_ROWS) -> pa.Table:
    """Find the account that stands for each segment of the scoring date.

    Distances are taken in the prepared yardstick of that date, whatever made the segments.

    Args:
        sources: What medoids are found from.
        segment_rows: At most so many accounts of a segment, those with the lowest hash.

    Returns:
        segment_id and medoid_account_id, of segments with accounts that have bought.
    """
    accounts = sources.accounts
    as_of_date = read_run(accounts.run).as_of_date
    features = read_features(sources.features)
    yardstick = at_date(accounts.yardstick, as_of_date)
    everyone = read_sample(yardstick, features)
    if not len(everyone):
        return _SCHEMA.empty_table()
    place = "row_number() over (partition by segment_id order by md5(account_id), account_id)"
    drawn = (
        yardstick.join(
            at_date(accounts.assigned, as_of_date).project("account_key, segment_id"), "account_key"
        )
        .project(f"*, {place} as place")
        .filter(f"place <= {segment_rows}")
    )
    segments = dict(drawn.project("account_key, segment_id").fetchall())
    traders = _sole_traders(at_date(accounts.features, as_of_date), sources.forms)
    rows = read_yardstick(drawn, features)
    keys = rows.account_keys.tolist()
    found = medoids(
        fit_preparation(everyone).coordinates(rows),
        np.array([segments[key] for key in keys], dtype=object),
        rows.account_ids.tolist(),
        np.array([key in traders for key in keys], dtype=np.bool_),
    )
    columns = list(found), list(found.values())
    return pa.table(dict(zip(_SCHEMA.names, columns, strict=True)), schema=_SCHEMA)


def medoids(
    prepared: Matrix, segment_ids: Texts, account_ids: Sequence[str], is_sole_trader: Flags
) -> dict[str, str]:
    """Find the account nearest to the mean of each segment.

    A sole trader, whose name is masked, is taken only where a segment has none but these.

    Args:
        prepared: What segments were made of, as the method saw it, shape (accounts, columns).
        segment_ids: Segment of each account, shape (accounts,).
        account_ids: Id of each account.
        is_sole_trader: Whether it is a person's own business, shape (accounts,).

    Returns:
        Account by segment; of equally near ones the first id.
    """
    order = np.argsort(np.array(account_ids, dtype=object), kind="stable")
    found: dict[str, str] = {}
    for segment_id in sorted(set(segment_ids)):
        rows = order[segment_ids[order] == segment_id]
        distances = ((prepared[rows] - prepared[rows].mean(axis=0)) ** 2).sum(axis=1)
        nearest = min(
            zip(is_sole_trader[rows], np.round(distances, _DIGITS), rows, strict=True),
            key=lambda one: (one[0], one[1], account_ids[one[2]]),
        )
        found[segment_id] = account_ids[nearest[2]]
    return found


def _sole_traders(features: duckdb.DuckDBPyRelation, forms: duckdb.DuckDBPyRelation) -> set[int]:
    """Keys of the accounts whose name the published table accounts masks."""
    legal_form = "replace(lower(legal_form), '.', '') as legal_form"
    joined = features.project(f"account_key, {legal_form}").join(
        forms.project("legal_form").distinct(), "legal_form"
    )
    return {key for (key,) in joined.project("account_key").fetchall()}
