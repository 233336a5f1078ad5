"""The page that ends a refresh on screen, read from the published file as any reader would."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from klantcentraal.quoting import identifier

LANGUAGES = ("en", "nl")
TOTALS = {"en": "Total", "nl": "Totaal"}
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


def summary_page(database: Path, language: str) -> str:
    """Write the page.

    Args:
        database: the published database, by its fixed path.
        language: language of the segments' names, `en` or `nl`.

    Returns:
        Lines with accounts, segments, checks, where to look and what to do next.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        info = _row(connection, "select * from publish_info")
        checks = _row(connection, "select count(*) as check_count from control_results")
        segments = _segments(connection, language)
    lines = [
        f"Published {info['account_count']:,} accounts as of {info['as_of_date']:%Y-%m-%d}"
        f" (source {info['source']})",
        "",
        *_table(segments),
        "",
        f"Checks: {checks['check_count']:,} run, {info['checks_failed_count']:,} failed; "
        f"values corrected: {info['corrected_count']:,}; "
        f"rows quarantined: {info['quarantined_count']:,}",
        f"Database: {database}",
        f"Parquet:  {database.parent / 'current' / 'parquet'}",
        "",
        *_next_steps(info),
    ]
    return "\n".join(lines)


def _row(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, Any]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return dict(zip(names, cursor.fetchall()[0], strict=True))


def _segments(connection: duckdb.DuckDBPyConnection, language: str) -> list[Segment]:
    rows = connection.execute(
        f"select coalesce({identifier(f'segment_name_{language}')}, segment_id), "
        "account_count, account_share, revenue_share from segment_profiles "
        "where segment_id <> ? "
        "order by revenue_share desc nulls last, account_count desc, segment_id",
        [TOTAL_SEGMENT],
    ).fetchall()
    segments = [Segment(*row) for row in rows]
    return [*segments, _total(segments, TOTALS[language])]


def _total(segments: Sequence[Segment], name: str) -> Segment:
    account_shares = [s.account_share for s in segments if s.account_share is not None]
    revenue_shares = [s.revenue_share for s in segments if s.revenue_share is not None]
    return Segment(
        name,
        sum(segment.account_count for segment in segments),
        sum(account_shares) if account_shares else None,
        sum(revenue_shares) if revenue_shares else None,
    )


def _table(segments: Sequence[Segment]) -> list[str]:
    header = ("segment", "accounts", "of accounts", "of revenue")
    rows = [
        (
            segment.name,
            f"{segment.account_count:,}",
            _percent(segment.account_share),
            _percent(segment.revenue_share),
        )
        for segment in segments
    ]
    widths = [max(len(row[place]) for row in [header, *rows]) for place in range(len(header))]
    return [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in [header, tuple("-" * width for width in widths), *rows]
    ]


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _next_steps(info: dict[str, Any]) -> list[str]:
    steps = ["Next:", "  Open the database, read only, in DuckDB or your BI tool."]
    if info["quarantined_count"]:
        steps.append("  See why rows were refused: select * from control_quarantine")
    if info["checks_failed_count"]:
        steps.append("  See which checks failed: select * from control_results where not is_passed")
    steps.append("  Your own files: klantcentraal refresh --data FOLDER --state FOLDER")
    return steps
