"""What a run works towards and how far its data go, read from the extracts in the run's folder."""

from dataclasses import dataclass
from pathlib import Path

from klantcentraal.control_extracts import read_extract

SHOWN_CRITERIA = 3  # where to start is no plan any more when it names everything


@dataclass(frozen=True)
class Aim:
    """The objective and what the data allow, in one language.

    Attributes:
        objective: Name of the objective.
        missing: What is missing for it; '' = nothing.
        reason: Level of data maturity and why.
        window_note: What is predicted, or why a dataset is missing.
        leak_note: Which targets could not be judged for leaks; '' = all were.
        starts: Criteria to start with, the first one first.
    """

    objective: str
    missing: str
    reason: str
    window_note: str
    leak_note: str
    starts: tuple[str, ...]


def read_aim(folder: Path, language: str) -> Aim | None:
    """Read what a run works towards.

    Args:
        folder: the run's folder, with the extracts of `control_extracts`.
        language: `en` or `nl`.

    Returns:
        The aim; None when the run stopped before it was known.

    Raises:
        OSError: an extract cannot be opened.
    """
    chosen = [
        row for row in read_extract(folder, "objective_readiness") if row["is_chosen"] == "true"
    ]
    maturity = read_extract(folder, "data_maturity")
    if not chosen or not maturity:
        return None
    gate = read_extract(folder, "dataset_leak_gate")
    ranked = sorted(read_extract(folder, "criteria_matrix"), key=lambda row: int(row["start_rank"]))
    return Aim(
        objective=chosen[0][f"objective_name_{language}"],
        missing=chosen[0][f"missing_{language}"],
        reason=maturity[0][f"reason_{language}"],
        window_note=maturity[0][f"window_note_{language}"],
        leak_note=gate[0][f"skipped_note_{language}"] if gate else "",
        starts=tuple(row[f"criterion_name_{language}"] for row in ranked[:SHOWN_CRITERIA]),
    )
