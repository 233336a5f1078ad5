"""Repairs of texts that name a company: numbers, countries, postal codes, damaged letters.

What is right is decided by well-kept libraries: python-stdnum for numbers, the names of countries
in CLDR (Babel), ftfy for letters that passed through a wrong character set.
"""

import functools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import ftfy
import pandas as pd
from babel import Locale
from babel.core import get_global
from stdnum import get_cc_module
from stdnum.eu.vat import MEMBER_STATES
from stdnum.nl import postcode

# Languages in which files name countries; the codes of three letters come along as aliases.
COUNTRY_LANGUAGES = ("en", "nl", "de", "fr")

# How the end of a name writes its legal form, without dots and spaces.
LEGAL_FORMS = {
    "bv": "BV", "nv": "NV", "vof": "VOF", "cv": "CV", "bvba": "BVBA", "sprl": "SPRL",
    "gmbh": "GmbH", "ag": "AG", "kg": "KG", "ohg": "OHG", "ug": "UG", "sa": "SA", "sas": "SAS",
    "sarl": "SARL", "srl": "SRL", "spa": "SpA", "ltd": "Ltd", "limited": "Ltd", "plc": "PLC",
    "llp": "LLP", "llc": "LLC", "inc": "Inc", "corp": "Corp", "aps": "ApS", "oy": "Oy",
}  # fmt: skip

# Ends of names that are words of their own: a spa, and the surname Sa.
_NO_LEGAL_FORMS = {"Spa", "spa", "Sa"}

# Names of countries in daily use that CLDR does not have, and codes of CLDR that are no countries.
_DAILY_NAMES = {
    "uk": "GB", "great britain": "GB", "england": "GB", "holland": "NL", "the netherlands": "NL",
    "usa": "US", "czech republic": "CZ", "turkey": "TR", "ivory coast": "CI",
}  # fmt: skip
_NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}

_VAT_PREFIXES = {"GR": "EL", "UK": "GB"}
# Where the library names a country otherwise; Northern Ireland has British numbers.
_VAT_MODULES = {"EL": "gr", "XI": "gb"}
# Digits of a registration number, which a spreadsheet takes for a number: Chamber of Commerce,
# Crossroads Bank for Enterprises, Companies House.
_REGISTRATION_DIGITS = {"NL": 8, "BE": 10, "GB": 8}
_SIGNS = re.compile(r"[\s.\-/]")
_DOMAIN = re.compile(r"[^\s,;.]+(\.[^\s,;.]+)+")


@dataclass(frozen=True)
class Repair:
    """What becomes of a text.

    Attributes:
        rule_id: The rule of correction_rules.
        new_text: The repaired text; '' = the text is left out.
    """

    rule_id: str
    new_text: str


def repair(column_name: str, country: str, text: str) -> Repair | None:
    """Repair the text of one column.

    Args:
        column_name: Column of the input contract; one that no rule is about is text with letters.
        country: Country as it was delivered, code or name; '' = not known.
        text: The text, trimmed.

    Returns:
        The repair, or None when the text is as it should be or nothing better is known.
    """
    rule = _RULES.get(column_name, _letters)
    found = rule(country_code(country) or "", text)
    return found if found and found.new_text != text else None


def repair_frame(texts: pd.DataFrame) -> pd.DataFrame:
    """Repair many texts.

    Args:
        texts: One row per text: column_name, country_code, odd_text (text without nulls).

    Returns:
        The rows that change, sorted, with rule_id and new_text beside them.
    """
    columns = ["column_name", "country_code", "odd_text", "rule_id", "new_text"]
    rows = []
    for column_name, country, text in sorted(texts[columns[:3]].itertuples(index=False, name=None)):
        found = repair(column_name, country, text)
        if found:
            rows.append((column_name, country, text, found.rule_id, found.new_text))
    return pd.DataFrame(rows, columns=columns, dtype="string")


def country_code(text: str) -> str | None:
    """Find the code of a country.

    Args:
        text: A code of two or three letters, or a name in one of COUNTRY_LANGUAGES.

    Returns:
        ISO 3166 alpha-2 in capitals, or None when the text names no country.
    """
    return _country_codes().get(_folded(text))


