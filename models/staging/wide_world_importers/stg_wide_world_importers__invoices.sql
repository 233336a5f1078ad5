with

invoices as (

    select * from {{ ref('base_wide_world_importers__invoices') }}

),

orders as (

    select * from {{ ref('base_wide_world_importers__orders') }}

),

ordered_invoices as (

    select
        invoices.invoice_id,
        cast(invoices.customer_id as string) as account_id,
        invoices.invoice_date,
        cast(null as date) as due_date,
        cast(invoices.bill_to_customer_id as string) as bill_to_account_id,
        invoices.order_id,
        orders.order_date,
        cast(null as string) as sales_channel,
        cast(null as boolean) as is_credit_note,
        cast(null as string) as credited_invoice_id,
        cast(null as boolean) as is_disputed,
        cast(null as string) as campaign_id,
        'USD' as currency_code,
        cast(null as timestamp) as known_at,
        invoices.source_file,
        invoices.source_row_number
    from invoices
    left join orders
        on invoices.order_id = orders.order_id

)

select * from ordered_invoices
