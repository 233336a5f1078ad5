with

dates as (

    select
        as_of_date,
        role = 'history' as is_backfilled
    from {{ ref('features_spine') }}
    where role in ('scoring', 'history')

),

scores as (

    select * from {{ ref('segments_rfm_scores') }}

),

rfm_map as (

    select * from {{ ref('segments_rfm_map') }}

),

consumption as (

    select
        as_of_date,
        account_key,
        revenue_12m_amount
    from {{ ref('features_consumption') }}

),

account_starts as (

    select * from {{ ref('dataset_account_starts') }}

),

assigned as (

    select
        scores.account_key,
        'rfm' as segmentation_id,
        rfm_map.rfm_segment_id as segment_id,
        consumption.revenue_12m_amount,
        dates.is_backfilled,
        scores.as_of_date
    from scores
    inner join dates on scores.as_of_date = dates.as_of_date
    inner join rfm_map
        on
            scores.r_score = rfm_map.r_score
            and scores.f_score = rfm_map.f_score
            and scores.m_score = rfm_map.m_score
            and scores.s_score = rfm_map.s_score
    inner join consumption
        on
            scores.as_of_date = consumption.as_of_date
            and scores.account_key = consumption.account_key
    left join account_starts on scores.account_key = account_starts.account_key
    where
        not dates.is_backfilled
        or coalesce(account_starts.account_start_date <= scores.as_of_date, true)

)

select * from assigned
