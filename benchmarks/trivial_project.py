"""A dbt project with as many nodes as ours and nothing in them: what dbt itself costs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.dbt_commands import Node

_PROJECT = """name: klantcentraal
version: 0.1.0
profile: klantcentraal
model-paths: [models]
seed-paths: [seeds]
flags:
  send_anonymous_usage_stats: false
  require_generic_test_arguments_property: true
"""

_PROFILE = """klantcentraal:
  target: work
  outputs:
    work:
      type: duckdb
      path: "{{ env_var('KLANTCENTRAAL_STATE') }}/work.duckdb"
      threads: "{{ env_var('KLANTCENTRAAL_THREADS') | int }}"
"""

_UNIT_TEST = """  - name: {model}__test_{number}
    model: {model}
    given:
      - input: ref('seed_0')
        rows: [{{id: 7, amount: 3}}]
    expect:
      rows: [{{id: 7, amount: 3}}]
"""


@dataclass(frozen=True)
class NodeCounts:
    """How many nodes of each kind a project has.

    Attributes:
        seeds: Seeds.
        tables: Models that are tables, Python models among them.
        views: Models that are views.
        incrementals: Models that are incremental.
        tests: Data tests.
        unit_tests: Unit tests.
    """

    seeds: int
    tables: int
    views: int
    incrementals: int
    tests: int
    unit_tests: int

    @property
    def models(self) -> int:
        """All models."""
        return self.tables + self.views + self.incrementals


def count(nodes: Iterable[Node]) -> NodeCounts:
    """Count the nodes of a manifest by kind."""
    kinds = Counter((node["resource_type"], node["config"].get("materialized")) for node in nodes)

    def of_type(resource_type: str) -> int:
        return sum(number for (kind, _), number in kinds.items() if kind == resource_type)

    return NodeCounts(
        seeds=of_type("seed"),
        tables=kinds["model", "table"],
        views=kinds["model", "view"],
        incrementals=kinds["model", "incremental"],
        tests=of_type("test"),
        unit_tests=of_type("unit_test"),
    )


def write(counts: NodeCounts, folder: Path) -> None:
    """Write the project: models of two rows from one seed, tests that always pass.

    Args:
        counts: How many of each kind; at least one seed and one model.
        folder: Folder for the project, made when absent.
    """
    for name in ("models", "seeds", "profiles"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    _write(folder / "dbt_project.yml", _PROJECT)
    _write(folder / "profiles" / "profiles.yml", _PROFILE)
    for number in range(counts.seeds):
        _write(folder / "seeds" / f"seed_{number}.csv", "id,amount\n1,10\n2,20\n")
    kinds = ["table"] * counts.tables + ["view"] * counts.views
    kinds += ["incremental"] * counts.incrementals
    tests, unit_tests = (
        _shares(counts.tests, counts.models),
        _shares(counts.unit_tests, counts.models),
    )
    for number, kind in enumerate(kinds):
        model = f"model_{number}"
        _write(
            folder / "models" / f"{model}.sql",
            f"{{{{ config(materialized='{kind}') }}}}\n"
            "select id, amount from {{ ref('seed_0') }}\n",
        )
        _write(
            folder / "models" / f"{model}.yml",
            _properties(model, tests[number], unit_tests[number]),
        )


def _properties(model: str, test_count: int, unit_test_count: int) -> str:
    lines = ["models:", f"  - name: {model}", "    columns:", "      - name: id"]
    if test_count:
        lines.append("        data_tests:")
    for number in range(test_count):
        lines += [f"          - not_null: {{name: {model}_test_{number}}}"]
    text = "\n".join(lines) + "\n"
    if unit_test_count:
        text += "unit_tests:\n"
    for number in range(unit_test_count):
        text += _UNIT_TEST.format(model=model, number=number)
    return text


def _shares(total: int, parts: int) -> Mapping[int, int]:
    return {part: total // parts + (part < total % parts) for part in range(parts)}


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
