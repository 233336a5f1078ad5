"""Dirt about who is who: one company under two ids, and prospects under an older name."""

from klantcentraal.demo.dirt.delivery import ADDED_COLUMNS, Row
from klantcentraal.demo.dirt.mess import Mess
from klantcentraal.demo.dirt.truth import Finding

# How a form is written behind a name.
FORMS_BEHIND_NAMES = {"BV": ("B.V.", "BV", "b.v."), "VOF": ("V.O.F.",)}


def plant(mess: Mess) -> None:
    """Plants all kinds of this module.

    Args:
        mess: The delivery; it gets the dirt and the facts.
    """
    _put_forms_behind_names(mess)
    _add_companies_twice(mess)
    _add_prospects(mess)


def _put_forms_behind_names(mess: Mess) -> None:
    """Empties the legal form and puts it behind the name."""
    kind = "legal_form_from_name"
    for form, endings in FORMS_BEHIND_NAMES.items():
        accounts = _accounts(mess, f"{kind} {form}", form, len(endings))
        for row, ending in zip(accounts, endings, strict=True):
            row.put("account_name", f"{row['account_name']} {ending}")
            row.put("legal_form", "")
            mess.note(kind, row, Finding("corrected", kind, "legal_form", form))


def _add_companies_twice(mess: Mess) -> None:
    """Adds accounts that are there already, under another id and with less known."""
    for kind, rule_id, count in (
        ("company_twice", "same_registration_number", 3),
        ("company_twice_by_vat", "same_vat_number", 2),
        ("company_twice_by_name", "same_name_and_postcode", 3),
    ):
        for number, row in enumerate(_accounts(mess, kind, "BV", count)):
            copy = _second_entry(mess, row, number)
            if rule_id == "same_registration_number":
                copy.put("registration_number", row["registration_number"])
            elif rule_id == "same_vat_number":
                copy.put("vat_number", row["vat_number"])
            else:
                copy.put("account_name", _otherwise_written(row["account_name"], number))
                copy.put("postal_code", row["postal_code"])
            mess.tables.rows("accounts").append(copy)
            finding = Finding("suggested", rule_id, "account_id", row["account_id"])
            mess.note(kind, copy, finding)


def _second_entry(mess: Mess, row: Row, number: int) -> Row:
    """Gives a new account at another address, under a name of its own and without numbers."""
    last = max(other["account_id"] for other in mess.tables.rows("accounts"))
    return row.copy(
        account_id=f"K{int(last[1:]) + 1}",
        account_name=f"Inkoopafdeling {row['account_name'].split(' ')[-1]}",
        registration_number="",
        vat_number="",
        street_address=f"Postbus {101 + number}",
        postal_code=f"{1000 + int(row['postal_code'][:4]) % 8000} ZZ",
        website_domain="",
        customer_since="2026-06-01",
        valid_from="",
    )


def _otherwise_written(name: str, number: int) -> str:
    return (name.upper(), f"{name} B.V.", f"{name.lower()} BV")[number % 3]


def _add_prospects(mess: Mess) -> None:
    """Adds a list of prospects, some of which are accounts: under an older name or the same."""
    kind = "stale_name"
    by_registration, by_vat, by_both, same = _accounts(mess, kind, "BV", 4)
    known = (
        (by_registration, "Handelshuis Oudenaam", ("registration_number",)),
        (by_vat, "Gebroeders Voorheen", ("vat_number",)),
        (by_both, "Firma Weleer & Zonen", ("registration_number", "vat_number")),
    )
    rows = mess.tables.rows("prospects")
    for number, (account, name, columns) in enumerate(known, 1):
        numbers = {column: account[column] for column in columns}
        rows.append(_prospect(number, company_name=name, **numbers))
        finding = Finding("suggested", kind, "company_name", account["account_name"])
        mess.note(kind, rows[-1], finding)
    rows.append(
        _prospect(
            4,
            company_name=f"{same['account_name'].upper()} B.V.",
            registration_number=same["registration_number"],
        )
    )
    for number in range(5, 9):
        name = f"Nieuwbedrijf {'ABCD'[number - 5]}{'aeio'[number - 5]}rvoort"
        rows.append(_prospect(number, company_name=name, postal_code=f"{number}999 ZX"))


def _prospect(number: int, **texts: str) -> Row:
    """Gives a prospect of which little is known."""
    cells = dict.fromkeys(ADDED_COLUMNS["prospects"], "")
    fixed = {"prospect_id": f"X{number:04}", "legal_form": "BV", "country_code": "NL"}
    return Row("prospects", {**cells, **fixed, **texts})


def _accounts(mess: Mess, label: str, form: str, count: int) -> list[Row]:
    """Takes accounts of a legal form that belong to no group and have both numbers."""
    walk = mess.pick(
        label,
        mess.tables.rows("accounts"),
        lambda row: (
            row["legal_form"] == form
            and bool(row["registration_number"] and row["vat_number"])
            and mess.is_free(row)
        ),
    )
    accounts = mess.take(label, walk, count)
    for row in accounts:
        mess.claim(row)
    return accounts
