"""Rule files: the shipped ones, and those of the user that replace them, checked and read."""

import contextlib
import csv
import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from klantcentraal import contract, csv_file
from klantcentraal.csv_file import CsvFile
from klantcentraal.errors import InputError
from klantcentraal.quoting import identifier
from klantcentraal.reading import unreadable
from klantcentraal.rules.catalogue import TABLES
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import RuleTable

SHIPPED_RULES = Path("seeds/rules")
REFERENCE_LISTS = Path("seeds/reference")
PREFIX = "rules_"
SHOWN_PROBLEMS = 3

# What rule files refer to besides each other.
_REFERENCES = ("comparisons", "control_rules", "feature_catalog", "input_contract")


@dataclass(frozen=True)
class RuleFile:
    """A rule file in force.

    Attributes:
        table: What it may hold.
        path: Where it stands.
        label: What messages call it.
        is_shipped: Whether dbt reads it itself, as a seed.
    """

    table: RuleTable
    path: Path
    label: str
    is_shipped: bool


@dataclass(frozen=True)
class Finding:
    """What is wrong with a file.

    Attributes:
        label: What messages call the file.
        told: Place and reason, to stand behind the label.
    """

    label: str
    told: str


def check(rules_folder: Path | None, project_dir: Path) -> None:
    """Check every rule file in force, before anything is built.

    Args:
        rules_folder: Folder of the user; None = there is none.
        project_dir: The dbt project, with the shipped rules in seeds/rules.

    Raises:
        InputError: The folder is absent, or a file is not as its table in klantcentraal.rules
            describes it; names file, line, column and reason of the first three problems.
    """
    findings = list(_stray_files(rules_folder)) if rules_folder else []
    contents: dict[str, tuple[RuleFile, tuple[Row, ...]]] = {}
    for file in _files_in_force(rules_folder, project_dir):
        try:
            contents[file.table.name] = (file, _read_rows(file))
        except _HeaderError as error:
            findings += [Finding(file.label, str(problem)) for problem in error.problems]
        except InputError as error:
            findings.append(Finding(file.label, str(error).removeprefix(file.label)))
    if contents and not findings:
        findings += _judged(contents, project_dir)
    if findings:
        raise InputError(_message(findings))


def read_rows(name: str, rules_folder: Path | None, project_dir: Path) -> tuple[Row, ...]:
    """Read a rule file in force.

    Args:
        name: Name of the rule file without its ending.
        rules_folder: Folder of the user; None = there is none.
        project_dir: The dbt project, with the shipped rules in seeds/rules.

    Returns:
        Its rows; none when there is no such file or it cannot be read: check tells what is wrong.
    """
    for file in _files_in_force(rules_folder, project_dir):
        if file.table.name == name:
            with contextlib.suppress(InputError, _HeaderError):
                return _read_rows(file)
    return ()


def read_sql(rules_folder: Path, seed: str, columns: Mapping[str, str]) -> str:
    """Give the SQL that reads the user's rule file in the types of the seed.

    Args:
        rules_folder: Folder of the user; its files were checked.
        seed: Name of the seed.
        columns: SQL type by column name, in the order of the seed.

    Returns:
        A relation in parentheses with these columns; '' when there is no such file.

    Raises:
        InputError: The header cannot be read.
    """
    path = rules_folder / f"{seed}.csv"
    if not path.exists():
        return ""
    file = csv_file.read_header(path, str(path), tuple(columns))
    casts = ", ".join(
        f"cast({identifier(name)} as {sql_type}) as {identifier(name)}"
        for name, sql_type in columns.items()
    )
    return f"(select {casts} from {file.relation()})"


