with

reporting_lag as (

    select
        as_of_date,
        lag_days,
        {{ var('gap_days') | int }} as gap_days
    from {{ ref('features_reporting_lag') }}

),

known_invoices as (

    select
        invoices.account_key,
        invoices.is_purchase,
        invoices.invoice_date
    from {{ ref('features_invoice_grain') }} as invoices
    inner join reporting_lag
        on
            invoices.invoice_date <= reporting_lag.as_of_date
            and invoices.known_date <= reporting_lag.as_of_date

),

first_facts as (

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

rhythm as (

    select
        percentile_cont(0.5) within group (order by mean_interval_value)
            as median_interval_value
    from own_intervals

),

candidates as (

    select 91 as horizon_days
    union all
    select 182 as horizon_days
    union all
    select 365 as horizon_days

),

dated as (

    select
        reporting_lag.*,
        candidates.horizon_days,
        cast({{ dbt.dateadd(
            'day', '-(lag_days + gap_days + horizon_days)', 'as_of_date'
        ) }} as date) as model_date,
        cast({{ dbt.dateadd(
            'day', '-(lag_days + gap_days + 2 * horizon_days)', 'as_of_date'
        ) }} as date) as verification_date
    from reporting_lag
    cross join candidates

),

horizons as (

    select
        dated.lag_days,
        dated.gap_days,
        dated.horizon_days,
        rhythm.median_interval_value,
        coalesce(dated.horizon_days >= 2 * rhythm.median_interval_value, false)
            as is_long_enough,
        coalesce(first_facts.history_start_date
        <= {{ months_before('dated.model_date', 12) }}, false) as has_model_history,
        coalesce(first_facts.history_start_date
        <= {{ months_before('dated.verification_date', 12) }}, false)
            as has_verification_history,
        dated.as_of_date,
        dated.model_date,
        dated.verification_date,
        first_facts.history_start_date
    from dated
    cross join rhythm
    cross join first_facts

)

select * from horizons
