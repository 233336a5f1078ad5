"""The plain way of the benchmarks is a second opinion: every feature of every row must agree."""

from pathlib import Path

import duckdb
import pytest
from benchmarks import naive_spine, typed_volume
from benchmarks.goals import Goal
from benchmarks.volume_features import VolumeFeatures, measure_features

LINES = 20_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("volume")


@pytest.fixture(scope="module")
def found(folder: Path) -> VolumeFeatures:
    return measure_features(folder, LINES, 1)


def test_models_and_plain_queries_give_the_same_features(found: VolumeFeatures) -> None:
    assert found.line_count > LINES / 2
    assert found.differing_rows == dict.fromkeys(naive_spine.CRITERIA, 0)


def test_data_frame_libraries_give_the_same_features(found: VolumeFeatures) -> None:
    assert "pandas" in found.peer_differing_rows
    assert set(found.peer_differing_rows.values()) == {0}


@pytest.mark.parametrize("table", ["accounts", "products", "invoices", "invoice_lines", "payments"])
def test_typed_volume_is_what_the_door_makes(
    folder: Path, found: VolumeFeatures, table: str, tmp_path: Path
) -> None:
    assert found.line_count > 0
    door = folder / "typed"
    typed_volume.write(folder / "raw", door, tmp_path)
    described = duckdb.execute(f"describe from '{door}/input_{table}.parquet'").fetchall()
    # keys are numbered otherwise; what they lead to is compared as features
    columns = ", ".join(name for name, *_ in described if not name.endswith("_key"))
    of_door, of_volume = (
        f"(select {columns} from '{place}/input_{table}.parquet')" for place in (door, tmp_path)
    )
    for one, other in ((of_door, of_volume), (of_volume, of_door)):
        assert duckdb.execute(f"from {one} except all from {other}").fetchall() == []


def test_a_goal_is_missed_above_its_limit() -> None:
    assert Goal("at the limit", 2.0, 2.0, "x").is_held
    assert not Goal("above it", 2.0, 2.01, "x").is_held
