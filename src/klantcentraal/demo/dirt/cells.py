"""Dirt in one cell of a row: which texts are spoiled, in which column, by which rule found."""

from collections.abc import Callable
from dataclasses import dataclass

from klantcentraal.demo.dirt import spoilers
from klantcentraal.demo.dirt.delivery import Row
from klantcentraal.demo.dirt.mess import Mess
from klantcentraal.demo.dirt.spoilers import Spoiler, date_as, framed, instead_of, written
from klantcentraal.demo.dirt.truth import Finding


@dataclass(frozen=True)
class Place:
    """Where cells are spoiled.

    Attributes:
        entity: The file.
        column: The column.
        count: In how many rows.
    """

    entity: str
    column: str
    count: int


@dataclass(frozen=True)
class Correction:
    """Cells that control mends.

    Attributes:
        kind: Kind of dirt.
        rule_id: The rule that mends it.
        spoil: Makes the dirty text.
        places: Where.
        mended: Makes, of the clean text, the text after mending; None is the clean text itself.
    """

    kind: str
    rule_id: str
    spoil: Spoiler
    places: tuple[Place, ...]
    mended: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Refusal:
    """Cells for which control keeps the row, and what hangs on it, out.

    Attributes:
        kind: Kind of dirt.
        rule_id: The rule that refuses it.
        spoil: Makes the dirty text.
        places: Where.
    """

    kind: str
    rule_id: str
    spoil: Spoiler
    places: tuple[Place, ...]


def _nothing(_: str) -> str:
    return ""


