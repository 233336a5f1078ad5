with

judged as (

    select * from {{ ref('control_engagement_events_judged') }}

),

engagement_events as (

    select
        event_id,
        account_key,
        contact_id,
        channel,
        event_type,
        rating,
        known_date,
        occurred_at,
        known_at
    from judged
    where rule_ids = ''

)

select * from engagement_events
