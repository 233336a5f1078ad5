with

delivered as (

    select * from {{ read_entity('payments') }}

),

payments as (

    select
        payment_id,
        account_id,
        payment_date,
        amount,
        invoice_id,
        known_at,
        source_file,
        source_row_number
    from delivered

)

select * from payments
