"""Deliveries made from the committed demo: cut off, scrambled, broken."""

import datetime as dt
import shutil
from pathlib import Path

import duckdb

EVENT_COLUMNS = {
    "invoices": ("invoice_id", "invoice_date"),
    "payments": ("payment_id", "payment_date"),
    "survey_responses": ("response_id", "responded_at"),
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


def _is_later(source: Path, entity: str, event: str, day: dt.date) -> str:
    """A condition on the rows that happened, or became known, after a day."""
    later = f"cast({event} as date) > date '{day}'"
    with (source / f"{entity}.csv").open() as file:
        columns = file.readline().strip().split(",")
    if "known_at" in columns:
        later += f" or coalesce(cast(cast(known_at as timestamp) as date) > date '{day}', false)"
    return f"({later})"


def without_later_rows(source: Path, out: Path, day: dt.date) -> Path:
    """The delivery as it would have been at the end of a day."""
    copy(source, out)
    for entity, (_, event) in EVENT_COLUMNS.items():
        later = _is_later(source, entity, event, day)
        rewrite(source, out, entity, f"select * from {{rows}} where not {later}")
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
    for entity, (key, event) in EVENT_COLUMNS.items():
        later = _is_later(source, entity, event, day)
        changes = [
            f"case when {later} then (select max(account_id) from {{rows}}) "
            "else account_id end as account_id"
        ]
        if entity == "payments":
            changes.append(
                f"case when {later} then cast(7 + abs(hash({key}) % 90000) as varchar) "
                "else amount end as amount"
            )
        if entity == "survey_responses":
            changes += [
                f"case when {later} then '0' else nps_score end as nps_score",
                f"case when {later} then '0' else satisfaction_score end as satisfaction_score",
            ]
        rewrite(source, out, entity, f"select * replace ({', '.join(changes)}) from {{rows}}")
    later_invoices = f"select invoice_id from {read(source, 'invoices')} where " + _is_later(
        source, "invoices", "invoice_date", day
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