@functools.cache
def _country_codes() -> dict[str, str]:
    codes = set(filter(re.compile("[A-Z]{2}").fullmatch, _territories("en"))) - _NO_COUNTRIES
    names = {_folded(code): code for code in codes}
    for alias, targets in get_global("territory_aliases").items():
        if re.fullmatch("[A-Z]{3}", alias) and len(targets) == 1 and targets[0] in codes:
            names.setdefault(_folded(alias), targets[0])
    for language in COUNTRY_LANGUAGES:
        for code, name in _territories(language).items():
            if code in codes:
                names.setdefault(_folded(name), code)
    return {**names, **_DAILY_NAMES}


def _territories(language: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale(language).territories.items()}


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace(".", "").casefold())
    return " ".join("".join(x for x in letters if not unicodedata.combining(x)).split())


def _country(_: str, text: str) -> Repair | None:
    code = country_code(text)
    rule_id = "letter_case" if code == text.upper() else "country_name"
    return Repair(rule_id, code) if code else None


def _vat_number(country: str, text: str) -> Repair | None:
    compact = _SIGNS.sub("", text).upper()
    own = _VAT_PREFIXES.get(country, country)
    prefix = _VAT_PREFIXES.get(compact[:2], compact[:2]) if compact[:2].isalpha() else own
    number = compact[2:] if compact[:2].isalpha() else compact
    if _is_vat_number(prefix, number):
        return Repair("vat_number_format", prefix + number)
    if prefix != own and _is_vat_number(own, compact):
        return Repair("vat_number_format", own + compact)
    # Elsewhere the library may know another number than the one that is in use for VAT.
    if prefix.lower() in {*MEMBER_STATES, "el", "gb"}:
        return Repair("vat_number_invalid", "")
    return None


def _is_vat_number(prefix: str, number: str) -> bool:
    module = get_cc_module(_VAT_MODULES.get(prefix, prefix.lower()), "vat") if prefix else None
    return module is not None and (module.is_valid(number) or module.is_valid(prefix + number))


def _registration_number(country: str, text: str) -> Repair | None:
    digits = _SIGNS.sub("", text)
    length = _REGISTRATION_DIGITS.get(country)
    if length is None or not re.fullmatch("[0-9]+", digits) or len(digits) > length:
        return None
    rule_id = "leading_zeros" if len(digits) < length else "registration_number_format"
    return Repair(rule_id, digits.zfill(length))


def _postal_code(country: str, text: str) -> Repair | None:
    compact = _SIGNS.sub("", text).upper()
    if country == "NL" and postcode.is_valid(compact):
        return Repair("postal_code_format", postcode.validate(compact))
    if country == "GB" and re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", compact):
        return Repair("postal_code_format", f"{compact[:-3]} {compact[-3:]}")
    return None


def _website_domain(_: str, text: str) -> Repair | None:
    address = re.sub(r"^([a-z]+:/+|mailto:|/+)+", "", text.lower())
    host = re.split(r"[/?#]", address)[0].split("@")[-1].split(":")[0]
    domain = re.sub(r"^(www\.)+", "", host)
    return Repair("website_domain_format", domain) if _DOMAIN.fullmatch(domain) else None


def _legal_form(_: str, text: str) -> Repair | None:
    """Take the legal form from the end of a name: its last word, or letters with dots or spaces."""
    words = text.replace(",", " ").split()
    if not words or words[-1] in _NO_LEGAL_FORMS:
        return None
    for count in (1, 2, 3):
        ending = "".join(words[-count:]).replace(".", "").lower()
        are_letters = count == 1 or all(len(word.strip(".")) <= 1 for word in words[-count:])
        if len(words) > count and are_letters and ending in LEGAL_FORMS:
            return Repair("legal_form_from_name", LEGAL_FORMS[ending])
    return None


def _letters(_: str, text: str) -> Repair | None:
    return Repair("mojibake", ftfy.fix_encoding(text))


_RULES: dict[str, Callable[[str, str], Repair | None]] = {
    "country_code": _country,
    "vat_number": _vat_number,
    "registration_number": _registration_number,
    "postal_code": _postal_code,
    "website_domain": _website_domain,
    "legal_form": _legal_form,
}
