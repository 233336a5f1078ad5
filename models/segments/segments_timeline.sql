with

scoring_date as (

    select as_of_date as scoring_date from {{ ref('features_spine') }}
    where role = 'scoring'

),

known_accounts as (

    select * from {{ ref('input_known_accounts') }}

),

told as (

    select history.*
    from {{ ref('segments_history') }} as history
    inner join scoring_date on history.as_of_date <= scoring_date.scoring_date

),

own_dates as (

    select told.as_of_date
    from told
    left join known_accounts on told.account_key = known_accounts.account_key
    group by told.as_of_date
    having 2 * count(case when known_accounts.is_delivered then 1 end) >= count(*)

),

first_told as (

    select min(as_of_date) as first_told_date from own_dates

),

timeline as (

    select
        told.account_key,
        told.segmentation_id,
        told.segment_id,
        told.revenue_12m_amount,
        false as is_backfilled,
        told.as_of_date
    from told
    inner join own_dates on told.as_of_date = own_dates.as_of_date
    union all
    select
        assigned.account_key,
        assigned.segmentation_id,
        assigned.segment_id,
        assigned.revenue_12m_amount,
        assigned.is_backfilled,
        assigned.as_of_date
    from {{ ref('segments_assigned') }} as assigned
    inner join first_told on assigned.as_of_date < first_told.first_told_date
    where assigned.is_backfilled

)

select * from timeline
