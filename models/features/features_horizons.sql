with

reporting_lag as (

    select
        as_of_date,
        lag_days,
        {{ var('gap_days') | int }} as gap_days
    from {{ ref('features_reporting_lag') }}

),

company_rhythm as (

    select * from {{ ref('features_company_rhythm') }}

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

started as (

    select
        *,
        {{ months_before('model_date', 12) }} as model_start_date,
        {{ months_before('verification_date', 12) }} as verification_start_date
    from dated

),

horizons as (

    select
        started.lag_days,
        started.gap_days,
        started.horizon_days,
        rhythm.median_interval_value,
        coalesce(started.horizon_days >= 2 * rhythm.median_interval_value, false)
            as is_long_enough,
        coalesce(rhythm.history_start_date <= started.model_start_date, false)
            as has_model_history,
        coalesce(rhythm.history_start_date <= started.verification_start_date, false)
            as has_verification_history,
        started.as_of_date,
        started.model_date,
        started.verification_date,
        rhythm.history_start_date
    from started
    inner join company_rhythm as rhythm on started.as_of_date = rhythm.as_of_date

)

select * from horizons
