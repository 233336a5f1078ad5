"""A delivery with some fifty kinds of dirt in known rows: all found, and nothing else."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from klantcentraal import demo

from .conftest import PROJECT, Run, environment
from .dirt_judgement import differences, shortened

SEEDS = (7, 11, 23)
MODELS = ("control_gate", "control_quarantine", "control_corrections", "control_reconciliation")


@dataclass(frozen=True)
class DirtyBuild:
    """The control layer, built from a dirty delivery."""

    work: Path
    truth: Path
    exit_code: int
    output: str


@pytest.fixture(scope="module", params=SEEDS)
def dirty_build(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> DirtyBuild:
    """Seeds, models and gate 1 of the control layer; tests of models have runs of their own."""
    folder = tmp_path_factory.mktemp(f"dirt_{request.param}")
    demo.generate_dirty(1200, request.param, folder / "data", folder / "truth")
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("dbt")),
            *("--warn-error", "--quiet", "build", "--profiles-dir", "profiles"),
            *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
            *("--select", *(f"+{model}" for model in MODELS)),
            *("--exclude-resource-type", "test", "unit_test"),
        ],
        cwd=PROJECT,
        env=environment(data=str(folder / "data"), state=str(folder / "state")),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        check=False,
    )
    work = folder / "state" / "work.duckdb"
    return DirtyBuild(work, folder / "truth", done.returncode, done.stdout)


def test_a_dirty_delivery_stays_below_the_thresholds(dirty_build: DirtyBuild) -> None:
    assert dirty_build.exit_code == 0, dirty_build.output


def test_all_dirt_is_found_as_planted_and_nothing_else(dirty_build: DirtyBuild) -> None:
    assert dirty_build.work.exists(), dirty_build.output
    found = differences(dirty_build.work, dirty_build.truth)
    assert found == [], f"{len(found)} differences\n{shortened(found)}"


@pytest.mark.parametrize(
    "finding",
    [
        "select * from control_quarantine",
        "select * from control_corrections",
        "select * from control_reconciliation where not is_within_tolerance",
        "select * from control_results where severity = 'critical' and not is_passed",
    ],
)
def test_the_clean_demo_raises_no_alarm(demo_run: Run, finding: str) -> None:
    assert demo_run.query(finding) == []
