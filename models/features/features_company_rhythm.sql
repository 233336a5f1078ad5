with

run_date as (

    select as_of_date from {{ ref('features_reporting_lag') }}

),

history as (

    select min(invoices.invoice_date) as history_start_date
    from {{ ref('features_invoice_grain') }} as invoices
    inner join run_date
        on
            invoices.invoice_date <= run_date.as_of_date
            and invoices.known_date <= run_date.as_of_date

),

known_days as (

    select
        purchase_days.account_key,
        purchase_days.invoice_date
    from {{ ref('features_purchase_days') }} as purchase_days
    inner join run_date
        on
            purchase_days.invoice_date <= run_date.as_of_date
            and purchase_days.known_date <= run_date.as_of_date

),

own_intervals as (

    select
        account_key,
        {{ dbt.datediff('min(invoice_date)', 'max(invoice_date)', 'day') }}
        / cast(nullif(count(*) - 1, 0) as double) as mean_interval_value
    from known_days
    group by account_key

),

median_interval as (

    select
        percentile_cont(0.5) within group (order by mean_interval_value)
            as median_interval_value
    from own_intervals

),

company_rhythm as (

    select
        median_interval.median_interval_value,
        run_date.as_of_date,
        history.history_start_date
    from run_date
    cross join history
    cross join median_interval

)

select * from company_rhythm
