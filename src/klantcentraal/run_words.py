"""The words of a run's summary, in English and Dutch."""

import csv
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

LANGUAGES = ("en", "nl")

_REFERENCE = Path("seeds/reference")

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Run {run}",
        "published": "Published {accounts} accounts as of {date} (source {source}).",
        "gate_closed": "The gate closed: nothing was published. "
        "What stood published before stays as it was.",
        "stopped": "The run stopped: nothing was published. "
        "What stood published before stays as it was.",
        "message": "Why",
        "came_in": "What came in",
        "count_columns": "file|rows in|accepted|corrected values|refused|doubles removed",
        "over": "{entity}: {count} of {all} rows were refused for a reason of their own "
        "({share}; allowed {allowed}).",
        "refused": "Why rows were refused",
        "refused_amount": "The refused rows hold {amount} of net amount.",
        "refusal": "{entity}: {rows} rows{amount}: {reason}. {advice}",
        "with_amount": " with {amount} of net amount",
        "corrected": "What was corrected",
        "correction": "{place} ({count}): {reason}",
        "suggestions": "{count} suggestions wait for a decision: "
        "control_corrections.csv, is_applied = false.",
        "differs": "What does not agree",
        "difference": "{comparison}, differences: {count}{amount}. {check}",
        "largest": ", the largest {amount}",
        "aim": "Objective and data",
        "objective": "Objective: {objective}",
        "ready": "Nothing that it needs is missing.",
        "missing": "Missing for it: {missing}.",
        "start": "Start with: {criteria} (criteria_matrix says why)",
        "segments": "Segments",
        "unapproved": "{count} segments are not approved: segment_profiles says what to write "
        "in rules_segment_approvals.csv.",
        "checks": "Checks: {run} run, {warnings} warnings, {failed} failed",
        "checks_title": "Checks",
        "warning": "warning",
        "failed": "failed",
        "data_test": "data test {name}: {rows} rows",
        "more": "{count} more",
        "notes": "Notes on the files",
        "next": "What to do next",
        "fix": "Fix the rows that {folder}/control_quarantine.csv lists (file, row, column and "
        "what is wrong) at the source and deliver again.",
        "accept": "Or accept them, with a reason and a name, in rules_accepted_differences.csv of "
        "your rules folder.",
        "raise": "Or raise the share in rules_control_thresholds.csv of your rules folder.",
        "again": "Then run klantcentraal refresh again.",
        "results": "{folder}/control_results.csv has every check with its figures. "
        "Not the delivery but a rule or a model is at fault: tell who looks after them.",
        "repair": "Repair what the message above names, and run klantcentraal refresh again.",
        "open": "Open the database, read only, in DuckDB or your BI tool.",
        "see_refused": "See why rows were refused: select * from control_quarantine",
        "see_checks": "See which checks failed: select * from control_results where not is_passed",
        "approve": "Read the segments and approve them: select segment_id, approval_en from "
        "segment_profiles",
        "own_files": "Your own files: klantcentraal refresh --data FOLDER --state FOLDER",
        "page": "Explained in {path}",
        "the_row": "the row",
        "segment_columns": "segment|accounts|of accounts|of revenue",
        "total": "Total",
        "database": "Database: {path}",
        "parquet": "Parquet:  {path}",
    },
    "nl": {
        "title": "Run {run}",
        "published": "{accounts} accounts gepubliceerd per {date} (bron {source}).",
        "gate_closed": "De poort is gesloten: er is niets gepubliceerd. "
        "Wat eerder gepubliceerd stond, blijft zoals het was.",
        "stopped": "De run is gestopt: er is niets gepubliceerd. "
        "Wat eerder gepubliceerd stond, blijft zoals het was.",
        "message": "Waarom",
        "came_in": "Wat er binnenkwam",
        "count_columns": "bestand|rijen binnen|aanvaard|gecorrigeerde waarden|geweigerd"
        "|dubbelen verwijderd",
        "over": "{entity}: {count} van {all} rijen zijn om een eigen reden geweigerd "
        "({share}; toegestaan {allowed}).",
        "refused": "Waarom rijen zijn geweigerd",
        "refused_amount": "In de geweigerde rijen zit {amount} aan nettobedrag.",
        "refusal": "{entity}: {rows} rijen{amount}: {reason}. {advice}",
        "with_amount": " met {amount} aan nettobedrag",
        "corrected": "Wat er is gecorrigeerd",
        "correction": "{place} ({count}): {reason}",
        "suggestions": "{count} voorstellen wachten op een besluit: "
        "control_corrections.csv, is_applied = false.",
        "differs": "Wat niet op elkaar aansluit",
        "difference": "{comparison}, verschillen: {count}{amount}. {check}",
        "largest": ", het grootste {amount}",
        "aim": "Doelstelling en gegevens",
        "objective": "Doelstelling: {objective}",
        "ready": "Er ontbreekt niets aan wat die vraagt.",
        "missing": "Daarvoor ontbreekt: {missing}.",
        "start": "Begin met: {criteria} (criteria_matrix zegt waarom)",
        "segments": "Segmenten",
        "unapproved": "{count} segmenten zijn niet goedgekeurd: segment_profiles zegt wat er in "
        "rules_segment_approvals.csv moet staan.",
        "checks": "Controles: {run} uitgevoerd, {warnings} waarschuwingen, {failed} mislukt",
        "checks_title": "Controles",
        "warning": "waarschuwing",
        "failed": "mislukt",
        "data_test": "datatest {name}: {rows} rijen",
        "more": "nog {count}",
        "notes": "Opmerkingen bij de bestanden",
        "next": "Wat nu",
        "fix": "Herstel de rijen die in {folder}/control_quarantine.csv staan (bestand, rij, "
        "kolom en wat er mis is) bij de bron en lever opnieuw.",
        "accept": "Of aanvaard ze, met reden en naam, in rules_accepted_differences.csv van uw "
        "regelmap.",
        "raise": "Of verhoog het aandeel in rules_control_thresholds.csv van uw regelmap.",
        "again": "Draai daarna klantcentraal refresh opnieuw.",
        "results": "{folder}/control_results.csv heeft elke controle met haar cijfers. "
        "Niet de levering maar een regel of model is fout: meld het aan wie die beheert.",
        "repair": "Herstel wat de melding hierboven noemt en draai klantcentraal refresh opnieuw.",
        "open": "Open de database, alleen lezen, in DuckDB of uw BI-programma.",
        "see_refused": "Zie waarom rijen zijn geweigerd: select * from control_quarantine",
        "see_checks": "Zie welke controles mislukten: "
        "select * from control_results where not is_passed",
        "approve": "Lees de segmenten en keur ze goed: select segment_id, approval_nl from "
        "segment_profiles",
        "own_files": "Uw eigen bestanden: klantcentraal refresh --data MAP --state MAP",
        "page": "Uitgelegd in {path}",
        "the_row": "de rij",
        "segment_columns": "segment|accounts|van accounts|van omzet",
        "total": "Totaal",
        "database": "Database: {path}",
        "parquet": "Parquet:  {path}",
    },
}


