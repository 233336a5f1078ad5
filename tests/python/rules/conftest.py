"""A rules folder with one file of the user's own, and what is said about it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from klantcentraal import rule_files
from klantcentraal.errors import InputError

PROJECT = Path(__file__).parents[3]

Judge = Callable[[str, str], str]


def shipped(name: str) -> str:
    """The text of a shipped rule file."""
    return (PROJECT / rule_files.SHIPPED_RULES / f"{name}.csv").read_text(encoding="utf-8")


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """What is said about a text under the name of a rule file, behind the path; '' = nothing."""

    def said(name: str, text: str) -> str:
        path = tmp_path / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        try:
            rule_files.check(tmp_path, PROJECT)
        except InputError as error:
            message = str(error)
            assert message.startswith(str(path))
            return message.removeprefix(str(path)).lstrip(",: ")
        return ""

    return said
