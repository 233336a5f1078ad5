"""Invoices, credit notes and their lines."""

import duckdb

from klantcentraal.demo.draws import Draws
from klantcentraal.demo.workdays import LAST_DAY

# Of the orders: credited in full, credited in part; and returns that name no invoice.
FULL_CREDIT_SHARE = 0.008
PART_CREDIT_SHARE = 0.014
LOOSE_CREDIT_SHARE = 0.004
# Full credits that name the invoice; the others name its order only.
NAMED_CREDIT_SHARE = 0.8

DISPUTED_SHARE = 0.012

# Share of the invoices that reached the books up to five days after their date.
LATE_KNOWN_SHARE = 0.03

# Share of a branch's invoices that name the head office that pays; the accounts file always does.
BILL_TO_SHARE = 0.7

INVOICES = """
    select
        invoice_id,
        account_id,
        invoice_date,
        due_date,
        bill_to_account_id,
        order_id,
        order_date,
        sales_channel,
        is_credit_note,
        credited_invoice_id,
        is_disputed,
        currency_code,
        known_at
    from demo_documents
    order by document_number
"""

INVOICE_LINES = """
    select
        'R' || lpad(line_number::varchar, 7, '0') as invoice_line_id,
        invoice_id,
        product_id,
        quantity,
        net_amount,
        discount_amount,
        cost_amount,
        tax_amount
    from demo_document_lines
    order by line_number
"""


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates tables demo_documents (invoices and credit notes) and demo_document_lines.

    Args:
        connection: The database, with demo_orders, demo_order_lines, demo_buyers and
            demo_account_terms.
        draws: The draws of this company.
    """
    _build_credits(connection, draws)
    _build_numbers(connection)
    _build_documents(connection, draws)
    _build_lines(connection)
    # The largest tables: what follows reads the documents.
    connection.execute("drop table demo_order_lines")
    connection.execute("drop table demo_document_numbers")


def _build_credits(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """One row per credit note with the order it comes from."""
    keys = ("account", "order_number")
    full = FULL_CREDIT_SHARE
    part = full + PART_CREDIT_SHARE
    loose = part + LOOSE_CREDIT_SHARE
    connection.execute(f"""
        create table demo_credits as
        with drawn as (
            select
                order_key,
                account,
                order_number,
                {draws.uniform("credit", *keys)} as credit_draw,
                order_date + (4 + {draws.below("22", "credit.days", *keys)})::integer
                    as calendar_date
            from demo_orders
        ),
        credits as (
            select
                order_key,
                account,
                order_number,
                (
                    calendar_date
                    + case isodow(calendar_date) when 6 then 2 when 7 then 1 else 0 end
                )::date as credit_date,
                case
                    when credit_draw < {full} then 'full'
                    when credit_draw < {part} then 'part'
                    else 'loose'
                end as credit_type,
                {draws.uniform("credit.named", *keys)} < {NAMED_CREDIT_SHARE} as names_invoice
            from drawn
            where credit_draw < {loose}
        )
        select *
        from credits
        where credit_date <= date '{LAST_DAY}'
    """)


def _build_numbers(connection: duckdb.DuckDBPyConnection) -> None:
    """One row per document: its number over all years and its id within the year."""
    connection.execute("""
        create table demo_document_numbers as
        with documents as (
            select
                orders.order_key,
                terms.account_number,
                orders.order_number,
                orders.order_date as invoice_date,
                false as is_credit_note,
                orders.line_count
            from demo_orders as orders
            inner join demo_account_terms as terms
                on orders.account = terms.account
            union all
            select
                orders.order_key,
                terms.account_number,
                orders.order_number,
                credits.credit_date as invoice_date,
                true as is_credit_note,
                case when credits.credit_type = 'full' then orders.line_count else 1 end
                    as line_count
            from demo_credits as credits
            inner join demo_orders as orders
                on credits.order_key = orders.order_key
            inner join demo_account_terms as terms
                on orders.account = terms.account
        ),
        numbered as (
            select
                *,
                row_number() over (
                    order by invoice_date, is_credit_note, account_number, order_number
                ) as document_number,
                sum(line_count) over (
                    order by invoice_date, is_credit_note, account_number, order_number
                    rows unbounded preceding
                ) - line_count as previous_line_count,
                row_number() over (
                    partition by year(invoice_date), is_credit_note
                    order by invoice_date, account_number, order_number
                ) as year_number
            from documents
        ),
        widths as (
            select greatest(5, length(max(year_number)::varchar))::integer as digit_count
            from numbered
        )
        select
            numbered.document_number,
            numbered.order_key,
            numbered.is_credit_note,
            numbered.invoice_date,
            numbered.previous_line_count::bigint as previous_line_count,
            case when numbered.is_credit_note then 'C' else 'F' end
            || year(numbered.invoice_date)
            || lpad(numbered.year_number::varchar, widths.digit_count, '0') as invoice_id
        from numbered
        cross join widths
    """)


def _build_documents(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    keys = ("orders.account", "orders.order_number")

    def uniform(name: str) -> str:
        return draws.uniform(f"order.{name}", *keys)

    connection.execute(f"""
        create table demo_documents as
        with credited as (
            select
                credits.order_key,
                credits.credit_type,
                credits.credit_type <> 'loose' as names_order,
                -- Some full credits name the order only.
                credits.credit_type = 'part'
                or (credits.credit_type = 'full' and credits.names_invoice) as names_invoice,
                numbers.invoice_id
            from demo_credits as credits
            inner join demo_document_numbers as numbers
                on credits.order_key = numbers.order_key
            where not numbers.is_credit_note
        ),
        parties as (
            select
                buyers.account,
                buyers.payer_account,
                buyers.online_share,
                accounts.account_id,
                accounts.payment_terms_days,
                payers.account_id as payer_id
            from demo_buyers as buyers
            inner join demo_account_terms as accounts
                on buyers.account = accounts.account
            inner join demo_account_terms as payers
                on buyers.payer_account = payers.account
        ),
        drawn as (
            select
                numbers.*,
                case when numbers.is_credit_note then numbers.order_key end as credit_key,
                orders.account,
                orders.order_number,
                orders.order_date as invoiced_date,
                {uniform("online")} as online_draw,
                {uniform("channel")} as channel_draw,
                {uniform("bill_to")} < {BILL_TO_SHARE} as names_payer,
                {draws.below("6", "order.lead_days", *keys)}::integer as lead_days,
                {uniform("disputed")} < {DISPUTED_SHARE} as is_disputed,
                {uniform("known")} < {LATE_KNOWN_SHARE} as is_known_late,
                1 + {draws.below("5", "order.known_days", *keys)} as known_days,
                480 + {draws.below("540", "order.known_minute", *keys)} as known_minutes
            from demo_document_numbers as numbers
            inner join demo_orders as orders
                on numbers.order_key = orders.order_key
        )
        select
            drawn.document_number,
            drawn.previous_line_count,
            drawn.order_key,
            drawn.account,
            drawn.order_number,
            parties.payer_account,
            drawn.invoice_id,
            parties.account_id,
            parties.payer_id,
            drawn.invoice_date,
            (drawn.invoice_date + parties.payment_terms_days)::date as due_date,
            case
                when parties.payer_id <> parties.account_id and drawn.names_payer
                    then parties.payer_id
            end as bill_to_account_id,
            case
                when not drawn.is_credit_note then 'O' || substr(drawn.invoice_id, 2)
                when credited.names_order then 'O' || substr(credited.invoice_id, 2)
            end as order_id,
            case
                when not drawn.is_credit_note or credited.names_order
                    then (drawn.invoiced_date - drawn.lead_days)::date
            end as order_date,
            case
                when drawn.online_draw < parties.online_share then 'online'
                when drawn.channel_draw < 0.4 then 'sales'
                when drawn.channel_draw < 0.8 then 'phone'
                when drawn.channel_draw < 0.9 then 'partner'
                else 'other'
            end as sales_channel,
            drawn.is_credit_note,
            credited.credit_type,
            case when credited.names_invoice then credited.invoice_id end as credited_invoice_id,
            drawn.is_disputed and not drawn.is_credit_note as is_disputed,
            'EUR' as currency_code,
            case
                when
                    drawn.is_known_late
                    and not drawn.is_credit_note
                    and drawn.invoice_date <= date '{LAST_DAY}' - 5
                    then drawn.invoice_date
                    + to_days(drawn.known_days::integer)
                    + to_minutes(drawn.known_minutes)
            end::timestamp as known_at
        from drawn
        inner join parties
            on drawn.account = parties.account
        left join credited
            on drawn.credit_key = credited.order_key
    """)


def _build_lines(connection: duckdb.DuckDBPyConnection) -> None:
    # A part credit takes back half of the first line, at least one piece of it.
    connection.execute("""
        create table demo_document_lines as
        with invoiced as (
            select
                documents.document_number,
                documents.previous_line_count + 1 + lines.line as line_number,
                documents.invoice_id,
                lines.product_id,
                lines.quantity as ordered_quantity,
                case
                    when not documents.is_credit_note then lines.quantity
                    when documents.credit_type = 'full' then -lines.quantity
                    else -greatest(1, lines.quantity // 2)
                end as quantity,
                lines.net_amount::double as net_amount,
                lines.discount_amount::double as discount_amount,
                lines.cost_amount::double as cost_amount,
                lines.tax_amount::double as tax_amount
            from demo_documents as documents
            inner join demo_order_lines as lines
                on documents.order_key = lines.order_key
            where
                not documents.is_credit_note
                or documents.credit_type = 'full'
                or lines.line = 0
        )
        select
            document_number,
            line_number,
            invoice_id,
            product_id,
            quantity,
            round(net_amount * quantity / ordered_quantity, 2)::decimal(18, 2) as net_amount,
            round(discount_amount * quantity / ordered_quantity, 2)::decimal(18, 2)
                as discount_amount,
            round(cost_amount * quantity / ordered_quantity, 2)::decimal(18, 2) as cost_amount,
            round(tax_amount * quantity / ordered_quantity, 2)::decimal(18, 2) as tax_amount
        from invoiced
    """)
