"""Same input, same output: whatever the threads and however often."""

from pathlib import Path

from .conftest import Run, run_refresh

HASH = "select output_hash from publish_info"


def test_one_thread_and_two_give_one_hash(demo_run: Run, tmp_path: Path) -> None:
    one = run_refresh(tmp_path / "state", threads="1")
    assert one.exit_code == 0, one.output
    assert one.value(HASH) == demo_run.value(HASH)


def test_a_second_run_in_the_same_state_gives_the_same_hash(tmp_path: Path, demo_run: Run) -> None:
    first = run_refresh(tmp_path / "state")
    again = run_refresh(tmp_path / "state")
    assert (first.exit_code, again.exit_code) == (0, 0), again.output
    assert again.value(HASH) == demo_run.value(HASH)
    assert len(list((tmp_path / "state" / "versions").iterdir())) == 2
