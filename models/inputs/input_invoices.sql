with

keyed as (

    select * from {{ ref('control_invoices_keyed') }}

),

invoices as (

    select
        invoice_key,
        account_key,
        bill_to_account_key,
        credited_invoice_key,
        invoice_id,
        account_id,
        order_id,
        sales_channel,
        campaign_id,
        is_credit_note,
        is_disputed,
        invoice_date,
        due_date,
        order_date,
        known_date,
        known_at
    from keyed

)

select * from invoices
