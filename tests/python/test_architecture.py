"""What the manifest must show and no linter can: gates before publishing, promises kept, one shape.

The manifest is parsed anew for each source, because a model of a source that is not in use is
invisible in it.
"""

import csv
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(folder.name for folder in (ROOT / "models/staging").iterdir())
REQUIRED_ENTITIES = {"accounts", "products", "invoices", "invoice_lines", "payments"}
# publish_info is written by publishing itself; the other promised tables come with later work
PUBLISHED_BY_MODELS = {
    "account_criteria",
    "account_features",
    "account_motives",
    "account_needs",
    "account_segment_history",
    "account_segments",
    "accounts",
    "control_account_matches",
    "control_corrections",
    "control_quarantine",
    "control_reconciliation",
    "control_results",
    "criteria_matrix",
    "data_maturity",
    "group_contradictions",
    "group_features",
    "needs",
    "objective_readiness",
    "keyword_performance",
    "model_evaluations",
    "product_quality",
    "rfm_cells",
    "rfm_cut_points",
    "segment_events",
    "segment_migrations",
    "segment_profiles",
    "segment_rules",
    "segment_scorecards",
    "segmentations",
}

Manifest = dict[str, Any]
Model = dict[str, Any]


@pytest.fixture(scope="module", params=SOURCES)
def source(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def manifest(source: str, tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    folder = tmp_path_factory.mktemp(source)
    target, logs = str(folder / "target"), str(folder / "logs")
    dbt = [
        str(Path(sys.executable).parent / "dbt"),
        "--quiet",
        "parse",
        "--profiles-dir",
        "profiles",
    ]
    outcome = subprocess.run(
        [*dbt, "--target-path", target, "--log-path", logs],
        cwd=ROOT,
        env={
            **os.environ,
            "KLANTCENTRAAL_SOURCE": source,
            "KLANTCENTRAAL_STATE": str(folder),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout
    parsed: Manifest = json.loads((folder / "target/manifest.json").read_text(encoding="utf-8"))
    return parsed


def models_of(manifest: Manifest) -> dict[str, Model]:
    """Return the models in use, by name."""
    return {
        node["name"]: node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
    }


def public_models(manifest: Manifest) -> dict[str, Model]:
    """Return the models that publishing copies, by name."""
    return {
        name: node
        for name, node in models_of(manifest).items()
        if node["config"]["access"] == "public"
    }


def layer_of(node: Model) -> str:
    """Return the folder of a model directly under models/ or python_models/."""
    return Path(node["original_file_path"]).parts[1]


def ancestors(manifest: Manifest, node: Model) -> set[str]:
    """Return the names of all seeds and models that a model reads, directly or through others."""
    found: set[str] = set()
    waiting = list(node["depends_on"]["nodes"])
    while waiting:
        unique_id = waiting.pop()
        parent = manifest["nodes"].get(unique_id)
        if parent and parent["name"] not in found:
            found.add(parent["name"])
            waiting.extend(parent["depends_on"].get("nodes", []))
    return found


def primary_key(node: Model) -> list[str]:
    """Return the columns of the primary key that a model's contract declares."""
    for constraint in node["constraints"]:
        if constraint["type"] == "primary_key":
            return list(constraint["columns"])
    return [
        name
        for name, column in node["columns"].items()
        if any(constraint["type"] == "primary_key" for constraint in column["constraints"])
    ]


def promised_tables() -> dict[str, list[dict[str, str]]]:
    """Return the published tables that are promised, with their columns and types."""
    tables = defaultdict(list)
    path = Path(__file__).parent / "published_contract.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tables[row["table_name"]].append(row)
    return tables


def contract_columns(entity: str) -> list[str]:
    """Return the columns of one entity of the input contract, in its order."""
    path = ROOT / "seeds/reference/input_contract.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["entity"] == entity]
    return [row["column_name"] for row in sorted(rows, key=lambda row: int(row["ordinal"]))]


def test_only_promised_tables_are_public(manifest: Manifest) -> None:
    assert set(public_models(manifest)) == PUBLISHED_BY_MODELS


@pytest.mark.parametrize("table", sorted(PUBLISHED_BY_MODELS))
def test_a_published_table_keeps_its_promise(manifest: Manifest, table: str) -> None:
    promised = promised_tables()[table]
    model = public_models(manifest)[table]
    types = {row["column_name"]: row["data_type"] for row in promised}
    actual = {name: column["data_type"] for name, column in model["columns"].items()}
    assert {name: actual.get(name) for name in types} == types
    key = sorted((row for row in promised if row["key_position"]), key=lambda r: r["key_position"])
    assert sorted(primary_key(model)) == sorted(row["column_name"] for row in key)


@pytest.mark.parametrize("table", sorted(PUBLISHED_BY_MODELS))
def test_gate_1_stands_before_all_but_the_control_tables(manifest: Manifest, table: str) -> None:
    if not table.startswith("control_"):
        assert "control_gate" in ancestors(manifest, public_models(manifest)[table])


def test_gate_2_reads_every_public_model(manifest: Manifest) -> None:
    gate = models_of(manifest)["release_gate"]
    assert set(public_models(manifest)) <= ancestors(manifest, gate)


def test_the_leak_gate_stands_before_gate_2(manifest: Manifest) -> None:
    models = models_of(manifest)
    gate = ancestors(manifest, models["release_gate"])
    assert "dataset_leak_gate" in gate
    judged = ancestors(manifest, models["dataset_leak_gate"])
    assert {"control_gate", "dataset_model", "dataset_verification"} <= judged
    assert "dataset_extra_predictors" in judged


def test_gate_2_judges_what_will_be_public_and_nothing_private(manifest: Manifest) -> None:
    models = models_of(manifest)
    for name, node in models.items():
        if layer_of(node) != "release":
            continue
        parents = {
            parent["name"]
            for unique_id in node["depends_on"]["nodes"]
            if (parent := manifest["nodes"][unique_id])
            and layer_of(parent) not in ("inputs", "control", "release")
            and parent["name"] != "dataset_leak_gate"
        }
        assert parents <= set(public_models(manifest)), name


def test_only_the_folder_of_the_source_is_in_use(manifest: Manifest, source: str) -> None:
    folders = {
        Path(node["original_file_path"]).parts[2]
        for node in models_of(manifest).values()
        if layer_of(node) == "staging"
    }
    assert folders == {source}


def test_staging_has_the_columns_of_the_input_contract(manifest: Manifest) -> None:
    for name, node in models_of(manifest).items():
        columns = contract_columns(name.partition("__")[2])
        if layer_of(node) == "staging" and columns:
            assert list(node["columns"]) == [*columns, "source_file", "source_row_number"], name


def test_a_unit_test_is_named_after_its_model_and_a_behaviour(manifest: Manifest) -> None:
    for test in manifest["unit_tests"].values():
        assert test["name"].startswith(f"{test['model']}__"), test["name"]


def test_one_model_is_two_neighbours() -> None:
    folders = [ROOT / "models", ROOT / "python_models"]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    code = {path.with_suffix("") for path in files if path.suffix in (".sql", ".py")}
    described = {
        path.with_suffix("")
        for path in files
        if path.suffix == ".yml" and not path.name.startswith("_")
    }
    assert code == described


@pytest.mark.parametrize("folder", [ROOT / "models/staging" / source for source in SOURCES])
def test_every_source_maps_the_entities_that_control_reads(folder: Path) -> None:
    control = "".join(
        path.read_text(encoding="utf-8") for path in ROOT.glob("models/control/*.sql")
    )
    read = set(re.findall(r"var\('source'\) ~ '__(\w+)'", control))
    assert read <= {path.stem.partition("__")[2] for path in folder.glob("*.sql")}
    assert read >= REQUIRED_ENTITIES
