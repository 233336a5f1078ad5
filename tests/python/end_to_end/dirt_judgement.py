"""What the control layer found, held against the dirt that was planted.

By hand: python -m tests.python.end_to_end.dirt_judgement <work.duckdb> <truth folder>
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import duckdb

MASK = "***"
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
FALSE_ALARM = "false alarm"

Place = tuple[str, str, int]
Find = tuple[str, str, int, str, str]

QUARANTINE = """
    select entity, source_file, source_row_number, rule_ids, column_name, bad_text, row_key
    from control_quarantine
    order by entity, source_file, source_row_number
"""
CORRECTIONS = """
    select
        entity, source_file, source_row_number, column_name, rule_id, old_text, new_text, row_key
    from control_corrections
    where is_applied = {is_applied}
    order by entity, source_file, source_row_number, column_name, rule_id
"""
RECONCILIATION = """
    select comparison, account_id, abs(coalesce(left_count, 0) - coalesce(right_count, 0))
    from control_reconciliation
    where not is_within_tolerance
    order by comparison, account_id
"""
COUNTS = """
    select
        judged.entity,
        counts.input_count,
        judged.valid_count,
        judged.quarantined_count,
        judged.removed_count,
        (select count(*) from control_quarantine where entity = judged.entity)
    from ({judged}) as judged
    left join control_counts as counts on judged.entity = counts.entity
    order by judged.entity
"""
JUDGED = """
    select
        '{entity}' as entity,
        count(*) filter (rule_ids = '') as valid_count,
        count(*) filter (rule_ids not in ('', 'exact_duplicate_row')) as quarantined_count,
        count(*) filter (rule_ids = 'exact_duplicate_row') as removed_count
    from control_{entity}_judged