CORRECTIONS = (
    Correction(
        "decimal_comma",
        "decimal_comma",
        spoilers.decimal_comma,
        (
            Place("invoice_lines", "net_amount", 3),
            Place("invoice_lines", "cost_amount", 2),
            Place("payments", "amount", 3),
            Place("accounts", "credit_limit", 2),
            Place("products", "list_price", 1),
            Place("survey_responses", "satisfaction_score", 2),
        ),
    ),
    Correction(
        "number_format",
        "number_format",
        spoilers.dutch_number,
        (Place("payments", "amount", 2), Place("accounts", "annual_turnover", 2)),
    ),
    Correction(
        "number_format", "number_format", spoilers.english_number, (Place("payments", "amount", 2),)
    ),
    Correction(
        "number_format",
        "number_format",
        framed("€ ", ""),
        (
            Place("invoice_lines", "net_amount", 2),
            Place("invoice_lines", "tax_amount", 1),
            Place("accounts", "credit_limit", 1),
            Place("products", "unit_cost", 1),
        ),
    ),
    Correction(
        "number_format",
        "number_format",
        spoilers.euro_dutch_number,
        (Place("payments", "amount", 1),),
    ),
    Correction(
        "number_format", "number_format", spoilers.trailing_minus, (Place("payments", "amount", 2),)
    ),
    Correction(
        "date_day_first",
        "date_format",
        date_as("%d/%m/%Y", is_ambiguous=False),
        (Place("invoices", "due_date", 3),),
    ),
    Correction(
        "date_day_first",
        "date_format",
        date_as("%d/%m/%Y", is_ambiguous=True),
        (Place("invoices", "due_date", 3),),
    ),
    Correction(
        "date_day_first",
        "date_format",
        date_as("%d-%m-%Y", is_ambiguous=False),
        (Place("invoices", "invoice_date", 2), Place("accounts", "customer_since", 2)),
    ),
    Correction(
        "date_day_first",
        "date_format",
        date_as("%d-%m-%Y", is_ambiguous=True),
        (Place("invoices", "invoice_date", 2), Place("accounts", "customer_since", 1)),
    ),
    Correction(
        "date_day_first",
        "date_format",
        spoilers.unpadded_date,
        (Place("accounts", "founded_date", 2),),
    ),
    Correction(
        "date_month_first",
        "date_format",
        date_as("%m/%d/%Y", is_ambiguous=False),
        (Place("invoices", "order_date", 2),),
    ),
    Correction(
        "date_month_first",
        "date_format",
        date_as("%m/%d/%Y", is_ambiguous=True),
        (Place("invoices", "order_date", 2),),
    ),
    Correction(
        "date_both_orders",
        "date_format",
        date_as("%d/%m/%Y", is_ambiguous=False),
        (Place("payments", "payment_date", 2),),
    ),
    Correction(
        "date_both_orders",
        "date_format",
        date_as("%m/%d/%Y", is_ambiguous=False),
        (Place("payments", "payment_date", 2),),
    ),
    Correction(
        "date_compact",
        "date_format",
        date_as("%Y%m%d"),
        (
            Place("invoices", "invoice_date", 2),
            Place("payments", "payment_date", 3),
            Place("accounts", "founded_date", 1),
        ),
    ),
    Correction(
        "spaces",
        "spaces",
        framed(" ", " "),
        (
            Place("accounts", "account_name", 1),
            Place("invoices", "account_id", 1),
            Place("invoice_lines", "product_id", 2),
            Place("contacts", "job_title", 2),
            Place("payments", "invoice_id", 1),
        ),
    ),
    Correction(
        "spaces",
        "spaces",
        framed("", spoilers.NO_BREAK_SPACE),
        (
            Place("accounts", "city", 2),
            Place("invoices", "sales_channel", 1),
            Place("payments", "account_id", 1),
            Place("contacts", "email", 1),
        ),
    ),
    Correction(
        "spaces",
        "spaces",
        spoilers.first_space(spoilers.NO_BREAK_SPACE),
        (Place("products", "product_name", 1), Place("accounts", "street_address", 1)),
    ),
    Correction(
        "null_word",
        "null_word",
        instead_of("", "NULL"),
        (Place("accounts", "employees", 1), Place("invoices", "known_at", 1)),
    ),
    Correction(
        "null_word",
        "null_word",
        instead_of("", "n.v.t."),
        (Place("accounts", "website_domain", 1), Place("invoices", "bill_to_account_id", 1)),
    ),
    Correction(
        "null_word", "null_word", instead_of("", "N/A"), (Place("accounts", "annual_turnover", 1),)
    ),
    Correction("null_word", "null_word", instead_of("", "-"), (Place("contacts", "phone", 2),)),
    Correction("null_word", "null_word", instead_of("", "?"), (Place("contacts", "email", 1),)),
    Correction(
        "null_word",
        "null_word",
        instead_of("", "None"),
        (Place("invoices", "credited_invoice_id", 1), Place("survey_responses", "comment", 1)),
    ),
    Correction(
        "null_word",
        "null_word",
        instead_of("", "NaN"),
        (Place("survey_responses", "satisfaction_score", 1),),
    ),
    Correction(
        "null_word", "null_word", instead_of("", "#N/A"), (Place("accounts", "employees", 1),)
    ),
    Correction(
        "letter_case",
        "letter_case",
        spoilers.upper,
        (
            Place("invoices", "sales_channel", 3),
            Place("products", "price_tier", 1),
            Place("contacts", "buying_role", 1),
        ),
    ),
    Correction(
        "letter_case",
        "letter_case",
        spoilers.capital,
        (
            Place("invoices", "sales_channel", 1),
            Place("contacts", "buying_role", 1),
            Place("accounts", "relationship_type", 2),
        ),
    ),
    Correction(
        "letter_case", "letter_case", spoilers.lower, (Place("invoices", "currency_code", 2),)
    ),
    Correction(
        "boolean_word",
        "boolean_word",
        instead_of("false", "nee"),
        (Place("invoices", "is_disputed", 2), Place("contacts", "is_primary", 1)),
    ),
    Correction(
        "boolean_word",
        "boolean_word",
        instead_of("true", "Ja"),
        (Place("contacts", "is_primary", 1), Place("invoices", "is_disputed", 1)),
    ),
    Correction(
        "boolean_word",
        "boolean_word",
        instead_of("false", "onwaar"),
        (Place("accounts", "is_on_hold", 2), Place("invoices", "is_credit_note", 1)),
    ),
    Correction(
        "boolean_word",
        "boolean_word",
        instead_of("true", "waar"),
        (Place("invoices", "is_credit_note", 1),),
    ),
    Correction(
        "country_name",
        "country_name",
        written("Nederland"),
        (Place("accounts", "country_code", 2),),
    ),
    Correction(
        "country_name",
        "country_name",
        written("NEDERLAND"),
        (Place("accounts", "country_code", 1),),
    ),
    Correction(
        "country_name",
        "country_name",
        written("The Netherlands"),
        (Place("accounts", "country_code", 1),),
    ),
    Correction(
        "postal_code_format",
        "postal_code_format",
        spoilers.joined_lower,
        (Place("accounts", "postal_code", 2),),
    ),
    Correction(
        "postal_code_format",
        "postal_code_format",
        spoilers.joined,
        (Place("accounts", "postal_code", 2),),
    ),
    Correction(
        "postal_code_format",
        "postal_code_format",
        spoilers.lower,
        (Place("accounts", "postal_code", 1),),
    ),
    Correction(
        "website_domain_format",
        "website_domain_format",
        framed("https://www.", "/"),
        (Place("accounts", "website_domain", 2),),
    ),
    Correction(
        "website_domain_format",
        "website_domain_format",
        framed("www.", ""),
        (Place("accounts", "website_domain", 1),),
    ),
    Correction(
        "website_domain_format",
        "website_domain_format",
        framed("http://", "/contact"),
        (Place("accounts", "website_domain", 1),),
    ),
    Correction(
        "vat_format",
        "vat_number_format",
        spoilers.vat_with_dots,
        (Place("accounts", "vat_number", 2),),
    ),
    Correction(
        "vat_format",
        "vat_number_format",
        spoilers.vat_without_country,
        (Place("accounts", "vat_number", 2),),
    ),
    Correction(
        "vat_format", "vat_number_format", spoilers.lower, (Place("accounts", "vat_number", 1),)
    ),
    Correction(
        "wrong_vat",
        "vat_number_invalid",
        spoilers.vat_with_wrong_digit,
        (Place("accounts", "vat_number", 4),),
        _nothing,
    ),
    Correction(
        "leading_zeros",
        "leading_zeros",
        spoilers.without_zeros,
        (Place("accounts", "registration_number", 4),),
    ),
    Correction(
        "registration_number_format",
        "registration_number_format",
        spoilers.registration_with_dots,
        (Place("accounts", "registration_number", 2),),
    ),
    Correction(
        "registration_number_format",
        "registration_number_format",
        spoilers.registration_with_spaces,
        (Place("accounts", "registration_number", 1),),
    ),
    Correction(
        "mojibake",
        "mojibake",
        spoilers.mojibake,
        (
            Place("accounts", "account_name", 3),
            Place("accounts", "city", 2),
            Place("contacts", "full_name", 2),
            Place("survey_responses", "comment", 1),
        ),
        spoilers.accented,
    ),
    Correction(
        "mojibake",
        "mojibake",
        spoilers.curly_mojibake,
        (Place("accounts", "city", 1),),
        spoilers.with_curly_quote,
    ),
    Correction(
        "negative_quantity",
        "quantity_sign",
        spoilers.with_sign,
        (Place("invoice_lines", "quantity", 4),),
    ),
)

