-- A view: its one reader keeps the rows, so a table would only store them twice.
{{ config(materialized='view') }}

with

delivered as (

    select * from {{ ref('stg_' ~ var('source') ~ '__payments') }}

),

typed as (

    select
        {{ typed('payment_id', 'string') }} as payment_id,
        {{ typed('account_id', 'string') }} as account_id,
        {{ typed('invoice_id', 'string') }} as invoice_id,
        delivered.source_file,
        {{ typed('amount', 'decimal(18, 2)') }} as amount,
        delivered.source_row_number,
        {{ typed('payment_date', 'date') }} as payment_date,
        {{ typed('known_at', 'timestamp') }} as known_at,
        {{ judge_row(
            required=['payment_id', 'account_id', 'payment_date', 'amount'],
            types={
                'payment_date': 'date', 'amount': 'decimal(18, 2)',
                'known_at': 'timestamp',
            },
        ) }}
    from delivered

)

select * from typed
