"""Deliveries made from the committed demo: cut off, scrambled, broken."""

import datetime as dt
import shutil
from pathlib import Path

import duckdb

# Every file with dates: the expression of the day of its event. A file that is absent is skipped.
EVENTS = {
    "invoices": "invoice_date",
    "payments": "payment_date",
    "survey_responses": "responded_at",
    "complaints": "opened_at",
    "stated_needs": "recorded_at",
    "leads": "created_at",
    "contracts": "start_date",
    "contact_permissions": "recorded_at",
    "search_keywords": "measured_date",
    "exchange_rates": "rate_date",
    "referrals": "referred_at",
    "engagement_events": "occurred_at",
    "web_visits": "visited_at",
    "media_profiles": "measured_at",
    "budgets": "budget_year || '-01-01'",
    "campaign_contacts": "contacted_at",
}

# What is filled in later in a row that was known before: its day, then each column as it stood
# until that day, and what a scrambled delivery makes of it.
UPDATES = {
    "complaints": (
        "closed_at",
        {"closed_at": ("null", "cast(timestamp '{day} 23:00:00' + interval 1 year as varchar)")},
    ),
    "leads": (
        "outcome_at",
        {
            "outcome": ("'open'", "case outcome when 'won' then 'lost' else 'won' end"),
            "outcome_at": ("null", "outcome_at"),
            "lost_reason": ("null", "'scrambled'"),
        },
    ),
    "contracts": (
        "notice_date",
        {"notice_date": ("null", "notice_date"), "termination_reason": ("null", "'scrambled'")},
    ),
    "campaign_contacts": (
        "responded_at",
        {"responded_at": ("null", "responded_at"), "response_amount": ("null", "'1'")},
    ),
}

# Another account would make double keys of these.
KEYED_BY_ACCOUNT = ("budgets", "media_profiles")

# What a scrambled delivery writes in the rows of later events, besides another account.
SCRAMBLED = {
    "payments": {"amount": "cast(7 + abs(hash(payment_id) % 90000) as varchar)"},
    "survey_responses": {"nps_score": "'0'", "satisfaction_score": "'0'", "comment": "'price'"},
    "complaints": {"category": "'scrambled'"},
    "contact_permissions": {"permission": "'objected'"},
    "stated_needs": {"description": "'delivery is late'", "product_category": "null"},
    "leads": {"outcome": "'won'", "quoted_amount": "'1'"},
    "contracts": {"yearly_amount": "'1'", "termination_reason": "'scrambled'"},
    "search_keywords": {"impressions": "'1'", "clicks": "'1'"},
    "referrals": {"is_converted": "'true'"},
    "engagement_events": {"rating": "'1'", "event_type": "'review'"},
    "web_visits": {"keyword": "'scrambled'"},
    "media_profiles": {"audience_size": "'1'", "press_mentions": "'1'"},
    "budgets": {"available_budget": "'1'"},
    "campaign_contacts": {"response_amount": "'1'"},
}


def read(folder: Path, entity: str) -> str:
    """The file of an entity as a SQL relation of text columns."""
    return f"read_csv('{folder / f'{entity}.csv'}', header = true, all_varchar = true)"


def rewrite(source: Path, out: Path, entity: str, query: str) -> None:
    """Write one entity of a delivery from a query in which {rows} is the original file."""
    sql = query.format(rows=read(source, entity))
    target = out / f"{entity}.csv"
    with duckdb.connect() as connection:
        connection.execute(f"copy ({sql}) to '{target}.new' (header, delimiter ',')")
    Path(f"{target}.new").replace(target)


def copy(source: Path, out: Path) -> Path:
    """A copy of a delivery that a test may change."""
    shutil.copytree(source, out, copy_function=shutil.copy)
    for file in out.iterdir():
        file.chmod(0o644)
    return out


def columns_of(folder: Path, entity: str) -> list[str]:
    """The header of a file; none when it is absent."""
    path = folder / f"{entity}.csv"
    return path.read_text(encoding="utf-8").partition("\n")[0].split(",") if path.exists() else []


