"""The plain way: every as-of date joined to the raw rows, one query per criterion.

The same features by the same definitions as the models, written without grains: what the models are
measured against, and an independent second opinion on their figures.
"""

from pathlib import Path
from string import Template

from benchmarks.statements import Statement

FOLDER = Path(__file__).with_name("naive")
CRITERIA = (
    "firmographics",
    "potential",
    "consumption",
    "cross_sales",
    "lifetime",
    "customer_value",
    "finances",
    "buying_motive",
)
PARTS = ("known_invoices", "peers")


def statements(history_months: int) -> list[Statement]:
    """Give the plain features as statements.

    Args:
        history_months: Months of monthly history before the scoring date.

    Returns:
        The windows, two views (the spine and the accounts at its dates) and a table per criterion.
    """
    parts = {part: _text(part).rstrip() for part in PARTS}
    parts["history_months"] = str(history_months)
    kinds = {
        "windows": "table",
        "spine": "view",
        "account_spine": "view",
        **dict.fromkeys(CRITERIA, "table"),
    }
    return [
        Statement(table(name), kind, Template(_text(name)).substitute(parts))
        for name, kind in kinds.items()
    ]


def table(criterion: str) -> str:
    """Name the table of a criterion."""
    return f"naive_{criterion}" if criterion in CRITERIA else criterion


def _text(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
