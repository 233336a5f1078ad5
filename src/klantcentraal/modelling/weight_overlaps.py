"""Sensitivity of the account score to each weight: one row a criterion."""

import duckdb
import numpy as np
import pyarrow as pa

from klantcentraal.modelling.weights import top_overlaps

SAMPLE_ACCOUNTS = 20_000
_DIGITS = 9
_SCHEMA = pa.schema([("criterion_id", pa.string()), ("top_decile_overlap_share", pa.float64())])


def weight_overlaps(scores: duckdb.DuckDBPyRelation, weights: duckdb.DuckDBPyRelation) -> pa.Table:
    """Measure how much of the best decile stays when one weight is a fifth lower or higher.

    Args:
        scores: account_id, criterion_id and criterion_score (null = none), one row an account and
            criterion; more than 20,000 accounts are sampled by the hash of account_id.
        weights: criterion_id and weight_share, one row a criterion.

    Returns:
        criterion_id and top_decile_overlap_share, in order of criterion; null without accounts
        that have a score.
    """
    in_use = weights.order("criterion_id").project("criterion_id, weight_share").fetchall()
    names = [name for name, _ in in_use]
    sample = (
        "with sample as (select distinct account_id from scores "
        f"order by md5(account_id), account_id limit {SAMPLE_ACCOUNTS}) "
        "select account_id, criterion_id, cast(criterion_score as double) as criterion_score "
        "from scores inner join sample using (account_id)"
    )
    table = scores.query("scores", sample).to_arrow_table()
    account_ids, rows = np.unique(
        np.array(table.column("account_id").to_pylist(), dtype=str), return_inverse=True
    )
    places = {name: place for place, name in enumerate(names)}
    columns = [places[name] for name in table.column("criterion_id").to_pylist()]
    matrix = np.full((len(account_ids), len(names)), np.nan)
    matrix[rows, np.array(columns, dtype=np.int64)] = table.column("criterion_score").to_numpy()
    shares = np.array([share for _, share in in_use], dtype=np.float64)
    overlaps = top_overlaps(matrix, shares, account_ids)
    return pa.Table.from_pylist(
        [
            {
                "criterion_id": name,
                "top_decile_overlap_share": None if np.isnan(overlap) else round(overlap, _DIGITS),
            }
            for name, overlap in zip(names, overlaps.tolist(), strict=True)
        ],
        schema=_SCHEMA,
    )
