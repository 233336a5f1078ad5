with

engagement_events as (

    select
        cast(null as string) as event_id,
        cast(null as int) as account_key,
        cast(null as string) as contact_id,
        cast(null as string) as channel,
        cast(null as string) as event_type,
        cast(null as double) as rating,
        cast(null as date) as known_date,
        cast(null as timestamp) as occurred_at,
        cast(null as timestamp) as known_at
    where false

)

select * from engagement_events
