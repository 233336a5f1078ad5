"""Malformed deliveries as a user meets them: one line on screen, and the published stays.

The door is tried with hundreds of files in test_malformed_inputs; here are the command line, and
the values that the door lets through for control to judge.
"""

import csv
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from . import deliveries
from .conftest import DEMO, PROJECT, Run, environment, run_refresh
from .test_refusals import fingerprint


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    return deliveries.copy(DEMO, tmp_path / "delivery")


def as_utf16(delivery: Path) -> None:
    path = delivery / "accounts.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16-le"))


def as_workbook(delivery: Path) -> None:
    (delivery / "products.csv").write_bytes(b"PK\x03\x04\x14\x00" + b"\0" * 100)


def cut_off(delivery: Path) -> None:
    path = delivery / "invoice_lines.csv"
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"\n", 0, 20_000) + 4])


def as_pipe(delivery: Path) -> None:
    (delivery / "payments.csv").unlink()
    os.mkfifo(delivery / "payments.csv")


def as_damaged_parquet(delivery: Path) -> None:
    path = delivery / "invoices.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"copy (from {deliveries.read(delivery, 'invoices')}) to '{path}'")
    (delivery / "invoices.csv").unlink()
    content = bytearray(path.read_bytes())
    content[2000:4000] = b"\xff" * 2000
    path.write_bytes(content)


def with_a_terminal_command(delivery: Path) -> None:
    path = delivery / "accounts.csv"
    path.write_bytes(path.read_bytes().replace(b"account_id", b"account_id\x1b[2J\x07", 1))


HARMS: dict[str, tuple[Callable[[Path], None], str]] = {
    "utf16": (as_utf16, "Error: accounts.csv is not UTF-8 but UTF-16 or UTF-32: save it as CSV"),
    "workbook": (as_workbook, "Error: products.csv is an Excel workbook or ZIP archive, not a CSV"),
    "cut_off": (cut_off, "Error: invoice_lines.csv, row "),
    "pipe": (as_pipe, "Error: payments.csv is no file: put the data in a file of that name"),
    "damaged_parquet": (as_damaged_parquet, "Error: invoices.parquet is damaged ("),
    "terminal_command": (
        with_a_terminal_command,
        "Error: accounts.csv, row 1: required column account_id is absent: is it account_id\\x1b[",
    ),
}


@pytest.mark.parametrize(("harm", "message"), HARMS.values(), ids=HARMS)
def test_malformed_file_is_one_line_and_leaves_what_is_published(
    demo_copy: Run, delivery: Path, harm: Callable[[Path], None], message: str
) -> None:
    before = fingerprint(demo_copy)
    harm(delivery)
    run = run_refresh(demo_copy.state, "--data", str(delivery))
    assert run.exit_code == 4, run.output
    assert refusal(run).startswith(message)
    assert fingerprint(demo_copy) == before


def test_file_beyond_the_limit_is_one_line(demo_copy: Run, delivery: Path) -> None:
    before = fingerprint(demo_copy)
    run = run_refresh(demo_copy.state, "--data", str(delivery), max_file_bytes="50000")
    assert run.exit_code == 4, run.output
    assert "more than the 50,000 that KLANTCENTRAAL_MAX_FILE_BYTES allows" in refusal(run)
    assert fingerprint(demo_copy) == before


def refusal(run: Run) -> str:
    """The one line that says what is wrong: before it the step, behind it the summary."""
    assert "Traceback" not in run.output
    step, told, see = run.output.strip().splitlines()
    assert step.startswith("step 1")
    assert see.startswith("See ")
    assert told.isprintable()
    return told


