with

purchases as (

    select
        invoice_key,
        gross_amount,
        invoice_date,
        known_date
    from {{ ref('features_invoice_grain') }}
    where is_purchase

),

linked_payments as (

    select
        invoice_key,
        payment_id as event_id,
        amount,
        payment_date as paid_date,
        greatest(payment_date, known_date) as effective_date
    from {{ ref('input_payments') }}
    where invoice_key is not null

),

linked_credits as (

    select
        credited_invoice_key as invoice_key,
        invoice_id as event_id,
        -gross_amount as amount,
        invoice_date as paid_date,
        greatest(invoice_date, known_date) as effective_date
    from {{ ref('features_credit_notes') }}
    where credited_invoice_key is not null

),

events as (

    select * from linked_payments
    union all
    select * from linked_credits

),

running as (

    select
        purchases.invoice_key,
        events.amount,
        purchases.gross_amount,
        greatest(events.effective_date, purchases.invoice_date, purchases.known_date)
            as effective_date,
        sum(events.amount) over settled_so_far as running_amount,
        max(events.paid_date) over settled_so_far as paid_date
    from events
    inner join purchases on events.invoice_key = purchases.invoice_key
    window settled_so_far as (
        partition by events.invoice_key
        order by events.effective_date asc nulls last, events.event_id asc nulls last
        rows between unbounded preceding and current row
    )

),

settlement_events as (

    select
        invoice_key,
        cast(amount as decimal(18, 2)) as amount,
        running_amount >= gross_amount as is_settled,
        paid_date,
        effective_date
    from running

)

select * from settlement_events
