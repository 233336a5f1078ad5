from dataclasses import replace
from pathlib import Path

import pytest

from klantcentraal.dbt_runs import Artifacts, BuildOutcome
from klantcentraal.errors import AlreadyRunning, GateClosed, InputError, KlantcentraalError
from klantcentraal.failures import describe_nodes, failure_of
from tiny_build import RUN_ID, manifest, run_results

GATE = (
    "Runtime Error in model control_gate (models/control/control_gate.sql)\n"
    "  Invalid Input Error: GATE CLOSED: accounts: 9 of 10 rows refused\n"
    "  compiled code at target/compiled/control_gate.sql"
)
INPUT = "Compilation Error in operation on-run-start\n  INPUT: accounts.csv: column x\n  more"
LOCKED = 'IO Error: Could not set lock on file "w": Conflicting lock is held in python (PID 42).'
BROKEN = (
    "Runtime Error in model accounts (models/insights/accounts.sql)\n"
    "  Binder Error: no such column\n\n  LINE 3: select it\n  ^\n  compiled code at x"
)
TRACEBACK = "Runtime Error in model x\n  Python model failed:\n  Traceback:\n    x()\n  Oops: why"


def outcome(**results: tuple[str, str | None]) -> BuildOutcome:
    return BuildOutcome(1, Artifacts(manifest(RUN_ID), run_results(RUN_ID, **results)))


def test_a_green_build_has_no_failure() -> None:
    green = replace(outcome(tiers_cover_accounts=("warn", "Got 1 result")), return_code=0)
    assert failure_of(green, None) is None


@pytest.mark.parametrize(
    ("found", "error", "line"),
    [
        pytest.param(
            outcome(control_run_dates=("error", GATE), accounts=("skipped", None)),
            GateClosed,
            "GATE CLOSED: accounts: 9 of 10 rows refused",
            id="gate",
        ),
        pytest.param(
            outcome(tiers_cover_accounts=("fail", "Got 3 results")),
            GateClosed,
            "1 data test failed: tiers_cover_accounts; nothing was published",
            id="data test",
        ),
        pytest.param(
            outcome(unique_rules_tiers=("fail", "Got 3 results"), accounts=("error", GATE)),
            InputError,
            "rule file seeds/rules/rules_tiers.csv is broken: 3 rows fail unique_rules_tiers",
            id="test on a rule file, before the gate it closes",
        ),
        pytest.param(
            outcome(rules_tiers=("error", "Runtime Error\n  Could not convert 'x'")),
            InputError,
            "rule file seeds/rules/rules_tiers.csv is broken: Could not convert 'x'",
            id="rule file",
        ),
        pytest.param(
            outcome(accounts=("error", INPUT)), InputError, "accounts.csv: column x", id="input"
        ),
        pytest.param(
            BuildOutcome(2, None, ("Encountered an error:\n" + INPUT,)),
            InputError,
            "accounts.csv: column x",
            id="input, before any node",
        ),
        pytest.param(
            BuildOutcome(2, None, (LOCKED,)),
            AlreadyRunning,
            "another program (process 42) has the work database open; close it and try again",
            id="work database in use",
        ),
        pytest.param(
            outcome(accounts=("error", LOCKED)),
            AlreadyRunning,
            "another program (process 42) has the work database open; close it and try again",
            id="work database in use by a reader",
        ),
        pytest.param(
            outcome(accounts=("error", BROKEN), tiers_cover_accounts=("fail", "Got 3 results")),
            KlantcentraalError,
            "model accounts failed: Binder Error: no such column (1 more failed)",
            id="broken model",
        ),
        pytest.param(
            outcome(accounts=("error", "Binder Error: no x\nLINE 1: select error('INPUT: none')")),
            KlantcentraalError,
            "model accounts failed: Binder Error: no x",
            id="broken model that quotes a message",
        ),
        pytest.param(
            outcome(accounts=("error", "Python model failed:\nInputError: INPUT: rules_x: row 2")),
            InputError,
            "rules_x: row 2",
            id="rule file that a Python model refuses",
        ),
        pytest.param(
            outcome(accounts=("error", TRACEBACK)),
            KlantcentraalError,
            "model accounts failed: Oops: why",
            id="broken Python model",
        ),
        pytest.param(
            outcome(tiers_cover_accounts=("error", "Runtime Error\n  Parser Error: x")),
            KlantcentraalError,
            "test tiers_cover_accounts failed: Parser Error: x",
            id="broken test",
        ),
        pytest.param(
            BuildOutcome(2, None, ("Encountered an error:\nsome reason",)),
            KlantcentraalError,
            "dbt stopped before it built anything: some reason",
            id="parse error",
        ),
        pytest.param(
            BuildOutcome(-9, None),
            KlantcentraalError,
            "dbt ended with code -9 and left no results",
            id="killed",
        ),
        pytest.param(outcome(), KlantcentraalError, "dbt ended with code 1", id="red, no node"),
    ],
)
def test_cause_and_exit_code(
    found: BuildOutcome, error: type[KlantcentraalError], line: str
) -> None:
    failure = failure_of(found, None)
    assert (type(failure), str(failure)) == (error, line)


def test_the_rule_file_of_ones_own_is_named(tmp_path: Path) -> None:
    own = tmp_path / "rules_tiers.csv"
    own.write_text("")
    failure = failure_of(outcome(unique_rules_tiers=("fail", None)), tmp_path)
    assert str(own) in str(failure)


def test_failures_are_described() -> None:
    artifacts = outcome(accounts=("error", "why")).artifacts
    assert artifacts is not None
    assert describe_nodes(artifacts, {"error"}) == [
        {
            "name": "accounts",
            "type": "model",
            "file": "models/insights/accounts.sql",
            "status": "error",
            "message": "why",
            "failing_rows": None,
        }
    ]
