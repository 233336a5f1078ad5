"""Whole runs, each made once for all tests that read it."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from klantcentraal import demo

PROJECT = Path(__file__).parents[3]
DEMO = PROJECT / "seeds" / "demo"
WIDE_WORLD_IMPORTERS = PROJECT.parent / "shared" / "data" / "wide_world_importers"


@dataclass(frozen=True)
class Run:
    """What one refresh left behind."""

    state: Path
    exit_code: int
    output: str

    @property
    def published(self) -> Path:
        """The published database."""
        return self.state / "segments.duckdb"

    def query(self, sql: str) -> list[tuple[object, ...]]:
        """Rows of a query on the published database."""
        with duckdb.connect(str(self.published), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def value(self, sql: str) -> object:
        """The only value of a query on the published database."""
        return self.query(sql)[0][0]

    def summary(self) -> dict[str, object]:
        """The summary of the newest run."""
        newest = max((self.state / "runs").iterdir())
        content: dict[str, object] = json.loads((newest / "summary.json").read_text())
        return content


Refresh = Callable[..., Run]


def environment(**settings: str) -> dict[str, str]:
    """The caller's environment without settings of its own, plus those given."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("KLANTCENTRAAL_")}
    return {**kept, **{f"KLANTCENTRAAL_{k.upper()}": v for k, v in settings.items()}}


def run_refresh(state: Path, *options: str, **settings: str) -> Run:
    """`klantcentraal refresh` as a user calls it."""
    command = [str(Path(sys.executable).with_name("klantcentraal")), "refresh"]
    done = subprocess.run(
        [*command, "--state", str(state), *options],
        cwd=PROJECT,
        env=environment(**settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=900,
        check=False,
    )
    return Run(state, done.returncode, done.stdout)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Run]) -> Run:
    """A run for all tests, also where several processes share them: the first to come makes it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    made = folder / "made.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            run = make(folder / "state")
            made.write_text(json.dumps({"exit_code": run.exit_code, "output": run.output}))
    told = json.loads(made.read_text())
    assert told["exit_code"] == 0, told["output"]
    return Run(folder / "state", told["exit_code"], told["output"])


@pytest.fixture(scope="session")
def demo_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The committed demo, published."""
    return made_once(tmp_path_factory, "demo", run_refresh)


@pytest.fixture(scope="module")
def demo_copy(demo_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The demo, published, in a state folder of the module's own: for tests that refresh it."""
    state = tmp_path_factory.mktemp("demo_copy") / "state"
    shutil.copytree(demo_run.state, state, symlinks=True)
    return Run(state, demo_run.exit_code, demo_run.output)


@pytest.fixture(scope="session", params=[1, 2, 3])
def generated_run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A generated company of 3,000 accounts, published; its truth stands in data_truth."""

    def make(state: Path) -> Run:
        data = state.with_name("data")
        demo.generate(3000, request.param, data)
        return run_refresh(state, "--data", str(data))

    return made_once(tmp_path_factory, f"generated_{request.param}", make)


@pytest.fixture(scope="session")
def wide_world_importers_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Wide World Importers, published."""
    if not WIDE_WORLD_IMPORTERS.exists():
        pytest.skip("../shared/data/wide_world_importers is absent")
    options = ("--source", "wide_world_importers", "--data", str(WIDE_WORLD_IMPORTERS))
    return made_once(
        tmp_path_factory, "wide_world_importers", lambda state: run_refresh(state, *options)
    )
