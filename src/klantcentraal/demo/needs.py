"""What accounts truly need and why they buy: product categories, and a motive.

What they say about it is in need_texts.
"""

import duckdb

from klantcentraal.demo.draws import Draws

# Running share of the accounts with no, one and two needs; the others have three.
NEED_COUNTS = (0.2, 0.55, 0.85)
# A category that an account does not buy is so many times as likely to be needed as one it buys.
NOT_BOUGHT_WEIGHT = 3

ENGLISH_SHARE = 0.2
# Share of the accounts that say what matters most to them.
SAYING_SHARE = 0.22


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates tables demo_speakers and demo_needs.

    demo_speakers has one row per account: its language, motive and whether it says that.
    demo_needs has one row per account and need, numbered from 0.

    Args:
        connection: The database, with demo_buyers and demo_preferences.
        draws: The draws of this company.
    """
    _build_speakers(connection, draws)
    _build_needs(connection, draws)


def _build_speakers(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    connection.execute(f"""
        create table demo_speakers as
        select
            account,
            case
                when {draws.uniform("account.language", "account")} < {ENGLISH_SHARE} then 'en'
                else 'nl'
            end as language,
            motive,
            {draws.uniform("account.says_motive", "account")} < {SAYING_SHARE} as says_motive
        from demo_buyers
    """)


def _build_needs(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Weighted draws without replacement, as many as the account has needs."""
    count = draws.uniform("account.need_count", "buyers.account")
    needs = " + ".join(f"({count} >= {share_to})::integer" for share_to in NEED_COUNTS)
    connection.execute(f"""
        create table demo_needs as
        with ranked as (
            select
                account,
                unnest(category_numbers) as category_number,
                generate_subscripts(category_numbers, 1) as preference
            from demo_preferences
        ),
        turned as (
            select
                ranked.account,
                ranked.category_number,
                {needs} as need_count,
                {draws.exponential("account.need", "ranked.account", "ranked.category_number")}
                / case when ranked.preference > buyers.categories then {NOT_BOUGHT_WEIGHT}
                    else 1 end as turn
            from ranked
            inner join demo_buyers as buyers
                on ranked.account = buyers.account
        ),
        numbered as (
            select
                account,
                category_number,
                need_count,
                row_number() over (partition by account order by turn, category_number) - 1
                    as need_number
            from turned
        )
        select
            account,
            need_number,
            category_number,
            need_count
        from numbered
        where need_number < need_count
    """)