class _HeaderError(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def _stray_files(rules_folder: Path) -> Iterator[Finding]:
    if not rules_folder.is_dir():
        raise InputError(
            f"rules folder {rules_folder} does not exist: name a folder or leave it out"
        )
    for path in sorted(_listed(rules_folder)):
        if path.suffix.lower() == ".csv" and path.name not in (f"{name}.csv" for name in TABLES):
            yield Finding(str(path), f" is no rule file: {_right_name(path)}")


def _listed(folder: Path) -> list[Path]:
    """The files of a folder, links that lead nowhere included."""
    try:
        return list(folder.iterdir())
    except OSError as error:
        raise unreadable(f"rules folder {folder}", error) from error


def _right_name(path: Path) -> str:
    """Advise on a name; what all names share would make every one of them look alike."""
    nouns = [name.removeprefix(PREFIX) for name in TABLES]
    near = difflib.get_close_matches(path.stem.lower().removeprefix(PREFIX), nouns, n=1)
    if near:
        return f"is it {PREFIX}{near[0]}.csv?"
    return f"use {', '.join(f'{name}.csv' for name in TABLES)}"


def _files_in_force(rules_folder: Path | None, project_dir: Path) -> Iterator[RuleFile]:
    given = _listed(rules_folder) if rules_folder else []
    for name, table in TABLES.items():
        shipped = SHIPPED_RULES / f"{name}.csv"
        own = rules_folder / shipped.name if rules_folder else None
        if own and own in given:
            yield RuleFile(table, own, str(own), is_shipped=False)
        elif (project_dir / shipped).exists():
            yield RuleFile(table, project_dir / shipped, str(shipped), is_shipped=True)


def _read_rows(file: RuleFile) -> tuple[Row, ...]:
    content = csv_file.read_header(file.path, file.label, file.table.column_names)
    problems = list(file.table.header_problems(content.names))
    if file.is_shipped and content.delimiter != ",":
        problems = [Problem("columns are not separated by commas: save it as CSV with commas", 1)]
    if problems:
        raise _HeaderError(problems)
    csv_file.scan(content)
    return tuple(_rows(content))


def _rows(content: CsvFile) -> Iterator[Row]:
    with content.path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, delimiter=content.delimiter)
        next(reader)
        line = reader.line_num + 1
        for values in reader:
            if values:
                yield _row(content, line, values)
            line = reader.line_num + 1


def _row(content: CsvFile, line: int, values: list[str]) -> Row:
    if len(values) != len(content.names):
        raise InputError(
            f"{content.label}, line {line}: {len(values)} columns where the header has "
            f"{len(content.names)}: quote a value that holds a comma or a line end"
        )
    return Row(line, dict(zip(content.names, values, strict=True)))


def _judged(
    contents: Mapping[str, tuple[RuleFile, tuple[Row, ...]]], project_dir: Path
) -> Iterator[Finding]:
    tables = {name: rows for name, (_, rows) in contents.items()}
    references = {name: _reference_list(project_dir, name) for name in _REFERENCES}
    known = Known({**tables, **references}, contract.load(project_dir))
    problems = {name: file.table.problems(rows, known) for name, (file, rows) in contents.items()}
    wrong = {name for name, found in problems.items() if found}
    for name, (file, _) in contents.items():
        # What refers to a wrong file may seem wrong for that reason only.
        if not file.table.references & wrong:
            yield from (Finding(file.label, str(problem)) for problem in problems[name])


def _reference_list(project_dir: Path, name: str) -> tuple[Row, ...]:
    path = project_dir / REFERENCE_LISTS / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        return tuple(Row(reader.line_num, values) for values in reader)


def _message(findings: list[Finding]) -> str:
    """The first problems on one line; a file is named where another one goes before."""
    told: list[str] = []
    previous = ""
    for finding in findings[:SHOWN_PROBLEMS]:
        is_same = finding.label == previous
        told.append(finding.told.lstrip(",: ") if is_same else finding.label + finding.told)
        previous = finding.label
    if len(findings) > SHOWN_PROBLEMS:
        told.append(f"and {len(findings) - SHOWN_PROBLEMS} more")
    return "; ".join(told)
