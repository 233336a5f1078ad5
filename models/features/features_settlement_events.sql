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

invoices_with_parts as (

    select invoice_key
    from events
    group by invoice_key
    having count(*) > 1

),

settlement_events as (

    select
        events.invoice_key,
        cast(events.amount as decimal(18, 2)) as amount,
        invoices_with_parts.invoice_key is not null as is_part,
        events.paid_date,
        greatest(events.paid_date, events.known_date) as effective_date
    from events
    left join invoices_with_parts
        on events.invoice_key = invoices_with_parts.invoice_key

)

select * from settlement_events
