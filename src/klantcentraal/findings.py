"""What control found in a run, read from the extracts in the run's folder."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from klantcentraal.quoting import literal

SHOWN = 5  # more reasons than this are not read by anyone; the extracts hold them all


@dataclass(frozen=True)
class EntityCount:
    """What became of the rows of one delivered file.

    Attributes:
        entity: its name.
        input_count: rows that came in.
        valid_count: rows that were accepted.
        refused_count: rows in quarantine.
        removed_count: rows left out because an equal one came before.
        root_cause_count: rows refused for a reason of their own.
        root_cause_share: their share of the rows that came in, 0..1.
        allowed_share: share at which the gate closes, 0..1.
        corrected_count: values that were corrected.
    """

    entity: str
    input_count: int
    valid_count: int
    refused_count: int
    removed_count: int
    root_cause_count: int
    root_cause_share: float
    allowed_share: float
    corrected_count: int

    @property
    def is_over(self) -> bool:
        """Whether so many rows were refused that the gate closes."""
        return self.root_cause_share > self.allowed_share


@dataclass(frozen=True)
class Refusal:
    """One reason for which rows of an entity were refused.

    Attributes:
        entity: name of the entity.
        rule_id: rule of control_rules.
        column: column that breaks it; '' when it is about whole rows.
        row_count: rows refused for it.
        net_amount: money in those rows, in own currency; None when they have no amount.
    """

    entity: str
    rule_id: str
    column: str
    row_count: int
    net_amount: Decimal | None


@dataclass(frozen=True)
class Correction:
    """One way in which values of a column were corrected.

    Attributes:
        entity: name of the entity.
        column: the column; '' when it is about whole rows.
        rule_id: rule of correction_rules.
        value_count: corrected values.
    """

    entity: str
    column: str
    rule_id: str
    value_count: int


@dataclass(frozen=True)
class Difference:
    """A comparison of two figures that should be equal and are not.

    Attributes:
        comparison: name of the comparison.
        count: how many such differences it found.
        amount: the largest of them, in own currency; None when only counts differ.
        check_en: what to check, in English.
        check_nl: the same in Dutch.
    """

    comparison: str
    count: int
    amount: Decimal | None
    check_en: str
    check_nl: str


@dataclass(frozen=True)
class FailedCheck:
    """A check of Great Expectations that did not pass.

    Attributes:
        check_id: its name.
        is_warning: whether it is only told.
        figure: what was measured.
    """

    check_id: str
    is_warning: bool
    figure: str


@dataclass(frozen=True)
class Findings:
    """All of it; what was not built in this run is empty.

    Attributes:
        counts: per delivered file, in the order of the control layer.
        refusals: reasons of refusal, most rows first.
        corrections: applied corrections, most values first.
        suggestion_count: corrections that are only suggested.
        differences: comparisons that do not agree, largest amount first.
        check_count: checks of both gates.
        failed_checks: those that did not pass.
    """

    counts: tuple[EntityCount, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    corrections: tuple[Correction, ...] = ()
    suggestion_count: int = 0
    differences: tuple[Difference, ...] = ()
    check_count: int = 0
    failed_checks: tuple[FailedCheck, ...] = ()

    @property
    def warning_count(self) -> int:
        """Checks that failed and are only told."""
        return sum(check.is_warning for check in self.failed_checks)

    @property
    def failed_count(self) -> int:
        """Checks that failed and close a gate."""
        return len(self.failed_checks) - self.warning_count

    @property
    def refused_amount(self) -> Decimal:
        """Money in all refused rows, in own currency."""
        return sum((r.net_amount for r in self.refusals if r.net_amount is not None), Decimal(0))


def read_findings(folder: Path) -> Findings:
    """Read what control found in a run.

    Args:
        folder: the run's folder, with the extracts of `control_extracts`.

    Returns:
        The findings.

    Raises:
        duckdb.Error: an extract cannot be read.
        OSError: an extract cannot be opened.
    """
    corrections = tuple(_corrections(folder))
    checks = list(_rows(folder, "control_results"))
    return Findings(
        counts=tuple(_counts(folder, corrections)),
        refusals=tuple(_refusals(folder)),
        corrections=corrections,
        suggestion_count=_suggestion_count(folder),
        differences=tuple(_differences(folder)),
        check_count=len(checks),
        failed_checks=tuple(_failed(check) for check in checks if check.get("is_passed") != "true"),
    )


def _rows(folder: Path, extract: str) -> Iterator[dict[str, str]]:
    path = folder / f"{extract}.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _query(folder: Path, extract: str, query: str) -> list[tuple[Any, ...]]:
    """Query an extract that may be long; {rows} stands for its rows, all text."""
    path = folder / f"{extract}.csv"
    if not path.exists():
        return []
    rows = f"read_csv({literal(str(path))}, header = true, all_varchar = true, delim = ',')"
    with duckdb.connect() as connection:
        return connection.execute(query.format(rows=rows)).fetchall()


def _counts(folder: Path, corrections: tuple[Correction, ...]) -> Iterator[EntityCount]:
    for row in _rows(folder, "control_counts"):
        yield EntityCount(
            entity=row["entity"],
            input_count=int(row["input_count"]),
            valid_count=int(row["valid_count"]),
            refused_count=int(row["quarantined_count"]),
            removed_count=int(row.get("removed_count") or 0),
            root_cause_count=int(row["root_cause_count"]),
            root_cause_share=float(row["root_cause_share"]),
            allowed_share=float(row["max_quarantined_share"]),
            corrected_count=sum(
                c.value_count for c in corrections if c.entity == row["entity"] and c.column
            ),
        )


def _refusals(folder: Path) -> list[Refusal]:
    refusals = [
        Refusal(
            entity=row["entity"],
            rule_id=row["first_rule_id"],
            column=row["column_name"],
            row_count=int(row["row_count"]),
            net_amount=Decimal(row["net_amount"]) if row["net_amount"] else None,
        )
        for row in _rows(folder, "control_refusal_reasons")
    ]
    return sorted(refusals, key=lambda r: (r.rule_id == "parent_refused", -r.row_count))


def _corrections(folder: Path) -> Iterator[Correction]:
    for entity, column, rule_id, count in _query(
        folder,
        "control_corrections",
        "select entity, coalesce(column_name, ''), rule_id, count(*) from {rows} "
        "where is_applied = 'true' group by all order by count(*) desc, 1, 2, 3",
    ):
        yield Correction(entity, column, rule_id, count)


def _suggestion_count(folder: Path) -> int:
    rows = _query(
        folder, "control_corrections", "select count(*) from {rows} where is_applied = 'false'"
    )
    return int(rows[0][0]) if rows else 0


def _differences(folder: Path) -> Iterator[Difference]:
    for comparison, count, amount, check_en, check_nl in _query(
        folder,
        "control_reconciliation",
        "with wrong as (select *, try_cast(difference_amount as decimal(18, 2)) as amount "
        "from {rows} where is_within_tolerance = 'false') "
        "select comparison, count(*), max_by(amount, abs(amount)), "
        "max_by(check_en, coalesce(abs(amount), 0)), max_by(check_nl, coalesce(abs(amount), 0)) "
        "from wrong group by comparison order by max(abs(amount)) desc nulls last, comparison",
    ):
        yield Difference(comparison, count, amount, check_en or "", check_nl or "")


def _failed(check: Mapping[str, str]) -> FailedCheck:
    figure = check.get("observed", "")
    if check.get("unexpected_count"):
        figure = f"{int(check['unexpected_count']):,} / {int(check['element_count'] or 0):,}"
    is_errored = check.get("is_errored") == "true"
    return FailedCheck(
        check_id=check["check_id"],
        is_warning=check.get("severity") == "warning" and not is_errored,
        figure="?" if is_errored else figure,
    )
