with

receivables as (

    select * from {{ ref('features_receivables') }}

),

pool_settlements as (

    select * from {{ ref('features_pool_settlements') }}

),

settled as (

    select
        receivables.as_of_date,
        receivables.account_key,
        receivables.bill_to_account_key,
        receivables.gross_amount,
        receivables.due_date,
        receivables.is_due_12m,
        coalesce(pool_settlements.open_amount, receivables.unallocated_amount)
            as open_amount,
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
    left join pool_settlements
        on
            receivables.as_of_date = pool_settlements.as_of_date
            and receivables.invoice_key = pool_settlements.invoice_key

),

aged as (

    select
        *,
        open_amount > 0 and due_date < as_of_date as is_overdue,
        greatest(
            {{ dbt.datediff('due_date', 'coalesce(settled_date, as_of_date)', 'day') }},
            0
        ) as days_late
    from settled

),

relations as (

    select
        as_of_date,
        account_key,
        bill_to_account_key,
        cast(count_if(is_due_12m) as bigint) as due_invoices_12m_count,
        cast(count_if(is_due_12m and days_late > 0) as bigint)
            as late_invoices_12m_count,
        cast(sum(open_amount) as decimal(18, 2)) as open_amount,
        cast(sum(open_amount) filter (where is_overdue) as decimal(18, 2))
            as overdue_amount,
        cast(sum(gross_amount) filter (where is_due_12m) as decimal(18, 2))
            as due_12m_amount,
        cast(sum(days_late * gross_amount) filter (where is_due_12m) as decimal(38, 2))
            as late_amount_days_value
    from aged
    group by as_of_date, account_key, bill_to_account_key

)

select * from relations
