"""The files against INPUTS.md: columns, types, keys and references."""

from pathlib import Path

import duckdb
import pytest

from demo.planted import COMMITTED, PROJECT
from klantcentraal import contract
from klantcentraal.demo import generate
from klantcentraal.demo.company import FILES

ENTITIES = contract.load(PROJECT)

KEYS = {
    "accounts": "account_id, valid_from",
    "products": "product_id",
    "invoices": "invoice_id",
    "invoice_lines": "invoice_line_id",
    "payments": "payment_id",
    "contacts": "contact_id",
    "survey_responses": "response_id",
    "complaints": "complaint_id",
    "stated_needs": "need_id",
    "search_keywords": "keyword, measured_date",
    "referrals": "referral_id",
    "engagement_events": "event_id",
    "web_visits": "visit_id",
    "media_profiles": "account_id, measured_at",
    "budgets": "account_id, budget_year, product_category",
    "contracts": "contract_id",
    "leads": "lead_id",
}

REFERENCES = (
    ("accounts", "parent_account_id", "accounts", "account_id"),
    ("accounts", "bill_to_account_id", "accounts", "account_id"),
    ("invoices", "account_id", "accounts", "account_id"),
    ("invoices", "bill_to_account_id", "accounts", "account_id"),
    ("invoices", "credited_invoice_id", "invoices", "invoice_id"),
    ("invoice_lines", "invoice_id", "invoices", "invoice_id"),
    ("invoice_lines", "product_id", "products", "product_id"),
    ("payments", "account_id", "accounts", "account_id"),
    ("payments", "invoice_id", "invoices", "invoice_id"),
    ("contacts", "account_id", "accounts", "account_id"),
    ("survey_responses", "account_id", "accounts", "account_id"),
    ("survey_responses", "contact_id", "contacts", "contact_id"),
    ("complaints", "account_id", "accounts", "account_id"),
    ("complaints", "product_id", "products", "product_id"),
    ("complaints", "invoice_id", "invoices", "invoice_id"),
    ("stated_needs", "account_id", "accounts", "account_id"),
    ("stated_needs", "product_category", "products", "product_category"),
    ("referrals", "account_id", "accounts", "account_id"),
    ("referrals", "referred_account_id", "accounts", "account_id"),
    ("engagement_events", "account_id", "accounts", "account_id"),
    ("engagement_events", "contact_id", "contacts", "contact_id"),
    ("web_visits", "account_id", "accounts", "account_id"),
    ("media_profiles", "account_id", "accounts", "account_id"),
    ("budgets", "account_id", "accounts", "account_id"),
    ("budgets", "product_category", "products", "product_category"),
    ("contracts", "account_id", "accounts", "account_id"),
    ("contracts", "product_category", "products", "product_category"),
    ("leads", "account_id", "accounts", "account_id"),
)


def header(entity: str) -> list[str]:
    with (COMMITTED / f"{entity}.csv").open(encoding="utf-8") as file:
        return file.readline().rstrip("\n").split(",")


@pytest.mark.parametrize("entity", FILES)
def test_columns__are_the_contract_s_in_its_order(entity: str) -> None:
    wanted = [name for name in ENTITIES[entity].column_names if name in set(header(entity))]
    assert header(entity) == wanted
    required = {column.name for column in ENTITIES[entity].columns if column.is_required}
    assert required <= set(header(entity))


@pytest.mark.parametrize("entity", FILES)
def test_values__can_all_be_read_as_their_type(
    files: duckdb.DuckDBPyConnection, entity: str
) -> None:
    for column in ENTITIES[entity].columns:
        if column.name not in header(entity):
            continue
        bad, empty, rows = files.execute(f"""
            select
                count(*) filter (
                    {column.name} is not null
                    and try_cast({column.name} as {column.sql_type}) is null
                ),
                count(*) filter ({column.name} is null),
                count(*)
            from {entity}
        """).fetchall()[0]
        assert bad == 0, column.name
        assert empty == 0 or not column.is_required, column.name
        assert empty < rows, f"{column.name} is never filled"


@pytest.mark.parametrize(("entity", "key"), KEYS.items())
def test_keys__are_unique(files: duckdb.DuckDBPyConnection, entity: str, key: str) -> None:
    row = files.execute(
        f"select count(*) from (select {key} from {entity} group by all having count(*) > 1)"
    ).fetchone()
    assert row == (0,)


@pytest.mark.parametrize("reference", REFERENCES)
def test_references__lead_somewhere(
    files: duckdb.DuckDBPyConnection, reference: tuple[str, str, str, str]
) -> None:
    entity, column, parent, key = reference
    row = files.execute(f"""
        select count(*)
        from {entity} as facts
        where {column} is not null and {column} not in (select {key} from {parent})
    """).fetchone()
    assert row == (0,)


def test_files__are_utf8_with_line_feeds_and_under_ten_megabytes() -> None:
    paths = sorted(COMMITTED.glob("*.csv"))
    assert [path.stem for path in paths] == sorted(FILES)
    for path in paths:
        content = path.read_bytes()
        content.decode("utf-8")
        assert b"\r" not in content
        assert content.endswith(b"\n")
        assert not content.startswith(b"\xef\xbb\xbf")
    assert sum(path.stat().st_size for path in paths) <= 10_000_000
    assert max(path.stat().st_size for path in paths) <= 5_000_000


def test_parquet__has_the_types_of_the_contract(tmp_path: Path) -> None:
    generate(150, 3, tmp_path / "data", file_format="parquet")
    for entity in FILES:
        described = duckdb.sql(
            f"describe select * from read_parquet('{tmp_path}/data/{entity}.parquet')"
        ).fetchall()
        wanted = {column.name: column.sql_type for column in ENTITIES[entity].columns}
        for name, data_type, *_ in described:
            expected = duckdb.sql(f"select typeof(cast(null as {wanted[name]}))").fetchall()[0][0]
            assert data_type == expected, (entity, name)
