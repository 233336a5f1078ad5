import duckdb
import pytest

from demo.planted import build


def test_complaints__name_an_invoice_and_a_product_on_it(
    company: duckdb.DuckDBPyConnection,
) -> None:
    row = company.execute("""
        select
            count(*),
            count(distinct complaints.complaint_number),
            count(lines.line_number),
            count(*) filter (documents.is_credit_note),
            count(*) filter (complaints.opened_at < documents.invoice_date + interval 1 day)
        from demo_complaints as complaints
        inner join demo_documents as documents
            on complaints.invoice_id = documents.invoice_id
            and complaints.account_id = documents.account_id
        left join (select distinct invoice_id, product_id, 1 as line_number
            from demo_document_lines) as lines
            on complaints.invoice_id = lines.invoice_id
            and complaints.product_id = lines.product_id
    """).fetchone()
    total = company.execute("select count(*) from demo_complaints").fetchone()
    assert row is not None
    assert total is not None
    assert 400 <= row[0] <= 800
    assert row == (total[0], total[0], total[0], 0, 0)


def test_complaints__are_closed_after_they_are_opened_if_at_all(
    company: duckdb.DuckDBPyConnection,
) -> None:
    row = company.execute("""
        select
            count(*) filter (closed_at <= opened_at),
            count(*) filter (greatest(opened_at, closed_at) >= '2026-07-01'),
            count(*) filter (closed_at is null) / count(*),
            median(closed_at::date - opened_at::date)
        from demo_complaints
    """).fetchone()
    assert row is not None
    assert row[:2] == (0, 0)
    assert 0.005 < row[2] < 0.08
    assert 2 <= row[3] <= 14


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_complaints__follow_satisfaction_and_product(seed: int) -> None:
    with build(3000, seed) as connection:
        ratio, low, high = connection.execute("""
            with lines as (
                select
                    lines.line_number,
                    products.complaint_factor > 1 as is_bad,
                    buyers.satisfaction,
                    complaints.invoice_id is not null as has_complaint
                from demo_document_lines as lines
                inner join demo_documents as documents
                    on lines.document_number = documents.document_number
                inner join demo_buyers as buyers
                    on documents.account = buyers.account
                inner join demo_complaint_products as products
                    on lines.product_id = products.product_id
                left join (select distinct invoice_id, product_id from demo_complaints)
                    as complaints
                    on lines.invoice_id = complaints.invoice_id
                    and lines.product_id = complaints.product_id
                where not documents.is_credit_note
            )
            select
                avg(has_complaint::int) filter (is_bad) / avg(has_complaint::int)
                    filter (not is_bad),
                avg(has_complaint::int) filter (satisfaction < 6.5),
                avg(has_complaint::int) filter (satisfaction > 8.5)
            from lines
        """).fetchall()[0]
    assert 2.4 < ratio < 3.6
    assert low > 2 * high
