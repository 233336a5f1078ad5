"""Which objective a run works towards: it must be one of rules_objectives."""

from pathlib import Path

from klantcentraal import rule_files
from klantcentraal.errors import UsageError
from klantcentraal.rules.kinds import advice, quoted

DEFAULT = "loyalty"


def check(objective: str, rules_folder: Path | None, project_dir: Path) -> None:
    """Check that an objective can be chosen.

    Args:
        objective: The one that was chosen.
        rules_folder: Rule files of the user; None = there is no such folder.
        project_dir: The dbt project, with the shipped rules.

    Raises:
        UsageError: It is none of the objectives of rules_objectives, which can be read.
    """
    rows = rule_files.read_rows("rules_objectives", rules_folder, project_dir)
    known = [row["objective_id"] for row in rows]
    if known and objective not in known:
        told = advice(objective, known, f"use {', '.join(known)}")
        raise UsageError(
            f"objective {quoted(objective)} is no objective of rules_objectives: {told}"
        )
