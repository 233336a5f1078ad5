-- A view: its readers sum it, so a table would only store every event twice.
{{ config(materialized='view') }}

with

engagement_events as (

    select
        account_key,
        contact_id,
        channel,
        cast(
            case when event_type = 'review' then rating end as decimal(18, 6)
        ) as review_rating,
        coalesce(event_type, '') = 'review' as is_review,
        coalesce(event_type, '') = 'share' as is_shared,
        false as is_visit,
        cast(occurred_at as date) as event_date,
        known_date
    from {{ ref('input_engagement_events') }}
    union all
    select
        account_key,
        cast(null as string) as contact_id,
        'web' as channel,
        cast(null as decimal(18, 6)) as review_rating,
        false as is_review,
        false as is_shared,
        true as is_visit,
        cast(visited_at as date) as event_date,
        known_date
    from {{ ref('input_web_visits') }}
    where account_key is not null

)

select * from engagement_events
