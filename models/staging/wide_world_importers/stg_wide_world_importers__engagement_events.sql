with

engagement_events as (

    select
        cast(null as string) as event_id,
        cast(null as string) as account_id,
        cast(null as timestamp) as occurred_at,
        cast(null as string) as contact_id,
        cast(null as string) as channel,
        cast(null as string) as event_type,
        cast(null as double) as rating,
        cast(null as timestamp) as known_at,
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from engagement_events
