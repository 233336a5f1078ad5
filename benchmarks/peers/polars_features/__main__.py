"""Compute the features of all criteria from typed Parquet, in a process of its own."""

import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from benchmarks.peers.dates import Window, read_windows
from benchmarks.peers.polars_features.buying_motive import buying_motive
from benchmarks.peers.polars_features.consumption import consumption
from benchmarks.peers.polars_features.cross_sales import cross_sales
from benchmarks.peers.polars_features.customer_value import customer_value
from benchmarks.peers.polars_features.facts import Facts, read_facts
from benchmarks.peers.polars_features.figures import computed
from benchmarks.peers.polars_features.finances import finances
from benchmarks.peers.polars_features.firmographics import firmographics
from benchmarks.peers.polars_features.known import Known, known_at
from benchmarks.peers.polars_features.lifetime import lifetime
from benchmarks.peers.polars_features.peer_groups import peer_groups
from benchmarks.peers.polars_features.potential import potential


def features_at(known: Known) -> dict[str, pl.DataFrame]:
    """Compute the features of one date; a frame per criterion."""
    consumed = computed(consumption(known))
    lived = lifetime(known, consumed)
    peers = peer_groups(known, consumed)
    queries = {
        "firmographics": firmographics(known, peers),
        "potential": potential(known, peers),
        "consumption": consumed,
        "cross_sales": cross_sales(known),
        "lifetime": lived,
        "customer_value": customer_value(known, consumed, lived),
        "finances": finances(known),
        "buying_motive": buying_motive(known),
    }
    dated = [
        query.with_columns(pl.lit(known.day).alias("as_of_date")) for query in queries.values()
    ]
    return dict(zip(queries, pl.collect_all(dated, engine="streaming"), strict=True))


def features(facts: Facts, windows: Sequence[Window]) -> dict[str, pl.DataFrame]:
    """Compute all features for all dates.

    Args:
        facts: The typed facts.
        windows: The as-of dates.

    Returns:
        One frame per criterion: a row per as-of date and account.
    """
    found = [features_at(known_at(facts, window)) for window in windows]
    return {name: pl.concat(frames[name] for frames in found) for name in found[0]}


def main(typed: str, dates: str, out: str | None = None) -> None:
    """Compute the features, and write a Parquet per criterion where a folder is given."""
    windows = read_windows(Path(dates))
    found = features(read_facts(Path(typed), windows), windows)
    if out:
        Path(out).mkdir(parents=True, exist_ok=True)
        for name, frame in found.items():
            frame.write_parquet(Path(out) / f"{name}.parquet")


if __name__ == "__main__":
    main(*sys.argv[1:])
