-- A view: its one reader sums it.
{{ config(materialized='view') }}
-- A quarter of a year (90 days) halves the weight of a due invoice.

with

receivables as (

    select * from {{ ref('features_receivables') }}

),

pool_settlements as (

    select * from {{ ref('features_pool_settlements') }}

),

dates as (

    select * from {{ ref('features_dates') }}

),

settled as (

    select
        receivables.as_of_date,
        receivables.account_key,
        receivables.bill_to_account_key,
        receivables.gross_amount,
        receivables.due_date,
        receivables.is_due_12m,
        receivables.is_due_12m
        and receivables.due_date > dates.start_6m_date as is_due_6m,
        coalesce(pool_settlements.open_amount, receivables.unallocated_amount)
            as open_amount,
        {{ dbt.datediff('receivables.due_date', 'receivables.as_of_date', 'day') }}
            as days_since_due,
        case
            when receivables.settled_date is not null then receivables.settled_date
            when pool_settlements.settled_date is not null
                then
                    greatest(
                        pool_settlements.settled_date,
                        coalesce(
                            receivables.part_paid_date, pool_settlements.settled_date
                        )
                    )
        end as settled_date
    from receivables
    inner join dates on receivables.as_of_date = dates.as_of_date
    left join pool_settlements
        on
            receivables.as_of_date = pool_settlements.as_of_date
            and receivables.invoice_key = pool_settlements.invoice_key

),

aged as (

    select
        as_of_date,
        account_key,
        bill_to_account_key,
        gross_amount,
        open_amount,
        case
            when is_due_12m
                then
                    cast(
                        cast(gross_amount as double)
                        * power(0.5, cast(days_since_due as double) / 90)
                        as decimal(18, 6)
                    )
        end as recent_value,
        greatest(
            {{ dbt.datediff('due_date', 'coalesce(settled_date, as_of_date)', 'day') }},
            0
        ) as days_late,
        is_due_12m,
        is_due_6m,
        coalesce(open_amount > 0 and due_date < as_of_date, false) as is_overdue
    from settled

)

select * from aged
