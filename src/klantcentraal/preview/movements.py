"""Which accounts and how much revenue stand elsewhere in one published database than in another."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

import duckdb

from klantcentraal.quoting import literal

# What a rule file may move, and the column of `accounts` that tells where an account stands.
Part = Literal["segment", "value_tier"]
_COLUMNS: dict[Part, tuple[str, str, str]] = {
    "segment": ("segment_id", "segment_name_nl", "segment_name_en"),
    "value_tier": ("value_tier", "value_tier", "value_tier"),
}


@dataclass(frozen=True)
class Place:
    """Where an account can stand.

    Attributes:
        place_id: Its id, such as that of a segment; None = the database does not have the account.
        name_nl: Its name in Dutch.
        name_en: Its name in English.
    """

    place_id: str | None
    name_nl: str
    name_en: str

    def name(self, language: str) -> str:
        """Give its name in a language, `en` or `nl`."""
        return self.name_nl if language == "nl" else self.name_en


@dataclass(frozen=True)
class Movement:
    """The accounts that would go from one place to another, or stay.

    Attributes:
        part: What they move in.
        origin: Where they stand now.
        destination: Where they would stand.
        account_count: How many.
        revenue_amount: Their revenue of 12 months as it stands published; of an account that
            would be new, its revenue then.
    """

    part: Part
    origin: Place
    destination: Place
    account_count: int
    revenue_amount: Decimal

    @property
    def is_stay(self) -> bool:
        """Whether the accounts would stay where they are."""
        return self.origin.place_id == self.destination.place_id


@dataclass(frozen=True)
class Rename:
    """A segment that would have another name.

    Attributes:
        before: As it stands published.
        after: As it would be.
    """

    before: Place
    after: Place


def compare(published: Path, candidate: Path) -> tuple[Movement, ...]:
    """Compare where every account stands.

    Args:
        published: Database as it stands published.
        candidate: Database as it would be.

    Returns:
        Per part and pair of places the accounts, the largest revenue first; those that stay
        included, so that each account counts once a part.
    """
    with duckdb.connect() as connection:
        _attach(connection, published, candidate)
        return tuple(
            movement
            for part, columns in _COLUMNS.items()
            for movement in _movements(connection, part, columns)
        )


def renames(published: Path, candidate: Path) -> tuple[Rename, ...]:
    """List the segments of both that would have another name, in order of their id."""
    with duckdb.connect() as connection:
        _attach(connection, published, candidate)
        rows = connection.execute(
            """
            select
                segment_id,
                published.segment_name_nl,
                published.segment_name_en,
                candidate.segment_name_nl,
                candidate.segment_name_en
            from published.segment_profiles as published
            inner join candidate.segment_profiles as candidate using (segment_id)
            where
                published.segment_name_nl is distinct from candidate.segment_name_nl
                or published.segment_name_en is distinct from candidate.segment_name_en
            order by segment_id
            """
        ).fetchall()
    return tuple(
        Rename(_place(segment_id, *names[:2]), _place(segment_id, *names[2:]))
        for segment_id, *names in rows
    )


def _attach(connection: duckdb.DuckDBPyConnection, published: Path, candidate: Path) -> None:
    connection.execute(f"attach {literal(str(published))} as published (read_only)")
    connection.execute(f"attach {literal(str(candidate))} as candidate (read_only)")


def _movements(
    connection: duckdb.DuckDBPyConnection, part: Part, columns: Sequence[str]
) -> list[Movement]:
    place_id, name_nl, name_en = columns
    rows = connection.execute(
        f"""
        select
            before.account_id is not null,
            before.{place_id},
            any_value(before.{name_nl}),
            any_value(before.{name_en}),
            after.account_id is not null,
            after.{place_id},
            any_value(after.{name_nl}),
            any_value(after.{name_en}),
            count(*) as account_count,
            coalesce(
                sum(case
                    when before.account_id is null then after.revenue_12m_amount
                    else before.revenue_12m_amount
                end),
                0
            ) as revenue_amount
        from published.accounts as before
        full join candidate.accounts as after on before.account_id = after.account_id
        group by all
        order by revenue_amount desc, account_count desc, before.{place_id}, after.{place_id}
        """
    ).fetchall()
    return [
        Movement(part, _standing(*row[:4]), _standing(*row[4:8]), row[8], Decimal(row[9]))
        for row in rows
    ]


def _standing(
    exists: bool, place_id: str | None, name_nl: str | None, name_en: str | None
) -> Place:
    if not exists:
        return Place(None, "niet in de gegevens", "not in the data")
    return _place(place_id or "", name_nl, name_en)


def _place(place_id: str, name_nl: str | None, name_en: str | None) -> Place:
    return Place(place_id, name_nl or place_id or "geen", name_en or place_id or "none")
