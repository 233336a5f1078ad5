"""Payments: what arrived on the bank account, and when."""

import duckdb

from klantcentraal.demo.draws import Draws
from klantcentraal.demo.workdays import LAST_DAY

# Spread in days between the payments of one account.
DELAY_SD = 5.0
# Paid in two parts; and, of the invoices of the last months, not paid yet for want of money.
PART_SHARE = 0.03
UNPAID_SHARE = 0.015
UNPAID_DAYS = 150

PAYMENTS = """
    select
        'B' || lpad(payment_number::varchar, 7, '0') as payment_id,
        account_id,
        payment_date,
        amount,
        invoice_id
    from demo_payments
    order by payment_number
"""


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates table demo_payments: one row per payment of one invoice, or of several at once.

    Credit notes are settled with the payments: a negative amount on the credit note. Most head
    offices that pay for branches name no invoice and pay twice a month.

    Args:
        connection: The database, with demo_documents, demo_document_lines and demo_buyers.
        draws: The draws of this company.
    """
    keys = ("order_account", "order_number")

    def uniform(name: str) -> str:
        return draws.uniform(f"payment.{name}", *keys)

    working_day = "case isodow({0}) when 6 then {0} + 2 when 7 then {0} + 1 else {0} end::date"
    connection.execute(f"""
        create table demo_payments as
        with gross as (
            select
                document_number,
                sum(net_amount + tax_amount)::decimal(18, 2) as amount
            from demo_document_lines
            group by document_number
        ),
        lump_payers as (
            select distinct
                payer_account as account,
                {draws.uniform("payment.lump", "payer_account")} < 0.7 as pays_in_lumps
            from demo_buyers
            where payer_account <> account
        ),
        due as (
            select
                documents.document_number,
                documents.account as order_account,
                documents.order_number,
                documents.payer_id,
                documents.invoice_id,
                documents.invoice_date,
                documents.due_date,
                documents.is_credit_note,
                documents.is_disputed,
                gross.amount,
                payers.delay_days,
                coalesce(lump_payers.pays_in_lumps, false) as pays_in_lumps
            from demo_documents as documents
            inner join gross
                on documents.document_number = gross.document_number
            inner join demo_buyers as payers
                on documents.payer_account = payers.account
            left join lump_payers
                on documents.payer_account = lump_payers.account
        ),
        delayed as (
            select
                *,
                case
                    when pays_in_lumps
                        -- The half-monthly run adds a week on average.
                        then due_date + (round(delay_days) - 7)::integer
                    else due_date + round(
                        delay_days
                        + {DELAY_SD} * {draws.normal("payment.days", *keys)}
                        + case when is_disputed then 30 else 0 end
                    )::integer
                end as wished_date,
                {uniform("part")} < {PART_SHARE}
                and not is_credit_note
                and not pays_in_lumps as is_parted,
                {uniform("unpaid")} < {UNPAID_SHARE}
                and invoice_date > date '{LAST_DAY}' - {UNPAID_DAYS}
                and not is_credit_note
                and not pays_in_lumps as is_unpaid
            from due
        ),
        moved as (
            select
                *,
                greatest(wished_date, invoice_date + 1) as payable_date
            from delayed
            where not is_unpaid
        ),
        dated as (
            select
                *,
                case
                    when not pays_in_lumps then payable_date
                    when day(payable_date) <= 15 then date_trunc('month', payable_date)::date + 14
                    else last_day(payable_date)
                end as paid_date
            from moved
        ),
        named as (
            select
                document_number as order_key,
                1 as part_number,
                payer_id as account_id,
                {working_day.format("paid_date")} as payment_date,
                case when is_parted then round(amount::double * 0.6, 2)::decimal(18, 2)
                    else amount end as amount,
                invoice_id
            from dated
            where not pays_in_lumps
            union all
            select
                document_number as order_key,
                2 as part_number,
                payer_id as account_id,
                {working_day.format("(paid_date + 21)")} as payment_date,
                (amount - round(amount::double * 0.6, 2)::decimal(18, 2))::decimal(18, 2)
                    as amount,
                invoice_id
            from dated
            where is_parted
            union all
            select
                min(document_number) as order_key,
                1 as part_number,
                payer_id as account_id,
                {working_day.format("paid_date")} as payment_date,
                sum(amount)::decimal(18, 2) as amount,
                null as invoice_id
            from dated
            where pays_in_lumps
            group by payer_id, paid_date
        )
        select
            row_number() over (order by payment_date, order_key, part_number) as payment_number,
            *
        from named
        where payment_date <= date '{LAST_DAY}' and amount <> 0
    """)
