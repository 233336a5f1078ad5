with

payments as (

    select
        payment_id,
        account_key,
        invoice_key,
        amount,
        payment_date as paid_date,
        greatest(payment_date, known_date) as effective_date
    from {{ ref('input_payments') }}

),

unlinked_credits as (

    select
        invoice_key,
        bill_to_account_key,
        invoice_id,
        gross_amount,
        invoice_date as paid_date,
        greatest(invoice_date, known_date) as effective_date
    from {{ ref('features_credit_notes') }}
    where credited_invoice_key is null

),

events as (

    select
        account_key as bill_to_account_key,
        payment_id as pool_event_id,
        amount,
        paid_date,
        effective_date
    from payments
    where invoice_key is null
    union all
    select
        bill_to_account_key,
        invoice_id as pool_event_id,
        -gross_amount as amount,
        paid_date,
        effective_date
    from unlinked_credits
    union all
    select
        unlinked_credits.bill_to_account_key,
        payments.payment_id as pool_event_id,
        payments.amount,
        payments.paid_date,
        greatest(payments.effective_date, unlinked_credits.effective_date)
            as effective_date
    from payments
    inner join unlinked_credits on payments.invoice_key = unlinked_credits.invoice_key

),

pool_events as (

    select
        bill_to_account_key,
        pool_event_id,
        cast(amount as decimal(18, 2)) as amount,
        cast(sum(amount) over so_far as decimal(18, 2)) as pool_amount,
        max(paid_date) over so_far as last_paid_date,
        effective_date
    from events
    window so_far as (
        partition by bill_to_account_key
        order by effective_date asc nulls last, pool_event_id asc nulls last
        rows between unbounded preceding and current row
    )

)

select * from pool_events
