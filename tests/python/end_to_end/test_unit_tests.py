"""The dbt unit tests, which a refresh leaves out: each rule of a model on rows of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

from .conftest import DEMO, PROJECT, Run, environment


def test_every_unit_test_of_the_models_passes(demo_run: Run, tmp_path: Path) -> None:
    shutil.copy(demo_run.state / "work.duckdb", tmp_path / "work.duckdb")
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("dbt")),
            *("--quiet", "test", "--select", "test_type:unit", "--profiles-dir", "profiles"),
            *("--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path / "logs")),
        ],
        cwd=PROJECT,
        env=environment(state=str(tmp_path), data=str(DEMO)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout
