"""Nothing unsound is published: what goes wrong between `dbt` and `publish`, with real commands.

The tests share one state folder, in which a sound build stands published, as it would after a good
night. Whatever a test leaves in the work database, the published file must not change.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from small_delivery import SOUND, write_delivery

from .conftest import PROJECT, environment

BIN = Path(sys.executable).parent
WHOLE = ("build", "--exclude-resource-type", "unit_test")
WITHOUT_TESTS = ("build", "--exclude-resource-type", "unit_test", "test")


@dataclass(frozen=True)
class Command:
    """How a command ended."""

    exit_code: int
    output: str


@dataclass(frozen=True)
class Company:
    """A state folder with a published version, a sound delivery and a broken one."""

    folder: Path

    @property
    def state(self) -> Path:
        """The state folder."""
        return self.folder / "state"

    def dbt(self, *arguments: str, data: str = "sound") -> Command:
        """Run dbt by hand, to its end."""
        return self.run(self.dbt_command(*arguments), data)

    def dbt_command(self, *arguments: str) -> list[str]:
        """The command line of dbt by hand."""
        folders = [
            "--target-path",
            str(self.folder / "target"),
            "--log-path",
            str(self.folder / "logs"),
        ]
        return [str(BIN / "dbt"), "--no-use-colors", *arguments, *folders]

    def environment(self, data: str) -> dict[str, str]:
        """The environment of dbt by hand."""
        return {
            **environment(state=str(self.state), data=str(self.folder / data)),
            "DBT_PROFILES_DIR": "profiles",
        }

    def publish(self, target: str) -> Command:
        """Run `klantcentraal publish` on the build in a target folder."""
        folder = str(self.folder / target)
        return self.run([str(BIN / "klantcentraal"), "publish", "--target", folder], "sound")

    def run(self, command: list[str], data: str) -> Command:
        """Run a command to its end."""
        done = subprocess.run(
            command,
            cwd=PROJECT,
            env=self.environment(data),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
            check=False,
        )
        return Command(done.returncode, done.stdout)

    def run_id(self, target: str) -> str:
        """The id of the run whose results stand in a target folder."""
        results = json.loads((self.folder / target / "run_results.json").read_text())
        return str(results["metadata"]["invocation_id"])

    def published(self) -> tuple[object, ...]:
        """What must stay as it was: the version, the file and its figures."""
        database = (self.state / "segments.duckdb").resolve()
        with duckdb.connect(str(database), read_only=True) as connection:
            info = connection.execute("select run_id, output_hash from publish_info").fetchone()
        return (
            (self.state / "current").readlink(),
            database.stat().st_mtime_ns,
            database.read_bytes(),
            info,
        )

    def work(self, *statements: str) -> list[tuple[object, ...]]:
        """Run statements on the work database between two commands."""
        with duckdb.connect(str(self.state / "work.duckdb")) as connection:
            for statement in statements:
                rows = connection.execute(statement).fetchall()
        return rows


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    company = Company(tmp_path_factory.mktemp("fail_closed"))
    write_delivery(company.folder / "sound")
    broken = write_delivery(company.folder / "broken")
    lines = SOUND["invoice_lines"].replace("10.50", "ten")
    (broken / "invoice_lines.csv").write_text(lines, encoding="utf-8")
    built = company.dbt(*WHOLE)
    assert built.exit_code == 0, built.output
    published = company.publish("target")
    assert published.exit_code == 0, published.output
    shutil.copytree(company.folder / "target", company.folder / "sound_target")
    return company


def refused(company: Company, exit_code: int, reason: str, target: str = "target") -> None:
    """Publishing must refuse, in one plain line, and leave what stands published."""
    before = company.published()
    outcome = company.publish(target)
    errors = [line for line in outcome.output.splitlines() if line.startswith("Error: ")]
    assert outcome.exit_code == exit_code, outcome.output
    assert len(errors) == 1
    assert reason in errors[0]
    assert "Traceback" not in outcome.output
    assert company.published() == before


def test_dbt_run_respects_the_gate_as_dbt_build_does(company: Company) -> None:
    ran = company.dbt("run", data="broken")
    assert ran.exit_code == 1
    assert "GATE CLOSED: invoice_lines: 1 of 2 rows refused (50.00 %, allowed 2.00 %)" in ran.output
    refused(company, 3, "GATE CLOSED: invoice_lines: 1 of 2 rows refused")


def test_a_closed_gate_stays_closed_when_dbt_retries(company: Company) -> None:
    built = company.dbt(*WITHOUT_TESTS, data="broken")
    assert built.exit_code == 1
    refused(company, 3, "GATE CLOSED: invoice_lines: 1 of 2 rows refused")
    retried = company.dbt("retry", data="broken")
    assert retried.exit_code == 1
    refused(company, 3, "GATE CLOSED: no control results of this run")


def test_a_later_layer_on_its_own_finds_the_gate_open_and_is_not_published(
    company: Company,
) -> None:
    built = company.dbt("build", "--select", "accounts", "segment_profiles")
    assert built.exit_code == 0, built.output
    assert company.work("select gate from control_gate") == [("open",)]
    refused(company, 3, "left out of the build")


def test_an_earlier_whole_build_is_not_published_once_another_run_worked_in_the_database(
    company: Company,
) -> None:
    company.dbt("build", "--select", "segment_profiles")
    assert company.work("select run_id, gate from release_gate") == [
        (company.run_id("sound_target"), "open")
    ]
    refused(company, 3, "another dbt command worked in the database", "sound_target")


def test_gate_2_on_its_own_does_not_open_on_results_of_a_run_before(company: Company) -> None:
    built = company.dbt("build", "--select", "release_gate")
    assert built.exit_code == 1
    refused(company, 3, "GATE CLOSED: ")


def test_a_build_without_the_checks_is_closed(company: Company) -> None:
    built = company.dbt(*WITHOUT_TESTS, "--exclude", "control_results_computed")
    assert built.exit_code == 1
    refused(company, 3, "GATE CLOSED: no control results of this run")


@pytest.mark.parametrize(
    ("relation", "column", "selection"),
    [
        pytest.param(
            "control_payments_judged",
            "amount",
            ("control_results_computed", "control_gate"),
            id="gate 1",
        ),
        pytest.param(
            "rfm_cells",
            "rfm_segment_id",
            ("release_results_computed", "control_results", "release_gate"),
            id="gate 2",
        ),
    ],
)
def test_a_check_that_cannot_be_measured_closes_the_gate(
    company: Company, relation: str, column: str, selection: tuple[str, ...]
) -> None:
    company.work(
        f"create or replace table {relation} as select * exclude ({column}) from {relation}"
    )
    built = company.dbt("build", "--exclude-resource-type", "unit_test", "--select", *selection)
    assert built.exit_code == 1
    assert "could not be measured" in built.output
    refused(company, 3, "could not be measured")


def test_a_killed_build_leaves_nothing_to_publish(company: Company) -> None:
    with subprocess.Popen(
        company.dbt_command(*WITHOUT_TESTS),
        cwd=PROJECT,
        env=company.environment("broken"),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as build:
        assert build.stdout is not None
        for line in build.stdout:
            if "OK created sql table model main.control_invoices_judged" in line:
                break
        os.killpg(build.pid, signal.SIGKILL)
    refused(company, 2, "holds no results of the last dbt command")
    company.work("select 1")  # takes in what the killed build left in the write-ahead log
    refused(company, 3, "another dbt command worked in the database", "sound_target")
