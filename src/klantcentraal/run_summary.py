"""What ends a refresh on screen; segments are read from the published file, as any reader would."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from klantcentraal.quoting import identifier
from klantcentraal.run_page import RunPage, columns
from klantcentraal.run_words import number, percent

TOTAL_SEGMENT = "ALL"


@dataclass(frozen=True)
class Segment:
    """One line of the page.

    Attributes:
        name: its name in the chosen language.
        account_count: accounts in it.
        account_share: their share of all accounts, 0..1.
        revenue_share: its share of the revenue of 12 months, 0..1; None without revenue.
    """

    name: str
    account_count: int
    account_share: float | None
    revenue_share: float | None


def published_lines(page: RunPage, database: Path) -> list[str]:
    """Tell of a published run.

    Args:
        page: the run's page.
        database: the published database, by its fixed path.

    Returns:
        Lines with accounts, segments, what came in, where to look and what to do next.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        segments = _segments(connection, page)
    return [
        page.headline(),
        "",
        *columns(_table(segments, page)),
        "",
        *page.on_screen(),
        page.say("database", path=database),
        page.say("parquet", path=database.parent / "current" / "parquet"),
        "",
        *_next(page),
    ]


def stopped_lines(page: RunPage) -> list[str]:
    """Tell of a run that published nothing.

    Args:
        page: the run's page.

    Returns:
        Lines with what came in, what is wrong, where to look and what to do next.
    """
    return [page.headline(), *page.on_screen(), *_next(page)]


def _next(page: RunPage) -> list[str]:
    return [f"{page.say('next')}:", *(f"  {step}" for step in page.steps())]


def _segments(connection: duckdb.DuckDBPyConnection, page: RunPage) -> list[Segment]:
    rows = connection.execute(
        f"select coalesce({identifier(f'segment_name_{page.language}')}, segment_id), "
        "account_count, account_share, revenue_share from segment_profiles "
        "where segment_id <> ? "
        "order by revenue_share desc nulls last, account_count desc, segment_id",
        [TOTAL_SEGMENT],
    ).fetchall()
    segments = [Segment(*row) for row in rows]
    return [*segments, _total(segments, page.say("total"))]


def _total(segments: Sequence[Segment], name: str) -> Segment:
    account_shares = [s.account_share for s in segments if s.account_share is not None]
    revenue_shares = [s.revenue_share for s in segments if s.revenue_share is not None]
    return Segment(
        name,
        sum(segment.account_count for segment in segments),
        sum(account_shares) if account_shares else None,
        sum(revenue_shares) if revenue_shares else None,
    )


def _table(segments: Sequence[Segment], page: RunPage) -> list[tuple[str, ...]]:
    return [
        tuple(page.say("segment_columns").split("|")),
        *(
            (
                segment.name,
                number(segment.account_count, page.language),
                _percent(segment.account_share, page.language),
                _percent(segment.revenue_share, page.language),
            )
            for segment in segments
        ),
    ]


def _percent(share: float | None, language: str) -> str:
    return "-" if share is None else percent(share, language)
