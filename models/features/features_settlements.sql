with

purchases as (

    select * from {{ ref('features_invoice_grain') }}
    where is_purchase

),

reversals as (

    select * from {{ ref('features_invoice_reversals') }}

),

settlement_events as (

    select * from {{ ref('features_settlement_events') }}

),

settled as (

    select
        invoice_key,
        min(effective_date) as settled_known_date,
        min(paid_date) as settled_date
    from settlement_events
    where is_settled
    group by invoice_key

),

settlements as (

    select
        purchases.invoice_key,
        purchases.account_key,
        purchases.bill_to_account_key,
        purchases.invoice_id,
        purchases.gross_amount,
        purchases.invoice_date,
        purchases.due_date,
        greatest(purchases.invoice_date, purchases.known_date) as effective_date,
        settled.settled_date,
        settled.settled_known_date,
        reversals.known_date as reversed_date
    from purchases
    left join settled on purchases.invoice_key = settled.invoice_key
    left join reversals on purchases.invoice_key = reversals.invoice_key

)

select * from settlements
