"""Where accounts and their revenue went between two refreshes (METHOD M14).

The bases are the history at both dates, one row an account with a segment at that date, those that
never bought included. SQL counts what is published; this counts and checks it in other ways, in
whole cents. test_migrations.py holds the query that both agree on.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

NEW, LOST, ERASED = "NEW", "LOST", "ERASED"


@dataclass(frozen=True)
class Standing:
    """One account at one date.

    Attributes:
        segment_id: Its segment.
        revenue_cents: Revenue of the 12 months to that date, in cents: sums are exact.
    """

    segment_id: str
    revenue_cents: int


@dataclass(frozen=True)
class Migration:
    """Accounts that went from one segment to another, or stayed where both are the same.

    Attributes:
        from_segment_id: Segment at the opening date, NEW for accounts without one.
        to_segment_id: Segment at the closing date; LOST for accounts that are still known but have
            none, ERASED for those that the input no longer holds.
        account_count: Accounts.
        opening_cents: Their revenue at the opening date; 0 for NEW.
        closing_cents: Their revenue at the closing date; 0 for LOST and ERASED.
    """

    from_segment_id: str
    to_segment_id: str
    account_count: int
    opening_cents: int
    closing_cents: int


def count_migrations(
    opening: Mapping[str, Standing], closing: Mapping[str, Standing], known: Set[str]
) -> tuple[Migration, ...]:
    """Count the accounts that moved between two dates, account by account.

    Args:
        opening: By account at the first date.
        closing: By account at the next one.
        known: Accounts in the valid input at the closing date.

    Returns:
        In order of from and to; every account of either date in exactly one of them.
    """
    counts: Counter[tuple[str, str]] = Counter()
    opening_cents: Counter[tuple[str, str]] = Counter()
    closing_cents: Counter[tuple[str, str]] = Counter()
    for account_id in opening.keys() | closing.keys():
        before, after = opening.get(account_id), closing.get(account_id)
        gone = LOST if account_id in known else ERASED
        way = (before.segment_id if before else NEW, after.segment_id if after else gone)
        counts[way] += 1
        opening_cents[way] += before.revenue_cents if before else 0
        closing_cents[way] += after.revenue_cents if after else 0
    return tuple(
        Migration(*way, counts[way], opening_cents[way], closing_cents[way])
        for way in sorted(counts)
    )


def check_migrations(
    migrations: Iterable[Migration], opening: Iterable[Standing], closing: Iterable[Standing]
) -> tuple[str, ...]:
    """Hold migrations against both bases, whose totals it takes without looking at accounts.

    Args:
        migrations: One row a way, as published.
        opening: The accounts of the opening date.
        closing: The accounts of the closing date.

    Returns:
        What does not add up, one text a difference; empty if all does: no way stands twice, the
        rows from each segment sum to the opening base and those to each segment to the closing
        one, in accounts and in cents, NEW opens with nothing and LOST and ERASED close with
        nothing.
    """
    rows = list(migrations)
    ways = Counter((row.from_segment_id, row.to_segment_id) for row in rows)
    faults = [f"{a} to {b} stands {count} times" for (a, b), count in ways.items() if count > 1]
    faults += _differences(
        "opening",
        _sums(
            (row.from_segment_id, row.account_count, row.opening_cents)
            for row in rows
            if row.from_segment_id != NEW
        ),
        _base(opening),
    )
    faults += _differences(
        "closing",
        _sums(
            (row.to_segment_id, row.account_count, row.closing_cents)
            for row in rows
            if row.to_segment_id not in (LOST, ERASED)
        ),
        _base(closing),
    )
    for row in rows:
        if row.from_segment_id == NEW and row.opening_cents:
            faults.append(f"NEW to {row.to_segment_id} opens with {row.opening_cents} cents")
        if row.to_segment_id in (LOST, ERASED) and row.closing_cents:
            faults.append(
                f"{row.from_segment_id} to {row.to_segment_id} closes with "
                f"{row.closing_cents} cents"
            )
    return tuple(faults)


def _base(standings: Iterable[Standing]) -> dict[str, tuple[int, int]]:
    return _sums((standing.segment_id, 1, standing.revenue_cents) for standing in standings)


def _sums(rows: Iterable[tuple[str, int, int]]) -> dict[str, tuple[int, int]]:
    sums: dict[str, tuple[int, int]] = {}
    for name, count, cents in rows:
        counted, summed = sums.get(name, (0, 0))
        sums[name] = (counted + count, summed + cents)
    return sums


def _differences(
    base: str, found: dict[str, tuple[int, int]], expected: dict[str, tuple[int, int]]
) -> list[str]:
    return [
        f"{base} base of {name}: {found.get(name, (0, 0))} accounts and cents in migrations, "
        f"{expected.get(name, (0, 0))} in the history"
        for name in sorted(found.keys() | expected.keys())
        if found.get(name, (0, 0)) != expected.get(name, (0, 0))
    ]
