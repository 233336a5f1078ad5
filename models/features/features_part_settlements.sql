with

purchases as (

    select
        invoice_key,
        gross_amount
    from {{ ref('features_invoice_grain') }}
    where is_purchase

),

events as (

    select * from {{ ref('features_settlement_events') }}
    where is_part

),

running_totals as (

    select
        purchases.invoice_key,
        events.effective_date,
        sum(events.amount) over until_day >= purchases.gross_amount as is_covered,
        max(events.paid_date) over until_day as paid_date
    from events
    inner join purchases on events.invoice_key = purchases.invoice_key
    window until_day as (
        partition by events.invoice_key
        order by events.effective_date asc nulls last
        range between unbounded preceding and current row
    )

),

covered as (

    select
        invoice_key,
        min(paid_date) as settled_date,
        min(effective_date) as settled_known_date
    from running_totals
    where is_covered
    group by invoice_key

),

part_settlements as (

    select
        covered.invoice_key,
        covered.settled_date,
        covered.settled_known_date,
        min(running_totals.effective_date) as reopened_date
    from covered
    left join running_totals
        on
            covered.invoice_key = running_totals.invoice_key
            and covered.settled_known_date < running_totals.effective_date
            and not running_totals.is_covered
    group by covered.invoice_key, covered.settled_date, covered.settled_known_date

)

select * from part_settlements