REFUSALS = (
    Refusal(
        "orphan_account",
        "unknown_account",
        written("K999001"),
        (
            Place("invoices", "account_id", 3),
            Place("payments", "account_id", 3),
            Place("contacts", "account_id", 3),
            Place("survey_responses", "account_id", 2),
        ),
    ),
    Refusal(
        "orphan_invoice",
        "unknown_invoice",
        written("F209900001"),
        (Place("invoice_lines", "invoice_id", 5),),
    ),
    Refusal(
        "payment_without_invoice",
        "unknown_invoice",
        written("F209900002"),
        (Place("payments", "invoice_id", 5),),
    ),
    Refusal(
        "orphan_product",
        "unknown_product",
        written("A9999"),
        (Place("invoice_lines", "product_id", 5),),
    ),
    Refusal(
        "date_both_orders",
        "ambiguous_date",
        date_as("%d/%m/%Y", is_ambiguous=True),
        (Place("payments", "payment_date", 3),),
    ),
    Refusal(
        "factor_1000",
        "unusual_amount",
        spoilers.times_1000,
        (Place("invoice_lines", "net_amount", 4),),
    ),
    Refusal(
        "factor_1000",
        "unusual_amount",
        spoilers.a_thousandth,
        (Place("invoice_lines", "net_amount", 2),),
    ),
    Refusal(
        "unreadable_number",
        "not_a_number",
        written("onbekend"),
        (
            Place("invoice_lines", "net_amount", 2),
            Place("invoice_lines", "quantity", 1),
            Place("survey_responses", "satisfaction_score", 1),
        ),
    ),
    Refusal(
        "unreadable_number", "not_a_number", written("12..34"), (Place("payments", "amount", 2),)
    ),
    Refusal(
        "unreadable_number",
        "not_a_whole_number",
        written("ca. 20"),
        (Place("accounts", "employees", 1),),
    ),
    Refusal(
        "unreadable_number",
        "not_a_whole_number",
        written("8.5"),
        (Place("survey_responses", "nps_score", 1),),
    ),
    Refusal(
        "unreadable_date",
        "not_a_date",
        written("2024-02-30"),
        (Place("invoices", "invoice_date", 2), Place("payments", "payment_date", 1)),
    ),
    Refusal(
        "unreadable_date",
        "not_a_date",
        written("medio maart"),
        (Place("payments", "payment_date", 1), Place("invoices", "due_date", 1)),
    ),
    Refusal(
        "unreadable_date",
        "not_a_timestamp",
        written("gisteren"),
        (Place("survey_responses", "responded_at", 2),),
    ),
    Refusal(
        "unreadable_list_value",
        "not_in_list",
        written("fax"),
        (Place("invoices", "sales_channel", 2),),
    ),
    Refusal(
        "unreadable_list_value",
        "not_in_list",
        written("chef"),
        (Place("contacts", "buying_role", 2),),
    ),
    Refusal(
        "unreadable_list_value",
        "not_a_boolean",
        written("misschien"),
        (Place("invoices", "is_disputed", 1), Place("contacts", "is_primary", 1)),
    ),
    Refusal(
        "out_of_range", "out_of_range", written("11"), (Place("survey_responses", "nps_score", 2),)
    ),
    Refusal(
        "out_of_range",
        "out_of_range",
        written("12.5"),
        (Place("survey_responses", "satisfaction_score", 1),),
    ),
    Refusal(
        "out_of_range",
        "out_of_range",
        written("9999999999999.00"),
        (Place("payments", "amount", 1),),
    ),
    Refusal(
        "out_of_range",
        "out_of_range",
        written("0206-03-01"),
        (Place("invoices", "invoice_date", 1),),
    ),
    Refusal(
        "out_of_range",
        "out_of_range",
        written("-30"),
        (Place("accounts", "payment_terms_days", 1),),
    ),
    Refusal(
        "required_missing",
        "required_missing",
        written(""),
        (
            Place("accounts", "account_name", 1),
            Place("invoices", "account_id", 2),
            Place("invoice_lines", "quantity", 2),
            Place("invoice_lines", "product_id", 1),
            Place("payments", "amount", 2),
            Place("contacts", "account_id", 1),
            Place("survey_responses", "account_id", 1),
        ),
    ),
)

