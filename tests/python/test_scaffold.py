import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from klantcentraal.contract import find_project_dir, load
from klantcentraal.dbt_runs import DBT_COMMAND
from klantcentraal.errors import KlantcentraalError, UsageError
from klantcentraal.scaffold import scaffold_source
from klantcentraal.source_tables import read_tables

STAGED = {
    path.stem.split("__")[1] for path in find_project_dir().glob("models/staging/files/*.sql")
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The parts of the project that a scaffold reads."""
    real = find_project_dir()
    for part in ("models/staging", "seeds/reference"):
        shutil.copytree(real / part, tmp_path / part)
    shutil.copy(real / "dbt_project.yml", tmp_path)
    return tmp_path


def test_each_staged_entity_gets_a_model_with_the_columns_of_the_contract(project: Path) -> None:
    scaffold_source(project, "acme_erp")
    contract = load(project)
    folder = project / "models" / "staging" / "acme_erp"
    assert {path.stem for path in folder.glob("*.sql")} == {f"stg_acme_erp__{e}" for e in STAGED}
    for entity in STAGED:
        expected = [*contract[entity].column_names, "source_file", "source_row_number"]
        properties = yaml.safe_load((folder / f"stg_acme_erp__{entity}.yml").read_text())
        (model,) = properties["models"]
        assert [column["name"] for column in model["columns"]] == expected
        sql = (folder / f"stg_acme_erp__{entity}.sql").read_text()
        assert re.findall(r" as (\w+),?$", sql, re.MULTILINE) == expected


def test_required_entities_are_read_from_files_that_the_door_looks_for(project: Path) -> None:
    scaffold_source(project, "acme_erp")
    tables = read_tables(project, "acme_erp", project / "in")
    required = {entity.name for entity in load(project).values() if entity.is_required}
    assert {table.paths[0] for table in tables} == {
        project / "in" / f"{entity}.parquet" for entity in required & STAGED
    }


def test_the_folder_is_switched_on_by_its_name_and_the_rest_stays(project: Path) -> None:
    before = (project / "dbt_project.yml").read_text()
    written = scaffold_source(project, "acme_erp")
    after = (project / "dbt_project.yml").read_text()
    switch = "{{ env_var('KLANTCENTRAAL_SOURCE', 'files') == 'acme_erp' }}"
    staging = yaml.safe_load(after)["models"]["klantcentraal"]["staging"]
    assert staging["acme_erp"] == {"+enabled": switch}
    new_lines = ["      acme_erp:", f'        +enabled: "{switch}"']
    assert [line for line in after.splitlines() if line not in before.splitlines()] == new_lines
    assert written[-1] == project / "dbt_project.yml"
    assert all(path.is_file() for path in written)


def test_a_second_source_beside_the_first(project: Path) -> None:
    scaffold_source(project, "acme_erp")
    scaffold_source(project, "acme")
    text = (project / "dbt_project.yml").read_text()
    assert {"acme", "acme_erp", "files"} <= set(
        yaml.safe_load(text)["models"]["klantcentraal"]["staging"]
    )


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Acme",
        "1acme",
        "acme-erp",
        "acme__erp",
        "_acme",
        "acme_",
        "../acme",
        "a b",
        "é",
        "a" * 41,
    ],
)
def test_bad_names_are_refused(project: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot name a source"):
        scaffold_source(project, name)


@pytest.mark.parametrize("name", ["files", "wide_world_importers"])
def test_names_in_use_are_refused(project: Path, name: str) -> None:
    with pytest.raises(UsageError, match="names a source already"):
        scaffold_source(project, name)


def test_a_name_that_only_the_project_file_knows_is_refused(project: Path) -> None:
    scaffold_source(project, "acme")
    shutil.rmtree(project / "models" / "staging" / "acme")
    with pytest.raises(UsageError, match="names acme already"):
        scaffold_source(project, "acme")
    assert not (project / "models" / "staging" / "acme").exists()


def test_a_project_file_without_switches_is_left_alone(project: Path) -> None:
    (project / "dbt_project.yml").write_text("name: klantcentraal\n")
    with pytest.raises(KlantcentraalError, match=r"\+enabled"):
        scaffold_source(project, "acme")
    assert not (project / "models" / "staging" / "acme").exists()


def test_dbt_parses_it_at_once_without_a_warning(tmp_path: Path) -> None:
    real = find_project_dir()
    for part in ("macros", "models", "profiles", "python_models", "seeds/reference", "seeds/rules"):
        shutil.copytree(real / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(real / "tests" / "data", tmp_path / "tests" / "data")
    shutil.copy(real / "dbt_project.yml", tmp_path)
    scaffold_source(tmp_path, "acme_erp")
    state = tmp_path / "state"
    state.mkdir()
    parsed = subprocess.run(
        [*DBT_COMMAND, "--warn-error", "parse", "--profiles-dir", "profiles"],
        cwd=tmp_path,
        env={**os.environ, "KLANTCENTRAAL_SOURCE": "acme_erp", "KLANTCENTRAAL_STATE": str(state)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert parsed.returncode == 0, parsed.stdout + parsed.stderr
    nodes = json.loads((tmp_path / "target" / "manifest.json").read_text())["nodes"].values()
    assert {node["name"] for node in nodes if node["path"].startswith("staging/")} == {
        f"stg_acme_erp__{entity}" for entity in STAGED
    }
