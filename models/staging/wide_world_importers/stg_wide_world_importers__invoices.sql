with

invoices as (

    select * from {{ source('wide_world_importers', 'invoices') }}

),

orders as (

    select * from {{ source('wide_world_importers', 'orders') }}

),

ordered_invoices as (

    select
        cast(invoices.invoiceid as string) as invoice_id,
        cast(invoices.customerid as string) as account_id,
        cast(invoices.invoicedate as date) as invoice_date,
        cast(null as date) as due_date,
        cast(invoices.billtocustomerid as string) as bill_to_account_id,
        cast(invoices.orderid as string) as order_id,
        cast(orders.orderdate as date) as order_date,
        cast(null as string) as sales_channel,
        cast(null as boolean) as is_credit_note,
        cast(null as string) as credited_invoice_id,
        cast(null as boolean) as is_disputed,
        cast(null as string) as campaign_id,
        'USD' as currency_code,
        cast(null as timestamp) as known_at,
        'Sales.Invoices_rebuilt.parquet' as source_file,
        cast(invoices.file_row_number + 2 as bigint) as source_row_number
    from invoices
    left join orders
        on invoices.orderid = orders.orderid

)

select * from ordered_invoices
