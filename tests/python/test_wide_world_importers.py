"""Wide World Importers through its staging: the known figures of a real ERP, to the cent."""

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

PROJECT = Path(__file__).parents[2]
DATA = PROJECT.parent / "shared" / "data" / "wide_world_importers"
PREFIX = "stg_wide_world_importers__"

OPEN_INVOICES = """
with

invoiced as (

    select
        invoices.bill_to_account_id,
        invoices.invoice_id,
        invoices.invoice_date,
        sum(lines.net_amount + lines.tax_amount) as amount
    from {}invoices as invoices
    inner join {}invoice_lines as lines
        on invoices.invoice_id = lines.invoice_id
    group by all

),

paid as (

    select account_id, sum(amount) as amount
    from {}payments
    group by account_id

),

owed as (

    select
        *,
        sum(amount) over (
            partition by bill_to_account_id order by invoice_date, cast(invoice_id as int)
        ) as running_amount
    from invoiced

)

select count(*), sum(least(owed.amount, owed.running_amount - coalesce(paid.amount, 0)))
from owed
left join paid
    on owed.bill_to_account_id = paid.account_id
where owed.running_amount > coalesce(paid.amount, 0)
""".replace("{}", PREFIX)


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    if not DATA.is_dir():
        pytest.skip("../shared/data/wide_world_importers is absent")
    folder = tmp_path_factory.mktemp("staged")
    dbt = [str(Path(sys.executable).parent / "dbt"), "--quiet", "run", "--profiles-dir", "profiles"]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("KLANTCENTRAAL_")}
    outcome = subprocess.run(
        [*dbt, "--select", "path:models/staging", "--target-path", str(folder / "target")],
        cwd=PROJECT,
        env={
            **kept,
            "DBT_LOG_PATH": str(folder / "logs"),
            "KLANTCENTRAAL_SOURCE": "wide_world_importers",
            "KLANTCENTRAAL_DATA": str(DATA),
            "KLANTCENTRAAL_STATE": str(folder),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout
    return duckdb.connect(str(folder / "work.duckdb"), read_only=True)


def query(staged: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    return staged.execute(sql.replace("from ", f"from {PREFIX}")).fetchall()


def test_lines_sum_to_the_known_revenue_and_profit(staged: duckdb.DuckDBPyConnection) -> None:
    assert query(
        staged,
        "select count(*), sum(net_amount), sum(net_amount - cost_amount), "
        "sum(net_amount + tax_amount) from invoice_lines",
    ) == [
        (228_265, Decimal("172261341.20"), Decimal("85729180.90"), Decimal("198043439.45")),
    ]


def test_invoices_and_active_customers_a_year(staged: duckdb.DuckDBPyConnection) -> None:
    assert query(
        staged,
        "select year(invoice_date), count(*), count(distinct account_id) from invoices "
        "group by all order by all",
    ) == [
        (2013, 18_767, 625),
        (2014, 20_303, 640),
        (2015, 22_250, 657),
        (2016, 9_190, 663),
    ]


def test_payments_and_open_balance(staged: duckdb.DuckDBPyConnection) -> None:
    assert query(staged, "select sum(amount), count(invoice_id) from payments") == [
        (Decimal("197776428.01"), 0)
    ]
    assert staged.execute(OPEN_INVOICES).fetchall() == [(84, Decimal("267011.44"))]


def test_accounts_know_their_group_and_bill_to(staged: duckdb.DuckDBPyConnection) -> None:
    assert query(
        staged, "select count(*), count(distinct account_id), count(credit_limit) from accounts"
    ) == [(663, 663, 261)]
    assert query(
        staged,
        "select parent_account_id, bill_to_account_id, count(*) from accounts "
        "where parent_account_id is not null group by all order by all",
    ) == [("1", "1", 200), ("401", "401", 200)]
    assert query(
        staged, "select account_name from accounts where account_id in ('1', '401') order by 1"
    ) == [("Tailspin Toys (Head Office)",), ("Wingtip Toys (Head Office)",)]


def test_products_have_their_lowest_stock_group_as_category(
    staged: duckdb.DuckDBPyConnection,
) -> None:
    assert query(
        staged, "select product_category, count(*) from products group by all order by all"
    ) == [("Clothing", 66), ("Novelty Items", 91), ("Packaging Materials", 67), ("Toys", 3)]


def test_contacts_are_the_primary_and_alternate_people(staged: duckdb.DuckDBPyConnection) -> None:
    assert query(
        staged,
        "select is_primary, count(*), count(distinct contact_id) from contacts group by all "
        "order by all",
    ) == [(False, 402, 402), (True, 663, 663)]


def test_rows_point_at_the_file_they_came_from(staged: duckdb.DuckDBPyConnection) -> None:
    (row,) = staged.execute(
        f"select source_row_number, invoice_id from {PREFIX}invoices where invoice_id = '70510'"
    ).fetchall()
    found = staged.execute(
        f"select invoiceid from read_parquet('{DATA}/Sales.Invoices_rebuilt.parquet') "
        f"where file_row_number = {row[0]} - 2"
    ).fetchall()
    assert found == [(70510,)]
    assert query(staged, "select distinct source_file from payments") == [
        ("Sales.CustomerTransactions.parquet",)
    ]