# An account that is refused takes all its invoices along: few enough to stay below the thresholds.
MOST_INVOICES = 25


def spoil(mess: Mess) -> None:
    """Spoils cells of a delivery.

    Args:
        mess: The delivery; it gets the dirt and the facts.
    """
    for number, refusal in enumerate(REFUSALS):
        for place in refusal.places:
            _refuse(mess, refusal, place, number)
    for number, correction in enumerate(CORRECTIONS):
        for place in correction.places:
            _correct(mess, correction, place, number)


def _refuse(mess: Mess, refusal: Refusal, place: Place, number: int) -> None:
    def fits(row: Row) -> bool:
        return (
            mess.is_free(row)
            and _can_be_refused(mess, row)
            and refusal.spoil(row[place.column]) is not None
        )

    for row in _rows(mess, f"refusal {number} {refusal.kind}", place, fits):
        row.put(place.column, refusal.spoil(row[place.column]) or "")
        if place.column == "account_id":
            # The row now hangs on another account, which must not free it for more dirt.
            mess.used_people.add(row["account_id"])
        mess.refuse(refusal.kind, row, place.column, refusal.rule_id)


def _correct(mess: Mess, correction: Correction, place: Place, number: int) -> None:
    def fits(row: Row) -> bool:
        return mess.is_free(row) and correction.spoil(row[place.column]) is not None

    for row in _rows(mess, f"correction {number} {correction.kind}", place, fits):
        clean = row[place.column]
        row.put(place.column, correction.spoil(clean) or "")
        mended = correction.mended(clean) if correction.mended else clean
        finding = Finding("corrected", correction.rule_id, place.column, mended)
        mess.note(correction.kind, row, finding)


def _rows(mess: Mess, label: str, place: Place, fits: Callable[[Row], bool]) -> list[Row]:
    """Takes rows one by one, so that each stays away from the family of those before."""
    label = f"{label} {place.entity} {place.column}"
    walk = mess.pick(label, mess.tables.rows(place.entity), fits)
    rows: list[Row] = []
    for row in walk:
        mess.claim(row)
        rows.append(row)
        if len(rows) == place.count:
            return rows
    return mess.take(label, iter(rows), place.count)


def _can_be_refused(mess: Mess, row: Row) -> bool:
    """Tells whether what follows from refusing a row is beyond doubt, and not too much."""
    if row.entity == "accounts":
        return 0 < len(mess.tables.account_invoices[row["account_id"]]) <= MOST_INVOICES
    if row.entity == "invoice_lines" and len(mess.tables.lines[row["invoice_id"]]) < 2:
        return False
    if row.entity in ("invoices", "invoice_lines", "payments"):
        return mess.is_plain_invoice(mess.tables.invoices[row["invoice_id"]])
    return True
