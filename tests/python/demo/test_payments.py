import duckdb


def test_payments__run_to_the_last_day_on_bank_days(files: duckdb.DuckDBPyConnection) -> None:
    last, weekend, early = files.execute("""
        select
            max(payment_date),
            count(*) filter (isodow(payment_date::date) > 5),
            count(*) filter (payment_date <= invoices.invoice_date)
        from payments
        left join invoices
            using (invoice_id)
    """).fetchall()[0]
    assert last <= "2026-06-30"
    assert (weekend, early) == (0, 0)


def test_payments__settle_the_gross_amount_in_one_or_two_parts(
    files: duckdb.DuckDBPyConnection,
) -> None:
    rows = files.execute("""
        with gross as (
            select
                invoice_id,
                sum(net_amount::decimal(18, 2) + tax_amount::decimal(18, 2)) as amount
            from invoice_lines
            group by invoice_id
        ),
        paid as (
            select invoice_id, sum(amount::decimal(18, 2)) as amount, count(*) as part_count
            from payments
            where invoice_id is not null
            group by invoice_id
        )
        select
            count(*) filter (paid.amount = gross.amount and part_count = 1),
            count(*) filter (paid.amount = gross.amount and part_count = 2),
            count(*) filter (abs(paid.amount) < abs(gross.amount)),
            count(*) filter (abs(paid.amount) > abs(gross.amount))
        from paid
        inner join gross
            using (invoice_id)
    """).fetchall()[0]
    whole, parted, partly_open, too_much = rows
    assert whole > 20_000
    assert parted > 300
    assert partly_open > 5
    assert too_much == 0


def test_payments__come_from_who_is_billed(files: duckdb.DuckDBPyConnection) -> None:
    row = files.execute("""
        with billed as (
            select distinct account_id, coalesce(bill_to_account_id, account_id) as payer_id
            from accounts
        )
        select count(*)
        from payments
        inner join invoices
            using (invoice_id)
        inner join billed
            on invoices.account_id = billed.account_id
        where payments.account_id <> billed.payer_id
    """).fetchone()
    assert row == (0,)


def test_payments__some_head_offices_pay_unallocated_lump_sums(
    files: duckdb.DuckDBPyConnection,
) -> None:
    lumps, payers, mixed = files.execute("""
        with payers as (
            select
                account_id,
                count(*) filter (invoice_id is null) as lump_count,
                count(invoice_id) as named_count
            from payments
            group by account_id
        )
        select
            sum(lump_count),
            count(*) filter (lump_count > 0),
            count(*) filter (lump_count > 0 and named_count > 0)
        from payers
    """).fetchall()[0]
    assert lumps > 100
    assert payers >= 3
    assert mixed == 0


def test_payments__some_invoices_are_open_and_some_overdue(
    files: duckdb.DuckDBPyConnection,
) -> None:
    still_open, overdue = files.execute("""
        select count(*), count(*) filter (due_date < '2026-06-01')
        from invoices
        where
            is_credit_note = 'false'
            and invoice_id not in (
                select invoice_id from payments where invoice_id is not null
            )
            and account_id not in (
                select account_id from accounts where bill_to_account_id is not null
            )
            and account_id not in (select account_id from payments where invoice_id is null)
    """).fetchall()[0]
    assert 300 < still_open < 2_500
    assert 10 < overdue < 400
