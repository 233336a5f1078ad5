with

linked_payments as (

    select
        invoice_key,
        amount,
        payment_date as paid_date,
        known_date
    from {{ ref('input_payments') }}
    where invoice_key is not null

),

linked_credits as (

    select
        credited_invoice_key as invoice_key,
        -gross_amount as amount,
        invoice_date as paid_date,
        known_date
    from {{ ref('features_credit_notes') }}
    where credited_invoice_key is not null

),

events as (

    select * from linked_payments
    union all
    select * from linked_credits

),

settlement_events as (

    select
        invoice_key,
        cast(amount as decimal(18, 2)) as amount,
        paid_date,
        greatest(paid_date, known_date) as effective_date
    from events

)

select * from settlement_events
