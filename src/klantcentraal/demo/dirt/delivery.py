"""A delivery in memory: files of rows that remember the line they came from.

A row that nobody touches is written with the bytes it was read with, so a dirty delivery differs
from the clean one in the planted rows only.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from klantcentraal.errors import UsageError

KEYS = {
    "accounts": "account_id",
    "products": "product_id",
    "invoices": "invoice_id",
    "invoice_lines": "invoice_line_id",
    "payments": "payment_id",
    "contacts": "contact_id",
    "survey_responses": "response_id",
    "prospects": "prospect_id",
}

# Optional files that get no dirt of their own, and what names their rows; where they are absent
# they stay so. Of what hangs on a refused account they are refused too.
FOLLOWER_KEYS = {
    "complaints": ("complaint_id",),
    "stated_needs": ("need_id",),
    "search_keywords": ("keyword", "measured_date"),
    "referrals": ("referral_id",),
    "engagement_events": ("event_id",),
    "web_visits": ("visit_id",),
    "media_profiles": ("account_id", "measured_at"),
    "budgets": ("account_id", "budget_year", "product_category"),
    "contracts": ("contract_id",),
    "leads": ("lead_id",),
}

# Files that the clean demo does not have; they come into being with the dirt.
ADDED_COLUMNS = {
    "exchange_rates": ("currency_code", "rate_date", "rate"),
    "prospects": (
        "prospect_id", "company_name", "registration_number", "vat_number", "legal_form",
        "industry_code", "employees", "country_code", "street_address", "postal_code", "city",
        "region", "website_domain",
    ),
}  # fmt: skip


@dataclass(eq=False)
class Row:
    """A row of a file.

    Attributes:
        entity: Name of the file without its ending.
        cells: Text by column, in the order of the file.
        line: The line as it was read; '' once the row is changed, or when it is new.
    """

    entity: str
    cells: dict[str, str]
    line: str = ""

    def __getitem__(self, column: str) -> str:
        """Gives the text in a column."""
        return self.cells[column]

    def put(self, column: str, text: str) -> None:
        """Writes another text into a column."""
        self.cells[column] = text
        self.line = ""

    def copy(self, **texts: str) -> "Row":
        """Gives a row with the same cells, apart from those given."""
        return Row(self.entity, {**self.cells, **texts}, "" if texts else self.line)

    @property
    def row_key(self) -> str:
        """What control calls the row: its id, for an account version also its start."""
        if self.entity in FOLLOWER_KEYS:
            parts = (self.cells[column] for column in FOLLOWER_KEYS[self.entity])
            return " / ".join(part for part in parts if part)
        key = self.cells[KEYS[self.entity]]
        start = self.cells["valid_from"] if self.entity == "accounts" else ""
        return f"{key} from {start}" if start else key


@dataclass
class Table:
    """A file: its columns and its rows, in order."""

    entity: str
    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)

    @property
    def file_name(self) -> str:
        """Name of the file."""
        return f"{self.entity}.csv"

    def text(self) -> str:
        """Gives the file as text."""
        lines = [_line(self.columns)]
        lines += [row.line or _line(row.cells.values()) for row in self.rows]
        return "".join(lines)


class Tables:
    """All files of a delivery, and which rows belong together.

    The links are those of the clean delivery: they do not follow what is changed later.
    """

    def __init__(self, tables: dict[str, Table]) -> None:
        """Keeps the files and looks up the links between their rows."""
        self.tables = tables
        self.versions = _grouped(self.rows("accounts"), "account_id")
        self.invoices = {row["invoice_id"]: row for row in self.rows("invoices")}
        self.account_invoices = _grouped(self.rows("invoices"), "account_id")
        self.lines = _grouped(self.rows("invoice_lines"), "invoice_id")
        self.payments = _grouped(self.rows("payments"), "invoice_id")
        self.account_payments = _grouped(self.rows("payments"), "account_id")
        self.contacts = _grouped(self.rows("contacts"), "account_id")
        self.responses = _grouped(self.rows("survey_responses"), "account_id")
        self.followers = [
            _grouped(self.rows(entity), "account_id")
            for entity in FOLLOWER_KEYS
            if entity in tables and "account_id" in tables[entity].columns
        ]

    @classmethod
    def read(cls, folder: Path) -> "Tables":
        """Reads the CSV files of the demo company.

        Args:
            folder: A folder that the demo generator wrote.

        Returns:
            Its files, and the added ones without rows.

        Raises:
            UsageError: A file is missing.
        """
        tables = {entity: Table(entity, columns) for entity, columns in ADDED_COLUMNS.items()}
        for entity in KEYS:
            if entity not in tables:
                tables[entity] = _read(folder / f"{entity}.csv")
        for entity in FOLLOWER_KEYS:
            if (folder / f"{entity}.csv").exists():
                tables[entity] = _read(folder / f"{entity}.csv")
        return cls(tables)

    def rows(self, entity: str) -> list[Row]:
        """Gives the rows of a file."""
        return self.tables[entity].rows

    def remove(self, rows: list[Row]) -> None:
        """Takes rows out of their files."""
        gone = {id(row) for row in rows}
        for entity in {row.entity for row in rows}:
            table = self.tables[entity]
            table.rows = [row for row in table.rows if id(row) not in gone]

    def write(self, folder: Path) -> None:
        """Writes every file into a folder that exists."""
        for table in self.tables.values():
            with (folder / table.file_name).open("w", encoding="utf-8", newline="") as stream:
                stream.write(table.text())


def _read(path: Path) -> Table:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            lines = stream.readlines()
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error}): make a clean demo first") from error
    columns = tuple(next(csv.reader(lines[:1])))
    rows = [
        Row(path.stem, dict(zip(columns, cells, strict=True)), line)
        for line, cells in zip(lines[1:], csv.reader(lines[1:]), strict=True)
    ]
    return Table(path.stem, columns, rows)


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()


def _grouped(rows: list[Row], column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups
