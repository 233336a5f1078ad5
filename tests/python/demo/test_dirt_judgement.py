"""The yardstick of the dirty demo passes what is right and tells what is not."""

import shutil
from pathlib import Path

import duckdb
import pytest

from demo.planted import COMMITTED
from end_to_end.dirt_judgement import ENTITIES, differences, shortened
from klantcentraal.demo.dirt import plant

# What a control layer without fault would leave behind, made from the truth itself.
PERFECT = """
    create table truth as
    select * replace (try_cast(source_row_number as int) as source_row_number)
    from read_csv('{truth}', header = true, all_varchar = true, nullstr = '');
    create table control_quarantine as
    select
        entity, source_file, source_row_number, string_agg(distinct rule_id, ',') as rule_ids,
        any_value(column_name) as column_name, any_value(old_text) as bad_text,
        any_value(row_key) as row_key
    from (select * from truth where handling = 'quarantined' order by all)
    group by entity, source_file, source_row_number;
    update control_quarantine as quarantine set bad_text = truth.old_text from truth
    where
        quarantine.source_file = truth.source_file
        and quarantine.source_row_number = truth.source_row_number
        and quarantine.column_name = truth.column_name;
    create table control_corrections as
    select
        *,
        handling <> 'suggested' as is_applied
    from truth
    where handling in ('corrected', 'removed', 'suggested');
    create table control_reconciliation as
    select
        rule_id as comparison, coalesce(old_text, row_key) as account_id, 1 as left_count,
        0 as right_count, false as is_within_tolerance
    from truth
    where handling = 'reconciled';
    create table control_counts (entity varchar, input_count int);
"""
JUDGED = """
    create table control_{entity}_judged as
    select 'duplicate_key' as rule_ids from control_quarantine where entity = '{entity}'
    union all
    select rule_id from control_corrections
    where entity = '{entity}' and rule_id = 'exact_duplicate_row'
    union all
    select '' from range(5);
    insert into control_counts select '{entity}', count(*) from control_{entity}_judged;
"""


@pytest.fixture(scope="module")
def perfect(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a work database in which all is right, and the truth."""
    folder = tmp_path_factory.mktemp("perfect")
    plant(COMMITTED, folder / "data", folder / "truth", 7)
    with duckdb.connect(str(folder / "work.duckdb")) as connection:
        connection.execute(PERFECT.format(truth=folder / "truth" / "dirt.csv"))
        for entity in ENTITIES:
            connection.execute(JUDGED.format(entity=entity))
    return folder


@pytest.fixture
def judged(perfect: Path, tmp_path: Path) -> tuple[Path, Path]:
    """That database, to change, and the truth."""
    work = tmp_path / "work.duckdb"
    shutil.copy(perfect / "work.duckdb", work)
    return work, perfect / "truth"


def test_all_as_planted_gives_no_difference(judged: tuple[Path, Path]) -> None:
    assert differences(*judged) == []


def test_masks_and_other_decimals_are_no_difference(judged: tuple[Path, Path]) -> None:
    with duckdb.connect(str(judged[0])) as connection:
        connection.execute(
            "update control_corrections set old_text = '***', new_text = '***' "
            "where column_name = 'account_name'"
        )
        connection.execute(
            "update control_corrections set new_text = new_text || '0' "
            "where rule_id = 'decimal_comma'"
        )
    assert differences(*judged) == []


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            "delete from control_quarantine where rule_ids = 'ambiguous_date'",
            "[date_both_orders] not quarantined: payments.csv row",
        ),
        (
            "update control_quarantine set rule_ids = 'not_a_date' "
            "where rule_ids = 'ambiguous_date'",
            ": not_a_date, not ambiguous_date",
        ),
        (
            "update control_quarantine set column_name = 'tax_amount' "
            "where rule_ids = 'unusual_amount'",
            "not in net_amount",
        ),
        (
            "insert into control_quarantine values "
            "('invoices', 'invoices.csv', 2, 'future_date', 'invoice_date', 'x', 'F1')",
            "[false alarm] quarantined: invoices.csv row 2 invoice_date 'x': future_date",
        ),
        (
            "insert into control_quarantine from control_quarantine where entity = 'products'",
            "[false alarm] quarantined twice: products.csv row",
        ),
        (
            "delete from control_corrections where rule_id = 'credit_note_sign'",
            "[unsigned_credit_note] not corrected: invoice_lines.csv row",
        ),
        (
            "update control_corrections set new_text = ltrim(new_text, '0') "
            "where rule_id = 'leading_zeros'",
            "[leading_zeros] corrected accounts.csv row",
        ),
        (
            "update control_corrections set is_applied = true where rule_id = 'double_payment'",
            "[double_payment] not suggested: payments.csv row",
        ),
        (
            "insert into control_corrections from (select * replace (3 as source_row_number) "
            "from control_corrections where rule_id = 'same_vat_number' limit 1)",
            "[false alarm] suggested: accounts.csv row 3 account_id by same_vat_number",
        ),
        (
            "delete from control_reconciliation where comparison like 'top%payments'",
            "[big_customer_missing] top_customers_missing_from_payments does not miss K",
        ),
        (
            "insert into control_reconciliation values "
            "('top_customers_missing_from_accounts', 'K1', 1, 0, false)",
            "[false alarm] top_customers_missing_from_accounts misses K1",
        ),
        (
            "update control_counts set input_count = 1 where entity = 'contacts'",
            "[counts] contacts: 5 valid + ",
        ),
        (
            "drop table control_corrections",
            "[not built] corrections: Catalog Error: Table with name control_corrections",
        ),
    ],
)
def test_what_is_otherwise_is_told(judged: tuple[Path, Path], change: str, line: str) -> None:
    with duckdb.connect(str(judged[0])) as connection:
        connection.execute(change)
    found = differences(*judged)
    assert any(line in told for told in found), shortened(found)


def test_many_differences_of_a_kind_are_cut_short() -> None:
    found = [f"[spaces] not corrected: {number}" for number in range(5)] + ["[wrong_vat] x"]
    assert shortened(found, 2).splitlines() == [*found[:2], "[spaces] and 3 more", "[wrong_vat] x"]
