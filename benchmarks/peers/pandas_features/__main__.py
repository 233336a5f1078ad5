"""Compute the features of all criteria from typed Parquet, in a process of its own."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from benchmarks.peers.dates import Window, read_windows
from benchmarks.peers.pandas_features.buying_motive import buying_motive
from benchmarks.peers.pandas_features.consumption import consumption
from benchmarks.peers.pandas_features.cross_sales import cross_sales
from benchmarks.peers.pandas_features.customer_value import customer_value
from benchmarks.peers.pandas_features.facts import Facts, read_facts
from benchmarks.peers.pandas_features.finances import finances
from benchmarks.peers.pandas_features.firmographics import firmographics
from benchmarks.peers.pandas_features.known import Known, known_at
from benchmarks.peers.pandas_features.lifetime import lifetime
from benchmarks.peers.pandas_features.peer_groups import peer_groups
from benchmarks.peers.pandas_features.potential import potential


def features_at(known: Known) -> dict[str, pd.DataFrame]:
    """Compute the features of one date; a frame per criterion."""
    consumed = consumption(known)
    lived = lifetime(known, consumed)
    peers = peer_groups(known, consumed)
    found = {
        "firmographics": firmographics(known, peers),
        "potential": potential(known, peers),
        "consumption": consumed,
        "cross_sales": cross_sales(known),
        "lifetime": lived,
        "customer_value": customer_value(known, consumed, lived),
        "finances": finances(known),
        "buying_motive": buying_motive(known),
    }
    return {name: frame.assign(as_of_date=known.day) for name, frame in found.items()}


def features(facts: Facts, windows: Sequence[Window]) -> dict[str, pd.DataFrame]:
    """Compute all features for all dates.

    Args:
        facts: The typed facts.
        windows: The as-of dates.

    Returns:
        One frame per criterion: a row per as-of date and account.
    """
    found = [features_at(known_at(facts, window)) for window in windows]
    return {name: pd.concat([frames[name] for frames in found]) for name in found[0]}


def main(typed: str, dates: str, out: str | None = None) -> None:
    """Compute the features, and write a Parquet per criterion where a folder is given."""
    windows = read_windows(Path(dates))
    found = features(read_facts(Path(typed), windows), windows)
    if out:
        Path(out).mkdir(parents=True, exist_ok=True)
        for name, frame in found.items():
            frame.to_parquet(Path(out) / f"{name}.parquet", index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
