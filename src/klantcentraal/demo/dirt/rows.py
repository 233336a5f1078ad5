"""Dirt that takes more than one cell: rows twice, rows that are absent, two cells exchanged."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from klantcentraal.demo.dirt.delivery import KEYS, Row
from klantcentraal.demo.dirt.mess import Mess
from klantcentraal.demo.dirt.spoilers import without_sign
from klantcentraal.demo.dirt.truth import Finding
from klantcentraal.demo.workdays import LAST_DAY

EXACT_COPIES = {
    "accounts": 1,
    "products": 1,
    "invoices": 2,
    "invoice_lines": 3,
    "payments": 3,
    "contacts": 2,
    "survey_responses": 2,
}

# Per file: number of copies, the column that differs, and what is added to it (days in a date).
OTHER_COPIES = {
    "accounts": (2, "credit_limit", 500),
    "products": (1, "list_price", 1),
    "invoices": (3, "invoice_date", 3),
    "invoice_lines": (2, "quantity", 1),
    "payments": (3, "payment_date", 3),
    "contacts": (2, "job_title", 0),
    "survey_responses": (2, "responded_at", 3),
}

# Amounts that a credit note gives with the wrong sign, when it gives all with it.
SIGNED_COLUMNS = ("quantity", "net_amount", "discount_amount", "cost_amount", "tax_amount")

RATES = {"USD": Decimal("0.9213"), "GBP": Decimal("1.1607")}
FIRST_RATE_DAYS = {"USD": dt.date(2022, 6, 15), "GBP": dt.date(2024, 1, 15)}

TOP = 10
# A customer that is missed must not close the gate: 2 % of the invoices is the threshold.
MOST_MISSED_SHARE = 0.015


@dataclass(frozen=True)
class Period:
    """Bounds of dates, as written in the files.

    Attributes:
        earliest: First day.
        latest: Last day.
    """

    earliest: str = dt.date.min.isoformat()
    latest: str = dt.date.max.isoformat()

    def holds(self, *dates: str) -> bool:
        """Tells whether all dates lie within."""
        return all(self.earliest <= date[:10] <= self.latest for date in dates)


EVER = Period()
# Far enough from the last day for a date that moves a little to stay before it.
SETTLED = Period(latest=(LAST_DAY - dt.timedelta(days=90)).isoformat())


def plant(mess: Mess) -> None:
    """Plants all kinds of this module.

    Args:
        mess: The delivery; it gets the dirt and the facts.
    """
    _miss_big_customers(mess)
    _miss_lines(mess)
    _miss_invoices(mess)
    _swap_due_dates(mess)
    _put_due_dates_far_before(mess)
    _move_into_future(mess)
    _lose_signs_of_credit_notes(mess)
    _write_other_currencies(mess)
    _pay_twice(mess)
    _refuse_a_new_product(mess)
    _copy_exactly(mess)
    _copy_with_changes(mess)


def _miss_big_customers(mess: Mess) -> None:
    """Leaves one of the largest customers out of accounts and contacts, another out of payments."""
    tables = mess.tables
    top = set(_top_customers(mess, dt.date.min)) & set(
        _top_customers(mess, LAST_DAY - dt.timedelta(days=365))
    )
    most = MOST_MISSED_SHARE * len(tables.rows("invoices"))
    candidates = [
        tables.versions[account][0]
        for account in sorted(top)
        if len(tables.account_invoices[account]) < most and tables.account_payments[account]
    ]
    label = "big_customer_missing"
    walk = mess.pick(label, candidates, mess.is_single)
    stranger, silent = (row["account_id"] for row in mess.take(label, walk, 2))
    for account in (stranger, silent):
        mess.used_accounts.add(account)
    tables.remove([*tables.versions[stranger], *tables.contacts.pop(stranger)])
    mess.refuse_account_of(label, stranger, "unknown_account")
    mess.miss(label, "accounts", stranger, "top_customers_missing_from_accounts")
    tables.remove(tables.account_payments[silent])
    mess.miss(label, "payments", silent, "top_customers_missing_from_payments")


def _top_customers(mess: Mess, after: dt.date) -> list[str]:
    """Gives the customers with most revenue after a day."""
    revenue: dict[str, Decimal] = {}
    for line in mess.tables.rows("invoice_lines"):
        invoice = mess.tables.invoices[line["invoice_id"]]
        if dt.date.fromisoformat(invoice["invoice_date"]) > after:
            account = invoice["account_id"]
            revenue[account] = revenue.get(account, Decimal(0)) + Decimal(line["net_amount"])
    return sorted(revenue, key=lambda account: (-revenue[account], account))[:TOP]


def _miss_lines(mess: Mess) -> None:
    """Leaves out all lines of some invoices, each of another account."""
    kind = "invoice_without_lines"
    for row in _plain_invoices(mess, kind, 4):
        mess.tables.remove(mess.tables.lines[row["invoice_id"]])
        mess.note(kind, row, Finding("reconciled", "invoices_without_lines", "account_id"))


def _miss_invoices(mess: Mess) -> None:
    """Leaves out some invoices of which the lines and payments are there."""
    kind = "line_without_invoice"
    for row in _plain_invoices(mess, kind, 4):
        mess.tables.remove([row])
        for rows in (mess.tables.lines, mess.tables.payments):
            mess.refuse_children(kind, rows[row["invoice_id"]], "invoice_id", "unknown_invoice")


def _swap_due_dates(mess: Mess) -> None:
    kind = "swapped_due_date"
    for row in _plain_invoices(mess, kind, 5, SETTLED):
        invoice_date, due_date = row["invoice_date"], row["due_date"]
        row.put("invoice_date", due_date)
        row.put("due_date", invoice_date)
        for column, date in (("invoice_date", invoice_date), ("due_date", due_date)):
            mess.note(kind, row, Finding("corrected", "swapped_due_date", column, date))


def _put_due_dates_far_before(mess: Mess) -> None:
    kind = "due_before_invoice"
    for row in _plain_invoices(mess, kind, 4):
        row.put("due_date", _later(row["invoice_date"], -400))
        mess.refuse(kind, row, "due_date", "due_before_invoice")


def _move_into_future(mess: Mess) -> None:
    """Dates some rows years after the last day: the year was typed wrong."""
    kind = "future_date"
    days = 365 * 6
    for row in _plain_invoices(mess, kind, 2):
        row.put("invoice_date", _later(row["invoice_date"], days))
        row.put("due_date", _later(row["due_date"], days))
        mess.refuse(kind, row, "invoice_date", "future_date")
    for row in _plain_payments(mess, kind, 3):
        row.put("payment_date", _later(row["payment_date"], days))
        mess.refuse(kind, row, "payment_date", "future_date")
    for row in _free(mess, kind, "survey_responses", 2):
        row.put("responded_at", _later(row["responded_at"], days))
        mess.refuse(kind, row, "responded_at", "future_date")


def _lose_signs_of_credit_notes(mess: Mess) -> None:
    kind = "unsigned_credit_note"
    walk = mess.pick(
        kind,
        mess.tables.rows("invoices"),
        lambda row: row["is_credit_note"] == "true" and mess.is_free(row),
    )
    for credit_note in _claimed(mess, kind, walk, 4):
        for line in mess.tables.lines[credit_note["invoice_id"]]:
            for column in SIGNED_COLUMNS:
                clean = line[column]
                unsigned = without_sign(clean)
                if unsigned is not None:
                    line.put(column, unsigned)
                    finding = Finding("corrected", "credit_note_sign", column, clean)
                    mess.note(kind, line, finding)


def _write_other_currencies(mess: Mess) -> None:
    """Bills some invoices in other currencies; of some there is no rate on the invoice date."""
    rates = mess.tables.rows("exchange_rates")
    for currency, start in FIRST_RATE_DAYS.items():
        for number in range(16):
            rate = RATES[currency] + Decimal(number % 5) / 100
            day = start + dt.timedelta(days=91 * number)
            cells = {"currency_code": currency, "rate_date": day.isoformat(), "rate": str(rate)}
            rates.append(Row("exchange_rates", cells))
    for currency, count in (("USD", 3), ("GBP", 2)):
        rated = Period(earliest=FIRST_RATE_DAYS[currency].isoformat())
        for row in _plain_invoices(mess, f"other_currency {currency}", count, rated):
            row.put("currency_code", currency)
            known = [
                rate["rate"]
                for rate in rates
                if rate["currency_code"] == currency and rate["rate_date"] <= row["invoice_date"]
            ]
            finding = Finding(
                "corrected", "currency_converted", "currency_code", f"EUR at {known[-1]}"
            )
            mess.note("other_currency", row, finding)
    kind = "currency_without_rate"
    before_rates = Period(latest=(FIRST_RATE_DAYS["GBP"] - dt.timedelta(days=1)).isoformat())
    for currency, period in (("SEK", EVER), ("GBP", before_rates)):
        for row in _plain_invoices(mess, f"{kind} {currency}", 2, period):
            row.put("currency_code", currency)
            mess.refuse(kind, row, "currency_code", "currency_not_convertible")


def _pay_twice(mess: Mess) -> None:
    kind = "double_payment"
    for row in _plain_payments(mess, kind, 4):
        copy = row.copy(payment_id=_new_id(mess, "payments"))
        mess.tables.rows("payments").append(copy)
        finding = Finding("suggested", kind, "payment_id", row["payment_id"])
        mess.note(kind, copy, finding)


def _refuse_a_new_product(mess: Mess) -> None:
    """Adds a product without a readable price, and sells it on lines of some invoices."""
    kind = "refused_product"
    products = mess.tables.rows("products")
    product = products[0].copy(
        product_id="A9901", product_name="Proefartikel", list_price="op aanvraag"
    )
    products.append(product)
    mess.claim(product)
    mess.refuse(kind, product, "list_price", "not_a_number")
    walk = mess.pick(
        kind,
        mess.tables.rows("invoice_lines"),
        lambda row: (
            mess.is_free(row)
            and mess.is_plain_invoice(mess.tables.invoices[row["invoice_id"]])
            and len(mess.tables.lines[row["invoice_id"]]) > 1
        ),
    )
    for line in _claimed(mess, kind, walk, 3):
        line.put("product_id", "A9901")
        mess.refuse(kind, line, "product_id", "parent_refused")


def _copy_exactly(mess: Mess) -> None:
    """Delivers some rows twice: right after the first, or at the end of the file."""
    kind = "exact_duplicate_row"
    for entity, count in EXACT_COPIES.items():
        for number, row in enumerate(_free(mess, kind, entity, count)):
            copy = row.copy()
            _insert(mess, copy, row if number % 2 else None)
            mess.note(kind, copy, Finding("removed", kind))


def _copy_with_changes(mess: Mess) -> None:
    """Uses some ids twice; the row of the later event has to go, also when it stands first."""
    kind = "duplicate_key"
    for entity, (count, column, change) in OTHER_COPIES.items():
        for number, row in enumerate(_free(mess, kind, entity, count)):
            copy = row.copy(**{column: _changed(row[column], change)})
            is_dated = column.endswith(("_date", "_at"))
            if column == "invoice_date":
                copy.put("due_date", _changed(row["due_date"], change))
            _insert(mess, copy, row if number == 0 else None)
            if is_dated and number == 0:
                _exchange(mess, row, copy)
            mess.note(kind, copy, Finding("quarantined", kind, KEYS[entity]))


def _changed(clean: str, change: int) -> str:
    if not change:
        return f"{clean} a.i."
    if "-" in clean[1:]:
        return _later(clean, change)
    return str(Decimal(clean or 0) + change)


def _insert(mess: Mess, copy: Row, after: Row | None) -> None:
    rows = mess.tables.rows(copy.entity)
    if after is None:
        rows.append(copy)
    else:
        rows.insert(_place(rows, after) + 1, copy)


def _exchange(mess: Mess, one: Row, other: Row) -> None:
    rows = mess.tables.rows(one.entity)
    first, second = _place(rows, one), _place(rows, other)
    rows[first], rows[second] = other, one


def _place(rows: list[Row], row: Row) -> int:
    return next(place for place, other in enumerate(rows) if other is row)


def _later(text: str, days: int) -> str:
    """Moves the date at the start of a text."""
    day = dt.date.fromisoformat(text[:10]) + dt.timedelta(days=days)
    return day.isoformat() + text[10:]


def _new_id(mess: Mess, entity: str) -> str:
    """Gives an id that follows the last one of a file."""
    last = max(row[KEYS[entity]] for row in mess.tables.rows(entity))
    return f"{last[0]}{int(last[1:]) + 1:0{len(last) - 1}}"


def _free(mess: Mess, kind: str, entity: str, count: int) -> list[Row]:
    label = f"{kind} {entity}"
    if entity == "invoices":
        return _plain_invoices(mess, label, count, SETTLED)
    if entity == "payments":
        return _plain_payments(mess, label, count)
    walk = mess.pick(label, mess.tables.rows(entity), mess.is_free)
    return _claimed(mess, label, walk, count)


def _plain_invoices(mess: Mess, label: str, count: int, period: Period = EVER) -> list[Row]:
    """Takes invoices without credit note, dated and due within bounds, one per account."""
    accounts: set[str] = set()

    def fits(row: Row) -> bool:
        return (
            row["account_id"] not in accounts
            and mess.is_free(row)
            and mess.is_plain_invoice(row)
            and period.holds(row["invoice_date"], row["due_date"])
        )

    rows: list[Row] = []
    for row in mess.pick(label, mess.tables.rows("invoices"), fits):
        mess.claim(row)
        accounts.add(row["account_id"])
        rows.append(row)
        if len(rows) == count:
            break
    return mess.take(label, iter(rows), count)


def _plain_payments(mess: Mess, label: str, count: int) -> list[Row]:
    def fits(row: Row) -> bool:
        return (
            mess.is_free(row)
            and mess.is_plain_invoice(mess.tables.invoices[row["invoice_id"]])
            and SETTLED.holds(row["payment_date"])
        )

    return _claimed(mess, label, mess.pick(label, mess.tables.rows("payments"), fits), count)


def _claimed(mess: Mess, label: str, walk: Iterator[Row], count: int) -> list[Row]:
    """Takes rows one by one, so that each stays away from the family of those before."""
    rows: list[Row] = []
    for row in walk:
        mess.claim(row)
        rows.append(row)
        if len(rows) == count:
            break
    return mess.take(label, iter(rows), count)
