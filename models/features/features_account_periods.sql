with

dates as (

    select * from {{ ref('features_dates') }}

),

month_grain as (

    select * from {{ ref('features_account_grain') }}

),

dated_periods as (

    select
        dates.as_of_date,
        month_grain.*,
        month_grain.invoice_period_date > dates.start_12m_date as is_last_12m,
        month_grain.invoice_period_date > dates.start_24m_date
        and month_grain.invoice_period_date <= dates.start_12m_date as is_prior_12m
    from month_grain
    inner join dates
        on
            month_grain.invoice_period_date <= dates.as_of_date
            and month_grain.known_period_date <= dates.as_of_date

),

account_periods as (

    select
        as_of_date,
        account_key,
        cast(sum(net_amount) as decimal(18, 2)) as lifetime_revenue_amount,
        cast(sum(margin_amount) as decimal(18, 2)) as lifetime_margin_amount,
        cast(sum(net_amount) filter (where is_last_12m) as decimal(18, 2))
            as revenue_12m_amount,
        cast(sum(net_amount) filter (where is_prior_12m) as decimal(18, 2))
            as revenue_prior_12m_amount,
        cast(sum(margin_amount) filter (where is_last_12m) as decimal(18, 2))
            as margin_12m_amount,
        cast(sum(margin_amount) filter (where is_prior_12m) as decimal(18, 2))
            as margin_prior_12m_amount,
        cast(sum(invoice_count) filter (where is_last_12m) as bigint)
            as invoices_12m_count,
        cast(sum(channel_known_count) filter (where is_last_12m) as bigint)
            as channel_known_12m_count,
        cast(sum(online_count) filter (where is_last_12m) as bigint)
            as online_12m_count,
        cast(sum(dispute_known_count) filter (where is_last_12m) as bigint)
            as dispute_known_12m_count,
        cast(sum(disputed_count) filter (where is_last_12m) as bigint)
            as disputed_12m_count,
        cast(sum(purchase_day_count) as bigint) as purchase_day_count,
        min(first_purchase_date) as first_invoice_date,
        max(last_purchase_date) as last_invoice_date
    from dated_periods
    group by as_of_date, account_key

)

select * from account_periods
