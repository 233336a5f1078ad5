"""The mess in the making: which rows are still clean, what was planted, what follows from it."""

import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from klantcentraal.demo.dirt.delivery import Row, Tables
from klantcentraal.demo.dirt.truth import Fact, Finding
from klantcentraal.errors import UsageError

T = TypeVar("T")


class Mess:
    """A delivery that gets dirty, and the truth about it.

    One kind of dirt at most touches an invoice with its lines and payments, an account with all
    that hangs on it, a product, or the contacts and answers of an account. So every finding has
    one cause.
    """

    def __init__(self, tables: Tables, seed: int) -> None:
        """Starts with a clean delivery and a seed."""
        self.tables = tables
        self.seed = seed
        self.facts: list[Fact] = []
        self.used_accounts: set[str] = set()
        self.touched_accounts: set[str] = set()
        self.used_people: set[str] = set()
        self.used_invoices: set[str] = set()
        self.used_products: set[str] = set()
        accounts = tables.rows("accounts")
        self._relatives = {
            row[column]
            for row in accounts
            for column in ("account_id", "parent_account_id", "bill_to_account_id")
            if row["parent_account_id"] or row["bill_to_account_id"]
        }
        self._credited = {row["credited_invoice_id"] for row in tables.rows("invoices")}

    def pick(self, label: str, rows: Sequence[T], fits: Callable[[T], bool]) -> Iterator[T]:
        """Walks through rows in an order that looks arbitrary.

        Args:
            label: Distinguishes picks; equal labels walk alike.
            rows: All rows.
            fits: Tells, when a row's turn comes, whether it can be used.

        Yields:
            The rows that fit.
        """
        if not rows:
            return
        drawn = int.from_bytes(hashlib.sha256(f"{self.seed}|{label}".encode()).digest()[:8], "big")
        count = len(rows)
        step = 1 + drawn % 104_729
        while math.gcd(step, count) != 1:
            step += 1
        for number in range(count):
            row = rows[(drawn + number * step) % count]
            if fits(row):
                yield row

    def take(self, label: str, candidates: Iterator[T], count: int) -> list[T]:
        """Takes the first candidates, or refuses when there are too few.

        Args:
            label: What the message calls them.
            candidates: The walk of pick().
            count: How many are needed.

        Returns:
            As many as asked.

        Raises:
            UsageError: Too few rows are suitable.
        """
        found = list(islice(candidates, count))
        if len(found) < count:
            raise UsageError(
                f"too little data for dirt of kind {label}: make at least 1,000 accounts"
            )
        return found

    def is_free(self, row: Row) -> bool:
        """Tells whether nothing was planted in a row, nor in what it hangs on."""
        if row.entity == "products":
            return row["product_id"] not in self.used_products
        if row.entity == "accounts":
            return self.is_plain_account(row)
        if row.entity in ("contacts", "survey_responses"):
            return row["account_id"] not in self.used_accounts | self.used_people
        if row.entity == "invoice_lines" and row["product_id"] in self.used_products:
            return False
        invoice = self.tables.invoices.get(row["invoice_id"])
        return invoice is not None and self._is_free_invoice(invoice)

    def is_plain_account(self, row: Row) -> bool:
        """Tells whether an account is still clean, has one version and belongs to no group."""
        return (
            self.is_single(row)
            and row["account_id"] not in self.touched_accounts
            and len(self.tables.versions[row["account_id"]]) == 1
        )

    def is_single(self, row: Row) -> bool:
        """Tells whether an account is not used yet and belongs to no group."""
        account = row["account_id"]
        return account not in self.used_accounts and account not in self._relatives

    def is_plain_invoice(self, row: Row) -> bool:
        """Tells whether an invoice is no credit note, is not credited and is known at once."""
        return (
            row["is_credit_note"] == "false"
            and row["invoice_id"] not in self._credited
            and not row["known_at"]
        )

    def claim(self, row: Row) -> None:
        """Keeps other dirt away from a row and its family."""
        if row.entity == "accounts":
            self.used_accounts.add(row["account_id"])
        elif row.entity == "products":
            self.used_products.add(row["product_id"])
        elif row.entity in ("contacts", "survey_responses"):
            self.used_people.add(row["account_id"])
            self.touched_accounts.add(row["account_id"])
        else:
            self.used_invoices.add(row["invoice_id"])
            self.touched_accounts |= self._accounts_of(self.tables.invoices[row["invoice_id"]])

    def note(self, kind: str, row: Row, finding: Finding) -> None:
        """Adds what must be found in a row as it stands now."""
        old_text = row[finding.column_name] if finding.column_name else ""
        self.facts.append(Fact(kind, row.entity, row, row.row_key, finding, old_text))

    def miss(self, kind: str, entity: str, account_id: str, comparison: str) -> None:
        """Adds that a comparison must miss an account in a file."""
        finding = Finding("reconciled", comparison)
        self.facts.append(Fact(kind, entity, None, account_id, finding, ""))

    def refuse(self, kind: str, row: Row, column: str, rule_id: str) -> None:
        """Adds that a row must be quarantined, with all that hangs on it.

        Args:
            kind: Kind of dirt.
            row: The row, as it is delivered.
            column: Where the rule breaks.
            rule_id: The rule.
        """
        self.note(kind, row, Finding("quarantined", rule_id, column))
        if row.entity == "invoices":
            self.refuse_children(kind, self.tables.lines[row["invoice_id"]], "invoice_id")
            self.refuse_children(kind, self.tables.payments[row["invoice_id"]], "invoice_id")
        if row.entity == "accounts":
            self._refuse_account(kind, row["account_id"])

    def refuse_children(
        self, kind: str, rows: list[Row], column: str, rule_id: str = "parent_refused"
    ) -> None:
        """Adds that rows must be quarantined for what they point to."""
        for row in rows:
            self.note(kind, row, Finding("quarantined", rule_id, column))

    def refuse_account_of(self, kind: str, account: str, rule_id: str) -> None:
        """Adds that all that hangs on an account must be quarantined.

        Args:
            kind: Kind of dirt.
            account: Its id.
            rule_id: parent_refused, or unknown_account where the account is not delivered at all.
        """
        tables = self.tables
        for rows in (tables.account_payments, tables.contacts, tables.responses, *tables.followers):
            self.refuse_children(kind, rows[account], "account_id", rule_id)
        for invoice in tables.account_invoices[account]:
            self.refuse(kind, invoice, "account_id", rule_id)

    def _refuse_account(self, kind: str, account: str) -> None:
        self.refuse_account_of(kind, account, "parent_refused")

    def _is_free_invoice(self, invoice: Row) -> bool:
        return invoice["invoice_id"] not in self.used_invoices and self._accounts_of(
            invoice
        ).isdisjoint(self.used_accounts)

    def _accounts_of(self, invoice: Row) -> set[str]:
        payers = {row["account_id"] for row in self.tables.payments[invoice["invoice_id"]]}
        return payers | {invoice["account_id"], invoice["bill_to_account_id"]}
