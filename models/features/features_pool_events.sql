with

unallocated_payments as (

    select
        account_key as bill_to_account_key,
        payment_id as pool_event_id,
        amount,
        greatest(payment_date, known_date) as effective_date
    from {{ ref('input_payments') }}
    where invoice_key is null

),

unlinked_credits as (

    select
        bill_to_account_key,
        invoice_id as pool_event_id,
        -gross_amount as amount,
        greatest(invoice_date, known_date) as effective_date
    from {{ ref('features_credit_notes') }}
    where credited_invoice_key is null

),

events as (

    select * from unallocated_payments
    union all
    select * from unlinked_credits

),

pool_events as (

    select
        bill_to_account_key,
        pool_event_id,
        cast(amount as decimal(18, 2)) as amount,
        cast(
            sum(amount) over (
                partition by bill_to_account_key
                order by effective_date asc nulls last, pool_event_id asc nulls last
                rows between unbounded preceding and current row
            ) as decimal(18, 2)
        ) as pool_amount,
        effective_date
    from events

)

select * from pool_events
