with

invoice_grain as (

    select * from {{ ref('features_invoice_grain') }}

),

invoices as (

    select
        invoice_key,
        invoice_id,
        order_id
    from {{ ref('input_invoices') }}

),

credit_notes as (

    select
        invoice_grain.*,
        invoices.invoice_id,
        invoices.order_id
    from invoice_grain
    inner join invoices on invoice_grain.invoice_key = invoices.invoice_key
    where not invoice_grain.is_purchase and invoice_grain.net_amount < 0

),

unlinked_orders as (

    select distinct
        account_key,
        order_id
    from credit_notes
    where credited_invoice_key is null and order_id is not null

),

ranked_purchases as (

    select
        unlinked_orders.account_key,
        unlinked_orders.order_id,
        invoice_grain.invoice_key,
        row_number() over (
            partition by unlinked_orders.account_key, unlinked_orders.order_id
            order by
                invoice_grain.invoice_date asc nulls last,
                invoices.invoice_id asc nulls last
        ) as purchase_rank
    from unlinked_orders
    inner join invoices on unlinked_orders.order_id = invoices.order_id
    inner join invoice_grain
        on
            invoices.invoice_key = invoice_grain.invoice_key
            and unlinked_orders.account_key = invoice_grain.account_key
    where invoice_grain.is_purchase

),

linked_credit_notes as (

    select
        credit_notes.invoice_key,
        credit_notes.bill_to_account_key,
        coalesce(credit_notes.credited_invoice_key, ranked_purchases.invoice_key)
            as credited_invoice_key,
        credit_notes.invoice_id,
        credit_notes.net_amount,
        credit_notes.gross_amount,
        credit_notes.invoice_date,
        credit_notes.known_date
    from credit_notes
    left join ranked_purchases
        on
            credit_notes.account_key = ranked_purchases.account_key
            and credit_notes.order_id = ranked_purchases.order_id
            and ranked_purchases.purchase_rank = 1

)

select * from linked_credit_notes
