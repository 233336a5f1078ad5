"""Invoices, credit notes and their lines."""

import duckdb

from klantcentraal.demo.draws import Draws
from klantcentraal.demo.workdays import DAYS, LAST_DAY

# Of the invoices: credited in full, credited in part; and returns that name no invoice.
FULL_CREDIT_SHARE = 0.008
PART_CREDIT_SHARE = 0.014
LOOSE_CREDIT_SHARE = 0.004
DISPUTED_SHARE = 0.012

# Share of the invoices that reached the books up to five days after their date.
LATE_KNOWN_SHARE = 0.03

TAX_RATE = 0.21
YEARLY_PRICE_RISE = 0.03

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
        connection: The database, with demo_buyers, demo_calendar, demo_account_terms,
            demo_preferences and demo_products.
        draws: The draws of this company.
    """
    _build_orders(connection, draws)
    _build_order_lines(connection, draws)
    _build_credits(connection, draws)
    _build_documents(connection, draws)
    _build_document_lines(connection)


def _build_orders(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """One row per order: chance arrivals in even time, stretched over the working days."""
    gap = " + ".join(
        draws.exponential(f"order.gap.{part}", "account", "order_number") for part in range(4)
    )
    connection.execute(f"""
        create table demo_orders as
        with spans as (
            select
                *,
                last_day - entry_day as span,
                orders_per_year * (last_day - entry_day) / 365.25 as expected_orders
            from demo_buyers
            where not has_never_bought
        ),
        candidates as (
            select
                *,
                unnest(range(
                    (8 + ceil(expected_orders + 6 * sqrt(expected_orders)))::bigint
                )) as order_number
            from spans
        ),
        gaps as (
            -- Whole millionths of a mean interval: an exact running sum, whatever the threads.
            select
                *,
                case
                    when order_number = 0 then 0
                    when rhythm_shape = 1 then round(1e6 * {
        draws.exponential("order.gap.0", "account", "order_number")
    })
                    else round(1e6 * ({gap}) / 4)
                end::bigint as gap
            from candidates
        ),
        arrivals as (
            select
                *,
                sum(gap) over (partition by account order by order_number)::double / 1e6
                    as arrival
            from gaps
        ),
        placed as (
            select
                * exclude (gap, arrival),
                case
                    when growth = 0 or expected_orders = 0 then arrival / expected_orders
                    else (
                        growth - 1
                        + sqrt(power(1 - growth, 2) + 4 * growth * arrival / expected_orders)
                    ) / (2 * growth)
                end as life_share
            from arrivals
            where arrival < expected_orders or order_number = 0
        ),
        days as (
            select
                *,
                least(entry_day + span * coalesce(life_share, 0), {DAYS} - 0.000001) as even_day
            from placed
        )
        select
            days.account,
            days.order_number,
            days.account_number,
            days.payer_account,
            days.categories,
            days.discounted_share,
            days.discount,
            days.has_contract,
            days.online_share,
            demo_calendar.calendar_date as invoice_date,
            days.order_amount * exp(
                0.45 * {draws.normal("order.amount", "account", "order_number")}
            ) as order_amount,
            1 + least(11, floor(
                (days.lines - 1) * {draws.exponential("order.lines", "account", "order_number")}
                + 0.3
            ))::bigint as line_count
        from days
        asof inner join demo_calendar
            on days.season = demo_calendar.season
            and days.weekday = demo_calendar.weekday
            and days.even_day >= demo_calendar.even_day_from
    """)


def _build_order_lines(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    keys = ("account", "order_number", "line")

    def uniform(name: str) -> str:
        return draws.uniform(f"line.{name}", *keys)

    connection.execute(f"""
        create table demo_order_lines as
        with lines as (
            select
                *,
                unnest(range(line_count)) as line
            from demo_orders
        ),
        chosen as (
            select
                lines.*,
                case
                    when {uniform("explore")} < 0.02
                        then {draws.below("12", "line.category", *keys)}
                    else preferences.category_numbers[
                        1 + floor(categories * power({uniform("category")}, 1.3))::bigint
                    ]
                end as category_number,
                floor(10 * power({uniform("product")}, 1.8))::bigint as product_rank
            from lines
            inner join demo_preferences as preferences
                on lines.account = preferences.account
        ),
        priced as (
            select
                chosen.*,
                products.product_id,
                round(
                    products.list_price::double
                    * power(1 + {YEARLY_PRICE_RISE}, year(invoice_date) - 2022), 2
                ) as price,
                round(
                    products.unit_cost::double
                    * power(1 + {YEARLY_PRICE_RISE}, year(invoice_date) - 2022), 2
                ) as cost
            from chosen
            inner join demo_products as products
                on chosen.category_number = products.category_number
                -- An account has favourites of its own and comes back to them.
                and (
                    chosen.product_rank
                    + {draws.below("10", "account.favourite", "account", "chosen.category_number")}
                ) % 10 = products.product_number
        ),
        counted as (
            select
                *,
                greatest(1, round(
                    order_amount / line_count / price
                    * exp(0.4 * {draws.normal("line.quantity", *keys)})
                ))::bigint as quantity,
                case
                    when {uniform("discounted")} >= discounted_share then 0
                    when has_contract then discount
                    else discount * [0.5, 0.75, 1.0, 1.25, 1.5][1 + {
        draws.below("5", "line.discount", *keys)
    }]
                end as discount_rate
            from priced
        ),
        amounts as (
            select
                account,
                order_number,
                line,
                product_id,
                quantity,
                round(quantity * price, 2)::decimal(18, 2) as list_amount,
                round(quantity * price * discount_rate, 2)::decimal(18, 2) as discount_amount,
                round(quantity * cost, 2)::decimal(18, 2) as cost_amount
            from counted
        )
        select
            account,
            order_number,
            line,
            product_id,
            quantity,
            discount_amount,
            cost_amount,
            (list_amount - discount_amount)::decimal(18, 2) as net_amount,
            round({TAX_RATE} * (list_amount - discount_amount)::double, 2)::decimal(18, 2)
                as tax_amount
        from amounts
    """)


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
                *,
                {draws.uniform("credit", *keys)} as credit_draw,
                invoice_date + (4 + {draws.below("22", "credit.days", *keys)})::integer
                    as calendar_date
            from demo_orders
        ),
        credits as (
            select
                * exclude (invoice_date, calendar_date),
                invoice_date as credited_date,
                (
                    calendar_date
                    + case isodow(calendar_date) when 6 then 2 when 7 then 1 else 0 end
                )::date as invoice_date,
                case
                    when credit_draw < {full} then 'full'
                    when credit_draw < {part} then 'part'
                    else 'loose'
                end as credit_type,
                {draws.uniform("credit.named", *keys)} < 0.8 as names_invoice
            from drawn
            where credit_draw < {loose}
        )
        select *
        from credits
        where invoice_date <= date '{LAST_DAY}'
    """)


