with

delivered as (

    select * from {{ source('wide_world_importers', 'customer_transactions') }}

),

payments as (

    select
        cast(CustomerTransactionID as string) as payment_id,
        cast(CustomerID as string) as account_id,
        cast(TransactionDate as date) as payment_date,
        cast(-TransactionAmount as decimal(18,2)) as amount,
        cast(cast(InvoiceID as bigint) as string) as invoice_id,
        cast(null as timestamp) as known_at,
        'Sales.CustomerTransactions.parquet' as source_file,
        cast(file_row_number + 2 as bigint) as source_row_number
    from delivered
    where TransactionTypeID = 3

)

select * from payments
