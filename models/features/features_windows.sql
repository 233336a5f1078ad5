with

horizons as (

    select * from {{ ref('features_horizons') }}

),

chosen as (

    select
        as_of_date,
        lag_days,
        gap_days,
        median_interval_value,
        history_start_date,
        max(horizon_days) filter (where is_long_enough) as longest_days,
        min(horizon_days) filter (where is_long_enough and has_model_history)
            as model_horizon_days,
        min(horizon_days) filter (where is_long_enough and has_verification_history)
            as full_horizon_days
    from horizons
    group by
        as_of_date, lag_days, gap_days, median_interval_value, history_start_date

),

judged as (

    select
        *,
        coalesce(full_horizon_days, model_horizon_days) as horizon_days,
        case
            when full_horizon_days is not null then 'complete'
            when model_horizon_days is not null then 'without_verification'
            when history_start_date is null then 'refused_no_invoices'
            when median_interval_value is null then 'refused_no_repeat_purchases'
            when longest_days is null then 'refused_slow_rhythm'
            else 'refused_short_history'
        end as protocol
    from chosen

),

windows as (

    select
        judged.protocol,
        judged.lag_days,
        judged.gap_days,
        judged.horizon_days,
        judged.median_interval_value,
        judged.as_of_date,
        horizons.model_date,
        case
            when judged.full_horizon_days is not null then horizons.verification_date
        end as verification_date,
        judged.history_start_date
    from judged
    left join horizons on judged.horizon_days = horizons.horizon_days

)

select * from windows
