"""Progress of a refresh: one updating line on a terminal, one line per layer in a log."""

import contextlib
import os
import shutil
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from klantcentraal.dbt_runs import Event, Node

# The way of the data (DESIGN); seeds load first and are the rules.
LAYERS = (
    "rules",
    "staging",
    "control",
    "inputs",
    "features",
    "datasets",
    "maturity",
    "segments",
    "insights",
    "lookalikes",
    "activation",
    "release",
)
BUILT_RESOURCES = frozenset({"model", "seed"})
CHECKING = "checking the input"
PUBLISHING = "publishing"


@dataclass
class Progress:
    """Counts what dbt has built and shows it.

    Attributes:
        stream: where the lines go.
        is_live: whether one line may be written over and over.
    """

    stream: TextIO
    is_live: bool
    _sizes: Counter[str] = field(default_factory=Counter)
    _done: Counter[str] = field(default_factory=Counter)
    _told: set[str] = field(default_factory=set)
    _started: float = field(default_factory=time.monotonic)

    def checking(self) -> None:
        """Show that the input files are being checked."""
        self._show(f"step 1: {CHECKING}")

    def starting(self) -> None:
        """Show that dbt reads the project; in a log that line would tell nothing."""
        if self.is_live:
            self._show("step 1: reading the models")

    def plan(self, nodes: Iterable[Node]) -> None:
        """Learn how many models and seeds each layer has.

        Args:
            nodes: the nodes of a manifest.
        """
        for node in nodes:
            if node["resource_type"] in BUILT_RESOURCES:
                self._sizes[layer_of(node["resource_type"], node["path"])] += 1

    def on_event(self, event: Event) -> None:
        """Follow one event of dbt's log.

        Args:
            event: a JSON event; those that finish no model or seed are passed over.
        """
        node = event.get("data", {}).get("node_info", {})
        name = event["info"].get("name", "")
        kind = node.get("resource_type", "")
        if kind not in BUILT_RESOURCES or not name.startswith("Log") or "Result" not in name:
            return
        self._done[layer_of(kind, node.get("node_path", ""))] += 1
        if self.is_live:
            self._show(self._line())
            return
        for layer in self._steps()[1:-1]:  # in the order of the steps, also where dbt is ahead
            if self._done[layer] < self._sizes[layer]:
                break
            if layer not in self._told:
                self._told.add(layer)
                self._show(f"{self._step(layer)}, {self._sizes[layer]} built{self._elapsed()}")

    def publishing(self) -> None:
        """Show that the new version is being written."""
        self._show(self._step(PUBLISHING))

    def close(self) -> None:
        """End the updating line, so that what follows starts on a clean one."""
        if self.is_live:
            self._write("\r\x1b[2K")

    def _steps(self) -> list[str]:
        known = [layer for layer in LAYERS if self._sizes[layer]]
        others = sorted(layer for layer, size in self._sizes.items() if size and layer not in known)
        return [CHECKING, *known, *others, PUBLISHING]

    def _step(self, name: str) -> str:
        steps = self._steps()
        number = steps.index(name) + 1 if name in steps else len(steps)
        return f"step {number} of {len(steps)}: {name}"

    def _line(self) -> str:
        layers = self._steps()[1:-1]
        current = next((s for s in layers if self._done[s] < self._sizes[s]), self._steps()[-2])
        done, size = sum(self._done.values()), sum(self._sizes.values())
        return f"{self._step(current)}, {done}/{size} models{self._elapsed()}"

    def _elapsed(self) -> str:
        return f", {time.monotonic() - self._started:.0f} s"

    def _show(self, line: str) -> None:
        if self.is_live:
            width = shutil.get_terminal_size().columns
            self._write(f"\r\x1b[2K{line[: width - 1]}")
        else:
            self._write(f"{line}\n")

    def _write(self, text: str) -> None:
        with contextlib.suppress(BrokenPipeError):  # nobody reads on: no reason to stop the job
            self.stream.write(text)
            self.stream.flush()


def layer_of(resource_type: str, path: str) -> str:
    """Name the layer that a node belongs to.

    Args:
        resource_type: dbt's kind of node.
        path: its path below the model or seed folder.

    Returns:
        The first folder of a model's path, `rules` for a seed.
    """
    return "rules" if resource_type == "seed" else Path(path).parts[0] if path else ""


def progress_on(stream: TextIO) -> Progress:
    """Choose how to show progress on a stream.

    Args:
        stream: where the lines go.

    Returns:
        An updating line on a terminal that allows it, else plain lines.
    """
    is_plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return Progress(stream, is_live=stream.isatty() and not is_plain)
