import datetime as dt
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from klantcentraal.dbt_runs import Artifacts
from klantcentraal.errors import GateClosed, InputError, KlantcentraalError
from klantcentraal.publish import PublishJob, publish
from klantcentraal.run_record import recorded_run
from klantcentraal.state import State
from tiny_build import RUN_ID, manifest, run_results, tiny_build


@pytest.fixture
def state(tmp_path: Path) -> State:
    state = State(tmp_path / "state")
    state.prepare()
    return state


def only_run(state: State) -> Path:
    (run,) = state.runs.iterdir()
    return run


def summary(state: State) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((only_run(state) / "summary.json").read_text())
    return content


def close_the_gate(state: State, artifacts: Artifacts) -> None:
    with recorded_run(state, {}) as record:
        record.built(artifacts)
        raise GateClosed("GATE CLOSED: accounts")


def close_the_gate_with_a_torn_extract(state: State) -> None:
    with recorded_run(state, {}) as record:
        (record.folder / "control_counts.csv").write_text("not,the,columns\n1,2,3\n")
        raise GateClosed("GATE CLOSED: accounts")


def test_a_run_that_is_going_on_says_so(state: State) -> None:
    with recorded_run(state, {"KLANTCENTRAAL_SOURCE": "files"}):
        assert summary(state)["status"] == "running"
        assert summary(state)["settings"] == {"KLANTCENTRAAL_SOURCE": "files"}
        assert stat.S_IMODE(only_run(state).stat().st_mode) == 0o700


def test_a_published_run(tmp_path: Path) -> None:
    state, artifacts = tiny_build(tmp_path)
    with recorded_run(state, {}) as record:
        record.built(artifacts)
        record.published(publish(PublishJob(state, artifacts, "1", "hash")))
    found = summary(state)
    assert (found["status"], found["exit_code"]) == ("published", 0)
    assert only_run(state).name == found["run"]
    assert only_run(state).name.endswith(f"Z-{RUN_ID[:8]}")
    assert (state.folder / str(found["published_folder"])).resolve() == state.current.resolve()
    assert found["publish_info"]["as_of_date"] == "2024-05-31"
    assert found["node_counts"] == {"success": 8, "pass": 2}
    assert found["seconds_by_layer"] == {
        "insights": 2.0,
        "staging": 0.5,
        "control": 1.0,
        "rules": 0.5,
    }
    assert dt.datetime.fromisoformat(str(found["finished_at"])).tzinfo is not None


def test_a_closed_gate_is_recorded_and_the_reader_told_where(state: State) -> None:
    failed = run_results(
        RUN_ID, accounts=("error", "GATE CLOSED"), unique_rules_tiers=("warn", "x")
    )
    artifacts = Artifacts(manifest(RUN_ID), failed)
    with pytest.raises(GateClosed) as caught:
        close_the_gate(state, artifacts)
    page = only_run(state) / "summary.en.md"
    assert caught.value.__notes__[:2] == [
        "The gate closed: nothing was published. What stood published before stays as it was.",
        f"Explained in {page}",
    ]
    assert "GATE CLOSED: accounts" in page.read_text()
    assert "De poort is gesloten" in page.with_name("summary.nl.md").read_text()
    found = summary(state)
    assert (found["status"], found["exit_code"]) == ("gate_closed", 3)
    assert found["message"] == "GATE CLOSED: accounts"
    names = {kind: [node["name"] for node in found[kind]] for kind in ("failures", "warnings")}
    assert names == {"failures": ["accounts"], "warnings": ["unique_rules_tiers"]}


def test_a_page_that_cannot_be_written_does_not_change_how_the_run_ended(state: State) -> None:
    with pytest.raises(GateClosed) as caught:
        close_the_gate_with_a_torn_extract(state)
    log = only_run(state) / "summary_traceback.log"
    assert caught.value.__notes__ == [f"The summary could not be written: see {log}"]
    assert "KeyError" in log.read_text()
    assert summary(state)["exit_code"] == 3


def test_other_failures_name_the_summary(state: State) -> None:
    with pytest.raises(InputError) as caught, recorded_run(state, {}):
        raise InputError("accounts.csv: column x")
    assert caught.value.__notes__ == [f"See {only_run(state)}/summary.json"]
    assert "accounts.csv: column x" in (only_run(state) / "summary.en.md").read_text()


def test_an_unexpected_error_is_one_line_and_a_traceback_in_the_folder(state: State) -> None:
    with pytest.raises(KlantcentraalError) as caught, recorded_run(state, {}):
        raise ZeroDivisionError("first\nsecond")
    assert str(caught.value) == "internal error: ZeroDivisionError: first"
    log = only_run(state) / "traceback.log"
    assert caught.value.__notes__ == [f"See {log}"]
    assert "Traceback" in log.read_text()
    assert (summary(state)["status"], summary(state)["exit_code"]) == ("internal_error", 1)


def test_a_run_that_is_stopped_says_so(state: State) -> None:
    with pytest.raises(KeyboardInterrupt), recorded_run(state, {}):
        raise KeyboardInterrupt
    assert summary(state)["status"] == "stopped"


def test_logs_move_to_the_folder(state: State) -> None:
    (state.logs / "dbt.log").write_text("told")
    with recorded_run(state, {}) as record:
        record.keep_logs(state.logs)
    assert (only_run(state) / "dbt.log").read_text() == "told"
    assert not list(state.logs.iterdir())
