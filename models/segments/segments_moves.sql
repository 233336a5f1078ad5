-- A view: its one reader sums it, so a table would store the history twice.
{{ config(materialized='view') }}

with

timeline as (

    select * from {{ ref('segments_timeline') }}

),

present_accounts as (

    select account_key from {{ ref('segments_assigned') }}
    where not is_backfilled

),

dates as (

    select
        as_of_date as from_date,
        is_backfilled,
        lead(as_of_date) over (order by as_of_date asc nulls last) as to_date
    from timeline
    group by as_of_date, is_backfilled

),

sides as (

    select
        dates.from_date,
        dates.to_date,
        timeline.account_key,
        timeline.segment_id as opening_segment_id,
        cast(null as string) as closing_segment_id,
        timeline.revenue_12m_amount as opening_amount,
        cast(null as decimal(18, 2)) as closing_amount
    from dates
    inner join timeline on dates.from_date = timeline.as_of_date
    where dates.to_date is not null
    union all
    select
        dates.from_date,
        dates.to_date,
        timeline.account_key,
        cast(null as string) as opening_segment_id,
        timeline.segment_id as closing_segment_id,
        cast(null as decimal(18, 2)) as opening_amount,
        timeline.revenue_12m_amount as closing_amount
    from dates
    inner join timeline on dates.to_date = timeline.as_of_date
    left join present_accounts on timeline.account_key = present_accounts.account_key
    where not dates.is_backfilled or present_accounts.account_key is not null

),

moves as (

    select
        account_key,
        max(opening_segment_id) as opening_segment_id,
        max(closing_segment_id) as closing_segment_id,
        max(opening_amount) as opening_amount,
        max(closing_amount) as closing_amount,
        from_date,
        to_date
    from sides
    group by account_key, from_date, to_date

)

select * from moves
