with

dates as (

    select * from {{ ref('features_dates') }}

),

due_or_open as (

    select
        dates.as_of_date,
        settlements.*,
        coalesce(settlements.settled_known_date <= dates.as_of_date, false)
        and coalesce(settlements.reopened_date > dates.as_of_date, true)
            as is_settled,
        coalesce(
            settlements.due_date > dates.start_12m_date
            and settlements.due_date <= dates.as_of_date,
            false
        ) as is_due_12m
    from {{ ref('features_settlements') }} as settlements
    inner join dates on settlements.effective_date <= dates.as_of_date
    where coalesce(settlements.reversed_date > dates.as_of_date, true)

),

counted as (

    select * from due_or_open
    where is_due_12m or not is_settled

),

part_paid as (

    select
        counted.as_of_date,
        counted.invoice_key,
        cast(sum(settlement_events.amount) as decimal(18, 2)) as paid_amount,
        max(settlement_events.paid_date) as paid_date
    from counted
    inner join {{ ref('features_settlement_events') }} as settlement_events
        on
            counted.invoice_key = settlement_events.invoice_key
            and counted.as_of_date >= settlement_events.effective_date
    where not counted.is_settled
    group by counted.as_of_date, counted.invoice_key

),

open_amounts as (

    select
        *,
        cast(0 as decimal(18, 2)) as unallocated_amount,
        cast(null as date) as part_paid_date
    from counted
    where is_settled
    union all
    select
        counted.*,
        greatest(counted.gross_amount - coalesce(part_paid.paid_amount, 0), 0)
            as unallocated_amount,
        part_paid.paid_date as part_paid_date
    from counted
    left join part_paid
        on
            counted.as_of_date = part_paid.as_of_date
            and counted.invoice_key = part_paid.invoice_key
    where not counted.is_settled

),

receivables as (

    select
        as_of_date,
        invoice_key,
        account_key,
        bill_to_account_key,
        gross_amount,
        cast(unallocated_amount as decimal(18, 2)) as unallocated_amount,
        is_due_12m,
        invoice_date,
        due_date,
        case
            when is_settled then settled_date
            when unallocated_amount = 0 then part_paid_date
        end as settled_date,
        part_paid_date
    from open_amounts

)

select * from receivables
