"""Each criterion has a page that names all its features, and says what a marketer must know."""

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from klantcentraal.rules.criteria import CRITERIA

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs/criteria"
# What is measured beside the criteria.
FURTHER_PAGES = ("buying_motive",)
HEADINGS = [
    "## What it means",
    "## From which columns",
    "## Which rule",
    "## What it costs to unlock",
    "## How a marketer reads it",
]


def rows_of(path: str) -> list[dict[str, str]]:
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def features() -> dict[str, list[str]]:
    """Names of the features, by criterion."""
    found = defaultdict(list)
    for row in rows_of("seeds/reference/feature_catalog.csv"):
        found[row["criterion_id"]].append(row["feature_name"])
    return found


def page(criterion: str) -> str:
    path = PAGES / f"{criterion}.md"
    assert path.exists(), f"{path.relative_to(ROOT)} is still to be written"
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("criterion", CRITERIA)
def test_page_has_the_name_and_the_headings(criterion: str) -> None:
    names = {
        row["criterion_id"]: row["criterion_name_en"]
        for row in rows_of("seeds/rules/rules_criteria.csv")
    }
    headings = [line for line in page(criterion).splitlines() if line.startswith("#")]
    assert headings == [f"# {names[criterion]}", *HEADINGS]


@pytest.mark.parametrize("criterion", CRITERIA)
def test_page_names_each_feature(criterion: str) -> None:
    named = set(re.findall(r"`(\w+)`", page(criterion)))
    assert [name for name in features()[criterion] if name not in named] == []


@pytest.mark.parametrize("criterion", CRITERIA)
def test_page_says_what_the_score_is_made_of(criterion: str) -> None:
    rule = page(criterion).partition("## Which rule")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(\w+)`", rule))
    scored = [
        row["feature_name"]
        for row in rows_of("seeds/rules/rules_criterion_scores.csv")
        if row["criterion_id"] == criterion
    ]
    assert [name for name in scored if name not in named] == []


def test_index_leads_to_every_page_and_no_other() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    linked = re.findall(r"\]\((\w+)\.md\)", index)
    assert linked == [*CRITERIA, *FURTHER_PAGES]
    assert {path.stem for path in PAGES.glob("*.md")} <= {"README", *linked}
