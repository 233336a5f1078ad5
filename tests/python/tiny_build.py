"""A hand-made green build: a work database with three public models, its manifest and results."""

import json
from pathlib import Path
from typing import Any

import duckdb

from klantcentraal.dbt_runs import Artifacts
from klantcentraal.state import State

RUN_ID = "11111111-2222-4333-8444-555555555555"

TABLES = {
    "accounts": {
        "account_id": "varchar",
        "as_of_date": "date",
        "revenue_12m_amount": "decimal(18,2)",
        "late_invoice_share": "double",
        "is_payment_inherited": "boolean",
    },
    "segment_profiles": {
        "segment_id": "varchar",
        "segment_name_nl": "varchar",
        "segment_name_en": "varchar",
        "account_count": "bigint",
        "account_share": "double",
        "revenue_share": "double",
    },
    "control_results": {
        "run_id": "varchar",
        "check_id": "varchar",
        "is_passed": "boolean",
        "run_at": "timestamp",
    },
    "control_quarantine": {"quarantine_id": "varchar", "bad_text": "varchar"},
}
KEYS = {
    "accounts": ["account_id"],
    "segment_profiles": ["segment_id"],
    "control_results": ["run_id", "check_id"],
    "control_quarantine": ["quarantine_id"],
}
PRIVATE_MODELS = ("stg_files__accounts", "control_run_dates", "release_gate")


def tiny_build(folder: Path, run_id: str = RUN_ID, accounts: int = 3) -> tuple[State, Artifacts]:
    """Makes the state folder and what dbt would have left of a run."""
    state = State(folder / "state")
    state.prepare()
    state.work_database.unlink(missing_ok=True)
    fill_work_database(state.work_database, run_id, accounts)
    return state, Artifacts(manifest(run_id), run_results(run_id))


def fill_work_database(work_database: Path, run_id: str, accounts: int) -> None:
    with duckdb.connect(str(work_database)) as connection:
        for table, columns in TABLES.items():
            listed = ", ".join(f"{name} {data_type}" for name, data_type in columns.items())
            connection.execute(f"create table {table} ({listed})")
        connection.execute(
            "insert into accounts select 'A' || (? - i), date '2024-05-31', i + 0.5, i / 7, "
            "i % 2 = 0 from range(?) as numbers(i)",
            [accounts, accounts],
        )
        connection.execute(
            "insert into segment_profiles values "
            "('loyal', 'Trouw', 'Loyal', ?, 0.5, 0.25), ('ALL', 'Totaal', 'Total', ?, 1, 1)",
            [accounts, accounts],
        )
        connection.execute(
            "insert into control_results values (?, 'c1', true, now()::timestamp), "
            "(?, 'c2', false, now()::timestamp)",
            [run_id, run_id],
        )
        connection.execute("insert into control_quarantine values ('q1', '=1+1')")
        connection.execute(
            "create table control_run_dates as select date '2024-05-31' as as_of_date"
        )
        connection.execute(
            "create table release_gate as select ? as run_id, 'open' as gate", [run_id]
        )
        connection.execute("create table last_run as select ? as run_id", [run_id])
        connection.execute("create table input_contacts as select 'Jan Jansen' as full_name")


def manifest(run_id: str) -> dict[str, Any]:
    nodes: dict[str, dict[str, Any]] = {
        f"model.klantcentraal.{name}": {
            "name": name,
            "resource_type": "model",
            "access": "public",
            "path": f"insights/{name}.sql",
            "original_file_path": f"models/insights/{name}.sql",
            "config": {"materialized": "table"},
            "description": f"One row per {name}'s key.",
            "constraints": [{"type": "primary_key", "columns": KEYS[name]}],
            "columns": {
                column: {
                    "name": column,
                    "description": f"{column} of\n{name}.",
                    "constraints": [{"type": "not_null"}] if column == "as_of_date" else [],
                }
                for column in columns
            },
        }
        for name, columns in TABLES.items()
    }
    for name in PRIVATE_MODELS:
        path = f"staging/files/{name}.sql" if name.startswith("stg_") else f"control/{name}.sql"
        nodes[f"model.klantcentraal.{name}"] = {
            "name": name,
            "resource_type": "model",
            "access": "protected",
            "path": path,
            "original_file_path": f"models/{path}",
            "config": {"materialized": "table"},
            "description": "",
            "constraints": [],
            "columns": {},
        }
    nodes["seed.klantcentraal.rules_tiers"] = {
        "name": "rules_tiers",
        "resource_type": "seed",
        "path": "rules_tiers.csv",
        "original_file_path": "seeds/rules/rules_tiers.csv",
    }
    for name, parents in {
        "unique_rules_tiers": ["seed.klantcentraal.rules_tiers"],
        "tiers_cover_accounts": ["seed.klantcentraal.rules_tiers", "model.klantcentraal.accounts"],
    }.items():
        nodes[f"test.klantcentraal.{name}.0a1b2c"] = {
            "name": name,
            "resource_type": "test",
            "path": f"{name}.sql",
            "original_file_path": f"tests/data/{name}.sql",
            "depends_on": {"nodes": parents},
        }
    return {
        "metadata": {"invocation_id": run_id},
        "nodes": nodes,
        "unit_tests": {},
        "parent_map": {
            unique_id: node.get("depends_on", {}).get("nodes", [])
            for unique_id, node in nodes.items()
        },
    }


def run_results(run_id: str, **results: tuple[str, str | None]) -> dict[str, Any]:
    """Results of a green build, but for the nodes named: their status and message."""
    return {
        "metadata": {
            "invocation_id": run_id,
            "generated_at": "2024-06-01T02:00:09.000000Z",
            "invocation_started_at": "2024-06-01T02:00:00.123456Z",
        },
        "args": {"which": "build"},
        "results": [
            {
                "unique_id": unique_id,
                "status": results.get(node["name"], (_green(node), None))[0],
                "message": results.get(node["name"], (None, None))[1],
                "failures": 3 if node["resource_type"] == "test" else None,
                "execution_time": 0.5,
            }
            for unique_id, node in manifest(run_id)["nodes"].items()
        ],
    }


def _green(node: dict[str, Any]) -> str:
    return "pass" if node["resource_type"] == "test" else "success"


def write_target(target: Path, artifacts: Artifacts) -> None:
    target.mkdir(parents=True, exist_ok=True)
    (target / "manifest.json").write_text(json.dumps(artifacts.manifest))
    (target / "run_results.json").write_text(json.dumps(artifacts.run_results))
