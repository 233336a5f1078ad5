with

delivered as (

    select * from {{ source('wide_world_importers', 'customer_transactions') }}

),

payments as (

    select
        cast(customertransactionid as string) as payment_id,
        cast(customerid as string) as account_id,
        cast(transactiondate as date) as payment_date,
        cast(-transactionamount as decimal(18, 2)) as amount,
        cast(cast(invoiceid as bigint) as string) as invoice_id,
        cast(null as timestamp) as known_at,
        'Sales.CustomerTransactions.parquet' as source_file,
        cast(file_row_number + 2 as bigint) as source_row_number
    from delivered
    where transactiontypeid = 3

)

select * from payments
