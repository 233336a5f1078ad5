with

run_date as (

    select as_of_date from {{ ref('features_reporting_lag') }}

),

known_invoices as (

    select
        invoices.account_key,
        invoices.is_purchase,
        invoices.invoice_date
    from {{ ref('features_invoice_grain') }} as invoices
    inner join run_date
        on
            invoices.invoice_date <= run_date.as_of_date
            and invoices.known_date <= run_date.as_of_date

),

history as (

    select min(invoice_date) as history_start_date from known_invoices

),

own_intervals as (

    select
        account_key,
        {{ dbt.datediff('min(invoice_date)', 'max(invoice_date)', 'day') }}
        / cast(nullif(count(distinct invoice_date) - 1, 0) as double)
            as mean_interval_value
    from known_invoices
    where is_purchase
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
