"""The private table between refreshes, read and written as the pipeline does it."""

from collections.abc import Callable, Iterable
from datetime import date

import duckdb
import numpy as np
import pandas as pd

from klantcentraal.segmentation.assignment import (
    Batch,
    Segments,
    SegmentState,
    assign_batches,
    dates_to_take,
    empty_state,
    read_state,
)


class KeptSegments:
    """Rows by (as_of_date, account_key)."""

    def __init__(self) -> None:
        columns = ("as_of_date", "account_key", "segment_id", "challenger_segment_id")
        self.rows = pd.DataFrame({name: [] for name in (*columns, "is_backfilled")})

    def refresh(
        self,
        as_of_date: date,
        spine: Iterable[date],
        batches_of: Callable[[date], Iterable[Batch]],
        segments: Segments,
    ) -> None:
        """Take the dates that are missing up to as_of_date, and as_of_date itself."""
        stored = [day.date() for day in pd.to_datetime(self.rows["as_of_date"]).unique()]
        dates = dates_to_take(spine, stored, as_of_date)
        state = self.state(dates[0], segments)
        batches = (batch for day in dates for batch in batches_of(day))
        names = np.array([*segments.segment_ids, None], dtype=object)  # -1 = none
        taken = pd.concat(
            pd.DataFrame(
                {
                    "as_of_date": pd.Timestamp(assigned.as_of_date),
                    "account_key": assigned.account_keys,
                    "segment_id": names[assigned.segments],
                    "challenger_segment_id": names[assigned.challengers],
                    "is_backfilled": assigned.as_of_date < as_of_date,
                }
            )
            for assigned in assign_batches(batches, state)
        )
        others = self.rows[~self.rows["as_of_date"].isin(taken["as_of_date"])]
        self.rows = taken if others.empty else pd.concat([others, taken], ignore_index=True)

    def state(self, first_date: date, segments: Segments) -> SegmentState:
        """Where accounts stand before a date."""
        if self.rows.empty:
            return empty_state()
        with duckdb.connect() as connection:
            rows = connection.from_df(self.rows)
            dated = rows.project("* replace (cast(as_of_date as date) as as_of_date)")
            return read_state(dated, first_date, segments)

    def at(self, as_of_date: date) -> pd.DataFrame:
        """Rows of one date, by account."""
        rows = self.rows[self.rows["as_of_date"] == pd.Timestamp(as_of_date)]
        return rows.sort_values("account_key").reset_index(drop=True)
