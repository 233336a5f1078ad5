with

delivered as (

    select * from {{ source('wide_world_importers', 'invoices') }}

),

invoices as (

    select
        cast(InvoiceID as string) as invoice_id,
        cast(OrderID as string) as order_id,
        cast(CustomerID as bigint) as customer_id,
        cast(BillToCustomerID as bigint) as bill_to_customer_id,
        cast(InvoiceDate as date) as invoice_date,
        'Sales.Invoices_rebuilt.parquet' as source_file,
        cast(file_row_number + 2 as bigint) as source_row_number
    from delivered

)

select * from invoices
