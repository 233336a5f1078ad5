-- A view: its one reader sums it.
{{ config(materialized='view') }}

with

dates as (

    select * from {{ ref('features_dates') }}

),

month_grain as (

    select * from {{ ref('features_category_month_grain') }}

),

dated_periods as (

    select
        dates.as_of_date,
        month_grain.account_key,
        month_grain.category_key,
        month_grain.net_amount,
        month_grain.invoice_period_date > dates.start_12m_date as is_last_12m
    from month_grain
    inner join dates
        on
            month_grain.invoice_period_date <= dates.as_of_date
            and month_grain.known_period_date <= dates.as_of_date

),

category_periods as (

    select
        as_of_date,
        account_key,
        category_key,
        cast(coalesce(sum(net_amount) filter (where is_last_12m), 0) as decimal(18, 2))
            as revenue_12m_amount,
        cast(
            coalesce(sum(net_amount) filter (where not is_last_12m), 0)
            as decimal(18, 2)
        ) as revenue_before_amount
    from dated_periods
    group by as_of_date, account_key, category_key

)

select * from category_periods