def _day_is_later(expression: str, day: dt.date) -> str:
    return f"coalesce(cast(cast({expression} as timestamp) as date) > date '{day}', false)"


def _is_later(source: Path, entity: str, day: dt.date) -> str:
    """A condition on the rows that happened, or became known, after a day."""
    later = _day_is_later(EVENTS[entity], day)
    if "known_at" in columns_of(source, entity):
        if entity == "budgets":  # next year's budget may be known this year
            return _day_is_later(f"coalesce(known_at, {EVENTS[entity]})", day)
        later += f" or {_day_is_later('known_at', day)}"
    return f"({later})"


def _replaced(changes: dict[str, str], columns: list[str]) -> str:
    """A select list with some columns changed, as far as the file has them."""
    texts = [
        f"cast({changes[column]} as varchar) as {column}" if column in changes else column
        for column in columns
    ]
    return f"select {', '.join(texts)} from {{rows}}"


def _updates(source: Path, entity: str, day: dt.date, version: int) -> dict[str, str]:
    """What becomes of columns that were filled in after a day: 0 = unfilled, 1 = scrambled."""
    filled_in, columns = UPDATES.get(entity, ("", {}))
    if filled_in not in columns_of(source, entity):
        return {}
    is_later = _day_is_later(filled_in, day)
    return {
        column: f"case when {is_later} then {texts[version].format(day=day)} else {column} end"
        for column, texts in columns.items()
    }


def without_later_rows(source: Path, out: Path, day: dt.date) -> Path:
    """The delivery as it would have been at the end of a day."""
    copy(source, out)
    for entity in EVENTS:
        if columns := columns_of(source, entity):
            kept = f" where not {_is_later(source, entity, day)}"
            rewrite(
                source,
                out,
                entity,
                _replaced(_updates(source, entity, day, 0), columns) + kept,
            )
    kept = f"select invoice_id from {read(out, 'invoices')}"
    rewrite(source, out, "invoice_lines", f"select * from {{rows}} where invoice_id in ({kept})")
    rewrite(
        source,
        out,
        "accounts",
        "select * exclude (version) from (select *, row_number() over (partition by account_id "
        "order by try_cast(valid_from as timestamp) nulls first) as version from {rows}) "
        f"where version = 1 or not coalesce(cast(try_cast(valid_from as timestamp) as date) > "
        f"date '{day}', false)",
    )
    return out


def with_scrambled_later_rows(source: Path, out: Path, day: dt.date) -> Path:
    """The delivery with everything later than a day changed: who, when and how much."""
    copy(source, out)
    another = f"(select max(account_id) from {read(source, 'accounts')})"
    for entity in EVENTS:
        columns = columns_of(source, entity)
        if not columns:
            continue
        later = _is_later(source, entity, day)
        changes = _updates(source, entity, day, 1)
        scrambled = SCRAMBLED.get(entity, {})
        if entity not in KEYED_BY_ACCOUNT:
            scrambled = {"account_id": another, **scrambled}
        for column in scrambled.keys() & set(columns):
            kept = changes.get(column, column)
            changes[column] = f"case when {later} then {scrambled[column]} else {kept} end"
        rewrite(source, out, entity, _replaced(changes, columns))
    later_invoices = f"select invoice_id from {read(source, 'invoices')} where " + _is_later(
        source, "invoices", day
    )
    rewrite(
        source,
        out,
        "invoice_lines",
        "select * replace (case when invoice_id in "
        f"({later_invoices}) then cast(13 + hash(invoice_line_id) % 70000 as varchar) "
        "else net_amount end as net_amount) from {rows}",
    )
    rewrite(
        source,
        out,
        "accounts",
        "select * exclude (version) replace (case when version > 1 and "
        f"cast(try_cast(valid_from as timestamp) as date) > date '{day}' "
        "then '4999' else employees end as employees) from (select *, row_number() over ("
        "partition by account_id order by try_cast(valid_from as timestamp) nulls first) "
        "as version from {rows})",
    )
    return out
