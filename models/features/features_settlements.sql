-- A view: its one reader keeps only what is due or open.
{{ config(materialized='view') }}

with

purchases as (

    select * from {{ ref('features_invoice_grain') }}
    where is_purchase

),

paid_at_once as (

    select * from {{ ref('features_settlement_events') }}
    where not is_part

),

paid_in_parts as (

    select * from {{ ref('features_part_settlements') }}

),

reversals as (

    select * from {{ ref('features_invoice_reversals') }}

),

settlements as (

    select
        purchases.invoice_key,
        purchases.account_key,
        purchases.bill_to_account_key,
        purchases.gross_amount,
        purchases.invoice_date,
        purchases.due_date,
        greatest(purchases.invoice_date, purchases.known_date) as effective_date,
        coalesce(paid_at_once.paid_date, paid_in_parts.settled_date) as settled_date,
        coalesce(paid_at_once.effective_date, paid_in_parts.settled_known_date)
            as settled_known_date,
        paid_in_parts.reopened_date,
        reversals.known_date as reversed_date
    from purchases
    left join paid_at_once
        on
            purchases.invoice_key = paid_at_once.invoice_key
            and purchases.gross_amount <= paid_at_once.amount
    left join paid_in_parts on purchases.invoice_key = paid_in_parts.invoice_key
    left join reversals on purchases.invoice_key = reversals.invoice_key

)

select * from settlements
