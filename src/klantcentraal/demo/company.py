"""The demo company as a whole: builds all tables and writes the files."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from klantcentraal.demo import (
    accounts as account_tables,
)
from klantcentraal.demo import (
    assortment,
    buyers,
    complaints,
    contacts,
    contracts,
    engagement,
    invoices,
    leads,
    media,
    need_texts,
    needs,
    orders,
    payments,
    reference_lists,
    referrals,
    registrations,
    searches,
    segments,
    surveys,
    wallets,
    workdays,
)
from klantcentraal.demo import truth as truth_tables
from klantcentraal.demo.draws import Draws
from klantcentraal.errors import UsageError
from klantcentraal.quoting import literal

FILES = {
    "accounts": account_tables.ACCOUNTS,
    "products": assortment.PRODUCTS,
    "invoices": invoices.INVOICES,
    "invoice_lines": invoices.INVOICE_LINES,
    "payments": payments.PAYMENTS,
    "contacts": contacts.CONTACTS,
    "survey_responses": surveys.SURVEY_RESPONSES,
    "budgets": wallets.BUDGETS,
    "contracts": contracts.CONTRACTS,
    "leads": leads.LEADS,
    "complaints": complaints.COMPLAINTS,
    "stated_needs": need_texts.STATED_NEEDS,
    "search_keywords": searches.SEARCH_KEYWORDS,
    "referrals": referrals.REFERRALS,
    "engagement_events": engagement.ENGAGEMENT_EVENTS,
    "web_visits": searches.WEB_VISITS,
    "media_profiles": media.MEDIA_PROFILES,
}

FORMATS = {
    "csv": "format csv, header true, delimiter ','",
    "parquet": "format parquet, compression zstd, row_group_size 122880",
}

# Whole numbers are written as such in a CSV, where the reader decides; Parquet carries the type.
PARQUET_SELECTIONS = {"invoice_lines": "* replace (quantity::double as quantity)"}

# What does not fit goes to disk, from about 100,000 accounts on.
MEMORY_LIMIT = "2GB"


@dataclass(frozen=True)
class Delivery:
    """Where the files go.

    Attributes:
        out: Folder of the data files.
        truth: Folder of the planted truth; never inside out, where a pipeline would read it.
        file_format: A key of FORMATS, csv or parquet.
    """

    out: Path
    truth: Path
    file_format: str

    def check(self) -> None:
        """Refuses folders in which writing would mix or overwrite other data.

        Raises:
            UsageError: Unknown format, truth inside the data, a file in the way, or files that an
                earlier run of the demo did not write.
        """
        if self.file_format not in FORMATS:
            raise UsageError(f"unknown format {self.file_format}: choose {' or '.join(FORMATS)}")
        for folder in (self.out, self.truth):
            if folder.exists() and not folder.is_dir():
                raise UsageError(f"{folder} is a file: name a folder")
        if self.truth.resolve().is_relative_to(self.out.resolve()):
            raise UsageError(
                f"the truth folder {self.truth} lies inside the data folder {self.out}"
            )
        was_demo = (self.truth / "accounts.csv").is_file()
        for name in FILES:
            for ending in FORMATS:
                path = self.out / f"{name}.{ending}"
                if path.exists() and (ending != self.file_format or not was_demo):
                    raise UsageError(f"{path} is in the way: remove it or name another folder")


def generate(  # noqa: PLR0913 - one argument for each option of the command
    accounts: int,
    seed: int,
    out: Path,
    truth: Path | None = None,
    file_format: str = "csv",
) -> None:
    """Writes the demo company: files of the input contract, and beside them the truth.

    The same accounts and seed give the same bytes, whatever the threads and the memory.

    Args:
        accounts: Number of accounts, 1 to 999,983 (the registration numbers that are free).
        seed: Any integer from 0 to 2,147,483,647.
        out: Folder for the data files, made when absent.
        truth: Folder for the truth; None is the sibling of out named <out>_truth.
        file_format: csv (UTF-8, comma, line feed) or parquet; the truth is always CSV.

    Raises:
        UsageError: A number out of range, or a folder that cannot be used.
    """
    if not 1 <= accounts <= registrations.SLOTS:
        raise UsageError(f"accounts must be between 1 and {registrations.SLOTS}, not {accounts}")
    if not 0 <= seed < 2**31:
        raise UsageError(f"seed must be between 0 and {2**31 - 1}, not {seed}")
    delivery = Delivery(out, truth or out.with_name(f"{out.name}_truth"), file_format)
    delivery.check()
    try:
        out.mkdir(parents=True, exist_ok=True)
        delivery.truth.mkdir(parents=True, exist_ok=True)
        with (
            tempfile.TemporaryDirectory(dir=out, prefix=".demo-") as scratch,
            _connect(Path(scratch)) as connection,
        ):
            build(connection, accounts, seed)
            _write(connection, delivery, Path(scratch))
    except OSError as error:
        raise UsageError(f"cannot write the demo files ({error})") from error


def build(connection: duckdb.DuckDBPyConnection, accounts: int, seed: int) -> None:
    """Creates all tables of the demo company, named demo_*.

    Args:
        connection: An empty database.
        accounts: Number of accounts.
        seed: Seed of all draws.
    """
    draws = Draws(seed)
    reference_lists.build(connection)
    workdays.build(connection)
    segments.build(connection)
    buyers.build(connection, draws, accounts)
    account_tables.build_terms(connection, draws)
    assortment.build(connection, draws)
    orders.build(connection, draws)
    invoices.build(connection, draws)
    payments.build(connection, draws)
    account_tables.build(connection, draws)
    contacts.build(connection, draws)
    needs.build(connection, draws)
    need_texts.build(connection, draws)
    surveys.build(connection, draws)
    wallets.build(connection, draws)
    contracts.build(connection, draws)
    leads.build(connection, draws)
    complaints.build(connection, draws)
    engagement.build(connection, draws)
    referrals.build(connection, draws)
    media.build(connection, draws)
    searches.build(connection, draws)


def _connect(scratch: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        config={
            "threads": int(os.environ.get("KLANTCENTRAAL_THREADS") or 2),
            "memory_limit": os.environ.get("KLANTCENTRAAL_MEMORY_LIMIT") or MEMORY_LIMIT,
            "temp_directory": str(scratch / "spill"),
            # Its estimate of few rows is wrong here: a nested loop would compare all with all.
            "asof_loop_join_threshold": 0,
        }
    )


def _write(connection: duckdb.DuckDBPyConnection, delivery: Delivery, scratch: Path) -> None:
    """Writes every file beside its place and moves it there when complete."""
    selections = PARQUET_SELECTIONS if delivery.file_format == "parquet" else {}
    for name, sql in FILES.items():
        query = f"select {selections.get(name, '*')} from ({sql})"
        _copy(connection, query, scratch / name, delivery.file_format)
        (scratch / name).replace(delivery.out / f"{name}.{delivery.file_format}")
    for name, sql in truth_tables.TABLES.items():
        _copy(connection, sql, delivery.truth / f"{name}.csv", "csv")


def _copy(connection: duckdb.DuckDBPyConnection, sql: str, path: Path, file_format: str) -> None:
    connection.execute(f"copy ({sql}) to {literal(str(path))} ({FORMATS[file_format]})")
