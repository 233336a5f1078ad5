with

invoices as (

    select * from {{ ref('features_invoice_grain') }}

),

purchases as (

    select * from invoices
    where is_purchase

),

credit_notes as (

    select * from invoices
    where not is_purchase and net_amount < 0

),

first_purchase_of_order as (

    select
        account_key,
        order_id,
        min_by(invoice_key, concat_ws('|', cast(invoice_date as string), invoice_id))
            as invoice_key
    from purchases
    where order_id is not null
    group by account_key, order_id

),

credit_notes_linked as (

    select
        credit_notes.invoice_key,
        credit_notes.account_key,
        credit_notes.bill_to_account_key,
        coalesce(
            credit_notes.credited_invoice_key, first_purchase_of_order.invoice_key
        ) as credited_invoice_key,
        credit_notes.invoice_id,
        credit_notes.net_amount,
        credit_notes.gross_amount,
        credit_notes.invoice_date,
        credit_notes.known_date
    from credit_notes
    left join first_purchase_of_order
        on
            credit_notes.account_key = first_purchase_of_order.account_key
            and credit_notes.order_id = first_purchase_of_order.order_id

)

select * from credit_notes_linked
