"""The cluster of each account by k-means, beside the segment that is published."""

from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa

from klantcentraal.segmentation.continuity import used_features
from klantcentraal.segmentation.fit_sources import at_date, read_run
from klantcentraal.segmentation.generations import Generation, read_generations
from klantcentraal.segmentation.methods import kmeans
from klantcentraal.segmentation.yardstick import BATCH_ROWS, read_batches

_SCHEMA = pa.schema([("account_key", pa.int32()), ("cluster_id", pa.string())])


def clusters(
    run: duckdb.DuckDBPyRelation,
    generations: duckdb.DuckDBPyRelation,
    yardstick: duckdb.DuckDBPyRelation,
    batch_rows: int = BATCH_ROWS,
) -> pa.RecordBatchReader:
    """Give each account the nearest cluster of the k-means that was kept, whatever is in use.

    Args:
        run: segments_run.
        generations: The kept table of generations.
        yardstick: segments_yardstick.
        batch_rows: Accounts at a time.

    Returns:
        account_key and cluster_id (cluster_1 is the most valuable one; key accounts that were split
        off come last) at the scoring date; nothing where k-means found no structure or nothing was
        fitted.
    """
    as_of_date = read_run(run).as_of_date
    last = read_generations(generations, as_of_date)[-1]
    accounts = at_date(yardstick, as_of_date)
    return pa.RecordBatchReader.from_batches(_SCHEMA, _batches(last, accounts, batch_rows))


def _batches(
    generation: Generation, accounts: duckdb.DuckDBPyRelation, batch_rows: int
) -> Iterator[pa.RecordBatch]:
    kept = (one for one in generation.candidates if one.method_id == kmeans.METHOD_ID)
    fitted = next((one.fitted for one in kept), None)
    if fitted is None:
        return
    names = np.array([f"cluster_{label + 1}" for label in range(fitted.segment_count)])
    for rows in read_batches(accounts, used_features(generation.fitting), batch_rows):
        columns = (rows.account_keys, names[fitted.assign(rows)])
        arrays = [pa.array(column, one.type) for column, one in zip(columns, _SCHEMA, strict=True)]
        yield pa.record_batch(arrays, schema=_SCHEMA)
