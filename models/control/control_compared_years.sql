with

run_dates as (

    select delivery_date from {{ ref('control_run_dates') }}

),

totals as (

    select
        sum(prior_year_revenue_amount) as prior_year_revenue_amount,
        sum(year_revenue_amount) as year_revenue_amount,
        cast(sum(prior_year_invoice_count) as bigint) as prior_year_invoice_count,
        cast(sum(year_invoice_count) as bigint) as year_invoice_count,
        count(case when prior_year_invoice_count > 0 then 1 end)
            as prior_year_active_count,
        count(case when year_invoice_count > 0 then 1 end) as year_active_count
    from {{ ref('control_compared_accounts') }}
    having count(*) > 0

),

compared_years as (

    select
        'revenue_against_year_before' as comparison,
        cast(totals.prior_year_revenue_amount as decimal(18, 2)) as left_amount,
        cast(totals.year_revenue_amount as decimal(18, 2)) as right_amount,
        cast(null as bigint) as left_count,
        cast(null as bigint) as right_count,
        run_dates.delivery_date as period_date
    from totals
    cross join run_dates
    union all
    select
        'invoices_against_year_before' as comparison,
        cast(null as decimal(18, 2)) as left_amount,
        cast(null as decimal(18, 2)) as right_amount,
        totals.prior_year_invoice_count as left_count,
        totals.year_invoice_count as right_count,
        run_dates.delivery_date as period_date
    from totals
    cross join run_dates
    union all
    select
        'active_accounts_against_year_before' as comparison,
        cast(null as decimal(18, 2)) as left_amount,
        cast(null as decimal(18, 2)) as right_amount,
        totals.prior_year_active_count as left_count,
        totals.year_active_count as right_count,
        run_dates.delivery_date as period_date
    from totals
    cross join run_dates

)

select * from compared_years
