-- A view: its one reader keeps only what is due or open.
{{ config(materialized='view') }}

with

purchases as (

    select * from {{ ref('features_invoice_grain') }}
    where is_purchase

),

events as (

    select * from {{ ref('features_settlement_events') }}

),

event_totals as (

    select
        invoice_key,
        count(*) as event_count,
        sum(amount) as amount,
        max(paid_date) as paid_date,
        max(effective_date) as effective_date
    from events
    group by invoice_key

),

running_totals as (

    select
        events.invoice_key,
        sum(events.amount) over so_far as amount,
        max(events.paid_date) over so_far as paid_date,
        events.effective_date
    from events
    inner join event_totals on events.invoice_key = event_totals.invoice_key
    where event_totals.event_count > 1
    window so_far as (
        partition by events.invoice_key
        order by
            events.effective_date asc nulls last,
            events.paid_date asc nulls last,
            events.amount asc nulls last
        rows between unbounded preceding and current row
    )

),

settled_in_parts as (

    select
        running_totals.invoice_key,
        min(running_totals.paid_date) as settled_date,
        min(running_totals.effective_date) as settled_known_date
    from running_totals
    inner join purchases on running_totals.invoice_key = purchases.invoice_key
    where running_totals.amount >= purchases.gross_amount
    group by running_totals.invoice_key

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
        coalesce(settled_in_parts.settled_date, settled_at_once.paid_date)
            as settled_date,
        coalesce(settled_in_parts.settled_known_date, settled_at_once.effective_date)
            as settled_known_date,
        reversals.known_date as reversed_date
    from purchases
    left join settled_in_parts
        on purchases.invoice_key = settled_in_parts.invoice_key
    left join event_totals as settled_at_once
        on
            purchases.invoice_key = settled_at_once.invoice_key
            and purchases.gross_amount <= settled_at_once.amount
            and settled_at_once.event_count = 1
    left join {{ ref('features_invoice_reversals') }} as reversals
        on purchases.invoice_key = reversals.invoice_key

)

select * from settlements