def _build_documents(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    keys = ("account", "order_number")

    def uniform(name: str) -> str:
        return draws.uniform(f"order.{name}", *keys)

    connection.execute(f"""
        create table demo_documents as
        with documents as (
            select
                account,
                order_number,
                account_number,
                payer_account,
                online_share,
                invoice_date,
                false as is_credit_note,
                null as credit_type,
                null as names_invoice
            from demo_orders
            union all
            select
                account,
                order_number,
                account_number,
                payer_account,
                online_share,
                invoice_date,
                true as is_credit_note,
                credit_type,
                names_invoice
            from demo_credits
        ),
        numbered as (
            select
                *,
                row_number() over (
                    order by invoice_date, is_credit_note, account_number, order_number
                ) as document_number,
                row_number() over (
                    partition by year(invoice_date), is_credit_note
                    order by invoice_date, account_number, order_number
                ) as year_number
            from documents
        ),
        named as (
            select
                *,
                case when is_credit_note then 'C' else 'F' end
                || year(invoice_date)
                || lpad(
                    year_number::varchar,
                    greatest(5, length((max(year_number) over ())::varchar))::integer,
                    '0'
                ) as invoice_id
            from numbered
        ),
        described as (
            select
                named.*,
                accounts.account_id,
                accounts.payment_terms_days,
                payers.account_id as payer_id,
                {uniform("online")} as online_draw,
                {draws.below("6", "order.lead_days", *keys)} as lead_days,
                {uniform("disputed")} < {DISPUTED_SHARE} and not is_credit_note as is_disputed,
                {uniform("known")} < {LATE_KNOWN_SHARE}
                and not is_credit_note
                and invoice_date <= date '{LAST_DAY}' - 5 as is_known_late
            from named
            inner join demo_account_terms as accounts
                on named.account = accounts.account
            inner join demo_account_terms as payers
                on named.payer_account = payers.account
        )
        select
            described.document_number,
            described.account,
            described.order_number,
            described.payer_account,
            described.invoice_id,
            described.account_id,
            described.payer_id,
            described.invoice_date,
            (described.invoice_date + described.payment_terms_days)::date as due_date,
            case
                when described.payer_id <> described.account_id
                    and {draws.uniform("order.bill_to", "described.account", "described.order_number")} < 0.7
                    then described.payer_id
            end as bill_to_account_id,
            case
                when described.credit_type is distinct from 'loose'
                    then 'O' || substr(coalesce(invoices.invoice_id, described.invoice_id), 2)
            end as order_id,
            case
                when described.credit_type is distinct from 'loose'
                    then (
                        coalesce(invoices.invoice_date, described.invoice_date)
                        - described.lead_days::integer
                    )::date
            end as order_date,
            case
                when described.online_draw < described.online_share then 'online'
                else {draws.pick(
        ("sales", "sales", "sales", "sales", "phone", "phone", "phone", "phone", "partner", "other"),
        "order.channel",
        "described.account",
        "described.order_number",
    )}
            end as sales_channel,
            described.is_credit_note,
            described.credit_type,
            case
                when described.is_credit_note
                    and described.credit_type <> 'loose'
                    -- Some full credits name the order only.
                    and (described.names_invoice or described.credit_type = 'part')
                    then invoices.invoice_id
            end as credited_invoice_id,
            described.is_disputed,
            'EUR' as currency_code,
            case
                when described.is_known_late
                    then described.invoice_date
                    + to_days((1 + {
        draws.below("5", "order.known_days", "described.account", "described.order_number")
    })::integer)
                    + to_minutes(480 + {
        draws.below("540", "order.known_minute", "described.account", "described.order_number")
    })
            end::timestamp as known_at
        from described
        left join named as invoices
            on described.is_credit_note
            and described.account = invoices.account
            and described.order_number = invoices.order_number
            and not invoices.is_credit_note
        order by described.document_number
    """)


def _build_document_lines(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("""
        create table demo_document_lines as
        with invoiced as (
            select
                documents.document_number,
                documents.invoice_id,
                lines.*
            from demo_documents as documents
            inner join demo_order_lines as lines
                on documents.account = lines.account
                and documents.order_number = lines.order_number
            where
                not documents.is_credit_note
                or documents.credit_type = 'full'
                or lines.line = 0
        ),
        returned as (
            -- A part credit takes back half of the first line, at least one piece of it.
            select
                invoiced.document_number,
                invoiced.invoice_id,
                invoiced.line,
                invoiced.product_id,
                case
                    when not documents.is_credit_note then invoiced.quantity
                    when documents.credit_type = 'full' then -invoiced.quantity
                    else -greatest(1, invoiced.quantity // 2)
                end as quantity,
                invoiced.quantity as invoiced_quantity,
                invoiced.net_amount,
                invoiced.discount_amount,
                invoiced.cost_amount,
                invoiced.tax_amount
            from invoiced
            inner join demo_documents as documents
                on invoiced.document_number = documents.document_number
        ),
        signed as (
            select
                document_number,
                invoice_id,
                line,
                product_id,
                quantity,
                round(net_amount::double * quantity / invoiced_quantity, 2)::decimal(18, 2)
                    as net_amount,
                round(discount_amount::double * quantity / invoiced_quantity, 2)::decimal(18, 2)
                    as discount_amount,
                round(cost_amount::double * quantity / invoiced_quantity, 2)::decimal(18, 2)
                    as cost_amount,
                round(tax_amount::double * quantity / invoiced_quantity, 2)::decimal(18, 2)
                    as tax_amount
            from returned
        )
        select
            row_number() over (order by document_number, line) as line_number,
            *
        from signed
    """)
