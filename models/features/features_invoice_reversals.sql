with

purchases as (

    select * from {{ ref('features_invoice_grain') }}
    where is_purchase

),

credit_notes as (

    select
        credited_invoice_key,
        invoice_id,
        net_amount,
        greatest(invoice_date, known_date) as effective_date
    from {{ ref('features_credit_notes') }}

),

running_credits as (

    select
        purchases.invoice_key,
        purchases.account_key,
        purchases.net_amount,
        purchases.invoice_date,
        greatest(purchases.known_date, credit_notes.effective_date) as known_date,
        -sum(credit_notes.net_amount) over (
            partition by purchases.invoice_key
            order by
                credit_notes.effective_date asc nulls last,
                credit_notes.invoice_id asc nulls last
            rows between unbounded preceding and current row
        ) as credited_amount
    from credit_notes
    inner join purchases on credit_notes.credited_invoice_key = purchases.invoice_key

),

reversals as (

    select
        invoice_key,
        account_key,
        invoice_date,
        min(known_date) as known_date
    from running_credits
    where credited_amount >= net_amount
    group by invoice_key, account_key, invoice_date

)

select * from reversals
