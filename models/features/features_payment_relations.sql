with

aged as (

    select * from {{ ref('features_aged_receivables') }}

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
        cast(
            coalesce(sum(gross_amount) filter (where is_due_12m), 0) as decimal(18, 2)
        ) as due_12m_amount,
        cast(
            coalesce(sum(gross_amount) filter (where is_due_6m), 0) as decimal(18, 2)
        ) as due_6m_amount,
        cast(sum(days_late * gross_amount) filter (where is_due_12m) as decimal(38, 2))
            as late_amount_days_value,
        cast(sum(days_late * gross_amount) filter (where is_due_6m) as decimal(38, 2))
            as late_amount_days_6m_value,
        cast(sum(recent_value) as decimal(38, 6)) as recent_amount_value,
        cast(sum(days_late * recent_value) as decimal(38, 6))
            as recent_late_amount_days_value
    from aged
    group by as_of_date, account_key, bill_to_account_key

)

select * from relations
