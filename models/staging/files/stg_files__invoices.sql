with

delivered as (

    select * from {{ read_entity('invoices') }}

),

invoices as (

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
        campaign_id,
        currency_code,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from invoices
