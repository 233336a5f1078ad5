import duckdb


def test_invoices__run_to_the_last_day_on_working_days(files: duckdb.DuckDBPyConnection) -> None:
    row = files.execute("""
        select
            min(invoice_date),
            max(invoice_date),
            count(*) filter (isodow(invoice_date::date) > 5)
        from invoices
    """).fetchone()
    assert row == ("2022-07-01", "2026-06-30", 0)


def test_credit_notes__come_in_every_sort(files: duckdb.DuckDBPyConnection) -> None:
    linked, order_only, loose = files.execute("""
        select
            count(*) filter (credited_invoice_id is not null),
            count(*) filter (credited_invoice_id is null and order_id is not null),
            count(*) filter (credited_invoice_id is null and order_id is null)
        from invoices
        where is_credit_note = 'true'
    """).fetchall()[0]
    assert linked > 300
    assert order_only > 20
    assert loose > 50


def test_credit_notes__of_full_credits_sum_to_the_invoice(
    company: duckdb.DuckDBPyConnection,
) -> None:
    row = company.execute("""
        with amounts as (
            select document_number, sum(net_amount) as net_amount
            from demo_document_lines
            group by document_number
        )
        select
            count(*),
            count(*) filter (credit_amounts.net_amount + invoice_amounts.net_amount <> 0)
        from demo_documents as credits
        inner join demo_documents as invoices
            on credits.order_key = invoices.order_key
        inner join amounts as credit_amounts
            on credits.document_number = credit_amounts.document_number
        inner join amounts as invoice_amounts
            on invoices.document_number = invoice_amounts.document_number
        where credits.credit_type = 'full' and not invoices.is_credit_note
    """).fetchone()
    assert row is not None
    assert row[0] > 100
    assert row[1] == 0


def test_credit_notes__follow_an_invoice_of_the_same_account(
    files: duckdb.DuckDBPyConnection,
) -> None:
    row = files.execute("""
        select count(*)
        from invoices as credits
        inner join invoices
            on credits.credited_invoice_id = invoices.invoice_id
        where
            credits.account_id <> invoices.account_id
            or credits.order_id <> invoices.order_id
            or credits.invoice_date <= invoices.invoice_date
            or invoices.is_credit_note = 'true'
    """).fetchone()
    assert row == (0,)


def test_lines__have_the_sign_of_their_document(files: duckdb.DuckDBPyConnection) -> None:
    row = files.execute("""
        select count(*)
        from invoice_lines
        inner join invoices
            using (invoice_id)
        where
            (quantity::double < 0) <> (is_credit_note = 'true')
            or (net_amount::double < 0) <> (is_credit_note = 'true')
            or quantity::double = 0
    """).fetchone()
    assert row == (0,)


def test_lines__tax_is_21_percent_and_margins_are_plausible(
    files: duckdb.DuckDBPyConnection,
) -> None:
    off, margin, discount = files.execute("""
        select
            count(*) filter (abs(tax_amount::double - 0.21 * net_amount::double) > 0.02),
            1 - sum(cost_amount::double) / sum(net_amount::double),
            sum(discount_amount::double)
                / sum(net_amount::double + discount_amount::double)
        from invoice_lines
    """).fetchall()[0]
    assert off == 0
    assert 0.2 < margin < 0.4
    assert 0.02 < discount < 0.12


def test_known_at__is_rare_and_up_to_five_days_late(files: duckdb.DuckDBPyConnection) -> None:
    share, earliest, latest, too_late = files.execute("""
        select
            count(known_at) / count(*),
            min(known_at::date - invoice_date::date),
            max(known_at::date - invoice_date::date),
            count(*) filter (known_at::date > date '2026-06-30')
        from invoices
    """).fetchall()[0]
    assert 0.02 < share < 0.04
    assert (earliest, latest, too_late) == (1, 5, 0)


def test_bill_to__is_named_on_some_invoices_of_paid_branches(
    files: duckdb.DuckDBPyConnection,
) -> None:
    named, unnamed, wrong = files.execute("""
        with billed as (
            select distinct account_id, bill_to_account_id from accounts
        )
        select
            count(*) filter (invoices.bill_to_account_id is not null),
            count(*) filter (
                invoices.bill_to_account_id is null and billed.bill_to_account_id is not null
            ),
            count(*) filter (invoices.bill_to_account_id <> billed.bill_to_account_id)
        from invoices
        inner join billed
            using (account_id)
    """).fetchall()[0]
    assert named > 100
    assert unnamed > 50
    assert wrong == 0