"""
ENTITIES = (
    "accounts",
    "products",
    "invoices",
    "invoice_lines",
    "payments",
    "contacts",
    "survey_responses",
    "complaints",
    "stated_needs",
    "referrals",
    "engagement_events",
    "web_visits",
    "media_profiles",
)


@dataclass(frozen=True)
class Fact:
    """A row of dirt.csv."""

    kind: str
    entity: str
    source_file: str
    source_row_number: str
    row_key: str
    column_name: str
    handling: str
    rule_id: str
    old_text: str
    new_text: str

    @property
    def place(self) -> Place:
        """The row that it is about."""
        return self.entity, self.source_file, int(self.source_row_number)

    @property
    def find(self) -> Find:
        """The row, column and rule that it is about."""
        return (*self.place, self.column_name, self.rule_id)

    @property
    def account_id(self) -> str:
        """The account of a reconciled fact."""
        return self.old_text if self.column_name == "account_id" else self.row_key


@dataclass
class Differences:
    """Differences as lines, each with the kind of dirt it belongs to."""

    lines: list[tuple[str, str]] = field(default_factory=list)

    def add(self, kind: str, line: str) -> None:
        """Add a difference."""
        self.lines.append((kind, line))

    def by_kind(self) -> list[str]:
        """All lines, ordered by kind."""
        return [f"[{kind}] {line}" for kind, line in sorted(self.lines)]


def read_truth(folder: Path) -> list[Fact]:
    """The planted facts."""
    with (folder / "dirt.csv").open(encoding="utf-8", newline="") as stream:
        return [Fact(**row) for row in csv.DictReader(stream)]


def differences(work: Path, truth: Path) -> list[str]:
    """All that was found otherwise than planted, one line each, ordered by kind.

    Args:
        work: The work database after the control layer was built.
        truth: Folder with dirt.csv.

    Returns:
        Lines that start with [kind]; empty when all is as planted and nothing else was found.
    """
    facts = read_truth(truth)
    found = Differences()
    with duckdb.connect(str(work), read_only=True) as connection:
        for judge in (_quarantine, _corrections, _suggestions, _reconciliation, _counts):
            try:
                judge(connection, facts, found)
            except duckdb.CatalogException as error:
                found.add("not built", f"{judge.__name__[1:]}: {str(error).splitlines()[0]}")
    return found.by_kind()


def _quarantine(
    connection: duckdb.DuckDBPyConnection, facts: list[Fact], found: Differences
) -> None:
    planted: dict[Place, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.handling == "quarantined":
            planted[fact.place].append(fact)
    seen: set[Place] = set()
    for *key, rule_ids, column, bad_text, row_key in connection.execute(QUARANTINE).fetchall():
        place: Place = (key[0], key[1], key[2])
        told = f"{_row(place)} {column} '{bad_text}': {rule_ids}"
        if place in seen:
            found.add(FALSE_ALARM, f"quarantined twice: {told}")
        seen.add(place)
        expected = planted.get(place)
        if expected is None:
            found.add(FALSE_ALARM, f"quarantined: {told}")
            continue
        rules = {fact.rule_id for fact in expected}
        if rules != set(rule_ids.split(",")):
            found.add(expected[0].kind, f"quarantined {told}, not {','.join(sorted(rules))}")
        texts = {fact.column_name: fact.old_text for fact in expected}
        if column not in texts:
            found.add(expected[0].kind, f"quarantined {told}, not in {' or '.join(texts)}")
        elif not _same(bad_text, texts[column]):
            found.add(expected[0].kind, f"quarantined {told}, not '{texts[column]}'")
        if not _same(row_key, expected[0].row_key):
            found.add(expected[0].kind, f"{told}: row_key {row_key}, not {expected[0].row_key}")
    for place, expected in planted.items():
        if place not in seen:
            fact = expected[0]
            told = f"{_row(place)} {fact.column_name} '{fact.old_text}': {fact.rule_id}"
            found.add(fact.kind, f"not quarantined: {told}")


def _corrections(
    connection: duckdb.DuckDBPyConnection, facts: list[Fact], found: Differences
) -> None:
    _hold_corrections(connection, facts, found, is_applied=True)


def _suggestions(
    connection: duckdb.DuckDBPyConnection, facts: list[Fact], found: Differences
) -> None:
    _hold_corrections(connection, facts, found, is_applied=False)


def _hold_corrections(
    connection: duckdb.DuckDBPyConnection, facts: list[Fact], found: Differences, is_applied: bool
) -> None:
    handlings = ("corrected", "removed") if is_applied else ("suggested",)
    word = "corrected" if is_applied else "suggested"
    planted = {fact.find: fact for fact in facts if fact.handling in handlings}
    seen: set[Find] = set()
    rows = connection.execute(CORRECTIONS.format(is_applied=is_applied)).fetchall()
    for *key, column, rule_id, old_text, new_text, row_key in rows:
        find: Find = (key[0], key[1], key[2], column or "", rule_id)
        told = f"{_find(find)} '{old_text}' -> '{new_text}'"
        if find in seen:
            found.add(FALSE_ALARM, f"{word} twice: {told}")
        seen.add(find)
        fact = planted.get(find)
        if fact is None:
            found.add(FALSE_ALARM, f"{word}: {told}")
        elif not (_same(old_text, fact.old_text) and _same(new_text, fact.new_text)):
            found.add(fact.kind, f"{word} {told}, not '{fact.old_text}' -> '{fact.new_text}'")
        elif not _same(row_key, fact.row_key):
            found.add(fact.kind, f"{told}: row_key {row_key}, not {fact.row_key}")
    for find, fact in planted.items():
        if find not in seen:
            told = f"{_find(find)} '{fact.old_text}' -> '{fact.new_text}'"
            found.add(fact.kind, f"not {word}: {told}")


def _reconciliation(
    connection: duckdb.DuckDBPyConnection, facts: list[Fact], found: Differences
) -> None:
    """Holds the comparisons that the truth names; others follow from the dirt as a whole."""
    planted: dict[str, dict[str, str]] = defaultdict(dict)
    for fact in facts:
        if fact.handling == "reconciled":
            planted[fact.rule_id][fact.account_id] = fact.kind
    accounts: dict[str, set[str]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    for comparison, account_id, count in connection.execute(RECONCILIATION).fetchall():
        accounts[comparison] |= {account_id} - {None}
        counts[comparison] += count
    for comparison, expected in planted.items():
        if not accounts[comparison] and counts[comparison] == len(expected):
            continue
        for account_id in sorted(expected.keys() - accounts[comparison]):
            found.add(expected[account_id], f"{comparison} does not miss {account_id}")
        for account_id in sorted(accounts[comparison] - expected.keys()):
            found.add(FALSE_ALARM, f"{comparison} misses {account_id}")


def _counts(connection: duckdb.DuckDBPyConnection, facts: list[Fact], found: Differences) -> None:
    removed = {fact.place for fact in facts if fact.handling == "removed"}
    judged = " union all ".join(JUDGED.format(entity=entity) for entity in ENTITIES)
    rows = connection.execute(COUNTS.format(judged=judged)).fetchall()
    for entity, delivered, valid, quarantined, gone, in_quarantine in rows:
        if valid + quarantined + gone != delivered:
            found.add(
                "counts",
                f"{entity}: {valid} valid + {quarantined} quarantined + {gone} removed is not "
                f"{delivered} delivered",
            )
        if quarantined != in_quarantine:
            found.add(
                "counts", f"{entity}: {quarantined} quarantined, {in_quarantine} rows say why"
            )
        expected = sum(place[0] == entity for place in removed)
        if gone != expected:
            found.add("counts", f"{entity}: {gone} removed, not {expected}")


def _same(actual: object, expected: str) -> bool:
    """Tells whether a text is the expected one: masked, equal, or the same number."""
    text = "" if actual is None else str(actual)
    if text in (MASK, expected):
        return True
    # Control shows what it read: without the spaces around, and not all of a long text.
    if expected.strip() == text or (len(text) == 80 and expected.startswith(text)):
        return True
    # Numbers may have more or fewer decimals; 0047 is an id and no number.
    return bool(NUMBER.fullmatch(text) and NUMBER.fullmatch(expected)) and (
        Decimal(text) == Decimal(expected)
    )


def shortened(found: list[str], most: int = 8) -> str:
    """The differences as text, at most so many lines of each kind."""
    told: list[str] = []
    for kind, lines in groupby(found, key=lambda line: line.split("]")[0]):
        all_lines = list(lines)
        told += all_lines[:most]
        if len(all_lines) > most:
            told.append(f"{kind}] and {len(all_lines) - most} more")
    return "\n".join(told)


def _row(place: Place) -> str:
    return f"{place[1]} row {place[2]}"


def _find(find: Find) -> str:
    entity, file, number, column, rule_id = find
    return f"{_row((entity, file, number))} {column or 'row'} by {rule_id}:"


def main(arguments: Iterable[str], say: Callable[[str], object] = print) -> int:
    """Judges by hand; gives 1 when there is a difference."""
    work, truth = arguments
    found = differences(Path(work), Path(truth))
    say(shortened(found))
    say(f"{len(found)} differences, {len(read_truth(Path(truth)))} facts")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
