"""The plain way of the benchmarks is a second opinion: every feature of every row must agree."""

from pathlib import Path

from benchmarks import naive_spine
from benchmarks.goals import Goal
from benchmarks.volume_features import VolumeFeatures, measure_features

LINES = 20_000


def test_models_and_plain_queries_give_the_same_features(tmp_path: Path) -> None:
    found: VolumeFeatures = measure_features(tmp_path, LINES, 1)
    assert found.line_count > LINES / 2
    assert found.differing_rows == dict.fromkeys(naive_spine.CRITERIA, 0)


def test_a_goal_is_missed_above_its_limit() -> None:
    assert Goal("at the limit", 2.0, 2.0, "x").is_held
    assert not Goal("above it", 2.0, 2.01, "x").is_held
