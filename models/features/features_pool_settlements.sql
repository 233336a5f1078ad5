-- A view: its one reader joins it.
{{ config(materialized='view') }}

with

needs as (

    select * from {{ ref('features_pool_needs') }}

),

pool_events as (

    select
        dates.as_of_date,
        pool_events.*
    from {{ ref('features_pool_events') }} as pool_events
    inner join {{ ref('features_dates') }} as dates
        on pool_events.effective_date <= dates.as_of_date

),

positions as (

    select
        as_of_date,
        bill_to_account_key,
        invoice_key,
        cumulative_amount as position_amount,
        0 as event_order,
        cast(null as date) as last_paid_date
    from needs
    union all
    select
        as_of_date,
        bill_to_account_key,
        cast(null as int) as invoice_key,
        pool_amount as position_amount,
        1 as event_order,
        last_paid_date
    from pool_events

),

first_reached as (

    select
        as_of_date,
        invoice_key,
        min(last_paid_date) over (
            partition by as_of_date, bill_to_account_key
            order by position_amount asc nulls last, event_order asc nulls last
            rows between current row and unbounded following
        ) as reached_date
    from positions

),

pool_settlements as (

    select
        needs.as_of_date,
        needs.invoice_key,
        needs.open_amount,
        case
            when needs.open_amount = 0
                then greatest(first_reached.reached_date, needs.invoice_date)
        end as settled_date
    from needs
    inner join first_reached
        on
            needs.as_of_date = first_reached.as_of_date
            and needs.invoice_key = first_reached.invoice_key

)

select * from pool_settlements