# entity, column, value, rule: each in a row of its own that is sound otherwise.
BAD_VALUES = [
    *[
        ("invoice_lines", "net_amount", value, "not_a_number")
        for value in (
            *("1e308", "-1e308", "1e999", "9" * 400, "infinity", "-inf", "1e-", "0x1F", "1_000x"),
            *("=1+1", "twelve", "12.5.1", "1e", "{{ 1 }}", "'; drop table x; --", "\u0663\u0664"),
        )
    ],
    ("invoice_lines", "net_amount", "", "required_missing"),
    ("invoice_lines", "net_amount", "NULL", "required_missing"),
    ("invoice_lines", "net_amount", "NaN", "required_missing"),
    ("invoice_lines", "net_amount", "9999999999999", "out_of_range"),
    ("invoice_lines", "quantity", "1e308", "not_a_number"),
    ("invoice_lines", "quantity", "nan", "required_missing"),
    ("invoice_lines", "quantity", "Infinity", "not_a_number"),
    ("invoice_lines", "product_id", "../../etc/passwd", "unknown_product"),
    ("invoice_lines", "product_id", "p1\u200b", "unknown_product"),
    *[
        ("invoices", "invoice_date", value, "not_a_date")
        for value in ("2023-02-29", "2026-13-01", "2026-00-10", "0000-00-00", "45291", "soon")
    ],
    ("invoices", "invoice_date", "0001-01-01", "out_of_range"),
    ("invoices", "invoice_date", "-0044-03-15", "out_of_range"),
    ("invoices", "invoice_date", "infinity", "out_of_range"),
    ("invoices", "invoice_date", "9999-12-31", "out_of_range"),
    ("invoices", "invoice_date", "2999-01-01", "future_date"),
    ("invoices", "known_at", "2026-01-01 25:00", "not_a_timestamp"),
    ("invoices", "known_at", "2026-01-01 10:61:00", "not_a_timestamp"),
    ("invoices", "is_disputed", "maybe", "not_a_boolean"),
    ("invoices", "sales_channel", "smoke signals", "not_in_list"),
    ("invoices", "account_id", "=A1", "unknown_account"),
    ("accounts", "employees", "9223372036854775808", "not_a_whole_number"),
    ("accounts", "employees", "12.5", "not_a_whole_number"),
    ("accounts", "employees", "0x1F", "not_a_whole_number"),
    ("accounts", "employees", "-1", "out_of_range"),
    ("accounts", "account_name", " \u00a0 ", "required_missing"),
    ("accounts", "annual_turnover", "1e308", "not_a_number"),
    ("payments", "amount", "1/0", "not_a_number"),
    ("payments", "payment_date", "10000-01-01", "out_of_range"),
]
SOUND_ROWS = {
    "accounts": {"account_id": "A1", "account_name": "Een BV"},
    "products": {"product_id": "P1", "product_name": "Bout", "product_category": "IJzerwaren"},
    "invoices": {"invoice_id": "F1", "account_id": "A1", "invoice_date": "2026-01-05"},
    "invoice_lines": {
        "invoice_line_id": "L1",
        "invoice_id": "F1",
        "product_id": "P1",
        "quantity": "1",
        "net_amount": "10.00",
    },
    "payments": {
        "payment_id": "B1",
        "account_id": "A1",
        "payment_date": "2026-01-05",
        "amount": "12.10",
    },
}


def write_bad_values(folder: Path) -> dict[tuple[str, int], tuple[str, str, str]]:
    """One sound row an entity, and below it a row for each bad value.

    Gives column, value and rule by entity and row number.
    """
    expected = {}
    for entity, sound in SOUND_ROWS.items():
        bad = [case for case in BAD_VALUES if case[0] == entity]
        columns = list(dict.fromkeys([*sound, *(column for _, column, _, _ in bad)]))
        key = columns[0]
        with (folder / f"{entity}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerow(sound)
            for number, (_, column, value, rule_id) in enumerate(bad, 3):
                writer.writerow({**sound, key: f"X{number}", column: value})
                expected[entity, number] = (column, value, rule_id)
    return expected


def test_every_bad_value_is_quarantined_with_its_place_and_rule(tmp_path: Path) -> None:
    expected = write_bad_values(tmp_path)
    state = tmp_path / "state"
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("dbt")),
            *("build", "--quiet", "--profiles-dir", "profiles"),
            *("--select", "+control_quarantine", "+control_counts"),
            *("--exclude-resource-type", "test", "unit_test"),
            *("--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path / "logs")),
        ],
        cwd=PROJECT,
        env=environment(state=str(state), data=str(tmp_path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    with duckdb.connect(str(state / "work.duckdb"), read_only=True) as connection:
        found = {
            (entity, row): (column, text, rules)
            for entity, row, column, text, rules in connection.execute(
                "select entity, source_row_number, column_name, bad_text, rule_ids "
                "from control_quarantine"
            ).fetchall()
        }
        counts = connection.execute(
            "select entity, input_count, valid_count + removed_count + quarantined_count "
            "from control_counts where input_count > 0"
        ).fetchall()
    assert found.keys() == expected.keys()
    for place, (column, value, rule_id) in expected.items():
        assert found[place][0] == column, (place, found[place])
        assert rule_id in found[place][2].split(","), (place, found[place])
        if rule_id.startswith(("not_", "unknown_")):
            assert found[place][1] == value[:80], (place, found[place])
    delivered = Counter([*SOUND_ROWS, *(entity for entity, _ in expected)])
    assert {entity: (given, judged) for entity, given, judged in counts} == {
        entity: (count, count) for entity, count in delivered.items()
    }
