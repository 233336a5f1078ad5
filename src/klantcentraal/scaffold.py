"""Scaffold of a staging folder for a source system of one's own."""

from pathlib import Path


def scaffold_source(project: Path, name: str) -> list[Path]:
    """Write it."""
    raise NotImplementedError
