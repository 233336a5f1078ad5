with

timeline as (

    select
        *,
        lag(segment_id) over (
            partition by account_key
            order by as_of_date asc nulls last
        ) as previous_segment_id
    from {{ ref('segments_timeline') }}

),

known_accounts as (

    select * from {{ ref('input_known_accounts') }}
    where is_delivered

),

account_segment_history as (

    select
        known_accounts.account_id,
        timeline.segmentation_id,
        timeline.segment_id,
        timeline.previous_segment_id,
        timeline.revenue_12m_amount,
        timeline.is_backfilled,
        max(
            case
                when timeline.segment_id <> timeline.previous_segment_id
                    then timeline.as_of_date
            end
        ) over (
            partition by timeline.account_key
            order by timeline.as_of_date asc nulls last
            rows between unbounded preceding and current row
        ) as segment_changed_date,
        timeline.as_of_date
    from timeline
    inner join known_accounts on timeline.account_key = known_accounts.account_key

)

select * from account_segment_history
