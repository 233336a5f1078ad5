import io
import re
from typing import Any

import pytest

from klantcentraal.progress import Progress, layer_of, progress_on

NODES = [
    {"resource_type": "seed", "path": "rules_tiers.csv"},
    {"resource_type": "model", "path": "control/control_gate.sql"},
    {"resource_type": "model", "path": "features/features_spine.sql"},
    {"resource_type": "model", "path": "features/features_finances.sql"},
    {"resource_type": "model", "path": "brand_new_layer/x.sql"},
    {"resource_type": "test", "path": "not_null_x.sql"},
]


def finished(node: dict[str, str]) -> dict[str, Any]:
    name = "LogSeedResult" if node["resource_type"] == "seed" else "LogModelResult"
    info = {"resource_type": node["resource_type"], "node_path": node["path"]}
    return {"info": {"name": name}, "data": {"node_info": info}}


def follow(progress: Progress) -> None:
    progress.checking()
    progress.plan(NODES)
    for node in (NODES[place] for place in (0, 2, 1, 3, 4)):
        progress.on_event({"info": {"name": "LogStartLine"}, "data": finished(node)["data"]})
        progress.on_event(finished(node))
    progress.on_event({"info": {"name": "StatsLine"}, "data": {}})
    progress.publishing()
    progress.close()


def test_plain_lines_in_a_log() -> None:
    stream = io.StringIO()
    follow(Progress(stream, is_live=False))
    lines = [re.sub(r", \d+ s$", "", line) for line in stream.getvalue().splitlines()]
    assert lines == [
        "step 1: checking the input",
        "step 2 of 6: rules, 1 built",
        "step 3 of 6: control, 1 built",
        "step 4 of 6: features, 2 built",
        "step 5 of 6: brand_new_layer, 1 built",
        "step 6 of 6: publishing",
    ]


def test_one_updating_line_on_a_terminal() -> None:
    stream = io.StringIO()
    follow(Progress(stream, is_live=True))
    text = stream.getvalue()
    assert "\n" not in text
    assert re.search(r"\x1b\[2Kstep 4 of 6: features, 3/5 models, \d+ s\r", text)
    assert text.endswith("\r\x1b[2K")


def test_without_a_plan_nothing_breaks() -> None:
    for is_live in (True, False):
        progress = Progress(io.StringIO(), is_live)
        progress.on_event(finished(NODES[1]))
        progress.publishing()
        progress.close()


@pytest.mark.parametrize(
    ("environment", "is_live"), [({}, True), ({"NO_COLOR": ""}, False), ({"TERM": "dumb"}, False)]
)
def test_a_terminal_may_ask_for_plain_lines(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], is_live: bool
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert progress_on(Terminal()).is_live is is_live
    assert progress_on(io.StringIO()).is_live is False


def test_layers() -> None:
    assert layer_of("seed", "rules_tiers.csv") == "rules"
    assert layer_of("model", "staging/files/stg_files__accounts.sql") == "staging"
