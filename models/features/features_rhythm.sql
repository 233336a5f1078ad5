with

dates as (

    select distinct as_of_date from {{ ref('features_spine') }}
    where role in ('scoring', 'model', 'verification')

),

purchase_days as (

    select * from {{ ref('features_purchase_days') }}

),

intervals as (

    select
        dates.as_of_date,
        purchase_days.account_key,
        purchase_days.invoice_date,
        {{ dbt.datediff(
            'lag(purchase_days.invoice_date) over (
                partition by dates.as_of_date, purchase_days.account_key
                order by purchase_days.invoice_date asc nulls last
            )',
            'purchase_days.invoice_date',
            'day',
        ) }} as interval_days
    from purchase_days
    inner join dates
        on
            purchase_days.invoice_date <= dates.as_of_date
            and purchase_days.known_date <= dates.as_of_date

),

rhythm as (

    select
        as_of_date,
        account_key,
        count(*) as purchase_day_count,
        percentile_cont(0.5) within group (order by cast(interval_days as double))
            as own_interval_value,
        max(invoice_date) as last_invoice_date
    from intervals
    group by as_of_date, account_key

)

select * from rhythm
