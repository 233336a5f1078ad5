"""Same input, same output: whatever the threads and however often."""

from pathlib import Path

from .conftest import Run, run_refresh

HASH = "select output_hash from publish_info"


def test_one_thread_and_two_give_one_hash(demo_run: Run, tmp_path: Path) -> None:
    one = run_refresh(tmp_path / "state", threads="1")
    assert one.exit_code == 0, one.output
    assert one.value(HASH) == demo_run.value(HASH)


def test_a_second_run_in_the_same_state_gives_the_same_hash(demo_copy: Run) -> None:
    first = demo_copy.value(HASH)
    versions = len(list((demo_copy.state / "versions").iterdir()))
    again = run_refresh(demo_copy.state)
    assert again.exit_code == 0, again.output
    assert again.value(HASH) == first
    assert len(list((demo_copy.state / "versions").iterdir())) == versions + 1