def first_sentence(text: str) -> str:
    """Give the first sentence of a text: what was chosen, without all that was ruled out.

    Args:
        text: sentences with a full stop and a space between them.
    """
    first, _, rest = text.partition(". ")
    return f"{first}." if rest else first


def number(value: int, language: str) -> str:
    """Write a whole number with the thousands separator of a language.

    Args:
        value: the number.
        language: `en` or `nl`.

    Returns:
        1,234 or 1.234.
    """
    return _localised(f"{value:,}", language)


def amount(value: Decimal, language: str) -> str:
    """Write an amount of money in own currency.

    Args:
        value: the amount.
        language: `en` or `nl`.

    Returns:
        1,234.50 or 1.234,50.
    """
    return _localised(f"{value:,.2f}", language)


def percent(share: float, language: str, decimals: int = 1) -> str:
    """Write a share as a percentage.

    Args:
        share: 0..1.
        language: `en` or `nl`.
        decimals: digits behind the decimal sign.

    Returns:
        12.3% or 12,3%.
    """
    return _localised(f"{share:.{decimals}%}", language)


def refusal_reasons(project: Path, language: str) -> dict[str, tuple[str, str]]:
    """Read what each rule of control says and advises.

    Args:
        project: folder that holds dbt_project.yml.
        language: `en` or `nl`.

    Returns:
        Per rule its reason, in which {column} stands for the column, and its advice.
    """
    return {
        row["rule_id"]: (
            row[f"message_{language}"].replace(" '{value}'", "").replace("'{value}'", ""),
            row[f"advice_{language}"],
        )
        for row in _reference(project, "control_rules")
    }


def correction_reasons(project: Path, language: str) -> dict[str, str]:
    """Read what each rule of correction does.

    Args:
        project: folder that holds dbt_project.yml.
        language: `en` or `nl`.

    Returns:
        Per rule one sentence.
    """
    return {
        row["rule_id"]: row[f"description_{language}"]
        for row in _reference(project, "correction_rules")
    }


def _reference(project: Path, name: str) -> list[dict[str, str]]:
    path = project / _REFERENCE / f"{name}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _localised(text: str, language: str) -> str:
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text
